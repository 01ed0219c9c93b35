"""A Textual app with one widget on the line API: 100,000 lines that are made when they are painted.

A cursor moves over them, half a page at a time as well, and enter shows as many other lines.
"""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

LINES = 100_000
PLAIN, CURSOR = Style(), Style(reverse=True)


class Lines(ScrollView, can_focus=True):
    """The lines and the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("j", "move(1)", "Down"),
        ("k", "move(-1)", "Up"),
        ("pagedown", "page(1)", "Half a page down"),
        ("pageup", "page(-1)", "Half a page up"),
        ("enter", "open", "Open"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.cursor = 0
        self.opened = 0

    def on_mount(self) -> None:
        """There is room for all lines."""
        self.virtual_size = Size(self.app.size.width - 2, LINES)

    def render_line(self, y: int) -> Strip:
        """One line, when it is painted."""
        number = self.scroll_offset.y + y
        width = self.size.width
        text = f"line {number:6} of {self.opened}: some words that somebody wrote about something else "
        style = CURSOR if number == self.cursor else PLAIN
        return Strip([Segment((text * (1 + width // len(text)))[:width], style)], width)

    def action_move(self, by: int) -> None:
        """Move the cursor; only two lines are painted."""
        before, self.cursor = self.cursor, min(max(self.cursor + by, 0), LINES - 1)
        top = self.scroll_offset.y
        if top <= self.cursor < top + self.size.height:
            for line in (before, self.cursor):
                self.refresh(Region(0, line - top, self.size.width, 1))
        else:
            self.scroll_to(y=top + by, animate=False)

    def action_page(self, by: int) -> None:
        """Move lines and cursor by half a page."""
        lines = by * (self.size.height // 2)
        self.cursor = min(max(self.cursor + lines, 0), LINES - 1)
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def action_open(self) -> None:
        """Other lines."""
        self.opened += 1
        self.refresh()


class Bare(App[None]):
    """Nothing but the lines."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """One widget."""
        yield Lines()


Bare().run()
