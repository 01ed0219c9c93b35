"""What was seen of a desk: the last answers of its server, kept on this machine, to be read while the server
cannot be reached.

One SQLite file for each server and agent, which only its owner can read. It has customers' text in it; it is
bounded, what was not looked at for longest goes first, and logging out empties it. Whatever is wrong with it,
it is made anew: it holds nothing that is not on the server.
"""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from time import time
from typing import TypeVar

from agentconsole.client.private import private_file, transaction
from agentconsole.model.errors import Misconfigured

T = TypeVar("T")

MOST_BYTES = 64_000_000
LARGEST = 2_000_000
"""Bytes of one answer that is kept."""
LEFT = 0.9
"""Of what is allowed, so much is left when there is too much."""
FORM = 1
"""Of the table. One in another form is made anew."""
_MAKE = """
CREATE TABLE IF NOT EXISTS seen (
    question TEXT PRIMARY KEY, answer BLOB NOT NULL, size INTEGER NOT NULL,
    used REAL NOT NULL, at REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS seen_used ON seen (used, size);
"""


class Seen:
    """Answers by what was asked. Safe from any thread and by several programs; it never raises."""

    def __init__(self, file: Path, *, most: int = MOST_BYTES) -> None:
        self._file = file
        self._most = most
        self._lock = Lock()
        self._made: sqlite3.Connection | None = None
        self._size = 0

    def keep(self, question: str, answer: bytes) -> None:
        """Remember the newest answer."""
        if len(answer) > min(LARGEST, self._most):
            self.drop(question)
            return

        def write(db: sqlite3.Connection) -> None:
            size = len(answer) + len(question.encode())
            old = db.execute("SELECT size FROM seen WHERE question = ?", (question,)).fetchone()
            row = (question, answer, size, time(), time())
            db.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?)", row)
            self._size += size - (old[0] if old else 0)
            if self._size > self._most:
                self._size = _size_of(db)  # another program may have written, or made room
                self._make_room(db)

        self._with(write, None)

    def find(self, question: str) -> tuple[bytes, datetime] | None:
        """The newest answer there was, and when."""

        def read(db: sqlite3.Connection) -> tuple[bytes, datetime] | None:
            row = db.execute("SELECT answer, at FROM seen WHERE question = ?", (question,)).fetchone()
            if row is None:
                return None
            db.execute("UPDATE seen SET used = ? WHERE question = ?", (time(), question))
            return bytes(row[0]), datetime.fromtimestamp(row[1], UTC)

        return self._with(read, None)

    def drop(self, question: str) -> None:
        """It is not there any more, or not for us."""
        self._with(lambda db: db.execute("DELETE FROM seen WHERE question = ?", (question,)), None)

    def empty(self) -> None:
        """Forget all of it: something of it was hidden since, and nobody says what."""

        def write(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM seen")
            self._size = 0

        self._with(write, None)

    def size(self) -> int:
        """Bytes of what is kept."""
        return self._with(_size_of, 0)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._drop_connection()

    def _make_room(self, db: sqlite3.Connection) -> None:
        for question, size in db.execute("SELECT question, size FROM seen ORDER BY used").fetchall():
            if self._size <= self._most * LEFT:
                return
            db.execute("DELETE FROM seen WHERE question = ?", (question,))
            self._size -= size

    def _with(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        with self._lock:
            try:
                with transaction(self._connection()) as db:
                    return work(db)
            except sqlite3.OperationalError:  # another program writes, or the disk is full
                return otherwise
            except (sqlite3.Error, OSError, Misconfigured):
                self._drop_connection()
                with suppress(OSError):
                    self._file.unlink(missing_ok=True)
                return otherwise

    def _connection(self) -> sqlite3.Connection:
        if self._made is None:
            private_file(self._file)
            made = sqlite3.connect(
                self._file, timeout=1, isolation_level=None, check_same_thread=False, cached_statements=8
            )
            self._made = made
            made.execute("PRAGMA journal_mode = TRUNCATE")
            made.execute("PRAGMA synchronous = OFF")
            made.execute("PRAGMA secure_delete = ON")
            if made.execute("PRAGMA user_version").fetchone()[0] not in (0, FORM):
                made.execute("DROP TABLE IF EXISTS seen")
            made.executescript(f"{_MAKE} PRAGMA user_version = {FORM};")
            self._size = _size_of(made)
        return self._made

    def _drop_connection(self) -> None:
        made, self._made = self._made, None
        if made is not None:
            made.close()


def _size_of(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT coalesce(sum(size), 0) FROM seen").fetchone()[0])
