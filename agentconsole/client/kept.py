"""Commands that were given and are not known to be done: each is on the disk before it is sent, and leaves it
when the server has answered.

One SQLite file for each server and agent, which only its owner can read; several programs of one agent share
it. A command keeps its key from the first attempt to the last, so that the server does it once.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from agentconsole.client.private import private_file, transaction
from agentconsole.desk.clock import now
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.errors import DeskError, Invalid, Misconfigured
from agentconsole.model.link import Kept

KEEPING: tuple[type[Command], ...] = (
    commands.SaveDraft,
    commands.Start,
    commands.Reply,
    commands.Note,
    commands.Answer,
    commands.Decline,
    commands.MarkRead,
    commands.See,
    commands.Acknowledge,
)
"""What may wait for a server: what somebody wrote, and that somebody read. Whatever depends on how things
stand at this moment, such as who owns a conversation, may not."""

_MAKE = """
CREATE TABLE IF NOT EXISTS kept (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    draft TEXT NOT NULL DEFAULT '',
    command BLOB NOT NULL,
    seen INTEGER,
    tried INTEGER NOT NULL DEFAULT 0,
    stopped TEXT NOT NULL DEFAULT '',
    hint TEXT NOT NULL DEFAULT ''
);
"""
_ROWS = "SELECT id, key, at, kind, command, seen, tried, stopped, hint FROM kept"
_KINDS = {kind.__name__: kind for kind in KEEPING}


class Waiting(Struct, frozen=True, kw_only=True):
    """A command that is kept."""

    id: int
    key: str
    at: datetime
    command: Command
    seen: int | None
    """The version of its conversation that its writer saw last, where that is known."""
    tried: bool
    """Whether the server may have got it."""
    stopped: str
    hint: str

    def told(self) -> Kept:
        """As the desk's interface has it."""
        return Kept(id=self.id, command=self.command, at=self.at, stopped=self.stopped, hint=self.hint)


class KeptFile:
    """The commands that are kept. Safe from any thread. All raise `Misconfigured` where the
    file cannot be used."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = Lock()
        self._made: sqlite3.Connection | None = None

    def add(self, command: Command, key: str, *, seen: int | None, tried: bool) -> int:
        """Keep one, durably; its number. `tried` says that it is about to be sent. A draft takes the place of
        one that nobody can have got yet. What is given twice with one key is kept once."""
        draft = _draft_of(command)
        with self._writing() as db:
            row = db.execute("SELECT id, command FROM kept WHERE key = ?", (key,)).fetchone()
            if row is not None:
                if not draft:
                    _must_be_the_same(row[1], command, key)
                return int(row[0])
            if draft:
                command = _in_place_of(db, draft, command)
            made = db.execute(
                "INSERT INTO kept (key, at, kind, draft, command, seen, tried) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (key, now().isoformat(), type(command).__name__, draft, encoded(command), seen, tried),
            )
            return int(made.lastrowid or 0)

    def try_(self, number: int, tried: bool) -> None:
        """It is about to be sent, and the server may get it; or it is known that it did not."""
        with self._writing() as db:
            db.execute("UPDATE kept SET tried = ? WHERE id = ?", (tried, number))

    def stop(self, number: int, why: DeskError) -> None:
        """It wants its writer."""
        with self._writing() as db:
            db.execute("UPDATE kept SET stopped = ?, hint = ? WHERE id = ?", (why.message, why.hint, number))

    def remove(self, number: int) -> bool:
        """It is done, or given up. False when it was not there."""
        with self._writing() as db:
            return db.execute("DELETE FROM kept WHERE id = ?", (number,)).rowcount > 0

    def all(self) -> tuple[Waiting, ...]:
        """All of them, oldest first."""
        return self._read("ORDER BY id")

    def waiting(self) -> tuple[Waiting, ...]:
        """Those that are to be sent, oldest first."""
        return self._read("WHERE stopped = '' ORDER BY id")

    def one(self, number: int) -> Waiting | None:
        """That one, if it is there."""
        found = self._read("WHERE id = ?", number)
        return found[0] if found else None

    def counts(self) -> tuple[int, int]:
        """How many wait, and how many want their writer; none, where the file cannot be used."""
        try:
            rows = self._rows("SELECT count(*), total(stopped != '') FROM kept")
        except Misconfigured:
            return 0, 0
        return (int(rows[0][0] - rows[0][1]), int(rows[0][1])) if rows else (0, 0)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            made, self._made = self._made, None
            if made is not None:
                made.close()

    def _read(self, which: str, *values: object) -> tuple[Waiting, ...]:
        rows = self._rows(f"{_ROWS} {which}", *values)
        return tuple(_waiting(row) for row in rows if row[3] in _KINDS)  # a newer version may know more kinds

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Nothing, where nothing was ever kept: then there is no file, and none is made."""
        if self._made is None and not self.file.exists():
            return []
        with self._lock, self._named():
            return self._connection().execute(sql, values).fetchall()

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise Misconfigured(f"{self.file} cannot be used: {error}", "Look at the disk it is on") from None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._named(), transaction(self._connection()) as db:
            yield db

    def _connection(self) -> sqlite3.Connection:
        if self._made is None:
            private_file(self.file)
            made = sqlite3.connect(self.file, timeout=10, isolation_level=None, check_same_thread=False)
            self._made = made
            made.execute("PRAGMA journal_mode = WAL")
            made.execute("PRAGMA synchronous = FULL")
            made.execute("PRAGMA secure_delete = ON")
            made.executescript(_MAKE)
        return self._made


def _must_be_the_same(kept: bytes, command: Command, key: str) -> None:
    if kept != encoded(command):
        raise Invalid(f"The key {key!r} was used for another command", "Use a new key for each command")


def encoded(command: Command) -> bytes:
    """A command as it is kept and sent. Raises Invalid for what is no text."""
    try:
        return msgspec.json.encode(command)
    except UnicodeEncodeError:
        pass
    raise Invalid("Half a character is in that text", "Type it anew: it cannot be kept or sent as it is")


def _waiting(row: tuple[Any, ...]) -> Waiting:
    number, key, at, kind, command, seen, tried, stopped, hint = row
    return Waiting(
        id=number,
        key=key,
        at=datetime.fromisoformat(at).astimezone(UTC),
        command=msgspec.json.decode(command, type=_KINDS[kind]),
        seen=seen,
        tried=bool(tried),
        stopped=stopped,
        hint=hint,
    )


def _in_place_of(db: sqlite3.Connection, draft: str, command: Command) -> Command:
    """A newer draft says all an older one did; of what it does not say, the older one holds."""
    older = "draft = ? AND NOT tried AND stopped = ''"
    row = db.execute(f"SELECT command FROM kept WHERE {older}", (draft,)).fetchone()
    db.execute(f"DELETE FROM kept WHERE {older}", (draft,))
    if row is None or not isinstance(command, commands.SaveDraft) or command.wishes is not None:
        return command
    return replace(command, wishes=msgspec.json.decode(row[0], type=commands.SaveDraft).wishes)


def _draft_of(command: Command) -> str:
    """Which draft it saves; empty for what is none."""
    return f"{command.conversation} {command.kind}" if isinstance(command, commands.SaveDraft) else ""
