"""The options that every command has, and those of the program itself."""

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperOption

from agentconsole import __version__
from agentconsole.cli.completion import handles, offered
from agentconsole.cli.session import session_of
from agentconsole.cli.streams import Format


def shared_options() -> list[Any]:
    """The options that may stand before or after the command. The last one said counts."""
    return [
        _option(
            "--desk",
            metavar="NAME|PATH|URL",
            help="The desk; else AGENTCONSOLE_DESK, else the configured default.",
            callback=_set_desk,
        ),
        _option(
            "--as",
            "acting",
            metavar="HANDLE",
            help="Who acts; else AGENTCONSOLE_AS, else the configured one.",
            callback=_set_agent,
            autocompletion=lambda ctx, _, incomplete: offered(handles)(ctx, incomplete),
        ),
        _option(
            "--format",
            "-F",
            metavar="|".join(Format),
            help="How data is written to stdout.",
            callback=_set_format,
            autocompletion=lambda _ctx, _, __: list(Format),
        ),
        _switch("--low-bandwidth", "Send as little to the terminal as can be.", _set_low_bandwidth),
        _switch("--restricted", "Let nothing lead out of the console.", _set_restricted),
        _switch("--json", "Short for --format json.", _set_json),
    ]


def _option(*names: str, **said: Any) -> Any:
    """What it says goes to the session, not to the command."""
    return TyperOption(param_decls=list(names), expose_value=False, **said)


def _switch(name: str, words: str, callback: Callable[[Any, object, bool], None], **said: Any) -> Any:
    return _option(name, is_flag=True, default=False, help=words, callback=callback, **said)


def _set_low_bandwidth(ctx: Any, _: object, value: bool) -> None:
    session_of(ctx).low_bandwidth |= value


def _set_restricted(ctx: Any, _: object, value: bool) -> None:
    session_of(ctx).confined |= value


def version_option() -> Any:
    return _switch("--version", "Say which version this is.", _say_version, is_eager=True)


def _set_desk(ctx: Any, _: object, value: str | None) -> None:
    if value is not None:
        session_of(ctx).name_desk(_not_empty(value))


def _set_agent(ctx: Any, _: object, value: str | None) -> None:
    if value is not None:
        session_of(ctx).name_agent(_not_empty(value))


def _not_empty(value: str) -> str:
    """A script whose variable is empty must not act on another desk, or as somebody else."""
    if not value.strip("@ "):
        raise typer.BadParameter("it is empty. Leave it out to use the default.")
    return value


def _set_format(ctx: Any, _: object, value: str | None) -> None:
    if value is None:
        return
    if value not in tuple(Format):
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(Format)}.")
    session_of(ctx).streams.format = Format(value)


def _set_json(ctx: Any, _: object, value: bool) -> None:
    if value:
        session_of(ctx).streams.format = Format.JSON


def _say_version(ctx: Any, _: object, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        session_of(ctx).streams.text(f"agentconsole {__version__}")
        ctx.exit()
