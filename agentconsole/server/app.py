"""The desk as an ASGI application: its routes, made from the table."""

from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cache

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from agentconsole.desk.api import Desk
from agentconsole.model.errors import DeskError, Invalid, NotFound
from agentconsole.server import files, state
from agentconsole.server.asked import Answer, Work, refused
from agentconsole.server.calling import caller
from agentconsole.server.commanding import commander
from agentconsole.server.describing import document
from agentconsole.server.endpoint import Endpoint, Serving
from agentconsole.server.hub import Hub
from agentconsole.server.letting import Door
from agentconsole.server.metrics import Metrics
from agentconsole.server.newest import AtHand, Newest
from agentconsole.server.rates import Rates
from agentconsole.server.remembered import Remembered
from agentconsole.server.switch import Switch
from agentconsole.server.telling import LIVE, Cut, Live, Plain, Waiting
from agentconsole.server.terms import Limits
from agentconsole.server.watching import Watching, Write
from agentconsole.wire.routes import ROUTES, Route

COMMAND = "/v1/commands/{name}"
DRAFT_FILE = "/v1/conversations/{conversation}/draft-files/{name}"
POLLED = frozenset({"inbox"})
"""What every console and many a script asks again and again."""
IN_JSON = 4 / 3
"""A file in JSON is so much longer than it is."""


class App:
    """Everything that is served over one desk: `asgi` is the application, and `hub` ends its streams."""

    def __init__(self, desk: Desk, *, limits: Limits, write: Write, cut: Cut, at_hand: bool = False) -> None:
        """With `at_hand`, the desk is in a file here, and a look at its newest change never waits."""
        whole = desk.seen_by(None)
        door = Door(whole)
        self.hub = Hub(whole, people_changed=door.forget, slow=limits.slow)
        self._desk = whole
        self._limits = limits
        self._metrics = Metrics()
        self._shared = Serving(
            door=door,
            rates=Rates(limits.rate, limits.burst),
            limits=limits,
            pool=ThreadPoolExecutor(limits.threads, thread_name_prefix="desk"),
        )
        self._newest = AtHand(whole.latest) if at_hand else Newest(whole.latest, self._shared.in_thread)
        self._live = Live(self._shared, self.hub, self._metrics, cut)
        self.asgi = Starlette(
            middleware=[Middleware(Watching, metrics=self._metrics, write=write)],
            exception_handlers={HTTPException: _nowhere, Exception: _unexpected},
            lifespan=self._alive,
        )
        self.asgi.router.redirect_slashes = False
        self.asgi.router.default = self._switch()

    def _switch(self) -> Switch:
        switch = Switch()
        for route in ROUTES:
            switch.add(route.path, route.verb, self._of_the_table(route))
        for path, verb, app in self._beside():
            switch.add(path, verb, app)
        return switch

    @asynccontextmanager
    async def _alive(self, _: Starlette) -> AsyncIterator[None]:
        self.hub.start()
        yield
        self.hub.close()
        self._shared.pool.shutdown(wait=True)
        self.hub.join()

    def _of_the_table(self, route: Route) -> ASGIApp:
        """What answers at a route of the table."""
        if route.name == "wait":
            return Waiting(self._shared, self.hub)
        if route.raw:
            return self._endpoint(route.path, getattr(files, route.name))
        largest = self._limits.batch if route.name in ("receive", "rehearse") else 0
        work = caller(route, self._limits)
        if route.name in POLLED:
            remembered = Remembered(work, self._desk.latest, self._newest)
            return Endpoint(self._shared, route.path, remembered, glance=remembered.glance)
        return self._endpoint(route.path, work, largest=largest)

    def _beside(self) -> Iterator[tuple[str, str, ASGIApp]]:
        """What the table has in words only."""
        file = self._desk.mail.largest
        attach = self._endpoint(COMMAND, commander("attach"), largest=round(file * IN_JSON) + CARD)
        counted = state.measured(self._desk, self._metrics, self.hub, lambda: self._shared.busy)
        yield "/v1/commands/attach", "POST", attach
        yield COMMAND, "POST", self._endpoint(COMMAND, commander())
        yield "/v1/me", "GET", self._endpoint("/v1/me", state.me)
        yield LIVE, "GET", self._live
        yield DRAFT_FILE, "PUT", self._endpoint(DRAFT_FILE, files.put_draft_file, largest=file)
        yield "/metrics", "GET", self._endpoint("/metrics", counted)
        for path, work in self._for_anybody().items():
            yield path, "GET", Plain(self._shared, path, work)

    def _for_anybody(self) -> dict[str, Callable[[], Answer]]:
        return {
            "/healthz": lambda: Answer(body=b'{"alive":true}'),
            "/readyz": lambda: state.ready(self._desk, self.hub),
            "/openapi.json": described,
        }

    def _endpoint(self, template: str, work: Work, *, largest: int = 0) -> Endpoint:
        return Endpoint(self._shared, template, work, largest=largest)


CARD = 10_000
"""Bytes of what stands around a file in JSON."""


@cache
def described() -> Answer:
    """What there is, for programs."""
    return Answer(body=msgspec.json.encode(document()))


async def _nowhere(_: Request, error: Exception) -> Response:
    """No route, or not with this verb."""
    assert isinstance(error, HTTPException)
    problem: DeskError = NotFound("There is nothing at this address", "GET /openapi.json lists what there is")
    if error.status_code != 404:
        problem = Invalid(f"This address does not take that: {error.detail}", "GET /openapi.json")
    return _response(refused(problem), error.status_code, dict(error.headers or {}))


async def _unexpected(_: Request, __: Exception) -> Response:
    """A fault of the program. What happened is in the log, and nothing of it in the answer."""
    fault = DeskError("Something went wrong that should not", "Try again; the server's log says more")
    return _response(refused(fault), 500, {"connection": "close"})  # as the web server does then


def _response(answer: Answer, status: int, headers: dict[str, str]) -> Response:
    more = {name.decode(): value.decode() for name, value in answer.headers}
    return Response(answer.body, status, {**more, **headers}, media_type=answer.type.decode())
