"""The store: sessions, waiting for news, and opening a database."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from agentconsole.model.errors import Unavailable
from agentconsole.model.undoing import or_else
from agentconsole.store.base import TURN_SECONDS
from agentconsole.store.postgres.faults import explained, unknown_outcome
from agentconsole.store.postgres.lines import Line, Lines
from agentconsole.store.postgres.listening import CHANNEL, Listening
from agentconsole.store.postgres.migrate import TURN, bring_up
from agentconsole.store.postgres.place import Place, place
from agentconsole.store.postgres.reading import PostgresReading
from agentconsole.store.postgres.writing import PostgresWriting
from agentconsole.store.sql.faults import brought_on, busy, half_a_character
from agentconsole.store.sql.steps import LATEST

CONNECTIONS = 16
IDLE_SECONDS = 60
"""Who has the turn to write and does nothing with it for so long, loses it."""

_NEWEST = "SELECT version, (SELECT coalesce(max(position), 0) FROM change) FROM agentconsole"
_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; "
_WRITE = """
    BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL lock_timeout = '{turn:.0f}ms';
    SET LOCAL idle_in_transaction_session_timeout = '{idle}s'; SELECT pg_advisory_xact_lock({lock});
"""
# Only what is new is told of, and only its position.
_KEEP = """
    SELECT pg_notify('{channel}', max(position)::text) FROM change HAVING max(position) > {latest}; COMMIT
"""


def open_store(url: str, *, create: bool = False, connections: int = CONNECTIONS) -> "PostgresStore":
    """The desk in a database: `postgresql://USER@HOST/DATABASE`. Raises `NotFound` where there is none,
    unless `create`; `Misconfigured` for one that holds something else, or a newer program's desk;
    `Unavailable` when the server does not answer. At most so many sessions are open at once; others wait."""
    where = place(url)
    bring_up(where, create=create)
    return PostgresStore(where, connections=connections)


def make_store(url: str, *, connections: int = CONNECTIONS) -> "PostgresStore":
    """A new desk in an empty database. Raises `FileExistsError` where there is one already: of the programs
    that make one at the same time, one has made it."""
    where = place(url)
    bring_up(where, create=True, alone=True)
    return PostgresStore(where, connections=connections)


class PostgresStore:
    """A desk in one database. The promises are those of `store.base`.

    Who writes holds a lock of the whole desk from the first word to the commit. So a rule sees the desk as it
    will be when what it decides is kept, and positions need no care: they follow the commits by themselves.
    """

    def __init__(self, where: Place, *, connections: int = CONNECTIONS) -> None:
        self.place = where
        self._lines = Lines(where, connections)
        self._listening = Listening(where)
        self._process = os.getpid()

    @contextmanager
    def reading(self) -> Iterator[PostgresReading]:
        """A session that sees one moment; within another of this thread, the same moment."""
        with self._line(_READ + _NEWEST) as line:
            if line.writing and line.depth > 1:
                PostgresWriting(line).index()
            yield PostgresReading(line)

    @contextmanager
    def writing(self) -> Iterator[PostgresWriting]:
        """The one writing session; within another of this thread, a part of it that fails by itself."""
        turn = _WRITE.format(turn=TURN_SECONDS * 1000, idle=IDLE_SECONDS, lock=TURN)
        with self._line(turn + _NEWEST) as line:
            if line.writing:
                with self._part(line) as write:
                    yield write
                return
            if line.depth > 1:
                raise RuntimeError("a writing session cannot begin inside a reading one: that sees the past")
            line.writing = True
            write = PostgresWriting(line)
            yield write
            write.index()
            self._keep(line)

    def wait(self, after: int, *, seconds: float) -> bool:
        """Block until a change after that position is committed, by whichever process."""
        deadline = time.monotonic() + seconds
        listening = self._mine()
        try:
            while not self._lines.closed:
                if self.latest() > after:
                    return True
                if time.monotonic() >= deadline:
                    break
                listening.wait(after, deadline - time.monotonic())
        except Unavailable:
            if not self._lines.closed:
                raise
        return False

    def close(self) -> None:
        """Let go of the database; a session that is open ends first."""
        self._lines.close()
        self._mine().close()

    def latest(self) -> int:
        """The position of the newest change: one question, and no transaction around it. Within a session,
        as that sees it."""
        with self._line(_NEWEST) as line:
            return line.latest if line.depth == 1 else PostgresReading(line).latest()

    def _mine(self) -> Listening:
        """A child process has no thread of its parent's."""
        if self._process != os.getpid():
            self._listening, self._process = Listening(self.place), os.getpid()
        return self._listening

    @contextmanager
    def _line(self, how: str) -> Iterator[Line]:
        """This thread's line, with whatever PostgreSQL complains of said in words."""
        try:
            with self._lines.mine(lambda connection: _begin(connection, how.encode())) as line:
                yield line
        except errors.LockNotAvailable as error:
            raise busy(self.place.name, TURN_SECONDS) from error
        except psycopg.Error as error:
            raise explained(error, self.place.name, self.place.password) from error
        except UnicodeEncodeError as error:
            raise half_a_character() from error

    @contextmanager
    def _part(self, line: Line) -> Iterator[PostgresWriting]:
        part = PostgresWriting(line)
        part.send()
        line.connection.execute(b"SAVEPOINT part")
        line.known = {}
        there, indexed = len(line.turn.to_index), line.turn.indexed
        with or_else(lambda: _drop_part(line, there, indexed)):
            yield part
            part.send()
        line.connection.execute(b"RELEASE part")

    def _keep(self, line: Line) -> None:
        write = PostgresWriting(line)
        write.must_be_open()
        write.send()
        try:
            line.connection.execute(_KEEP.format(channel=CHANNEL, latest=line.latest).encode())
        except psycopg.OperationalError as error:
            if line.connection.closed:
                raise unknown_outcome(self.place.name) from error
            raise


def _drop_part(line: Line, there: int, indexed: int) -> None:
    line.told.clear()
    line.known = {}
    connection = line.connection
    if connection.info.transaction_status != TransactionStatus.IDLE and not connection.closed:
        connection.execute(b"ROLLBACK TO part; RELEASE part")
    line.turn.forget(there, indexed)


def _begin(connection: psycopg.Connection, how: bytes) -> int:
    """The position of the last change then."""
    cursor = connection.execute(how)
    while cursor.nextset():
        pass
    row = cursor.fetchone()
    if row is None or row[0] != LATEST:
        raise brought_on(row[0] if row else None)
    return int(row[1])
