"""A desk in a PostgreSQL database: for a team server, and for whoever looks after it."""

from typing import TYPE_CHECKING

from agentconsole.model.errors import Misconfigured, Refused
from agentconsole.model.undoing import or_else

if TYPE_CHECKING:
    from agentconsole.desk.posting import Turning
    from agentconsole.store.base import Store

SCHEMES = ("postgresql://", "postgres://")
VARIABLE = "AGENTCONSOLE_DATABASE"
"""Names the database of a server, so that its password is in no list of processes."""
SET_UP = "pip install 'agentconsole[server]'"


def is_database(which: str) -> bool:
    """Whether the name of a desk is the address of a database."""
    return which.startswith(SCHEMES)


def open_database(url: str, *, connections: int = 16) -> "Store":
    """The desk in that database. Raises Misconfigured, NotFound, Unavailable."""
    try:
        from agentconsole.store.postgres import open_store
    except ImportError:
        raise _not_installed() from None
    return open_store(url, connections=connections)


def make_database(url: str) -> "Store":
    """A new desk in an empty database, or in one whose making was interrupted before anybody was on it.
    Refused where there is a desk already."""
    try:
        from agentconsole.store.postgres import make_store
    except ImportError:
        raise _not_installed() from None
    try:
        return make_store(url)
    except FileExistsError:
        return _with_nobody(open_database(url), url)


def _with_nobody(store: "Store", url: str) -> "Store":
    with or_else(store.close), store.reading() as read:
        if read.agents():
            raise Refused(
                f"There is a desk in {shown(url)} already; nothing was changed",
                "To use it: AGENTCONSOLE_DESK=postgresql://… agentconsole inbox",
                rule="nothing is overwritten",
            )
    return store


def shown(url: str) -> str:
    """What the database is called where a person may read it: without a password."""
    from agentconsole.store.postgres import without_password

    return without_password(url)


def database_turn(url: str) -> "Turning":
    """The turn to carry the mail of the desk in that database, which one program has at a time, on whichever
    machine."""
    from agentconsole.store.postgres.turn import DatabaseTurn

    return DatabaseTurn(url)


def _not_installed() -> Misconfigured:
    return Misconfigured("A desk in a database wants what a team server is made of", SET_UP)
