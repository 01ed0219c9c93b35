"""How the loaded run of a list is painted: blocks of lines, with one cell of gutter beside them.

Heirs say how an item looks (`block`), and what stands beside it.
"""

from collections import Counter
from typing import Generic, TypeVar

from agentconsole.show.spans import Line
from agentconsole.tui.themes import PaneRole
from agentconsole.tui.widgets.blocks import Block, Blocks
from agentconsole.tui.widgets.lines import CURSOR, LinePane, Row
from agentconsole.tui.window import Direction, Window

T = TypeVar("T")

CURSOR_AWAY = "›"


class RunPane(LinePane, Generic[T]):
    """The view of a `Window` onto a list."""

    follow: Direction | None = None
    keep = 500
    head_rows = 0
    """How many rows at the top of the pane are `head_line`s and not items."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.window: Window[T] = Window(self.key_of, self._lines_of, follow=self.follow, keep=self.keep)
        self.blocks = Blocks(most=300)
        self.rows: list[tuple[int, int]] | None = None
        """The index and the line of the item on each row; None when they are to be found again."""

    def key_of(self, item: T) -> int:
        """What tells the items apart."""
        raise NotImplementedError

    def block(self, before: T | None, item: T, width: int) -> Block:
        """The lines of an item in so many cells, below another (none for the first one loaded)."""
        raise NotImplementedError

    def above(self, index: int) -> T | None:
        """The item that decides what stands between the one at an index and what is above it."""
        return self.window.items[index - 1] if index else None

    def head_line(self, row: int, width: int) -> Row:
        """A row above the items."""
        raise NotImplementedError

    def mark_of(self, item: T) -> str:
        """A sign in the gutter beside an item, shown also where the cursor is."""
        return ""

    def hint_of(self, item: T) -> Row:
        """What stands in the gutter beside an item that has neither sign nor cursor."""
        return ((" ", ""),)

    def dressed(self, item: T, line: Line) -> Row:
        """A line of an item as it looks at the moment: with what a search found in it, say."""
        return line

    def line_on(self, row: int) -> tuple[Row, str]:
        """The line on a row of the pane, with its gutter, and the role under it."""
        if row < self.head_rows:
            return self.head_line(row, self.size.width), ""
        place = self.place_at(row)
        if place is None:
            return (), ""
        index, line = place
        head, body = self._block(index)
        if line < len(head):
            return ((" ", ""), *head[line]), ""
        item = self.window.items[index]
        text = self.dressed(item, body[line - len(head)])
        mark = self.mark_of(item) if line == len(head) else ""
        if index != self.window.cursor:
            return (*(((mark, PaneRole.MARKED),) if mark else self.hint_of(item)), *text), ""
        bar, under = (CURSOR, PaneRole.CURSOR) if self.has_focus else (CURSOR_AWAY, PaneRole.CURSOR_AWAY)
        return ((mark or bar, PaneRole.MARKED if mark else PaneRole.CURSOR_BAR), *text), under

    def keyed(self, has_keyboard: bool) -> None:
        """The cursor says so, and nothing else does."""
        if has_keyboard != self.has_focus:
            self.has_focus = has_keyboard
            self.refresh_rows(*self.rows_of(self.window.cursor))

    @property
    def body_height(self) -> int:
        """The rows that items have."""
        return max(1, self.size.height - self.head_rows)

    def place_at(self, row: int) -> tuple[int, int] | None:
        """The index of the item on a row of the pane, and the line within it."""
        if self.rows is None:
            self.rows = self.window.rows()
        row -= self.head_rows
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def rows_of(self, index: int) -> list[int]:
        """The rows of the pane that an item is on."""
        return [row for row, (at, _) in enumerate(self.rows or (), self.head_rows) if at == index]

    def wholly_in_view(self) -> list[T]:
        """The items of which every line can be seen, from the top."""
        rows = self.window.rows() if self.size.height else []
        shown = Counter(index for index, line in rows if line >= len(self._block(index).head))
        items = self.window.items
        return [items[index] for index, many in shown.items() if many == len(self._block(index).body)]

    def _lines_of(self, index: int) -> int:
        head, body = self._block(index)
        return len(head) + len(body)

    def _block(self, index: int) -> Block:
        item, before = self.window.items[index], self.above(index)
        return self.blocks.get(
            item,
            self.key_of(item),
            None if before is None else self.key_of(before),
            lambda: self._make(before, item),
        )

    def _make(self, before: T | None, item: T) -> Block:
        self.blocks.cells = self.room
        return self.block(before, item, self.blocks.cells)
