"""The store: sessions, waiting for news, and opening a file."""

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from agentconsole.model.errors import Misconfigured, Unavailable
from agentconsole.model.undoing import or_else
from agentconsole.store.base import TURN_SECONDS
from agentconsole.store.sql.faults import brought_on, busy, half_a_character
from agentconsole.store.sql.steps import LATEST
from agentconsole.store.sql.turn import Turn
from agentconsole.store.sqlite.connection import Line, Lines, roll_back, take_turn
from agentconsole.store.sqlite.faults import explained
from agentconsole.store.sqlite.migrate import Tell, bring_up, missing
from agentconsole.store.sqlite.noticing import Notices
from agentconsole.store.sqlite.reading import SqliteReading

if TYPE_CHECKING:
    from agentconsole.store.sqlite.writing import SqliteWriting

_LONG_TURN = 0.02
_LET_OTHERS = 0.005
"""Who has just had a long turn lets others, who look every 2 ms, go before the next one."""
_LONG_RUN = 0.1
"""So do the threads of a program that have handed on the turn among themselves for so long."""


def open_store(path: Path, *, create: bool = False, tell: Tell | None = None) -> "SqliteStore":
    """The desk in a file. Raises `NotFound` where there is none, unless `create`; `Misconfigured` for a
    file that is not a desk, or that a newer program made. Tells who waits when an older program made it."""
    if create:
        _make(path)
    _must_be_a_file(path)
    try:
        bring_up(path, create=create, tell=tell)
    except sqlite3.Error as error:
        raise explained(error, path) from error
    return SqliteStore(path)


def make_store(path: Path) -> "SqliteStore":
    """A new desk. Raises `FileExistsError` where there is something already: of the programs that make
    one at the same time, one has made it."""
    if not _make(path):
        raise FileExistsError(path)
    return open_store(path, create=True)


def _make(path: Path) -> bool:
    """An empty file that only its owner may read: it will hold what customers wrote. False where there
    is one already."""
    if path.exists():
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _made_alone(path)
    except OSError as error:
        raise Misconfigured(
            f"No desk can be made at {path}: {error.strerror}.", "Name another path with --desk."
        ) from error


def _made_alone(path: Path) -> bool:
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return True
    return False


def _must_be_a_file(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise missing(path) from error
    except OSError as error:
        raise Misconfigured(
            f"The desk at {path} cannot be looked at: {error.strerror}.", "Name another path with --desk."
        ) from error
    if not os.access(path, os.R_OK):
        raise Misconfigured(f"The desk at {path} may not be read.", "Look at the permissions of the file.")
    if not stat.S_ISREG(mode):
        raise Misconfigured(f"{path} is not a file, so it is not a desk.", "Name a file with --desk.")


class SqliteStore:
    """A desk in one file. The promises are those of `store.base`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lines = Lines(path)
        self._notices = Notices(path)

    @contextmanager
    def reading(self) -> Iterator[SqliteReading]:
        """A session that sees one moment; within another of this thread, the same moment."""
        with self._line() as line:
            if line.depth == 1:
                take_turn(self.path, lambda: _begin(line, "BEGIN"))
            elif line.writing:
                with self.writing() as write:
                    write.index()
            try:
                yield SqliteReading(line.connection)
            finally:
                if line.depth == 1:
                    roll_back(line.connection)

    @contextmanager
    def writing(self) -> Iterator["SqliteWriting"]:
        """The one writing session; within another of this thread, a part of it that fails by itself."""
        from agentconsole.store.sqlite.writing import SqliteWriting  # most commands only read

        with self._line() as line:
            if line.writing:
                with _part(line):
                    yield SqliteWriting(line)
                return
            if line.depth > 1:
                raise RuntimeError("a writing session cannot begin inside a reading one: that sees the past")
            with self._turn(line):
                write = SqliteWriting(line)
                yield write
                write.index()
                take_turn(self.path, lambda: line.connection.execute("COMMIT"))

    def wait(self, after: int, *, seconds: float) -> bool:
        """Block until a change after that position is committed, by whichever process."""
        try:
            return self._wait(after, time.monotonic() + seconds)
        except Unavailable:
            if self._lines.closed:
                return False
            raise

    def _wait(self, after: int, deadline: float) -> bool:
        seen = -1
        self._data_version()  # with a connection of ours there is a log, and it stays
        with self._notices.noticing() as noticed:
            while not self._lines.closed:
                version = self._data_version()
                if version != seen and self.latest() > after:
                    return True
                seen, left = version, deadline - time.monotonic()
                if left <= 0:
                    break
                noticed.wait(left)
        return False

    def close(self) -> None:
        """Let go of the file; a session that is open ends first."""
        self._lines.close()
        self._notices.close()

    def latest(self) -> int:
        """The position of the newest change."""
        with self.reading() as read:
            return read.latest()

    def _data_version(self) -> int:
        """A number that changes when anybody else has committed."""
        with self._line() as line:
            pragma = "PRAGMA data_version"
            version: int = take_turn(self.path, lambda: line.connection.execute(pragma).fetchone())[0]
            return version

    @contextmanager
    def _line(self) -> Iterator[Line]:
        """This thread's line, with whatever SQLite complains of said in words."""
        try:
            with self._lines.mine() as line:
                yield line
        except sqlite3.Error as error:
            raise explained(error, self.path) from error
        except UnicodeEncodeError as error:
            raise half_a_character() from error

    @contextmanager
    def _turn(self, line: Line) -> Iterator[None]:
        """The one turn to write, given back at the end whatever happens."""
        since_last = time.monotonic() - line.turn_ended
        if line.turn_length > _LONG_TURN and since_last < _LET_OTHERS:
            time.sleep(_LET_OTHERS - since_last)
        came = time.monotonic()
        with self._lines.turns.mine(TURN_SECONDS) as first:
            if not first:
                raise busy(self.path, TURN_SECONDS)
            self._let_other_programs()
            with self._lines.writing(line):
                take_turn(self.path, lambda: _begin(line, "BEGIN IMMEDIATE"), since=came)
                line.writing, began = True, time.monotonic()
                line.turn = Turn()
                try:
                    yield
                finally:
                    line.writing = False
                    roll_back(line.connection)
                    line.turn_ended = time.monotonic()
                    line.turn_length = line.turn_ended - began

    def _let_other_programs(self) -> None:
        """They find the file free only between two turns, and hardly ever where one follows the other."""
        turns = self._lines.turns
        if time.monotonic() - turns.run_began > _LONG_RUN:
            time.sleep(_LET_OTHERS)
            turns.run_began = time.monotonic()


def _begin(line: Line, how: str) -> None:
    """Begin, and look at the file once: what is seen, is seen as of now."""
    line.connection.execute(how)
    with or_else(lambda: roll_back(line.connection)):
        (version,) = line.connection.execute("PRAGMA user_version").fetchone()
        if version != LATEST:
            raise brought_on(version)


@contextmanager
def _part(line: Line) -> Iterator[None]:
    line.connection.execute("SAVEPOINT part")
    there, indexed = len(line.turn.to_index), line.turn.indexed
    with or_else(lambda: _drop_part(line, there, indexed)):
        yield
    line.connection.execute("RELEASE part")


def _drop_part(line: Line, there: int, indexed: int) -> None:
    if line.connection.in_transaction:
        line.connection.execute("ROLLBACK TO part")
        line.connection.execute("RELEASE part")
    line.turn.forget(there, indexed)
