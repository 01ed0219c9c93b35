"""The commands as one program: which there are, the options they share, and how a run ends.

A command is built when it is named, so that a run loads what it needs and nothing else.
"""

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from importlib import import_module
from typing import Any

import typer
from msgspec import Struct
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from agentconsole.cli.options import shared_options, version_option
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.usage import Spoken
from agentconsole.cli.write import write_command
from agentconsole.desk import verbs
from agentconsole.desk.params import Verb
from agentconsole.desk.verbs_knowing import FACTS, PROMISES, READING
from agentconsole.desk.verbs_people import PEOPLE
from agentconsole.model.errors import Invalid

HELP = """A customer's whole history beside the conversation, and specialists who come to the case.

Without a command, the console opens. Try it on a desk that is thrown away: agentconsole demo
"""
EPILOG = (
    "Exit codes: 0 done, 1 failed, 2 usage, 3 no connection, 4 not logged in, 5 not found, 6 refused, "
    "7 partly done."
)


class Family(Struct, frozen=True):
    """Commands that belong together, and the module that has their functions. Those of the table of
    verbs have none."""

    title: str
    module: str
    names: tuple[str, ...]


def _verbs(of: Sequence[Verb]) -> tuple[str, ...]:
    return tuple(verb.name for verb in of)


FAMILIES = (
    Family("Reading", "read", ("inbox", "show")),
    Family("Reading", "history", ("history",)),
    Family("Reading", "read", ("customers", "customer", "search", "original")),
    Family("Reading", "knowing", ("facts", "met", "readers", "promises", "check", "board")),
    Family("Talking", "", _verbs(verbs.TALKING)),
    Family("Specialists", "", _verbs(verbs.SPECIALISTS)),
    Family("The course of a conversation", "", _verbs(verbs.COURSE)),
    Family("Never ask twice, never forget", "", _verbs((*FACTS, *PROMISES, *READING))),
    Family("What is kept", "kept", ("asks", "outbox", "drafts")),
    Family("Mail", "channels", ("channels", "channel test", "channel list", "channel remove")),
    Family("Mail", "adding", ("channel add", "channel password")),
    Family("Mail", "sync", ("sync",)),
    Family("Mail", "files", ("attach", "save")),
    Family("A team", "serving", ("serve",)),
    Family("A team", "logins", ("login", "logout", "whoami", "desks", "kept")),
    Family("People", "people", ("agents",)),
    Family("People", "", _verbs(PEOPLE)),
    Family("People", "tokens", ("tokens", "token create", "token revoke")),
    Family("In and out", "importing", ("import",)),
    Family("In and out", "exporting", ("export",)),
    Family("In and out", "watch", ("watch",)),
    Family(
        "This machine",
        "setup",
        ("init", "demo", "verify", "keys", "config path", "config show", "config set"),
    ),
)
ROSTER = {name: family for family in FAMILIES for name in family.names}
GROUPS = {
    "agent": "A colleague of the desk.",
    "channel": "A mail account of the desk.",
    "config": "The configuration of this machine.",
    "token": "A secret by which a program is known for somebody.",
}


class Commands(MutableMapping[str, Any]):
    """The commands below a prefix, built when they are asked for."""

    def __init__(self, prefix: str = "") -> None:
        self.names = list(
            dict.fromkeys(name.removeprefix(prefix).split()[0] for name in ROSTER if name.startswith(prefix))
        )
        self.prefix = prefix
        self.built: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self.built:
            if name not in self.names:
                raise KeyError(name)
            self.built[name] = _build(f"{self.prefix}{name}")
        return self.built[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self.built[name] = command

    def __delitem__(self, name: str) -> None:
        del self.built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


class Program(TyperGroup):
    """The root, whose help lists the commands family by family."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one section for each family."""
        for title in dict.fromkeys(family.title for family in FAMILIES):
            names = [name for name in self.commands if _title(name) == title]
            with formatter.section(title):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(200)) for name in names])


def _title(name: str) -> str:
    return next(family.title for full, family in ROSTER.items() if full.split()[0] == name)


def program(session: Session) -> Any:
    """The whole program, for one run."""
    app = typer.Typer(
        cls=Program,
        invoke_without_command=True,
        help=HELP,
        epilog=EPILOG,
        rich_markup_mode=None,
        context_settings={"obj": session, "help_option_names": ["-h", "--help"]},
    )
    app.callback()(_console)
    group: Any = get_command(app)
    group.commands = Commands()
    group.params[:0] = [*shared_options(), version_option()]
    return group


def _build(name: str) -> Any:
    if name in GROUPS:
        commands: Any = Commands(f"{name} ")
        return TyperGroup(name=name, commands=commands, help=GROUPS[name], rich_markup_mode=None)
    family = ROSTER[name]
    if family.module:
        functions = import_module(f"agentconsole.cli.{family.module}").COMMANDS
        command = _from_function(name.split()[-1], functions[name])
    else:
        command = write_command(verbs.VERBS[name])
    command.params += shared_options()
    return command


def _from_function(name: str, function: Callable[..., None]) -> TyperCommand:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, cls=Spoken)(function)
    command = get_command(alone)
    assert isinstance(command, TyperCommand)
    return command


def _console(context: typer.Context) -> None:
    """Without a command, open the console; into a pipe, say what there is instead."""
    session = session_of(context)
    if context.invoked_subcommand is not None:
        session.permit(context.invoked_subcommand)
        return
    if session.obey():
        return
    if session.streams.machine:
        raise Invalid("No command was given", "agentconsole --help lists them.")
    if not session.streams.interactive:
        session.streams.narrate(context.get_help())
        raise typer.Exit(Invalid.exit_code)
    session.console()
