"""A Textual app of bare line-API lists that opens conversations: `textual_opening.py DESK`.

A list of conversations; enter reads one by bare SQL, in a thread as the toolkit wants it, and shows the
same as the console does: what was said, wrapped, who it is, and the customer's history beside it. The lines
are plain text. On a narrow screen the list gives way, and `i` brings it back.
"""

import asyncio
import json
import sqlite3
import sys
import textwrap
from datetime import UTC, datetime
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

PLAIN, CURSOR = Style(), Style(reverse=True)
WIDE = 160
CONVERSATIONS = """
    SELECT conversation.id, conversation.customer, customer.name, state FROM conversation
    JOIN customer ON customer.id = conversation.customer ORDER BY active_at DESC LIMIT 200
"""
THREAD = "SELECT * FROM entry WHERE conversation = ? ORDER BY id DESC LIMIT 100"
NEWER = """
    SELECT entry.* FROM history JOIN entry ON entry.id = history.entry
    WHERE history.customer = ? AND history.entry > ? ORDER BY history.entry LIMIT 40
"""
OLDER = """
    SELECT entry.* FROM history JOIN entry ON entry.id = history.entry
    WHERE history.customer = ? AND history.entry <= ? ORDER BY history.entry DESC LIMIT 100
"""
IDENTITIES = "SELECT kind, value FROM identity WHERE customer = ?"


class Lines(Widget, can_focus=True):
    """Lines of text and a cursor."""

    def __init__(self, **names: str) -> None:
        super().__init__(**names)
        self.lines: list[str] = []
        self.cursor = self.top = 0

    def show(self, lines: list[str], cursor: int = 0) -> None:
        """Other lines."""
        self.lines, self.cursor, self.top = lines, cursor, max(0, cursor - self.size.height // 3)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line, when it is painted."""
        number, width = self.top + y, self.size.width
        text = self.lines[number] if number < len(self.lines) else ""
        return Strip([Segment(text[:width].ljust(width), CURSOR if number == self.cursor else PLAIN)], width)

    def move(self, by: int) -> None:
        """Move the cursor; only two lines are painted."""
        before, self.cursor = self.cursor, min(max(self.cursor + by, 0), len(self.lines) - 1)
        if self.top <= self.cursor < self.top + self.size.height:
            self.refresh(*(Region(0, line - self.top, self.size.width, 1) for line in (before, self.cursor)))
        else:
            self.top += by
            self.refresh()


class Opening(App[None]):
    """The list, and what is open."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Lines { width: 1fr; height: 1fr; }
    #list { width: 50; }
    #side { width: 40%; }
    #card { height: 4; }
    .narrow #list { width: 1fr; }
    .narrow #middle, .narrow #side { display: none; }
    .narrow.open #list { display: none; }
    .narrow.open #middle, .narrow.open #side { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("j", "move(1)", "Down"),
        ("k", "move(-1)", "Up"),
        ("enter", "open", "Open"),
        ("i", "back", "Back to the list"),
    ]

    def __init__(self, desk: str) -> None:
        super().__init__()
        self.desk = sqlite3.connect(desk, check_same_thread=False)
        self.conversations = self.desk.execute(CONVERSATIONS).fetchall()

    def compose(self) -> ComposeResult:
        """Four lists."""
        with Horizontal():
            yield Lines(id="list")
            yield Lines(id="middle")
            with Vertical(id="side"):
                yield Lines(id="card")
                yield Lines(id="history")

    def on_mount(self) -> None:
        """The conversations."""
        self.screen.set_class(self.size.width < WIDE, "narrow")
        told = [f"{name}  {json.loads(state)['subject']}" for _, _, name, state in self.conversations]
        self.query_one("#list", Lines).show(told)

    def action_move(self, by: int) -> None:
        """In the list of conversations, whatever is open."""
        self.query_one("#list", Lines).move(by)

    def action_back(self) -> None:
        """The list again, where there is no room for both."""
        self.screen.remove_class("open")
        self.query_one("#list").focus()

    async def action_open(self) -> None:
        """Read it and show it."""
        number, customer, name, _ = self.conversations[self.query_one("#list", Lines).cursor]
        thread, history, at, known = await asyncio.to_thread(self.read, number, customer)
        with self.batch_update():
            self.screen.add_class("open")
            width = self.size.width * (40 if self.size.width >= WIDE else 50) // 100 - 2
            self.query_one("#middle", Lines).show([line for each in thread for line in said(each, width)])
            self.query_one("#card", Lines).show([name, f"customer {customer}", *known])
            self.query_one("#history", Lines).show([row(each) for each in history], at)
            self.query_one("#middle").focus()

    def read(self, number: int, customer: int) -> tuple[list[tuple], list[tuple], int, list[str]]:
        """The end of the conversation, the history about its last entry, and the customer's addresses."""
        thread = self.desk.execute(THREAD, (number,)).fetchall()[::-1]
        last = thread[-1][0]
        newer = self.desk.execute(NEWER, (customer, last)).fetchall()[::-1]
        older = self.desk.execute(OLDER, (customer, last)).fetchall()
        known = [f"{kind} {value}" for kind, value in self.desk.execute(IDENTITIES, (customer,))]
        return thread, newer + older, len(newer), known


def said(entry: tuple, width: int) -> list[str]:
    """An entry of the thread: its head, and its text wrapped."""
    _, at, kind, channel, _, _, name, *_, text, _ = entry
    parts = (textwrap.wrap(part, width) or [""] for part in text.split("\n"))
    return [f"{name} {day(at)} {channel} {kind}", *(line for part in parts for line in part)]


def row(entry: tuple) -> str:
    """An entry of the history: one line."""
    _, at, kind, channel, *_, text, _ = entry
    return f"{day(at)} {channel or kind:8} {text[:100]}".replace("\n", " ")


def day(at: int) -> str:
    """The day of a time in microseconds."""
    return f"{datetime.fromtimestamp(at / 1e6, UTC):%d %b %Y}"


Opening(sys.argv[1]).run()
