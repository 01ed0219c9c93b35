"""A table for a person on a terminal: aligned, cut to its width, the heading underlined where it can be."""

import os
from collections.abc import Iterator, Sequence

GAP = "  "
LEAST = 8
"""No column is made narrower than this, whatever the terminal."""


class Table:
    """Rows of screened text. The last column gives way first, then the widest."""

    def __init__(self, titles: Sequence[str], *, width: int) -> None:
        self.rows: list[Sequence[str]] = [[title.replace("_", " ") for title in titles]]
        self.width = width

    def add(self, row: Sequence[str]) -> None:
        """Take in one row; its cells are one line each."""
        self.rows.append(row)

    def lines(self) -> Iterator[str]:
        """The heading and the rows; nothing for a table without rows."""
        if len(self.rows) == 1:
            return
        widths = self._widths()
        for number, row in enumerate(self.rows):
            line = GAP.join(_fit(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
            yield _heading(line) if number == 0 else line

    def _widths(self) -> list[int]:
        from rich.cells import cell_len

        widths = [max(cell_len(cell) for cell in column) for column in zip(*self.rows, strict=True)]
        over = sum(widths) + len(GAP) * (len(widths) - 1) - self.width
        for at in (len(widths) - 1, *sorted(range(len(widths) - 1), key=lambda i: -widths[i])):
            given = max(0, min(over, widths[at] - LEAST))
            widths[at] -= given
            over -= given
        return widths


def _fit(cell: str, width: int) -> str:
    from rich.cells import cell_len, set_cell_size

    return set_cell_size(cell, width) if cell_len(cell) <= width else f"{set_cell_size(cell, width - 1)}…"


def _heading(line: str) -> str:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") == "dumb"
    return line if plain else f"\x1b[1m{line}\x1b[0m"
