"""What SQLite complains of, in words for a person."""

import sqlite3
from pathlib import Path

from agentconsole.model.errors import DeskError, Invalid, Misconfigured, Unavailable
from agentconsole.store.sql.faults import busy

_WAIT = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_CLOSED_DOORS = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH})


def code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; -1 for what Python's module complains of by itself."""
    found: int = getattr(error, "sqlite_errorcode", -1)
    return found & 0xFF if found >= 0 else found


def is_busy(error: sqlite3.Error) -> bool:
    """Somebody else has their turn: waiting helps."""
    return code(error) in _WAIT


def explained(error: sqlite3.Error, path: Path) -> DeskError:
    """The same error, naming the desk and the next step."""
    found = code(error)
    if found in _DAMAGED:
        return Misconfigured(
            f"The file {path} is damaged, or is not a desk at all: {error}.",
            f"Restore a copy, or rescue what can be read: sqlite3 '{path}' .recover",
        )
    if found in _CLOSED_DOORS:
        return Misconfigured(
            f"The desk at {path} may not be written to.", "Look at the permissions of the file."
        )
    if found == sqlite3.SQLITE_FULL:
        return DeskError(
            f"The disk that holds the desk at {path} is full. This was not kept.",
            "Make room and try again.",
        )
    if found == sqlite3.SQLITE_CANTOPEN:
        return Unavailable(
            f"The desk at {path} cannot be opened.", "Is the disk there, and may you write beside it?"
        )
    if found == sqlite3.SQLITE_IOERR:
        return Unavailable(
            f"The disk that holds the desk at {path} failed: {error}.", "Check the disk and try again."
        )
    if is_busy(error):
        return busy(path, 0)
    if found == sqlite3.SQLITE_TOOBIG or isinstance(error, sqlite3.DataError):
        return Invalid(
            "This is larger than a desk can keep: a thousand million bytes.",
            "Keep it elsewhere, and say where.",
        )
    return DeskError(
        f"The desk at {path} could not do this: {error}.", "This is a fault of the program: report it."
    )
