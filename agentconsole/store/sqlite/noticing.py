"""Noticing that some program writes to a desk, without looking again and again.

Whoever commits writes to the log beside the file first, and Linux tells of that (`inotify(7)`). It tells too
early: others see the change only when it is on the disk and entered in the index of the log, of which nothing
tells. So after each word of it one looks several times in a row. Where the system does not tell, one looks
every `LOOK` seconds.
"""

import os
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

LOOK = 0.02
"""Seconds between two looks for what other programs changed; one costs some millionths of a second."""
QUIET = 0.25
"""Seconds after which one looks in any case: for the last change before a slow disk was done with it."""
AGAIN = (0.0005, 0.001, 0.002, 0.005, 0.005, 0.01, 0.01, 0.02, 0.04, 0.08)
_MODIFY = 0x2
_FLAGS = os.O_NONBLOCK | os.O_CLOEXEC
_MOST = 4096


@cache
def _system() -> "ctypes.CDLL":
    """The functions of the system; loaded by who waits, and once: to find them takes as long as a look."""
    import ctypes

    return ctypes.CDLL(None)


class Noticing:
    """How long to wait before each look, from now on."""

    def __init__(self, told: int | None) -> None:
        self._told = told
        self._again: Iterator[float] = iter(())

    def wait(self, seconds: float) -> None:
        """Until it is time for another look, at most so long."""
        if self._told is None:
            time.sleep(min(seconds, LOOK))
            return
        soon = next(self._again, None)
        if soon is not None:
            time.sleep(min(soon, seconds))
        elif self._is_told(min(seconds, QUIET)):
            os.read(self._told, _MOST)
            self._again = iter(AGAIN)

    def _is_told(self, seconds: float) -> bool:
        """Somebody has written, or does so within that time."""
        poll = select.poll()
        poll.register(self._told or 0, select.POLLIN)
        return bool(poll.poll(seconds * 1000))


class Notices:
    """The system's word of a desk that is written to, for whoever waits for one.

    What the system tells through is kept from one waiting to the next: to close it takes Linux 30 ms, which
    is longer than all else between a change and those who wait for it.
    """

    def __init__(self, path: Path) -> None:
        self._log = f"{path}-wal"
        self._idle: list[int] = []
        self._closed = False

    @contextmanager
    def noticing(self) -> Iterator[Noticing]:
        """From the beginning of the block, nothing that is written to the desk goes unnoticed."""
        told = self._taken() if sys.platform == "linux" else None
        try:
            yield Noticing(told)
        finally:
            if told is not None:
                self._idle.append(told)
            if self._closed:
                self.close()

    def close(self) -> None:
        """Keep nothing."""
        self._closed = True
        while self._idle:
            os.close(self._idle.pop())

    def _taken(self) -> int | None:
        """What can be read as soon as the log is written to; None where the system cannot tell, or tells
        too many already."""
        libc = _system()
        told: int
        try:
            told = self._idle.pop()
        except IndexError:
            told = libc.inotify_init1(_FLAGS)
        if told < 0:
            return None
        if libc.inotify_add_watch(told, os.fsencode(self._log), _MODIFY) < 0:
            os.close(told)
            return None
        return told
