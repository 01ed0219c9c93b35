"""One line of JSON on stderr for each request, and one count.

A line has who asked (an agent's handle, a token's number), which route, how it ended and how long it took. It
never has an address with its numbers, a search, a text or a secret: the route stands there as the table of
routes has it.
"""

import asyncio
import logging
import secrets
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from typing import Any, TextIO

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agentconsole.server.metrics import Metrics
from agentconsole.wire.live import REQUEST

STATE = "agentconsole"
_STARTED = secrets.token_hex(3)
_NUMBERS = count(1)
Write = Callable[[dict[str, Any]], None]


class Seen:
    """What is known of a request while it is answered."""

    __slots__ = ("agent", "request", "route", "status", "token")

    def __init__(self) -> None:
        self.request = f"{_STARTED}-{next(_NUMBERS):x}"
        self.route = "none"
        self.status = 500
        self.agent: str | None = None
        self.token: int | None = None


class Watching:
    """Around everything that is served."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, write: Write) -> None:
        self._app = app
        self._metrics = metrics
        self._write = write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = scope[STATE] = Seen()
        began = time.perf_counter()

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen.status = message["status"]
                named = (REQUEST.lower().encode(), seen.request.encode())
                message["headers"] = [*message.get("headers", ()), named]
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            took = time.perf_counter() - began
            self._metrics.note(scope["method"], seen.route, seen.status, took)
            self._write(_line(scope["method"], seen, took))


def _line(method: str, seen: Seen, took: float) -> dict[str, Any]:
    return {
        "at": _now(),
        "event": "request",
        "method": method,
        "route": seen.route,
        "status": seen.status,
        "ms": round(took * 1000, 1),
        "agent": seen.agent,
        "token": seen.token,
        "request": seen.request,
    }


class Writer:
    """Writes lines of JSON. Whoever reads them and stops reading does not stop the server.

    What the event loop says in one turn is written together at its end: to write takes longer than to say.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream
        self._said: list[str] = []

    def __call__(self, line: dict[str, Any]) -> None:
        text = msgspec.json.encode(line).decode() + "\n"
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # in a thread, or before there is a loop
            self._write(text)
            return
        if not self._said:
            loop.call_soon(self._end_turn)
        self._said.append(text)

    def _end_turn(self) -> None:
        said, self._said = self._said, []
        self._write("".join(said))

    def _write(self, text: str) -> None:
        to = self._stream or sys.stderr
        with suppress(OSError, ValueError):
            to.write(text)
            to.flush()


def problems_only(write: Write) -> Write:
    """Leaves out what went well, and what was only refused."""

    def chosen(line: dict[str, Any]) -> None:
        if line.get("event") != "request" or line["status"] >= 500:
            write(line)

    return chosen


class Complaints(logging.Handler):
    """What the web server and the libraries complain of, as a line of the same kind. Of an error only its
    kind and its place are told: what it says may have a customer's words in it."""

    def __init__(self, write: Write) -> None:
        super().__init__(logging.WARNING)
        self._write_line = write

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._write_line(problem(record.name, error) if error else _complaint(record))


def problem(where: str, error: BaseException) -> dict[str, Any]:
    """The line about an error."""
    places = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-6:]
    ]
    return {"at": _now(), "event": "problem", "from": where, "error": type(error).__name__, "where": places}


def _complaint(record: logging.LogRecord) -> dict[str, Any]:
    return {"at": _now(), "event": "problem", "from": record.name, "what": record.msg}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
