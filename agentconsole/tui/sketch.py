"""The inbox, painted before the toolkit is loaded: that takes longer than all else a person waits for.

`sketched` reads the inbox of a desk on this machine, takes the terminal, and paints it as the console will.
The console begins with what was read, and takes the terminal over as it is. Keys pressed meanwhile wait.
"""

import os
import shutil
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any

from agentconsole.desk.api import Desk
from agentconsole.desk.clock import Clock, now
from agentconsole.desk.local import LocalDesk
from agentconsole.model.errors import DeskError
from agentconsole.model.queries import InboxView
from agentconsole.settings.config import Config
from agentconsole.settings.zone import local_zone
from agentconsole.show.lines import conversation_line
from agentconsole.show.people import Agents, called
from agentconsole.show.spans import Line, Role, Span, fit, spans, spread
from agentconsole.tui.inbox import due_today, in_conversations, read, views_line
from agentconsole.tui.paints import paints

ENTER, HIDE, LEAVE = "\x1b[?1049h", "\x1b[?25l", "\x1b[?1049l\x1b[?25h"
WIDE, LIST = 140, 49
"""Columns of a screen on which the list stands beside the rest, and those it has there."""
CURSOR = "▌"
HANDLED = (signal.SIGTERM, signal.SIGHUP)


class Sketch:
    """What was read, for the console to go on from, and how it looks."""

    def __init__(self, desk: Desk, me: str, config: Config, clock: Clock = now) -> None:
        self.name = desk.name
        self.me = me
        self.config = config
        self.clock = clock
        self.position = desk.latest()
        """Changes after this one may be missing in what follows."""
        self.agents: Agents = {agent.handle: agent for agent in desk.agents()}
        self.found = read(desk, InboxView.MINE, me)
        self.before: list[Any] = []
        """How the terminal was."""
        self.taken = False
        """The console has the terminal now."""

    def frame(self, columns: int, rows: int) -> str:
        """The first rows of the console, and empty ones below."""
        look = paints(self.config.theme)
        lines = [(*each, columns) for each in self._lines(columns)][: rows - 1]
        lines += [((), "", columns)] * (rows - 1 - len(lines)) + [((), "panel", columns)]
        painted = (f"\x1b[{number};1H{look.row(*line)}" for number, line in enumerate(lines, 1))
        return "".join((*painted, "\x1b[m"))

    def _lines(self, columns: int) -> Iterator[tuple[Line, str]]:
        """The lines, and what lies under them."""
        width = LIST if columns >= WIDE else columns
        who = (Span(called(self.me, self.agents), Role.MUTED), Span(" "))
        yield spread((Span(" "), *spans(self.name, Role.TITLE)), who, columns), "panel"
        yield fit(views_line(InboxView.MINE, self.found.asked), width), "surface"
        yield from self._list(width)

    def _list(self, width: int) -> Iterator[tuple[Line, str]]:
        zone = local_zone(self.config.timezone)
        moment = self.clock().astimezone(zone)
        owed = in_conversations(due_today(self.found.promises, moment, self.config.hours))
        row = partial(conversation_line, now=moment, cells=width - 1, me=self.me, tz=zone, agents=self.agents)
        for at, each in enumerate(self.found.page.items):
            line = row(each, owed=owed.get(each.id))
            yield ((Span(" "), *line), "") if at else ((Span(CURSOR, "cursor-bar"), *line), "cursor")


@contextmanager
def sketched(desk: Desk, me: str, config: Config) -> Iterator[Sketch | None]:
    """A sketch of the console to come, while it is loaded and run; none for a desk that is far away, over
    a thin line, or where the screen cannot be had. Whatever happens, the terminal is as before afterwards."""
    if not isinstance(desk, LocalDesk) or config.low_bandwidth or not sys.stderr.isatty():
        yield None
        return
    try:
        sketch = Sketch(desk, me, config)
    except DeskError:  # the console asks again, and says what is wrong
        yield None
        return
    for number in HANDLED:
        signal.signal(number, _end)
    sketch.before = termios.tcgetattr(sys.stdin)
    try:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, unseen(sketch.before))
        _write(f"{ENTER}{HIDE}{sketch.frame(*shutil.get_terminal_size())}")
        yield sketch
    finally:
        try:
            if not sketch.taken:
                _write(LEAVE)
            termios.tcsetattr(sys.stdin, termios.TCSANOW, sketch.before)
        except (OSError, termios.error):
            _let_go()


def unseen(before: list[Any]) -> list[Any]:
    """A terminal's settings, but keys are not shown, and are kept as they come."""
    lflag = before[3] & ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    iflag = before[0] & ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    return [iflag, *before[1:3], lflag, *before[4:]]


def _write(text: str) -> None:
    file = sys.__stderr__
    assert file is not None, "a sketch needs a terminal"
    file.write(text)
    file.flush()


def _let_go() -> None:
    """The terminal is gone: its line was cut, or its window shut. What is still to be written goes nowhere:
    the end of the program would stumble over it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _end(number: int, _: FrameType | None) -> None:
    """The console has handlers of its own once it runs."""
    raise SystemExit(128 + number)
