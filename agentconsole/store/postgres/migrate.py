"""Bringing a desk's database up to date, in numbered steps, each of them whole or not at all.

The steps are those of SQLite's desk under the same numbers. Programs that start at the same time take them
one after another: whoever comes second finds them taken.
"""

from collections.abc import Sequence
from contextlib import closing

import psycopg

from agentconsole.model.errors import Misconfigured, NotFound
from agentconsole.store.base import TURN_SECONDS
from agentconsole.store.postgres.faults import explained
from agentconsole.store.postgres.place import Place, connect
from agentconsole.store.sql.faults import busy, not_taken, too_new
from agentconsole.store.sql.steps import LATEST, Step, steps

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
                _take_all(connection, place, known or steps("postgres"), alone=alone)
            elif found > newest:
                raise too_new(place.name, found, newest)
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
        raise not_taken(place.name, step, str(error).splitlines()[0]) from error


def _missing(place: Place) -> NotFound:
    return NotFound(
        f"There is no desk in the database {place.name}.", "agentconsole init --me YOU with it as --desk"
    )
