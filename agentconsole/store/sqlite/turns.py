"""The turns to write of this process's threads: who came first is first, and is told when it is time."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Turns:
    """One turn at a time, handed on by whoever had it.

    Among programs one can only look again and again whether the file is free. Threads that did so among
    themselves would wait longer than they work, and take the time of whoever has the turn.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False
        self.run_began = 0.0
        """Since when the turn has gone from one thread to another that waited for it."""

    @contextmanager
    def mine(self, seconds: float) -> Iterator[bool]:
        """The turn, for as long as the block lasts; False where it did not come within the time."""
        took = self._take(seconds)
        try:
            yield took
        finally:
            if took:
                self._hand_on()

    def _take(self, seconds: float) -> bool:
        with self._lock:
            if not self._taken:
                self._taken, self.run_began = True, time.monotonic()
                return True
            place = threading.Lock()
            place.acquire()
            self._waiting.append(place)
        came = False
        try:
            came = place.acquire(timeout=seconds)
        finally:
            if not came:
                self._leave(place)
        return came

    def _leave(self, place: threading.Lock) -> None:
        """Whose turn came in the instant they gave up hands it on."""
        with self._lock, suppress(ValueError):
            self._waiting.remove(place)
            return
        self._hand_on()

    def _hand_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
