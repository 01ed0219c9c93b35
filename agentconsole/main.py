"""The one way in: no command opens the console, otherwise the commands.

What the program is made of is loaded inside of `main`, so that whoever interrupts it at once is obeyed
without a traceback.
"""

import atexit
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from agentconsole.model.errors import DeskError, Misconfigured
from agentconsole.settings import places

if TYPE_CHECKING:
    from agentconsole.desk.api import Desk
    from agentconsole.settings.config import Config

DEBUG = "AGENTCONSOLE_DEBUG"
INTERRUPTED = 130
LIVELY = {"TEXTUAL_FPS": "120"}
"""What the toolkit is told, before it is loaded: what changes after a frame is seen 8 ms later, not 17."""
THRIFTY = {"TEXTUAL_COLOR_SYSTEM": "standard", "TEXTUAL_ANIMATIONS": "none", "TEXTUAL_FPS": "20"}
"""The same where as little as can be is to be sent: sixteen colours, nothing that moves by itself, and fewer
frames while keys come faster than the line."""

RUBBISH = (10_000, 20, 20)
"""How much is made before it is looked through: the usual 700 come together three times while a conversation
is opened."""


class Unexpected(DeskError):
    """A fault of the program. Where it says what happened is the hint."""

    code = "unexpected"


class Screens:
    """The console, loaded when it is wanted."""

    def console(self, desk: "Desk", *, me: str, config: "Config", which: str = "") -> None:
        """Open the console on a desk, whatever it was called."""
        _must_have_a_screen()
        from agentconsole.tui.sketch import sketched

        with sketched(desk, me, config) as sketch:
            _console(config)(desk, me=me, config=config, which=which, sketch=sketch)

    def demo(self, config: "Config") -> None:
        """Open the console on a desk that is made for it, and throw that away."""
        _must_have_a_screen()
        from agentconsole import opening

        with opening.demo_desk() as (desk, me, guide):
            _console(config)(desk, me=me, config=config, guide=guide)

    def keys(self, config: "Config") -> list[tuple[str, str, str, str]]:
        """Every action: its id, where it counts, its keys, and what it does."""
        from agentconsole.tui.actions import ACTIONS

        return [
            (action.id, str(action.where), ", ".join(config.keys.get(action.id, action.keys)), action.title)
            for action in ACTIONS
        ]


def _console(config: "Config") -> Callable[..., None]:
    """The console. What it is made of is not looked through for rubbish, neither now nor while it runs."""
    os.environ.update(THRIFTY if config.low_bandwidth else LIVELY)
    gc.disable()
    with _without("ssl"):  # asyncio has a use for it where it speaks TLS itself: here it never does
        import asyncio  # noqa: F401
    from agentconsole.tui.app import run_console

    _share_one_heap()
    gc.freeze()
    gc.set_threshold(*RUBBISH)
    gc.enable()
    return run_console


def _share_one_heap() -> None:
    """Where the C library would give each thread a heap of its own, which keeps what it needed once: some
    three megabytes more, for threads that wait for each other anyhow (mallopt(3), M_ARENA_MAX)."""
    from ctypes import CDLL

    with suppress(AttributeError, OSError):  # only glibc has that
        CDLL(None).mallopt(-8, 1)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; without arguments of their own, end with it."""
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        code = INTERRUPTED
    if argv is None:
        _end(code)
    return code


def _end(code: int) -> None:
    """End at once, where nothing is left running: all that is open is closed by now, and to take apart what
    the program is made of takes an eighth of a short command. The system does that sooner."""
    with suppress(OSError, ValueError):  # whoever listened has gone: then the usual end says so
        if threading.active_count() == 1:
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


def _run(argv: Sequence[str]) -> int:
    gc.disable()  # nothing that is being loaded is rubbish: looking takes a tenth of a short command
    _load_msgspec()
    from agentconsole.cli.run import run
    from agentconsole.cli.session import Session
    from agentconsole.cli.streams import Streams

    _open_what_is_closed()
    session = Session(Streams(sys.stdin, sys.stdout, sys.stderr), Screens())
    try:
        return run(argv, session)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        session.streams.error(_unexpected(error))
        return Unexpected.exit_code


def _load_msgspec() -> None:
    with _without("typing_extensions"):  # where msgspec looks for what `typing` has as well
        import msgspec  # noqa: F401


@contextmanager
def _without(module: str) -> Iterator[None]:
    """What is imported in the block makes do without that module, for which it has a way: loading it takes
    a tenth of a short command, or of the console's memory. Whoever wants it later finds it."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    yield
    del sys.modules[module]


def _open_what_is_closed() -> None:
    """A stream that whoever started us has closed is an empty one: nothing else may get its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - it stays open
            setattr(sys, name, stream)


def _must_have_a_screen() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "dumb") == "dumb":
        raise Misconfigured(
            "The console needs a terminal that can move its cursor",
            "The commands work everywhere: agentconsole --help",
        )


def _unexpected(error: Exception) -> Unexpected:
    """A line for the person, and the whole of it in the log."""
    log = places.state_dir() / "agentconsole.log"
    with suppress(OSError):
        _append(log, error)
    said = f"{type(error).__name__}: {error}".splitlines()[0]
    return Unexpected(f"Something went wrong that should not: {said}", f"What happened is in {log}")


def _append(log: Path, error: Exception) -> None:
    import traceback

    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now(UTC).isoformat()} {' '.join(sys.argv[1:2])}\n")
        file.writelines(traceback.format_exception(error))
