"""One run from arguments to exit code."""

import os
import re
from collections.abc import Sequence

import typer

from agentconsole.cli import completion
from agentconsole.cli.app import program
from agentconsole.cli.session import Session
from agentconsole.cli.streams import Format
from agentconsole.model.errors import DeskError, Invalid

INTERRUPTED = 130
JSON_WANTED = re.compile(r"^(?:--json|(?:--format[=\n]|-F\n?)(jsonl?))$", re.MULTILINE)


class Usage(Invalid):
    """The command line cannot be understood."""

    code = "usage"


class Unwritten(DeskError):
    """There is no room where stdout goes."""

    code = "output"


def run(argv: Sequence[str], session: Session) -> int:
    """Do what the arguments say, and return the exit code."""
    streams = session.streams
    try:
        return _invoke(argv, session)
    except DeskError as error:
        streams.error(error)
        return error.exit_code
    except typer.TyperException as error:
        streams.format = _wanted_json(argv) or streams.format
        streams.error(_usage(error))
        return Usage.exit_code
    except typer.Exit as end:
        return end.exit_code
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        streams.abandon()
        return 0
    except OSError as error:
        if error.filename is not None:
            raise
        streams.abandon()
        streams.error(Unwritten(f"The output cannot be written: {error.strerror}", "Write it elsewhere."))
        return Unwritten.exit_code
    finally:
        session.close()


def _invoke(argv: Sequence[str], session: Session) -> int:
    commands = program(session)
    if completion.ASKED in os.environ:
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
