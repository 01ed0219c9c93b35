"""Files that only their owner can read, and one change at a time to what is in them."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agentconsole.model.errors import Misconfigured


def private_file(file: Path) -> Path:
    """Make sure that it is there, and that it and its folder are closed to others. Raises Misconfigured where
    that cannot be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            found = os.fstat(number)
            if found.st_uid != os.getuid():
                raise Misconfigured(f"{file} is not yours", "Look at what is there")
            os.fchmod(number, 0o600)
        finally:
            os.close(number)
    except OSError as error:
        raise Misconfigured(f"{file} cannot be used: {error.strerror}", "Look at what is there") from None
    return file


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A change to a file that several programs write: all of it or nothing. Who comes second waits."""
    db.execute("BEGIN IMMEDIATE")
    with db:
        yield db
