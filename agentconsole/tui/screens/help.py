"""All keys, by place, made from the one table of actions."""

from collections.abc import Iterator

from textual.app import ComposeResult

from agentconsole.rules.screening import screen
from agentconsole.show.spans import Line, Role, Span, marked, spans, wrap
from agentconsole.tui.actions import ACTIONS, Action, Where
from agentconsole.tui.keymap import Keymap, said
from agentconsole.tui.screens.place import Place
from agentconsole.tui.session import Session
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.scroll import Scroll

KEYS = 18
WIDE = 74
"""Cells of a warning, so that it can be read whole on a narrow screen."""


def lines(keymap: Keymap, first: Where | None = None) -> Iterator[Line]:
    """The table as lines, the place the person came from first."""
    for where in sorted(Where, key=lambda place: place is not first):
        there = [action for action in ACTIONS if action.where is where and keymap.keys[action.id]]
        if there:
            yield (Span(where.value, Role.TITLE),)
            yield from (_line(action, keymap) for action in there)
            yield ()


def _line(action: Action, keymap: Keymap) -> Line:
    keys = "  ".join(said(key) for key in keymap.keys[action.id])
    more = (Span("  "), *spans(action.help, Role.MUTED)) if action.help else ()
    return (Span(f"  {keys:<{KEYS}}", Role.ACCENT), *spans(action.title), *more)


class Help(Place):
    """The keys, to look at."""

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "Scroll"

    def __init__(self, session: Session, first: Where | None = None) -> None:
        super().__init__(session)
        guide = [marked(screen(line)) for line in session.guide.splitlines()]
        wrong = [spans(part, Role.WARNING) for each in session.warnings for part in wrap(screen(each), WIDE)]
        above = [line for part in (guide, wrong) if part for line in (*part, ())]
        self.table = Scroll((*above, *lines(session.keymap, first)))

    def compose(self) -> ComposeResult:
        yield Bar((Span(" Keys", Role.TITLE),), classes="title")
        yield self.table
        yield self.status
