"""The desk as an ASGI application: its routes, made from the table."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Address

from agentconsole.desk.api import Desk
from agentconsole.model.errors import DeskError, Invalid, NotFound
from agentconsole.server import files, state
from agentconsole.server.asked import Answer, refused
from agentconsole.server.calling import caller
from agentconsole.server.commanding import commander
from agentconsole.server.describing import document
from agentconsole.server.endpoint import Endpoint, Serving
from agentconsole.server.hub import Hub
from agentconsole.server.letting import Door
from agentconsole.server.metrics import Metrics
from agentconsole.server.rates import Rates
from agentconsole.server.telling import LIVE, Cut, Live, Plain, Waiting
from agentconsole.server.terms import Limits
from agentconsole.server.watching import Watching, Write
from agentconsole.wire.routes import ROUTES, Route

COMMAND = "/v1/commands/{name}"
DRAFT_FILE = "/v1/conversations/{conversation}/draft-files/{name}"
IN_JSON = 4 / 3
"""A file in JSON is so much longer than it is."""


class App:
    """Everything that is served over one desk: `asgi` is the application, and `hub` ends its streams."""

    def __init__(self, desk: Desk, *, limits: Limits, write: Write, cut: Cut) -> None:
        whole = desk.seen_by(None)
        door = Door(whole)
        self.hub = Hub(whole, people_changed=door.forget)
        self._desk = whole
        self._limits = limits
        self._metrics = Metrics()
        self._shared = Serving(
            door=door,
            rates=Rates(limits.rate, limits.burst),
            limits=limits,
            pool=ThreadPoolExecutor(limits.threads, thread_name_prefix="desk"),
        )
        self._live = Live(self._shared, self.hub, self._metrics, cut)
        self.asgi = Starlette(
            routes=[*(self._address(route) for route in ROUTES), *self._beside()],
            middleware=[Middleware(Watching, metrics=self._metrics, write=write)],
            exception_handlers={HTTPException: _nowhere, Exception: _unexpected},
            lifespan=self._alive,
        )

    @asynccontextmanager
    async def _alive(self, _: Starlette) -> AsyncIterator[None]:
        self.hub.start()
        yield
        self.hub.close()
        self._shared.pool.shutdown(wait=True)
        self.hub.join()

    def _address(self, route: Route) -> Address:
        """Where a route of the table is answered."""
        if route.name == "wait":
            return _at(route.path, Waiting(self._shared, self.hub), route.verb)
        if route.raw:
            return _at(route.path, self._endpoint(route.path, getattr(files, route.name)), route.verb)
        largest = self._limits.batch if route.name in ("receive", "rehearse") else 0
        work = caller(route, self._limits)
        return _at(route.path, self._endpoint(route.path, work, largest=largest), route.verb)

    def _beside(self) -> list[Address]:
        """What the table has in words only."""
        file = self._desk.mail.largest
        attach = self._endpoint(COMMAND, commander("attach"), largest=round(file * IN_JSON) + CARD)
        counted = state.measured(self._desk, self._metrics, self.hub, lambda: self._shared.busy)
        return [
            _at("/v1/commands/attach", attach, "POST"),
            _at(COMMAND, self._endpoint(COMMAND, commander()), "POST"),
            _at("/v1/me", self._endpoint("/v1/me", state.me)),
            _at(LIVE, self._live),
            _at(DRAFT_FILE, self._endpoint(DRAFT_FILE, files.put_draft_file, largest=file), "PUT"),
            _at("/metrics", self._endpoint("/metrics", counted)),
            _at("/healthz", Plain(self._shared, "/healthz", lambda: Answer(body=b'{"alive":true}'))),
            _at("/openapi.json", Plain(self._shared, "/openapi.json", described)),
            _at("/readyz", Plain(self._shared, "/readyz", lambda: state.ready(self._desk))),
        ]

    def _endpoint(self, template: str, work: Any, *, largest: int = 0) -> Endpoint:
        return Endpoint(self._shared, template, work, largest=largest)


CARD = 10_000
"""Bytes of what stands around a file in JSON."""


@cache
def described() -> Answer:
    """What there is, for programs."""
    return Answer(body=msgspec.json.encode(document()))


def _at(path: str, endpoint: Any, verb: str = "GET") -> Address:
    return Address(path, endpoint, methods=[verb])


def _nowhere(_: Request, error: Exception) -> Response:
    """No route, or not with this verb."""
    assert isinstance(error, HTTPException)
    problem: DeskError = NotFound("There is nothing at this address", "GET /openapi.json lists what there is")
    if error.status_code != 404:
        problem = Invalid(f"This address does not take that: {error.detail}", "GET /openapi.json")
    return _response(refused(problem), error.status_code, dict(error.headers or {}))


def _unexpected(_: Request, __: Exception) -> Response:
    """A fault of the program. What happened is in the log, and nothing of it in the answer."""
    fault = DeskError("Something went wrong that should not", "Try again; the server's log says more")
    return _response(refused(fault), 500, {})


def _response(answer: Answer, status: int, headers: dict[str, str]) -> Response:
    more = {name.decode(): value.decode() for name, value in answer.headers}
    return Response(answer.body, status, {**more, **headers}, media_type=answer.type.decode())
