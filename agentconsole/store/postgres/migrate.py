"""Bringing a desk's database up to date, in numbered steps, each of them whole or not at all.

The steps are those of SQLite's desk under the same numbers. Programs that start at the same time take them
one after another: whoever comes second finds them taken.
"""

from collections.abc import Sequence
from contextlib import closing

import psycopg
from msgspec import Struct

from agentconsole.model.errors import DeskError, Misconfigured, NotFound
from agentconsole.store.base import TURN_SECONDS
from agentconsole.store.postgres.faults import busy, explained
from agentconsole.store.postgres.place import Place, connect

LATEST = 4
"""The number of the newest step, known without looking at the files."""
TURN = 0x41434F4E
"""`ACON`: the number of the lock that whoever writes to a desk holds."""

_VERSION = b"SELECT version FROM agentconsole"
_KNOWN = b"""
    SELECT to_regclass('agentconsole') IS NOT NULL,
        (SELECT count(*) FROM pg_catalog.pg_class WHERE relnamespace = current_schema()::regnamespace)
"""
_MARK = b"""
    CREATE TABLE agentconsole (version INTEGER NOT NULL);
    COMMENT ON TABLE agentconsole IS 'This database is a desk of agentconsole, of this version.';
    INSERT INTO agentconsole VALUES (0);
"""


class Step(Struct, frozen=True):
    """One migration."""

    number: int
    name: str
    sql: str


def steps() -> tuple[Step, ...]:
    """The steps that come with the program, in order."""
    from importlib.resources import files  # only loaded by a desk that is behind

    found = files("agentconsole.store").joinpath("migrations").iterdir()
    named = sorted(
        (file.name, file.read_text("utf-8")) for file in found if file.name.endswith(".postgres.sql")
    )
    return tuple(Step(int(name[:4]), name.split(".")[0], sql) for name, sql in named)


def bring_up(place: Place, *, create: bool, alone: bool = False, known: Sequence[Step] | None = None) -> None:
    """Make the database a desk of the newest version. Raises `NotFound` for an empty one unless `create`;
    `FileExistsError` where there is a desk already and `alone` says there must be none."""
    newest = LATEST if known is None else known[-1].number
    try:
        with closing(connect(place)) as connection:
            found = version(connection, place)
            if found is None and not create:
                raise _missing(place)
            if alone and found is not None:
                raise FileExistsError(place.name)
            if found is None or found < newest:
                _take_all(connection, place, known or steps(), alone=alone)
            elif found > newest:
                raise _too_new(place, found, newest)
    except psycopg.errors.LockNotAvailable as error:
        raise busy(place.name, TURN_SECONDS) from error
    except psycopg.Error as error:
        raise explained(error, place.name, place.password) from error


def version(connection: psycopg.Connection, place: Place) -> int | None:
    """The number of the newest step the database has seen; None for an empty one. Refuses one that holds
    something else."""
    known, tables = connection.execute(_KNOWN).fetchone() or (False, 0)
    if known:
        row = connection.execute(_VERSION).fetchone()
        return None if row is None else int(row[0])
    if tables:
        raise Misconfigured(f"The database {place.name} is not empty, and not a desk.", "Name another one.")
    return None


def _take_all(connection: psycopg.Connection, place: Place, known: Sequence[Step], *, alone: bool) -> None:
    for step in known:
        with connection.transaction():
            connection.execute(f"SET LOCAL lock_timeout = '{TURN_SECONDS * 1000:.0f}ms'".encode())
            connection.execute(f"SELECT pg_advisory_xact_lock({TURN})".encode())
            found = version(connection, place)
            if alone and found is not None and step is known[0]:
                raise FileExistsError(place.name)
            if found is None:
                connection.execute(_MARK)
            if (found or 0) < step.number:
                _apply(connection, place, step)


def _apply(connection: psycopg.Connection, place: Place, step: Step) -> None:
    try:
        connection.execute(step.sql.encode())
        connection.execute(f"UPDATE agentconsole SET version = {step.number}".encode())
        connection.execute(b"SET CONSTRAINTS ALL IMMEDIATE")
    except (psycopg.ProgrammingError, psycopg.IntegrityError, psycopg.DataError) as error:
        raise DeskError(
            f"The desk at {place.name} could not be brought up to date by {step.name}:"
            f" {str(error).splitlines()[0]}. Nothing was changed.",
            "Go on with the program you used before, and report this.",
        ) from error


def _missing(place: Place) -> NotFound:
    return NotFound(
        f"There is no desk in the database {place.name}.", "agentconsole init --me YOU with it as --desk"
    )


def _too_new(place: Place, found: int, newest: int) -> Misconfigured:
    return Misconfigured(
        f"The desk at {place.name} was made by a newer agentconsole: it has version {found},"
        f" and this program knows {newest}.",
        "Install the newer agentconsole.",
    )
