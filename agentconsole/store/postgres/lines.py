"""Connections to a desk's database: one for each open session, kept for the next, none carried over a fork.

A pool of our own, and not psycopg's: that connects in threads of its own, so whoever waits for a connection
hears only that none came, and not why; and after an outage it is slow to try again.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress

import psycopg
from psycopg.pq import TransactionStatus

from agentconsole.model.errors import Unavailable
from agentconsole.store.base import TURN_SECONDS
from agentconsole.store.postgres.place import Place, connect
from agentconsole.store.sql.faults import busy
from agentconsole.store.sql.session import Row
from agentconsole.store.sql.turn import Turn

Asked = tuple[str, Sequence[object]]
"""A statement, and the values in it."""
Question = tuple[str, tuple[object, ...]]
"""The same, as it can be looked up."""


class Line:
    """One thread's connection for as long as its session lasts, and how deep in sessions it is."""

    def __init__(self, connection: psycopg.Connection, latest: int) -> None:
        self.connection = connection
        self.latest = latest
        """The position of the last change when it began."""
        self.depth = 0
        self.writing = False
        self.over = False
        self.turn = Turn()
        self.told: list[tuple[bytes, Sequence[object]]] = []
        """What is to be changed, and not yet sent."""
        self.asking: dict[Question, Asked] | None = None
        """What is to be asked together, while that is found out."""
        self.known: dict[Question, list[Row]] = {}
        """Answers to what was asked together; to be forgotten with the next word."""


class Lines:
    """The connections of this process."""

    def __init__(self, place: Place, most: int) -> None:
        self._place = place
        self._most = most
        self._start()

    def _start(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._local = threading.local()
        self._room = threading.BoundedSemaphore(self._most)
        self._idle: list[psycopg.Connection] = []
        self._closed = False

    @property
    def closed(self) -> bool:
        """No more sessions are opened."""
        return self._closed

    @contextmanager
    def mine(self, begin: Callable[[psycopg.Connection], int]) -> Iterator[Line]:
        """This thread's line, one session deeper; the outermost begins a transaction on it first."""
        if self._process != os.getpid():
            self._forget_parent()
        line: Line | None = getattr(self._local, "line", None)
        if line is None:
            with self._outermost(begin) as line:
                yield line
            return
        line.depth += 1
        try:
            yield line
        finally:
            line.depth -= 1

    @contextmanager
    def _outermost(self, begin: Callable[[psycopg.Connection], int]) -> Iterator[Line]:
        if not self._room.acquire(timeout=TURN_SECONDS):
            raise busy(self._place.name, TURN_SECONDS)
        try:
            line = self._begun(begin)
            line.depth, self._local.line = 1, line
            try:
                yield line
            finally:
                line.over, self._local.line = True, None
                self._give_back(line.connection)
        finally:
            self._room.release()

    def _begun(self, begin: Callable[[psycopg.Connection], int]) -> Line:
        """A connection with a transaction on it. One that lay idle may have been cut off meanwhile: then all
        that lay idle are let go of, and a new one shows whether the server is there."""
        while True:
            connection = self._taken()
            fresh = connection is None
            connection = connection or connect(self._place)
            try:
                with ExitStack() as undo:
                    undo.callback(self._give_back, connection)
                    line = Line(connection, begin(connection))
                    undo.pop_all()
                    return line
            except psycopg.OperationalError:
                if fresh or not connection.closed:
                    raise
                self._drop_idle()

    def _taken(self) -> psycopg.Connection | None:
        """One that lies idle."""
        with self._lock:
            if self._closed:
                raise Unavailable(f"The desk at {self._place.name} has been closed.", "Open it again.")
            return self._idle.pop() if self._idle else None

    def _give_back(self, connection: psycopg.Connection) -> None:
        """Whatever was not committed is undone."""
        with suppress(psycopg.Error):
            if connection.info.transaction_status != TransactionStatus.IDLE:
                connection.execute("ROLLBACK")
        with self._lock:
            keep = not self._closed and connection.info.transaction_status == TransactionStatus.IDLE
            if keep:
                self._idle.append(connection)
        if not keep:
            connection.close()

    def _drop_idle(self) -> None:
        with self._lock:
            dropped, self._idle = self._idle, []
        for connection in dropped:
            connection.close()

    def close(self) -> None:
        """Close what is idle now, and the rest when its session ends."""
        if self._process != os.getpid():
            self._forget_parent()
        with self._lock:
            self._closed = True
        self._drop_idle()

    def _forget_parent(self) -> None:
        """Closing an inherited connection would end the parent's: keep it untouched."""
        _INHERITED.append((self._idle, self._local))
        self._start()


_INHERITED: list[object] = []
