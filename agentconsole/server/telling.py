"""The endpoints of whoever listens."""

from collections.abc import Callable, Mapping

from starlette.types import Receive, Scope, Send

from agentconsole.model.access import Scope as Reach
from agentconsole.model.access import Token
from agentconsole.model.errors import DeskError
from agentconsole.server.asked import Answer, Asked, refused
from agentconsole.server.calling import answered
from agentconsole.server.endpoint import Serving, admitted, give, said_token
from agentconsole.server.hub import Hub
from agentconsole.server.live import Leave, Open, Stream, begins, tell, wait
from agentconsole.server.metrics import Metrics
from agentconsole.server.reading import arguments
from agentconsole.server.terms import must_allow
from agentconsole.server.watching import STATE, Seen
from agentconsole.wire.live import EVENTS
from agentconsole.wire.routes import BY_NAME

LIVE = "/v1/live"
Cut = Callable[[Scope], None]
"""Ends the line of a request at once."""


class Live:
    """`GET /v1/live`."""

    def __init__(self, shared: Serving, hub: Hub, metrics: Metrics, cut: Cut) -> None:
        self._shared = shared
        self._hub = hub
        self._metrics = metrics
        self._cut = cut
        self._open = Open(shared.limits.streams)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            people = self._hub.people
            token, stream = await self._begin(scope)
            if scope["method"] == "HEAD":
                await give(Answer(body=b"", type=EVENTS.encode()), send)
                return
            self._open.enter(token.id)
        except DeskError as error:
            await give(refused(error), send)
            return
        leave = Leave(self._hub, token, lambda: self._look(scope), people=people)
        try:
            if not await tell(stream, self._hub, receive, send, leave):
                self._metrics.cut_off += 1
                self._cut(scope)
        finally:
            self._open.leave(token.id)

    async def _look(self, scope: Scope) -> Token:
        """Whoever listens, looked up anew. Raises NotLoggedIn."""
        header = said_token(dict(scope["headers"]))
        return await self._shared.in_thread(lambda: self._shared.door.holder(header))

    async def _begin(self, scope: Scope) -> tuple[Token, Stream]:
        """Who listens, and from where on."""
        asked = await _admitted(self._shared, scope, LIVE)
        must_allow(asked.token.scope, Reach.READ, "wait")
        after = begins(asked.parameters(), asked.headers)
        position = self._hub.position
        if after is None or after > position:
            latest = await self._shared.in_thread(asked.desk.latest)
            position = latest if after is None else min(after, latest)
        else:
            position = after
        return asked.token, Stream(self._hub, asked.desk, position, self._shared.in_thread)


class Waiting:
    """`GET /v1/changes/wait`: no thread waits with whoever waits."""

    def __init__(self, shared: Serving, hub: Hub) -> None:
        self._shared = shared
        self._hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = BY_NAME["wait"]
        try:
            asked = await _admitted(self._shared, scope, route.path)
            must_allow(asked.token.scope, route.scope, route.name)
            said = arguments(route, asked, self._shared.limits)
            news = await wait(self._hub, asked.desk, **said, in_thread=self._shared.in_thread)
            answer = answered(route, news, exact=asked.exact)
        except DeskError as error:
            answer = refused(error)
        await give(answer, send)


class Plain:
    """What anybody may ask, as whoever looks after the machine does."""

    def __init__(self, shared: Serving, template: str, work: Callable[[], Answer]) -> None:
        self._shared = shared
        self._template = template
        self._work = work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[STATE].route = self._template
        try:
            answer = await self._shared.in_thread(self._work)
        except DeskError as error:
            answer = refused(error)
        await give(answer, send)


async def _admitted(shared: Serving, scope: Scope, template: str) -> Asked:
    """Somebody who may come in, and what they ask."""
    seen: Seen = scope[STATE]
    seen.route = template
    headers: Mapping[bytes, bytes] = dict(scope["headers"])
    token = await shared.in_thread(lambda: admitted(shared, headers, seen))
    return Asked(
        desk=shared.door.desk_of(token),
        token=token,
        path={},
        query=scope["query_string"],
        headers=headers,
    )
