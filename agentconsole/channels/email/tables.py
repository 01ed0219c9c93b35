"""The rows of an HTML table as lines.

In a table that tells something each column keeps its place, whatever cells are empty. Most tables of mails
only lay out a page: theirs are read cell by cell, and empty ones are no more than space.
"""

import re

from msgspec import Struct

ROW = " | "
BREAK = " / "
"""Between the lines of one cell."""
WIDEST = 40
LONGEST_SPAN = 50
"""Rows, or columns, of one cell."""
CELL_LINES = 6
CELL_LENGTH = 80
"""Of a cell of several lines that stands in a row: a larger one is text of a page."""
SPAN = re.compile(r"\b(col|row)span\s{0,9}=\s{0,9}[\"']?\s{0,9}0{0,9}([1-9]\d{0,2})(?!\d)", re.IGNORECASE)
LAYOUT = re.compile(r"\brole\s{0,9}=\s{0,9}[\"']?\s{0,9}(?:presentation|none)\b", re.IGNORECASE)
BORDER = re.compile(r"\bborder\s{0,9}=\s{0,9}[\"']?\s{0,9}[1-9]", re.IGNORECASE)


class Cell(Struct):
    """One cell of a row."""

    lines: list[str]
    across: int = 1
    down: int = 1
    framed: bool = False
    """A table, a list or a quote stands in it."""

    def fits(self) -> bool:
        """It can stand in a row."""
        if len(self.lines) < 2:
            return True
        return not self.framed and len(self.lines) <= CELL_LINES and sum(map(len, self.lines)) <= CELL_LENGTH

    def line(self) -> str:
        """All of it in one line."""
        return BREAK.join(filter(None, self.lines))


Placed = dict[int, Cell]
"""The cells of a row that are not empty, by column."""


def spans(inside: str) -> tuple[int, int]:
    """Over how many columns and rows a cell reaches, by what stands in its tag."""
    if "span" not in inside.lower():
        return 1, 1
    found = {name.lower(): min(int(number), LONGEST_SPAN) for name, number in SPAN.findall(inside)}
    return found.get("col", 1), found.get("row", 1)


def claim(inside: str, *, heads: bool) -> bool | None:
    """Whether a table says, in its tag or by headings, that it tells something; None without a word."""
    if LAYOUT.search(inside):
        return False
    return True if heads or BORDER.search(inside) else None


def laid(rows: list[list[Cell]], claimed: bool | None) -> list[str]:
    """The lines of these rows, one below the other."""
    placed = None if claimed is False else _placed(rows)
    if not placed or not _tells(placed, bool(claimed)):
        return [line for row in rows for line in beside(row)]
    columns = sorted({column for row in placed for column in row})
    return [line for row in placed for line in _in_columns(row, columns)]


def beside(cells: list[Cell]) -> list[str]:
    """Cells of one line each stand side by side; larger ones are layout and stand below each other."""
    filled = [cell.lines for cell in cells if cell.lines]
    if all(len(cell) == 1 for cell in filled):
        return [ROW.join(cell[0] for cell in filled)] if filled else []
    return [line for cell in filled for line in cell]


def _placed(rows: list[list[Cell]]) -> list[Placed]:
    """The rows with something in them; none when there are too many columns."""
    placed: list[Placed] = []
    from_above: dict[int, int] = {}
    for row in rows:
        here: Placed = {}
        taken = {column: more - 1 for column, more in from_above.items() if more > 1}
        column = 0
        for cell in row:
            while column in from_above:
                column += 1
            if cell.lines:
                here[column] = cell
            if cell.down > 1:
                taken |= dict.fromkeys(range(column, column + cell.across), cell.down - 1)
            column += cell.across
            if column > WIDEST:
                return []
        from_above = taken
        if here:
            placed.append(here)
    return placed


def _tells(placed: list[Placed], claimed: bool) -> bool:
    """Whether most rows have several cells that can stand side by side, as in no layout of a page."""
    full = sum(len(row) > 1 and all(cell.fits() for cell in row.values()) for row in placed)
    return len(placed) > 1 and full >= (1 if claimed else 2) and 2 * full >= len(placed)


def _in_columns(row: Placed, columns: list[int]) -> list[str]:
    if not all(cell.fits() for cell in row.values()):
        return [line for cell in row.values() for line in cell.lines]
    last = max(row)
    shown = [row[column].line() if column in row else "" for column in columns if column <= last]
    return [ROW.join(shown).lstrip()]
