"""A server for a team: the desk over HTTP, until it is stopped."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from agentconsole.cli.session import Session, session_of
from agentconsole.model.errors import Misconfigured
from agentconsole.opening import open_desk, post_for
from agentconsole.opening.databases import SET_UP, VARIABLE, is_database
from agentconsole.opening.naming import desk_place

MISSING = ("starlette", "uvicorn", "anyio")


Database = Annotated[
    str,
    typer.Option(
        "--database",
        metavar="URL",
        help=f"The desk's database, as postgresql://USER@HOST/DATABASE; else {VARIABLE}, else --desk.",
    ),
]
Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="0 for any.")]
Certificate = Annotated[
    Path | None, typer.Option("--tls-certificate", metavar="FILE", help="The server's, with its chain.")
]
Key = Annotated[Path | None, typer.Option("--tls-key", metavar="FILE", help="The key to it.")]
Proxies = Annotated[
    str,
    typer.Option(
        "--behind-proxy",
        metavar="ADDRESS[,...]",
        help="Proxies in front that do TLS: what they say of who asks is believed.",
    ),
]
Unencrypted = Annotated[bool, typer.Option("--unencrypted", help="Listen beyond this machine without TLS.")]
Rate = Annotated[
    float, typer.Option("--rate", min=0, metavar="N", help="Requests a second of one token; 0 is any.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Log problems only.")]


def serve(
    context: typer.Context,
    *,
    database: Database = "",
    host: Host = "127.0.0.1",
    port: Port = 8010,
    certificate: Certificate = None,
    key: Key = None,
    proxies: Proxies = "",
    unencrypted: Unencrypted = False,
    rate: Rate = 100.0,
    quiet: Quiet = False,
) -> None:
    """Serve the desk to a team, until it is stopped with Ctrl-C or SIGTERM.

    Several servers may serve one database. What the desk's channels bring in and send out is carried by one
    of them, where this machine's configuration has any. Each request is a line of JSON on stderr. Before the
    first start: agentconsole init makes a desk, agentconsole token create lets somebody in.
    """
    try:
        from agentconsole.server.running import Terms, run
        from agentconsole.server.terms import Limits
    except ModuleNotFoundError as error:
        raise _not_installed(error) from None
    session = session_of(context)
    which = _which(session, database)
    terms = Terms(
        host=host,
        port=port,
        certificate=certificate,
        key=key,
        proxies=proxies,
        unencrypted=unencrypted,
        quiet=quiet,
        at_hand=isinstance(desk_place(which, session.config), Path),
        limits=Limits(rate=rate, burst=max(1.0, 3 * rate)),
    )
    desk = open_desk(which, session.config, tell=session.streams.say)
    post = post_for(desk, which, session.config)
    try:
        run(desk, terms, began=lambda url: _began(session, desk.name, url), beside=post)
    finally:
        desk.close()


def _which(session: Session, database: str) -> str:
    """The desk that is served. A password on the command line is in every list of processes."""
    which = database or ("" if session.desk_flag else os.environ.get(VARIABLE, "")) or session.which
    if database and not is_database(database):
        raise Misconfigured(
            "--database is not the address of a database",
            "Write it like postgresql://USER@HOST/DATABASE. A file is named with --desk",
        )
    given = database or session.desk_flag or ""
    if is_database(given) and urlsplit(given).password:
        session.streams.say(
            f"Everybody on this machine can read the password in the list of processes. Use {VARIABLE}, or "
            "~/.pgpass.",
            kind="warning",
        )
    return which


def _began(session: Session, name: str, url: str) -> None:
    session.streams.say(f"{name} is served at {url}", url=url)


def _not_installed(error: ModuleNotFoundError) -> Misconfigured:
    if error.name is None or error.name.partition(".")[0] not in MISSING:
        raise error
    return Misconfigured(f"A server wants {error.name}, which is not installed", SET_UP)


COMMANDS: Mapping[str, Callable[..., None]] = {"serve": serve}
