"""The lead's board as a list: parts below one another, each cut to a few rows until it is opened."""

from itertools import groupby

from agentconsole.model.board import Board
from agentconsole.show.board import HEADS, BoardRow, Look, Part, board_line, board_rows
from agentconsole.show.spans import Line, Role, Span
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.blocks import Block
from agentconsole.tui.widgets.list_pane import ListPane

FEW = 4
"""Rows of a part that is not opened, so that a low screen shows all parts."""
MORE = -1
"""The number of the row that says how many more there are."""
APART = 1 << 60
"""Between the keys of two parts: above every number of an entry."""


class BoardList(ListPane[BoardRow]):
    """Rows of every part that has some."""

    def __init__(self, reader: Reader, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reader = reader
        self.opened: set[Part] = set()
        """The parts of which every row is shown."""
        self.board: Board | None = None

    def show(self, board: Board) -> None:
        """The desk as it is now. The cursor stays on its row and the row on its line."""
        self.board = board
        current, cursor = self.current, self.window.cursor
        row = self._row_of_cursor()
        with self.changing():
            at = self.key_of(current) if current else None
            self.land(self._few(board_rows(board)), up=True, down=True, at=at, row=row)
            if current is not None and self.window.index_of(self.key_of(current)) is None:
                self.window.go(cursor)

    def open_part(self, part: Part) -> None:
        """Show every row of a part."""
        self.opened.add(part)
        if self.board is not None:
            cursor = self.window.cursor
            self.show(self.board)
            with self.changing():
                self.window.go(cursor)

    def next_part(self, step: int) -> None:
        """Go to the first row of the next part, or of the one before."""
        items, cursor = self.window.items, self.window.cursor
        firsts = [at for at, item in enumerate(items) if not at or items[at - 1].part != item.part]
        ahead = (
            [at for at in firsts if at > cursor] if step > 0 else [at for at in firsts if at < cursor][::-1]
        )
        if ahead:
            with self.changing():
                self.window.go(ahead[0])

    def key_of(self, item: BoardRow) -> int:
        """Its part, and its number there."""
        return item.part * APART + item.number

    def block(self, before: BoardRow | None, item: BoardRow, width: int) -> Block:
        """The row, below the head of its part."""
        head: list[Line] = []
        if before is None or before.part != item.part:
            head = [(Span(f"{HEADS[item.part]} {self._many(item.part)}", Role.TITLE),)]
        if item.number == MORE:
            return Block(tuple(head), ((Span(f"  and {item.thing} more", Role.MUTED),),))
        reader = self.reader
        line = board_line(item, Look(reader.now(), width - 2, reader.zone, reader.agents))
        return Block(tuple(head), ((Span("  "), *line),))

    def _few(self, rows: list[BoardRow]) -> list[BoardRow]:
        shown: list[BoardRow] = []
        for part, group in groupby(rows, key=lambda row: row.part):
            every = list(group)
            whole = part in self.opened or part is Part.LOADS or len(every) <= FEW
            shown += every if whole else every[: FEW - 1]
            if not whole:
                shown.append(BoardRow(part, MORE, self._said(len(every) - FEW + 1, part)))
        return shown

    def _said(self, many: int, part: Part) -> str:
        """How many more; of the customers who wait, not even the board has all."""
        cut = part is Part.WAITING and self.board is not None and self.board.more_waiting
        return f"at least {many}" if cut else str(many)

    def _many(self, part: Part) -> str:
        if part is Part.LOADS or self.board is None:
            return ""
        rows = sum(row.part is part for row in board_rows(self.board))
        return f"{rows}+" if part is Part.WAITING and self.board.more_waiting else str(rows)

    def _row_of_cursor(self) -> int | None:
        rows = [index for index, _ in self.window.rows()]
        return rows.index(self.window.cursor) if self.window.cursor in rows else None
