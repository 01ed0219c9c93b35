"""Bringing a desk's file up to date, in numbered steps, each of them whole or not at all."""

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from agentconsole.model.errors import Misconfigured, NotFound
from agentconsole.model.undoing import or_else
from agentconsole.store.sql.faults import not_taken, too_new
from agentconsole.store.sql.steps import LATEST, Step, steps
from agentconsole.store.sqlite.connection import TO_WRITE, connect, roll_back, take_turn
from agentconsole.store.sqlite.indexing import teach

APPLICATION_ID = 0x41434F4E
"""`ACON`: marks a file as a desk."""


Tell = Callable[[str], object]
LONG = (
    "Bringing the desk at {} up to date. A copy of it as it was is put beside it. "
    "With a million entries this takes some two minutes, once."
)


def statements(sql: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit between them."""
    gathered = ""
    for piece in re.split("(?<=;)", sql):
        gathered += piece
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
    if gathered.strip():
        yield gathered


def version(connection: sqlite3.Connection, path: Path) -> int:
    """The number of the newest step the file has seen; 0 for an empty one. Refuses a file that is no desk."""
    application, number, tables = connection.execute(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)"
        " FROM pragma_application_id, pragma_user_version"
    ).fetchone()
    if application == 0 and tables == 0:
        return 0
    if application != APPLICATION_ID:
        raise Misconfigured(
            f"The file {path} is a database, but not a desk.", "Name another path with --desk."
        )
    return int(number)


def bring_up(
    path: Path, *, create: bool, known: Sequence[Step] | None = None, tell: Tell | None = None
) -> None:
    """Make the file a desk of the newest version; raises `NotFound` for an empty one unless `create`. What
    `tell` gets is for who waits meanwhile."""
    with closing(connect(path)) as connection:
        found = take_turn(path, lambda: version(connection, path))
        if not found and not create:
            raise missing(path)
        newest = LATEST if known is None else known[-1].number
        if found > newest:
            raise too_new(path, found, newest)
        _keep_log(connection, path)
        if found < newest:
            connection.execute(
                "PRAGMA foreign_keys = OFF"
            )  # rebuilding a table must not empty those that refer to it
            connection.execute(TO_WRITE)
            teach(connection)
            if found and tell is not None:
                tell(LONG.format(path))
            for step in known or steps("sqlite"):
                _take(connection, path, step, copy=found > 0)


def missing(path: Path) -> NotFound:
    """There is nothing to open."""
    from shlex import quote

    make = f"agentconsole --desk {quote(str(path))} init --me YOU"
    if path.exists():
        return NotFound(
            f"The file {path} is empty: there is no desk in it.",
            f"Unless it is being made: remove it, then {make}",
        )
    return NotFound(f"There is no desk at {path}.", make)


def _keep_log(connection: sqlite3.Connection, path: Path) -> None:
    """Readers and the writer do not wait for each other in a file with a write-ahead log."""
    (mode,) = take_turn(path, lambda: connection.execute("PRAGMA journal_mode = WAL").fetchone())
    if mode != "wal":
        raise Misconfigured(
            f"The desk at {path} is on a disk where programs cannot share memory.", "Keep it on a local disk."
        )


def _take(connection: sqlite3.Connection, path: Path, step: Step, *, copy: bool) -> None:
    """Unless another program has. A desk that is just being made has nothing to copy."""
    take_turn(path, lambda: connection.execute("BEGIN IMMEDIATE"))
    with or_else(lambda: roll_back(connection)):
        found = version(connection, path)
        if found < step.number:
            if copy:
                back_up(path, step)
            _apply(connection, path, step)
        take_turn(path, lambda: connection.execute("COMMIT"))


def _apply(connection: sqlite3.Connection, path: Path, step: Step) -> None:
    try:
        _run(connection, statements(step.sql))
        _run(
            connection, (f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {step.number}")
        )
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except (sqlite3.OperationalError, sqlite3.IntegrityError) as error:
        raise not_taken(path, step, str(error)) from error
    if broken:
        raise not_taken(path, step, f"a row of {broken[0]} refers to nothing")


def _run(connection: sqlite3.Connection, script: Iterable[str]) -> None:
    for statement in script:
        connection.execute(statement)


def back_up(path: Path, step: Step) -> Path:
    """A copy of the desk as it was before a step, beside it; whole, or not there."""
    kept = path.with_name(f"{path.name}.before-{step.number:04}.backup")
    making = kept.with_name(f"{kept.name}.part")
    try:
        making.unlink(missing_ok=True)
        os.close(os.open(making, os.O_CREAT | os.O_WRONLY | os.O_EXCL, path.stat().st_mode & 0o777))
        with closing(connect(path)) as source, closing(sqlite3.connect(making)) as copy:
            source.backup(copy)
        making.replace(kept)
    except OSError as error:
        raise not_taken(path, step, f"no copy of it could be made ({error.strerror})") from error
    return kept
