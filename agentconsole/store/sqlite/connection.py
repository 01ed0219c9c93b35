"""Connections to a desk's file: one for each thread, none shared, none carried over a fork."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from agentconsole.model.errors import Unavailable
from agentconsole.model.undoing import or_else
from agentconsole.store.base import TURN_SECONDS
from agentconsole.store.sql.faults import busy
from agentconsole.store.sql.turn import Turn
from agentconsole.store.sqlite.faults import is_busy
from agentconsole.store.sqlite.turns import Turns

T = TypeVar("T")

_PAUSE = (0.0002, 0.002)
"""Seconds between two tries for a turn, at random: with SQLite's own growing back-off, the writer who has
waited longest tries least often, and four writers keep one waiting for seconds instead of a tenth of one."""

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",  # what is committed survives a power cut
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -200",  # of each thread: what it reads again, the system has in memory too
    "PRAGMA journal_size_limit = 67108864",
)

TO_WRITE = "PRAGMA cache_size = -8000"
"""For who writes: a page that is changed stays until the end."""


def take_turn(
    path: Path, attempt: Callable[[], T], *, seconds: float = TURN_SECONDS, since: float | None = None
) -> T:
    """Try until nobody is in the way; raises `Unavailable` after so many seconds."""
    deadline = (time.monotonic() if since is None else since) + seconds
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            if time.monotonic() >= deadline:
                raise busy(path, seconds) from error
        time.sleep(_a_moment())


def _a_moment() -> float:
    from random import uniform  # only loaded by who has to wait

    return uniform(*_PAUSE)


def connect(path: Path) -> sqlite3.Connection:
    """A connection to a file that is there. Transactions are begun and ended by hand."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=0,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    with or_else(connection.close):
        for pragma in _PRAGMAS:
            take_turn(path, lambda pragma=pragma: connection.execute(pragma))  # type: ignore[misc]
    return connection


def roll_back(connection: sqlite3.Connection) -> None:
    """End what has not been committed. SQLite has done so itself after some errors."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


class Line:
    """One thread's connection, and how deep in sessions it is."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.thread = threading.current_thread()
        self.depth = 0
        self.writing = False
        self.turn_ended = 0.0
        self.turn_length = 0.0
        self.turn = Turn()


class Lines:
    """The lines of all threads of this process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._start()

    def _start(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._local = threading.local()
        self._all: list[Line] = []
        self._closed = False
        self.turns = Turns()
        self._first: Line | None = None
        self._writer: sqlite3.Connection | None = None
        self._writing = False

    @contextmanager
    def mine(self) -> Iterator[Line]:
        """This thread's line, one session deeper."""
        line = self._enter()
        try:
            yield line
        finally:
            self._leave(line)

    def _enter(self) -> Line:
        if self._process != os.getpid():
            self._forget_parent()
        line: Line | None = getattr(self._local, "line", None)
        if line is None:
            line = self._open()
        with self._lock:
            if self._closed:
                raise Unavailable(f"The desk at {self._path} has been closed.", "Open it again.")
            line.depth += 1
        return line

    def _leave(self, line: Line) -> None:
        with self._lock:
            line.depth -= 1
            if self._closed and not line.depth:
                line.connection.close()

    @contextmanager
    def writing(self, line: Line) -> Iterator[None]:
        """Who has the turn to write does so on one connection, the same for all threads: each keeps in memory
        what it has read of the file, and forgets all of it when another one has written."""
        own = line.connection
        line.connection = self._writer_for(line)
        try:
            yield
        finally:
            line.connection = own
            with self._lock:
                self._writing = False
                if self._closed and self._writer is not None:
                    self._writer.close()

    def _writer_for(self, line: Line) -> sqlite3.Connection:
        """The thread's own, as long as no other one has written."""
        with self._lock:
            self._writing = True
            if self._first is None:
                self._first = line
                line.connection.execute(TO_WRITE)
            elif self._writer is None and self._first is not line:
                self._writer = connect(self._path)
                self._writer.execute(TO_WRITE)
            return self._writer or line.connection

    def close(self) -> None:
        """Close what is idle now, and the rest when its session ends."""
        if self._process != os.getpid():
            self._forget_parent()
        with self._lock:
            self._closed = True
            for line in self._all:
                if not line.depth:
                    line.connection.close()
            self._all.clear()
            if self._writer is not None and not self._writing:
                self._writer.close()

    @property
    def closed(self) -> bool:
        """No more sessions are opened."""
        return self._closed

    def _open(self) -> Line:
        line = Line(connect(self._path))
        with self._lock:
            if self._closed:
                line.connection.close()
            for gone in [one for one in self._all if not one.thread.is_alive()]:
                gone.connection.close()
                self._all.remove(gone)
            self._all.append(line)
        self._local.line = line
        return line

    def _forget_parent(self) -> None:
        """SQLite forbids a child process to use, or even to close, what it inherited: keep it untouched."""
        _INHERITED.append((self._all, self._local, self._writer))
        self._start()


_INHERITED: list[object] = []
