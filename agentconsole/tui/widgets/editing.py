"""Fields for text, where the toolkit's own would let harm or a surprise through.

What is pasted or put into them is screened: the toolkit would pass escape sequences on to the
terminal. Nothing blinks. Deleting a word deletes the one before the cursor.
"""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from agentconsole.rules.screening import screen, screen_line
from agentconsole.tui.actions import Where


class OneLine(Input):
    """One line of text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+backspace,alt+backspace", "delete_left_word", show=False),
    ]

    def __init__(self, value: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(
            screen_line(value), id=id, classes=classes, compact=True, select_on_focus=False, highlighter=None
        )
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        """All of it, as one line: a second line must not be lost, and must not press enter."""
        event.prevent_default()
        event.stop()
        self.replace(screen_line(event.text), *self.selection)


class ManyLines(TextArea):
    """Text of several lines. Enter is a new line, and nothing else."""

    PLACE = Where.TEXT

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(
            screen(text), id=id, classes=classes, compact=True, soft_wrap=True, highlight_cursor_line=False
        )
        self.cursor_blink = False

    def put(self, text: str) -> None:
        """Put text in place of what is there, the cursor behind it. Nothing before it can be had back."""
        screened = screen(text)
        if screened == self.text:
            self.history.clear()  # nothing else is to be done: no lines to wrap, no news of a change
        else:
            self.load_text(screened)
        self.move_cursor(self.document.end)

    def add(self, text: str) -> None:
        """Add text below what is there."""
        before = self.text.rstrip("\n")
        self.put(f"{before}\n\n{text}" if before.strip() else text)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if not self.read_only:
            result = self.replace(screen(event.text), *self.selection)
            self.move_cursor(result.end_location)
