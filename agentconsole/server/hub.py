"""What happens on the desk, for everybody who listens: one thread looks, and wakes them all."""

import asyncio
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import takewhile
from threading import Event, Thread
from typing import Any

import msgspec
from msgspec import Struct
from starlette.types import Send

from agentconsole.desk.api import Desk
from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import Change
from agentconsole.wire.live import CHANGE, KEEP_ALIVE_SECONDS, framed

LOOK_SECONDS = 0.5
"""How long the thread waits at a time: it ends soon after it is told to."""
AGAIN_SECONDS = 1.0
"""Between two attempts to reach a store that does not answer."""
MOST_BATCHES = 500
MOST_CHANGES = 500


class Batch(Struct, frozen=True, kw_only=True):
    """Changes that came together, as they are sent."""

    after: int
    upto: int
    positions: Sequence[int]
    frames: Sequence[bytes]
    together: bytes
    open: bool
    """Everybody may hear of all of it: nothing in it is restricted."""


class Reader:
    """Somebody who listens, and whether they take what is sent."""

    def __init__(
        self, task: "asyncio.Task[Any]", loop: asyncio.AbstractEventLoop, among: "set[Reader]"
    ) -> None:
        self._task = task
        self._loop = loop
        self._among = among
        self._since = 0.0
        self.cut = False

    async def take(self, send: Send, data: bytes) -> None:
        """Send it; what cannot be sent in time ends the task."""
        self._since = self._loop.time()
        await send({"type": "http.response.body", "body": data, "more_body": True})
        self._since = 0.0

    def look(self, slow: float) -> None:
        """Cut them off when they have taken nothing for so long."""
        if self._since and not self.cut and self._loop.time() - self._since > slow:
            self.cut = True
            self._task.cancel()

    def leave(self) -> None:
        """They listen no more."""
        self._among.discard(self)


class Hub:
    """The changes of late. All but the watching happens in the server's one event loop."""

    def __init__(self, desk: Desk, *, people_changed: Callable[[], None], slow: float) -> None:
        """Who takes nothing for `slow` seconds is cut off."""
        self._slow = slow
        self._readers: set[Reader] = set()
        self._desk = desk
        self._people_changed = people_changed
        self._over = Event()
        self._thread = Thread(target=self._watch, name="changes", daemon=True)
        self._batches: deque[Batch] = deque(maxlen=MOST_BATCHES)
        self.position = desk.latest()
        self._seen = self.position
        self.people = 0
        """How often something happened to people: a token ended, say, or a colleague left."""
        self.closing = False

    def start(self) -> None:
        """Begin to look, from within the event loop."""
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._tick = self._loop.call_later(KEEP_ALIVE_SECONDS, self._beat)
        self._thread.start()

    def close(self) -> None:
        """End every stream; safe from any thread, from a signal, and twice."""
        self._over.set()
        with suppress(RuntimeError):  # the loop has ended already, and every stream with it
            self._loop.call_soon_threadsafe(self._close)

    def _close(self) -> None:
        self.closing = True
        self._tick.cancel()
        self._wake()

    def join(self) -> None:
        """Wait for the thread to end."""
        self._thread.join(2 * LOOK_SECONDS + AGAIN_SECONDS)

    def reader(self) -> "Reader":
        """One more listens, from within the task that tells them."""
        task = asyncio.current_task()
        assert task is not None
        reader = Reader(task, self._loop, self._readers)
        self._readers.add(reader)
        return reader

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._readers)

    @property
    def looking(self) -> bool:
        """Whether the thread is at work."""
        return self._thread.is_alive()

    async def turn(self) -> None:
        """Until something happened, or it is time for a sign of life."""
        if not self.closing:
            await self._news.wait()

    def since(self, position: int) -> list[Batch] | None:
        """The batches with what came after a position; None where that is too long ago."""
        if position >= self.position:
            return []
        if not self._batches or position < self._batches[0].after:
            return None
        found = list(takewhile(lambda batch: batch.upto > position, reversed(self._batches)))
        return found[::-1]

    def _beat(self) -> None:
        self._tick = self._loop.call_later(KEEP_ALIVE_SECONDS, self._beat)
        self._wake()
        for reader in tuple(self._readers):
            reader.look(self._slow)

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _add(self, batch: Batch) -> None:
        self._batches.append(batch)
        self.position = batch.upto
        self._wake()

    def _watch(self) -> None:
        while not self._over.is_set():
            try:
                if not self._desk.wait(self._seen, seconds=LOOK_SECONDS):
                    continue
                changes = self._desk.changes(self._seen, limit=MOST_CHANGES)
                batch = batch_of(self._desk, self._seen, changes) if changes else None
            except DeskError:
                self._over.wait(AGAIN_SECONDS)
                continue
            if batch is not None:
                self._seen = batch.upto
                if any(change.kind == "agent" for change in changes):
                    self._people_changed()
                    self.people += 1
                if not self._over.is_set():
                    self._loop.call_soon_threadsafe(self._add, batch)


def batch_of(desk: Desk, after: int, changes: Sequence[Change]) -> Batch:
    """Changes as they are sent, and whether to everybody."""
    frames = framed_changes(changes)
    return Batch(
        after=after,
        upto=changes[-1].position,
        positions=[each.position for each in changes],
        frames=frames,
        together=b"".join(frames),
        open=_is_open(desk, changes),
    )


def framed_changes(changes: Sequence[Change]) -> list[bytes]:
    """Each as it is sent."""
    return [framed(CHANGE, msgspec.json.encode(each), each.position) for each in changes]


def part_after(batch: Batch, position: int) -> bytes:
    """What of a batch came after a position."""
    if position <= batch.after:
        return batch.together
    return b"".join(batch.frames[bisect_right(batch.positions, position) :])


def _is_open(desk: Desk, changes: Sequence[Change]) -> bool:
    """Whether nothing in them is of a restricted conversation, or may be: what is said of customers may come
    from one."""
    if any(_may_hide(each) for each in changes):
        return False
    numbers = {each.conversation for each in changes if each.conversation is not None}
    return not any(desk.conversation(number).restricted for number in numbers)


def _may_hide(change: Change) -> bool:
    return change.kind == "fact" or (change.conversation is None and change.entry is not None)
