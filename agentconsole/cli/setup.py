"""This machine: making a desk, its configuration, its keys, and whether everything is in order."""

import platform
import re
import sqlite3
import tomllib
from collections.abc import Callable, Mapping
from operator import attrgetter
from pathlib import Path
from shlex import quote
from typing import Annotated, Any

import msgspec
import typer
from msgspec import Struct

from agentconsole import __version__
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.streams import Column, Format, Shape
from agentconsole.desk.params import Context, read_word
from agentconsole.desk.verbs import VERBS
from agentconsole.model.access import Role
from agentconsole.model.commands import AddAgent
from agentconsole.model.errors import DeskError, Misconfigured
from agentconsole.opening import check_desk, make_desk, make_desk_in
from agentconsole.opening.databases import is_database, shown
from agentconsole.opening.naming import default_path, desk_path, desk_place, is_path, server_url
from agentconsole.settings import places
from agentconsole.settings.channels import masked
from agentconsole.settings.config import set_values
from agentconsole.wire.nouns import agent_json

NAME = re.compile(r"[\w-]+", re.ASCII)


def init(
    context: typer.Context,
    me: Annotated[str, typer.Option("--me", metavar="HANDLE", help="What you are called on the desk.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What to call the desk.")] = "",
    full_name: Annotated[str, typer.Option("--full-name", metavar="NAME", help="How you sign.")] = "",
    email: Annotated[str, typer.Option("--email", metavar="ADDRESS", help="Your own address.")] = "",
) -> None:
    """Make the embedded desk that --desk names, with you as its first agent and admin.

    A name given with --desk or --name is what it is called from then on. Without a configured default,
    it becomes the default. What is there already is never touched. For a team server, --desk or
    AGENTCONSOLE_DESK is the address of an empty database: postgresql://USER@HOST/DATABASE.
    """
    session = session_of(context)
    command = AddAgent(handle=_handle(session, me), full_name=full_name, email=email, role=Role.ADMIN)
    if is_database(session.which):
        _init_in_database(session, command, name)
        return
    path = _new_path(session)
    named = name or (session.which if NAME.fullmatch(session.which) else "")
    _must_be_free(session, named, path)
    name = named or path.stem
    desk = make_desk(path, session.config, name=name)
    try:
        agent = desk.do(command).agent
    except DeskError:
        desk.close()
        path.unlink()
        raise
    desk.close()
    became_default = _remember(session, name, path, command.handle, named=bool(named))
    if session.streams.machine:
        told = agent_json(agent) if agent else None
        session.streams.json({"desk": name, "path": str(path), "agent": told, "default": became_default})
        return
    session.streams.text(f"Made the desk “{name}” at {path}. You are @{command.handle}.")
    if not became_default:
        use = name if named else quote(str(path))
        session.streams.say(f"It is not the default. To use it: --desk {use}")


def _init_in_database(session: Session, command: AddAgent, name: str) -> None:
    desk = make_desk_in(session.which, session.config, name=name)
    try:
        agent = desk.do(command).agent
    finally:
        desk.close()
    place = shown(session.which)
    if session.streams.machine:
        told = agent_json(agent) if agent else None
        session.streams.json({"desk": desk.name, "path": place, "agent": told, "default": False})
        return
    session.streams.text(f"Made the desk “{desk.name}” in {place}. You are @{command.handle}.")
    session.streams.say(
        f"Next: agentconsole token create @{command.handle} --name NAME --scope admin, and agentconsole serve"
    )


def _handle(session: Session, word: str) -> str:
    param = VERBS["agent add"].params[0]
    return str(read_word(param, word, Context(now=session.now)))


def _new_path(session: Session) -> Path:
    """Where the new desk is to be. A plain name that nothing knows is one in the data directory."""
    which = session.which
    if not which:
        return default_path()
    known = which in session.config.desks or is_path(which) or not NAME.fullmatch(which)
    return (desk_path(which, session.config) if known else places.data_dir() / f"{which}.db").absolute()


def _must_be_free(session: Session, name: str, path: Path) -> None:
    """A name that was chosen is to be the one the desk is known by."""
    if name and not NAME.fullmatch(name):
        raise Misconfigured(f"“{name}” cannot be the name of a desk", "Use letters, digits, “_” and “-”.")
    place = session.config.desks.get(name)
    if place is not None and place.path != str(path):
        raise Misconfigured(
            f"Another desk is called {name}: {place.path or place.url}", "Give it another name with --name."
        )


def _remember(session: Session, name: str, path: Path, me: str, *, named: bool) -> bool:
    """Write down a desk that was named, and who acts on it; make it the default where there is none.
    Whether it is the default."""
    config = session.config
    default = not config.default_desk or config.default_desk == name
    fresh = bool(NAME.fullmatch(name)) and name not in config.desks
    values: dict[str, str] = {}
    if fresh and (named or default):
        values[f"desks.{name}.path"] = str(path)
    if named or (fresh and default):
        values[f"desks.{name}.me"] = me
    if default:
        values["default_desk"] = name if fresh or named else str(path)
    if values:
        _write_down(session, values)
    return default


def _write_down(session: Session, values: Mapping[str, str]) -> None:
    try:
        set_values(None, values)
    except Misconfigured as problem:  # the desk is there all the same
        session.streams.say(problem.message, kind="warning")


def demo(context: typer.Context) -> None:
    """Open the console on a believable desk that is made for it and thrown away after."""
    session = session_of(context)
    session.screens.demo(session.config)


class Finding(Struct, frozen=True):
    """One thing that was looked at."""

    name: str
    value: str
    ok: bool = True


FINDING = Shape[Finding](
    columns=(
        Column("what", lambda it: it.name),
        Column("found", lambda it: it.value),
        Column("ok", lambda it: "ok" if it.ok else "WRONG"),
    ),
    json=msgspec.structs.asdict,
    id=lambda it: it.name,
)


def verify(context: typer.Context) -> None:
    """Look whether everything is in order: versions, places, and the desk rebuilt from its entries."""
    session = session_of(context)
    config = places.config_file()
    findings = [
        Finding("version", __version__),
        Finding("python", platform.python_version()),
        Finding("sqlite", sqlite3.sqlite_version),
        Finding("configuration", str(config) if config.exists() else f"{config} (none yet)"),
        *(Finding("configuration", warning, ok=False) for warning in session.config.warnings),
        Finding("log", str(places.state_dir() / "agentconsole.log")),
    ]
    try:
        findings += _of_the_desk(session)
    except DeskError as error:
        findings.append(Finding("desk", error.message, ok=False))
    session.streams.items(FINDING, findings)
    if not all(finding.ok for finding in findings):
        session.exit_code = 1


def _of_the_desk(session: Session) -> list[Finding]:
    if not session.which:
        return [Finding("desk", "none is configured")]
    if url := server_url(session.which, session.config):
        return [Finding("desk", f"{session.desk.name} at {url}"), Finding("acting agent", session.me)]
    place = desk_place(session.which, session.config)
    path = shown(place) if isinstance(place, str) else place
    agents = ", ".join(f"@{agent.handle}" for agent in session.desk.agents())
    wrong = check_desk(session.which, session.config)
    return [
        Finding("desk", str(path)),
        Finding("agents", agents or "none yet"),
        Finding("acting agent", session.maybe_me or "nothing says who"),
        *(Finding("integrity", sentence, ok=False) for sentence in wrong),
        *([] if wrong else [Finding("integrity", "what is kept follows from the entries")]),
    ]


class Key(Struct, frozen=True):
    """What a key does in the console."""

    action: str
    where: str
    keys: str
    title: str


KEY = Shape[Key](
    columns=tuple(Column[Key](name, attrgetter(name)) for name in Key.__struct_fields__),
    json=msgspec.structs.asdict,
    id=lambda it: it.action,
)


def keys(context: typer.Context) -> None:
    """List the keys of the console, with the names the configuration knows the actions by."""
    session = session_of(context)
    session.streams.items(KEY, (Key(*row) for row in session.screens.keys(session.config)))


def config_path(context: typer.Context) -> None:
    """Say where the configuration is."""
    streams = session_of(context).streams
    path = str(places.config_file())
    if streams.machine:
        streams.json({"path": path})
    else:
        streams.text(path)


def config_show(context: typer.Context) -> None:
    """Show what is configured, defaults included."""
    session = session_of(context)
    said: dict[str, Any] = msgspec.to_builtins(session.config)
    said.pop("warnings", None)
    shown = {name: masked(channel) for name, channel in session.config.channels.items()}
    said["channels"] = msgspec.to_builtins(shown)
    if session.streams.format is Format.TABLE:
        for name, value in said.items():
            session.streams.text(f"{name} = {msgspec.json.encode(value).decode()}")
    else:
        session.streams.json(said)


def config_set(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="As in default_desk or desks.work.me.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Text, a number, true, false or a list.")],
) -> None:
    """Change one value. Comments and order of the file stay."""
    session = session_of(context)
    try:
        parsed = tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        parsed = value
    try:
        set_values(None, {key: parsed})
    except Misconfigured:
        if isinstance(parsed, str):
            raise
        set_values(None, {key: value})
    session.streams.say(f"{key} is set in {places.config_file()}.")


COMMANDS: Mapping[str, Callable[..., None]] = {
    "init": init,
    "demo": demo,
    "verify": verify,
    "keys": keys,
    "config path": config_path,
    "config show": config_show,
    "config set": config_set,
}
