"""Moving with the keyboard, the wheel and clicks, the same in every pane.

Heirs say what moving does to them: `scroll_lines` and `click_row`, and where there is more to move
than the view, `move`, `page`, `go_to_end` and `select`.
"""

from textual import events
from textual.widget import Widget

from agentconsole.tui.window import Direction

WHEEL = 3
"""Lines for one notch of the mouse wheel."""


class MovingPane(Widget):
    """A pane one can move in."""

    def scroll_lines(self, count: int) -> None:
        """Move the view by lines, downwards where positive."""

    def click_row(self, row: int, *, twice: bool) -> None:
        """A row was clicked."""

    def move(self, count: int) -> None:
        """Move the cursor by items; where there is none, the view by lines."""
        self.scroll_lines(count)

    def page(self, count: float) -> None:
        """Move by pages, or by parts of one: `page(-0.5)` is half a page up."""
        self.scroll_lines(round(count * max(1, self.size.height - 1)) or 1)

    def go_to_end(self, direction: Direction) -> None:
        """Move to the first or the last line there is."""

    def select(self) -> None:
        """Choose what the cursor is on."""

    def action_cursor_down(self) -> None:
        """One down."""
        self.move(1)

    def action_cursor_up(self) -> None:
        """One up."""
        self.move(-1)

    def action_page_down(self) -> None:
        """Half a page down."""
        self.page(0.5)

    def action_page_up(self) -> None:
        """Half a page up."""
        self.page(-0.5)

    def action_first(self) -> None:
        """To the beginning."""
        self.go_to_end(Direction.UP)

    def action_last(self) -> None:
        """To the end."""
        self.go_to_end(Direction.DOWN)

    def action_open(self) -> None:
        """Choose."""
        self.select()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the view."""
        event.stop()
        self.scroll_lines(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the view."""
        event.stop()
        self.scroll_lines(-WHEEL)

    def on_click(self, event: events.Click) -> None:
        """A click goes to the row it is on."""
        offset = event.get_content_offset(self)
        if offset is not None:
            event.stop()
            self.click_row(offset.y, twice=event.chain == 2)
