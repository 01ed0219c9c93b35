"""From the web server to a thread and back: who asks, whether they may ask now, and the answer."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from msgspec import Struct
from starlette.types import Receive, Scope, Send

from agentconsole.model.access import Token
from agentconsole.model.errors import DeskError, Invalid, TooLarge, Unavailable
from agentconsole.server.asked import Answer, Asked, Work, packed, refused
from agentconsole.server.letting import Door
from agentconsole.server.rates import Rates
from agentconsole.server.terms import Limits
from agentconsole.server.watching import STATE, Seen

T = TypeVar("T")

Glance = Callable[[Asked], Awaitable[Answer | None]]
"""An answer that is known, or none; it blocks nobody."""
SMALL_BODY = 65_536
"""A larger one is read only for somebody who may come in."""


class Serving(Struct, kw_only=True, eq=False):
    """What every endpoint of a server shares."""

    door: Door
    rates: Rates
    limits: Limits
    pool: ThreadPoolExecutor
    busy: int = 0

    async def in_thread(self, call: Callable[[], T]) -> T:
        """Do what blocks in a thread. Raises Unavailable when too many wait for that already."""
        if self.busy >= self.limits.threads + self.limits.waiting:
            raise Unavailable("The desk has more to do than it can", "Try again in a moment")
        self.busy += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.pool, call)
        finally:
            self.busy -= 1


class Endpoint:
    """One route: its work is done in a thread, for whoever may come in."""

    def __init__(
        self, shared: Serving, template: str, work: Work, *, largest: int = 0, glance: Glance | None = None
    ) -> None:
        """`glance` knows some answers without a thread."""
        self._shared = shared
        self._glance = glance
        self._template = template
        self._work = work
        self._largest = largest or shared.limits.body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        seen: Seen = scope[STATE]
        seen.route = self._template
        headers: dict[bytes, bytes] = dict(scope["headers"])
        try:
            answer = await self._answer(scope, receive, headers, seen)
        except DeskError as error:
            answer = refused(error)
        await give(answer, send)

    async def _answer(
        self, scope: Scope, receive: Receive, headers: Mapping[bytes, bytes], seen: Seen
    ) -> Answer:
        body = b""
        if self._glance is not None:
            known = await self._at_a_glance(self._glance, scope, headers, seen)
            if known is not None:
                return known
        if scope["method"] not in ("GET", "HEAD", "DELETE"):
            if said_length(headers) is None or (said_length(headers) or 0) > SMALL_BODY:
                await self._shared.in_thread(lambda: admitted(self._shared, headers, seen, free=True))
            body = await read_body(receive, headers, self._largest)

        def work() -> Answer:
            token = admitted(self._shared, headers, seen)
            return packed(self._work(self._asked(scope, headers, token, body)), headers)

        return await self._shared.in_thread(work)

    async def _at_a_glance(
        self, glance: Glance, scope: Scope, headers: Mapping[bytes, bytes], seen: Seen
    ) -> Answer | None:
        """The answer, where it is known and whoever asks was let in a moment ago."""
        token = self._shared.door.known(said_token(headers))
        if token is None:
            return None
        answer = await glance(self._asked(scope, headers, token))
        if answer is not None:
            seen.agent, seen.token = token.agent, token.id
            self._shared.rates.take(token.id)
        return answer

    def _asked(self, scope: Scope, headers: Mapping[bytes, bytes], token: Token, body: bytes = b"") -> Asked:
        return Asked(
            desk=self._shared.door.desk_of(token),
            token=token,
            path=scope["path_params"],
            query=scope["query_string"],
            headers=headers,
            body=body,
            people_changed=self._shared.door.forget,
        )


def admitted(shared: Serving, headers: Mapping[bytes, bytes], seen: Seen, *, free: bool = False) -> Token:
    """Whoever asks. Raises NotLoggedIn, and TooSoon for somebody who asks too often."""
    token = shared.door.holder(said_token(headers))
    seen.agent, seen.token = token.agent, token.id
    if not free:
        shared.rates.take(token.id)
    return token


def said_token(headers: Mapping[bytes, bytes]) -> str:
    """The header that says who asks."""
    return headers.get(b"authorization", b"").decode("latin-1")


def said_length(headers: Mapping[bytes, bytes]) -> int | None:
    """How long the body is, where that is said."""
    said = headers.get(b"content-length", b"")
    return int(said) if said.isdigit() else None


async def read_body(receive: Receive, headers: Mapping[bytes, bytes], largest: int) -> bytes:
    """The whole body. Raises TooLarge before reading what is said to be too long, and at the first byte too
    many of what is not."""
    if (said_length(headers) or 0) > largest:
        raise _too_large(largest)
    parts, size = [], 0
    while True:
        message: Any = await receive()
        if message["type"] == "http.disconnect":
            raise Invalid("The request was not sent to its end", "Send it again")
        part: bytes = message.get("body", b"")
        size += len(part)
        if size > largest:
            raise _too_large(largest)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def _too_large(largest: int) -> TooLarge:
    return TooLarge("The request is too large", f"At most {largest:,} bytes are taken here")


CHUNK = 262_144


async def give(answer: Answer, send: Send) -> None:
    """Send an answer; a long one in parts, as fast as it is taken."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.head()})
    body = answer.body
    for start in range(0, max(1, len(body)), CHUNK):
        end = start + CHUNK
        part = body if len(body) <= CHUNK else body[start:end]
        await send({"type": "http.response.body", "body": part, "more_body": end < len(body)})
