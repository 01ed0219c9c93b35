"""Telling who listens: `GET /v1/live`, and `GET /v1/changes/wait` for whoever cannot keep a line open."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from starlette.types import Receive, Send

from agentconsole.desk.api import Desk
from agentconsole.desk.clock import Clock, now
from agentconsole.model.access import Token
from agentconsole.model.errors import DeskError, Invalid, TooMany
from agentconsole.server.hub import Hub, framed_changes, part_after
from agentconsole.wire.live import BYE, EVENTS, LAST_EVENT, framed, greeting, quiet

HEAD = [
    (b"content-type", f"{EVENTS}; charset=utf-8".encode()),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # a proxy that collects what it passes on would hold everything back
    (b"x-content-type-options", b"nosniff"),
]
PAGE = 500
LONGEST_WAIT = 25.0
"""Seconds that one request waits for a change: less than proxies do for an answer."""

InThread = Callable[..., Awaitable[Any]]
"""Calls a function that blocks, somewhere else."""


class Stream:
    """One reader, and how far they are. Nothing is collected for a slow one: they hear what is in the hub,
    and what is no longer there from the desk."""

    def __init__(self, hub: Hub, desk: Desk, position: int, in_thread: InThread) -> None:
        self._hub = hub
        self._desk = desk
        self._in_thread = in_thread
        self.position = position

    async def next(self) -> bytes:
        """What to send now: what happened since, or that nothing did."""
        batches = self._hub.since(self.position)
        if batches is None or not all(batch.open for batch in batches):
            return await self._read()
        parts = b"".join(part_after(batch, self.position) for batch in batches)
        if batches:
            self.position = batches[-1].upto
        return parts or quiet(self.position)

    async def _read(self) -> bytes:
        """As the desk tells it to whoever listens: what is hidden from them is left out. Nothing that the hub
        has not heard of yet: their leave to listen may have ended before it."""
        known = self._hub.position
        page = await self._in_thread(lambda: self._desk.changes(self.position, limit=PAGE))
        changes = [each for each in page if each.position <= known]
        whole = len(page) < PAGE or len(changes) < PAGE
        self.position = max(known, self.position) if whole else changes[-1].position
        return b"".join(framed_changes(changes)) + quiet(self.position)

    @property
    def behind(self) -> bool:
        """Whether there is more to send at once."""
        return self.position < self._hub.position


class Leave:
    """A reader's leave to listen, which ends with their token, and when they leave the desk."""

    def __init__(
        self, hub: Hub, token: Token, look: Callable[[], Awaitable[Any]], *, people: int, clock: Clock = now
    ) -> None:
        """`look` looks the token up anew, and raises where it lets nobody in; `people` is how often the hub
        had heard of people before it was looked up first."""
        self._hub = hub
        self._token = token
        self._look = look
        self._people = people
        self._clock = clock

    async def holds(self) -> bool:
        """Whether they may hear what comes. Where that cannot be found out they may not, and ask anew."""
        if not self._token.good_at(self._clock()):
            return False
        while self._people != self._hub.people:  # also when it is, once the token was looked up
            self._people = self._hub.people
            try:
                await self._look()
            except DeskError:
                return False
        return True


async def tell(stream: Stream, hub: Hub, receive: Receive, send: Send, leave: Leave | None = None) -> bool:
    """Tell a reader until they go or may listen no more, or the server ends. False when they were cut off,
    being too slow."""
    gone = asyncio.create_task(_gone(receive))
    reader = hub.reader()
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEAD})
        await reader.take(send, greeting(stream.position))
        while not hub.closing and not gone.done():
            if not stream.behind:
                await hub.turn()  # also wakes for the next sign of life: a reader who left is noticed then
            if leave is not None and not await leave.holds():
                break
            if not hub.closing and not gone.done():
                await reader.take(send, await stream.next())
        if not gone.done():
            await send({"type": "http.response.body", "body": framed(BYE, b"{}"), "more_body": False})
        return True
    except asyncio.CancelledError:
        if not reader.cut:
            raise
        return False
    finally:
        reader.leave()
        gone.cancel()


async def _gone(receive: Receive) -> None:
    """Until the reader is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def wait(hub: Hub, desk: Desk, after: int, seconds: float, in_thread: InThread) -> bool:
    """Whether something this reader is told of happens after a position within the time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(max(0.0, min(seconds, LONGEST_WAIT))):
            while not hub.closing:
                if hub.position > after and await in_thread(lambda: desk.changes(after, limit=1)):
                    return True
                await hub.turn()
    return False


def begins(query: Mapping[str, Sequence[str]], headers: Mapping[bytes, bytes]) -> int | None:
    """From which position on a reader wants to be told; None for from now on. Raises Invalid."""
    said = headers.get(LAST_EVENT.lower().encode(), b"").decode("latin-1") or query.get("after", [""])[-1]
    if not said:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) < 19):
        raise Invalid(f"{said[:40]!r} is not a position", f"{LAST_EVENT} is the id of an event")
    return int(said)


class Open:
    """How many streams each token has open."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: dict[int, int] = {}

    def enter(self, token: int) -> None:
        """One more. Raises TooMany."""
        count = self._open.get(token, 0)
        if count >= self._most:
            raise TooMany(
                f"This token has {count} live streams open already", "Close one, or log in with another token"
            )
        self._open[token] = count + 1

    def leave(self, token: int) -> None:
        """One less."""
        self._open[token] -= 1
        if not self._open[token]:
            del self._open[token]
