"""A line as Typer reads it, with its mistakes explained, and what a shell asks to complete one."""

import os
import re
from collections.abc import Sequence

import typer

from agentconsole.cli import completion
from agentconsole.cli.app import program
from agentconsole.cli.run import COMPLETING
from agentconsole.cli.session import Session
from agentconsole.cli.streams import Format
from agentconsole.model.errors import Invalid

JSON_WANTED = re.compile(r"^(?:--json|(?:--format[=\n]|-F\n?)(jsonl?))$", re.MULTILINE)


class Usage(Invalid):
    """The command line cannot be understood."""

    code = "usage"


def run(argv: Sequence[str], session: Session) -> int:
    """Do what the line says, and return the exit code. Raises `Usage`."""
    try:
        return _invoke(argv, session)
    except typer.TyperException as error:
        session.streams.format = _wanted_json(argv) or session.streams.format
        raise _usage(error) from None
    except typer.Exit as end:
        return end.exit_code


def _invoke(argv: Sequence[str], session: Session) -> int:
    commands = program(session)
    if COMPLETING in os.environ:
        completion.mend_bash_words(os.environ)
        commands.main(args=list(argv), prog_name="agentconsole")
    with commands.make_context("agentconsole", list(argv)) as context:
        commands.invoke(context)
    return session.exit_code


def _wanted_json(argv: Sequence[str]) -> Format | None:
    """The JSON format the arguments seem to ask for, so that a mistake in them is told in JSON too."""
    asked = JSON_WANTED.search("\n".join(argv))
    return Format(asked[1] or "json") if asked else None


def _usage(error: typer.TyperException) -> Usage:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "agentconsole"
    return Usage(error.format_message(), f"Usage and options: {path} --help")
