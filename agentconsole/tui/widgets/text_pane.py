"""Lines made for the width there is, and scrolled where the height is not enough.

Heirs say what they show (`made`); `remake()` looks again.
"""

from collections.abc import Sequence

from textual.geometry import Size

from agentconsole.show.spans import Line
from agentconsole.tui.themes import PaneRole
from agentconsole.tui.widgets.lines import CURSOR, NARROWEST, LinePane, Row
from agentconsole.tui.window import Direction

MORE_ABOVE = "↑"
MORE_BELOW = "↓"


class TextPane(LinePane):
    """A text that fits itself to its pane."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.lines: tuple[Line, ...] = ()
        self.top = 0
        self._cells = 0
        """The width that the lines were made for."""

    def made(self, width: int) -> Sequence[Line]:
        """The lines, in so many cells."""
        raise NotImplementedError

    def remake(self, *, from_top: bool = False) -> None:
        """What is shown may have changed."""
        with self.repainting():
            many = len(self.lines)
            self._cells = self.room
            self.lines = tuple(self.made(self._cells))
            self.top = 0 if from_top else min(self.top, self._lowest)
        if len(self.lines) != many and self.styles.is_auto_height:
            self.refresh(layout=True)

    def line_on(self, row: int) -> tuple[Row, str]:
        """The line on a row. Beside it: the bar of the pane that has the keyboard, or that there is more."""
        at, bar = self.top + row, CURSOR if self.has_focus else " "
        if row == 0 and self.top:
            bar = MORE_ABOVE
        elif row == self.size.height - 1 and self.top < self._lowest:
            bar = MORE_BELOW
        gutter = (bar, PaneRole.CURSOR_BAR if self.has_focus else PaneRole.FRAME)
        return (gutter, *(self.lines[at] if at < len(self.lines) else ())), ""

    def scroll_lines(self, count: int) -> None:
        """Move the view by lines."""
        with self.repainting():
            self.top = min(max(self.top + count, 0), self._lowest)

    @property
    def _lowest(self) -> int:
        return max(0, len(self.lines) - self.size.height)

    def go_to_end(self, direction: Direction) -> None:
        """To the first or the last line."""
        self.scroll_lines(len(self.lines) if direction is Direction.DOWN else -len(self.lines))

    def fit(self) -> None:
        """Another width makes other lines; of others, more or fewer can be seen."""
        if self._cells != self.room:
            self.remake()
        else:
            self.top = min(self.top, self._lowest)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as its text, where a style sheet lets it."""
        cells = max(NARROWEST, width - 1)
        return len(self.lines if cells == self._cells else self.made(cells))
