"""Where a desk's database is: its address, what it is called without its password, and a connection to it."""

from urllib.parse import quote

import psycopg
from msgspec import Struct
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from agentconsole.model.errors import Misconfigured
from agentconsole.store.postgres.adapting import adapt
from agentconsole.store.postgres.faults import explained

SCHEMES = ("postgresql://", "postgres://")
HINT = "Write it like postgresql://USER@HOST/DATABASE, with %40 for an @ in the password."
OLDEST = 130000
"""The server's version, as it numbers them."""
_PATIENT = {
    "connect_timeout": "4",
    "tcp_user_timeout": "5000",
    "keepalives_idle": "3",
    "keepalives_interval": "1",
    "keepalives_count": "2",
    "application_name": "agentconsole",
}
"""A server that does not answer is gone within ten seconds, a line found dead and a new one tried included.
In seconds, and `tcp_user_timeout` in their thousandths; an address may say it otherwise."""


class Place(Struct, frozen=True):
    """One database."""

    conninfo: str
    name: str
    """What it is called wherever a person may read it."""
    password: str


def is_address(which: str) -> bool:
    """It names a database rather than a file or a desk."""
    return which.startswith(SCHEMES)


def without_password(url: str) -> str:
    """The address as anybody may see it."""
    return place(url).name


def place(url: str) -> Place:
    """What an address says. Raises `Misconfigured`, with nothing of its text: a password may be in it."""
    try:
        said = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except psycopg.Error:
        raise Misconfigured("The address of the database cannot be read.", HINT) from None
    if not is_address(url) or "@" in said.get("host", ""):
        raise Misconfigured("The address of the database cannot be read.", HINT)
    conninfo = make_conninfo("", **{**_PATIENT, **said, "client_encoding": "UTF8"})
    return Place(conninfo=conninfo, name=_name(said), password=said.get("password", ""))


def _name(said: dict[str, str]) -> str:
    host = said.get("host", said.get("hostaddr", "localhost"))
    where = quote(host, safe=",.:[]-")
    user = f"{quote(said['user'], safe='')}@" if "user" in said else ""
    port = f":{said['port']}" if "port" in said else ""
    return f"postgresql://{user}{where}{port}/{quote(said.get('dbname', ''), safe='')}"


def connect(where: Place) -> psycopg.Connection:
    """A connection on which transactions are begun and ended by hand. Raises `DeskError`."""
    try:
        connection = psycopg.connect(where.conninfo, autocommit=True, cursor_factory=psycopg.RawCursor)
    except psycopg.Error as error:
        raise explained(error, where.name, where.password) from error
    try:
        _must_do(connection, where)
        adapt(connection)
        connection.execute("SET jit = off")  # it would take longer to compile a search than to run it
    except psycopg.Error as error:
        connection.close()
        raise explained(error, where.name, where.password) from error
    except Misconfigured:
        connection.close()
        raise
    return connection


def _must_do(connection: psycopg.Connection, where: Place) -> None:
    if connection.info.server_version < OLDEST:
        raise Misconfigured(
            f"The server of {where.name} is PostgreSQL {connection.info.server_version // 10000}.",
            f"A desk needs PostgreSQL {OLDEST // 10000} or later.",
        )
    if connection.info.parameter_status("server_encoding") != "UTF8":
        raise Misconfigured(
            f"The database {where.name} cannot hold every script.", "Make one with: createdb -E UTF8 NAME"
        )
