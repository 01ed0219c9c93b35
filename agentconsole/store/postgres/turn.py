"""One program at a time, on whichever machine: a lock in the database, gone with the line that holds it."""

from contextlib import suppress
from threading import Lock

import psycopg

from agentconsole.store.postgres.place import Place, connect, place

POST = 0x61637073
"""The number of the lock for carrying a desk's mail: `acps`."""


class DatabaseTurn:
    """The turn at something of a desk in a database. The lock is the line's: where that breaks, the database
    gives it to the next one, and whoever had it finds out at its next look."""

    def __init__(self, url: str, number: int = POST) -> None:
        self._place: Place = place(url)
        self._number = number
        self._line: psycopg.Connection | None = None
        self._alone = Lock()

    def take(self) -> bool:
        """Whether it is ours now. Raises `Unavailable` where the database does not answer."""
        with self._alone:
            if self._line is not None:
                return True
            line = connect(self._place)
            row = line.execute(b"SELECT pg_try_advisory_lock($1)", [self._number]).fetchone()
            if row is not None and row[0]:
                self._line = line
                return True
            line.close()
            return False

    def give(self) -> None:
        """Let it go, at once: of a line that is only closed the database hears a moment later."""
        with self._alone:
            line, self._line = self._line, None
            if line is not None:
                with suppress(psycopg.Error), line:
                    line.execute(b"SELECT pg_advisory_unlock($1)", [self._number])
