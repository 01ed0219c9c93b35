"""What PostgreSQL complains of, in words for a person."""

import re

import psycopg
from psycopg import errors

from agentconsole.model.errors import DeskError, Invalid, Misconfigured, NotFound, Unavailable
from agentconsole.store.sql.faults import busy

_BUSY = (errors.LockNotAvailable, errors.QueryCanceled, errors.DeadlockDetected, errors.SerializationFailure)
_CLOSED_DOORS = (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)
_NOT_LET_IN = (errors.InvalidPassword, errors.InvalidAuthorizationSpecification)
_NO_DESK = (errors.UndefinedTable, errors.UndefinedColumn, errors.UndefinedFunction, errors.InvalidSchemaName)
_TOO_LARGE = (errors.ProgramLimitExceeded, errors.DataError)
_REPLICA = "during recovery"
# Of what goes wrong before there is a connection, the driver tells only the words.
_REFUSED = "authentication failed"
_MISSING = re.compile('database "[^"]*" does not exist')


def unknown_outcome(name: str) -> Unavailable:
    """The line broke while the database was keeping something."""
    return Unavailable(
        f"The line to the desk at {name} broke in the instant of keeping this: it may be there or not.",
        "Look whether it is there before you do it again.",
    )


def explained(error: psycopg.Error, name: str, password: str = "") -> DeskError:
    """The same error, naming the desk and the next step; nothing it says has the password in it."""
    said = _said(error, password)
    if _MISSING.search(said):
        return NotFound(f"There is no database for a desk at {name}.", "Make one with: createdb -E UTF8 NAME")
    if isinstance(error, _NOT_LET_IN) or _REFUSED in said:
        return Misconfigured(f"The desk at {name} does not let us in: {said}.", "Look at user and password.")
    if isinstance(error, _BUSY):
        return busy(name, 0)
    if isinstance(error, errors.IdleInTransactionSessionTimeout):
        return Unavailable(
            f"The desk at {name} let others have their turn: nothing was done with this one for too long.",
            "Nothing was kept: do the whole of it again.",
        )
    if isinstance(error, errors.DiskFull):
        return DeskError(
            f"The disk that holds the desk at {name} is full. This was not kept.", "Make room and try again."
        )
    if isinstance(error, _CLOSED_DOORS) or _REPLICA in said:
        return Misconfigured(
            f"The desk at {name} may not be written to: {said}.",
            "Use the server that takes writes, as a user who may.",
        )
    if isinstance(error, _NO_DESK):
        return Misconfigured(
            f"The database {name} does not hold what a desk has: {said}.", "Name another database."
        )
    if isinstance(error, _TOO_LARGE):
        return Invalid(
            "This is larger than a desk can keep, or not what it keeps.", "Keep it elsewhere, and say where."
        )
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return Unavailable(f"The desk at {name} cannot be reached: {said}.", "Try again when it is back.")
    return DeskError(
        f"The desk at {name} could not do this: {said}.", "This is a fault of the program: report it."
    )


def _said(error: psycopg.Error, password: str) -> str:
    """In the server's own words, in one line."""
    lines = (error.diag.message_primary or str(error)).strip().splitlines()
    said = " ".join(line.strip() for line in lines[:2]) or type(error).__name__
    if password:
        said = said.replace(password, "...")
    return said.rstrip(".")
