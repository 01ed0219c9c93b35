"""Team servers from this machine: logging in and out, who one is there, and what waits to be sent."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import Struct

from agentconsole.cli.completion import offered
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.streams import Column, Shape
from agentconsole.desk.params import is_number
from agentconsole.model.commands import Command
from agentconsole.model.errors import Invalid
from agentconsole.model.link import Kept
from agentconsole.opening.naming import desk_name, server_url
from agentconsole.rules.screening import screen_line
from agentconsole.settings.config import DeskPlace
from agentconsole.wire.kept import kept_json, word_of
from agentconsole.wire.nouns import agent_json


class Known(Struct, frozen=True):
    """A desk that the configuration names."""

    name: str
    place: DeskPlace
    default: bool
    waiting: int
    stopped: int


DESK = Shape[Known](
    columns=(
        Column("name", lambda it: it.name),
        Column("where", lambda it: it.place.url or it.place.path),
        Column("me", lambda it: it.place.me),
        Column("default", lambda it: it.default),
        Column("waiting", lambda it: it.waiting or None),
        Column("stopped", lambda it: it.stopped or None),
    ),
    json=lambda it: {
        "name": it.name,
        "url": it.place.url or None,
        "path": it.place.path or None,
        "me": it.place.me or None,
        "default": it.default,
        "waiting": it.waiting,
        "stopped": it.stopped,
    },
    id=lambda it: it.name,
)
KEPT = Shape[Kept](
    columns=(
        Column("id", lambda it: it.id),
        Column("at", lambda it: it.at),
        Column("command", lambda it: word_of(it.command)),
        Column("conversation", lambda it: getattr(it.command, "conversation", None)),
        Column("text", lambda it: _text(it.command)),
        Column("stopped", lambda it: it.stopped),
    ),
    json=kept_json,
    id=lambda it: it.id,
)


def _names(session: Session) -> list[str]:
    return [name for name, place in session.config.desks.items() if place.url]


Url = Annotated[str, typer.Argument(metavar="URL", help="Of the server, as in https://desk.example.org.")]
Name = Annotated[str, typer.Option("--name", metavar="N", help="What to call the desk on this machine.")]
TokenFile = Annotated[
    str, typer.Option("--token-file", metavar="FILE|-", help="Where the token stands; - is stdin.")
]
TokenCommand = Annotated[
    str, typer.Option("--token-command", metavar="COMMAND", help="Prints the token, each time it is needed.")
]
InFile = Annotated[
    bool,
    typer.Option("--in-file", help="Keep the token in a file that only you can read, not in the keyring."),
]
Unencrypted = Annotated[
    bool, typer.Option("--unencrypted", help="Beyond this machine without TLS: others can read everything.")
]


def login(
    context: typer.Context,
    url: Url,
    *,
    name: Name = "",
    token_file: TokenFile = "",
    token_command: TokenCommand = "",
    in_file: InFile = False,
    unencrypted: Unencrypted = False,
) -> None:
    """Log in to a team server, and keep its token.

    The token is typed on the terminal or piped in, and goes into the keyring; never as an option. Whoever
    looks after the server makes it: agentconsole token create @HANDLE --name laptop.
    """
    from agentconsole.opening.servers import log_in

    session = session_of(context)
    token = "" if token_command else _token(session, token_file)
    done = log_in(
        url,
        token,
        session.config,
        name=name,
        command=token_command,
        in_file=in_file,
        unencrypted=unencrypted,
    )
    if done.kept:
        session.streams.say(f"The token is kept: {done.kept}.")
    if session.streams.machine:
        told = {"name": done.name, "url": done.url, "agent": agent_json(done.me.agent)}
        session.streams.json({**told, "scope": done.me.scope.value, "default": done.default})
        return
    session.streams.text(
        f"Logged in to {screen_line(done.me.desk)} at {done.url} as @{done.me.agent.handle}. "
        f"Here it is called {done.name}."
    )
    if not done.default:
        session.streams.say(f"It is not the default. To use it: --desk {done.name}")


def _token(session: Session, source: str) -> str:
    """The first line of the file; or what is typed, or piped in."""
    if source and source != "-":
        try:
            text = Path(source).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problem = getattr(error, "strerror", None) or "it is no text"
        else:
            problem = "its first line is empty"
            if token := text.partition("\n")[0].strip():
                return token
        raise Invalid(
            f"There is no token in {source}: {problem}", "Name the file with the token, or - for stdin"
        )
    token = session.streams.read_secret("Token: ").strip()
    if not token:
        raise Invalid("No token was given", "Type it, or pipe it in: pass show desk | agentconsole login URL")
    return token


def logout(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="Else the one in use.", autocompletion=offered(_names)),
    ] = "",
    drop: Annotated[
        bool, typer.Option("--drop", help="Also with something unsent: what was written is given up.")
    ] = False,
) -> None:
    """Forget the token of a desk, and all that was kept of what was seen there."""
    from agentconsole.opening.servers import log_out

    session = session_of(context)
    done = log_out(name or session.which, session.config, drop=drop)
    if session.streams.machine:
        session.streams.json({"name": done})
    else:
        session.streams.text(f"Logged out of {done}. Nothing that was seen there is kept here.")
    session.streams.say(
        "The token itself is still good: agentconsole token revoke ID ends it, where one is in."
    )


def whoami(context: typer.Context) -> None:
    """Say who acts, and on which desk; on a server as it says itself."""
    session = session_of(context)
    name = desk_name(session.which, session.config)
    if server_url(session.which, session.config):
        from agentconsole.opening.servers import ask_who

        me = ask_who(session.which, session.config)
        told: dict[str, Any] = {
            "desk": me.desk,
            "name": name,
            "url": server_url(session.which, session.config),
            "agent": agent_json(me.agent),
            "scope": me.scope.value,
            "token": me.token,
            "version": me.version,
        }
        handle, more = me.agent.handle, f" at {told['url']}, with token {me.token}, good for {me.scope}"
    else:
        handle = session.me
        agent = session.desk.agent(handle)
        told = {"desk": session.desk.name, "name": name, "url": None, "agent": agent_json(agent)}
        told |= {"scope": None, "token": None, "version": None}
        more = ""
    if session.streams.machine:
        session.streams.json(told)
    else:
        session.streams.text(f"@{handle} on {screen_line(str(told['desk']))}{more}.")


def desks(context: typer.Context) -> None:
    """List the desks of this machine's configuration, with what waits to be sent to each."""
    session = session_of(context)
    config = session.config
    session.streams.items(
        DESK,
        [
            Known(name, place, name == config.default_desk, *_waiting(place))
            for name, place in config.desks.items()
        ],
    )


def _waiting(place: DeskPlace) -> tuple[int, int]:
    if not place.url:
        return 0, 0
    from agentconsole.opening.servers import what_waits

    return what_waits(place)


def kept(
    context: typer.Context,
    drop: Annotated[
        str, typer.Option("--drop", metavar="ID", help="Give one up; its text stays the draft.")
    ] = "",
) -> None:
    """List what was written while the server could not be reached, and what stopped and wants its writer."""
    session = session_of(context)
    if drop:
        if not is_number(drop):
            raise Invalid(f"“{drop}” is not the number of something kept", "agentconsole kept lists them")
        session.desk.drop_kept(int(drop.removeprefix("#")))
        session.streams.say("It is not sent any more. Its text is the draft.")
    session.streams.items(KEPT, found := session.desk.kept())
    for each in found:
        if each.stopped:
            session.streams.say(f"{each.id}: {each.stopped}. {each.hint}")


def _text(command: Command) -> str:
    return str(getattr(command, "text", "") or getattr(command, "reason", ""))


COMMANDS: Mapping[str, Callable[..., None]] = {
    "login": login,
    "logout": logout,
    "whoami": whoami,
    "desks": desks,
    "kept": kept,
}
