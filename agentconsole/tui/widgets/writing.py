"""The text of a reply or a note. Sentences to be looked at again are underlined, with a sign beside them."""

from collections.abc import Iterable, Iterator

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

from agentconsole.rules.screening import screen
from agentconsole.show.spans import Role
from agentconsole.tui.actions import Where
from agentconsole.tui.widgets.editing import ManyLines
from agentconsole.tui.widgets.lines import parsed

SIGN = "?"
"""Stands in the first column of every row of a marked sentence."""

Stretch = tuple[int, int]
"""Where a sentence begins and ends: offsets in characters."""


class Writing(ManyLines):
    """What is being written, behind a column for signs."""

    PLACE = Where.COMPOSER

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.marked: dict[int, list[Stretch]] = {}
        """By the number of a line, the columns that are marked in it."""

    @property
    def gutter_width(self) -> int:
        """The column for signs."""
        return len(SIGN)

    @property
    def cursor(self) -> int:
        """Where the cursor is: an offset in characters."""
        line, column = self.cursor_location
        return sum(len(self.document.get_line(each)) + 1 for each in range(line)) + column

    def mark(self, stretches: Iterable[Stretch]) -> None:
        """Mark these stretches and no others. Only the rows that look different are painted."""
        marked: dict[int, list[Stretch]] = {}
        for start, end in stretches:
            for line, columns in by_line(self.text, start, end):
                marked.setdefault(line, []).append(columns)
        if marked != self.marked:
            before, self.marked = self._rows(), marked
            self._line_cache.clear()
            for row in before | self._rows():
                self.refresh_lines(row)

    def exchange(self, start: int, end: int, text: str) -> None:
        """Put other text in the place of a stretch: one edit, which can be undone by itself."""
        self.history.checkpoint()
        self.replace(screen(text), self._place(start), self._place(end), maintain_selection_offset=False)
        self.history.checkpoint()

    def _place(self, offset: int) -> tuple[int, int]:
        before = self.text[:offset]
        return before.count("\n"), offset - (before.rfind("\n") + 1)

    def get_line(self, line_index: int) -> Text:
        """The line, what is marked in it underlined."""
        line = super().get_line(line_index)
        style = self._role_style + Style(underline=True) if self.marked else Style.null()
        for start, end in self.marked.get(line_index, ()):
            line.stylize(style, start, end)
        return line

    def render_line(self, y: int) -> Strip:
        """The row, behind its sign."""
        here = bool(self.marked) and y + self.scroll_offset.y in self._rows()
        plain = (self._theme.base_style if self._theme else None) or self.rich_style
        sign = Segment(SIGN, plain + self._role_style) if here else Segment(" " * len(SIGN), plain)
        row = Strip.join([Strip([sign], len(SIGN)), super().render_line(y)])
        return row.crop(0, self.scrollable_content_region.width).simplify()

    @property
    def _role_style(self) -> Style:
        return parsed(self.app.theme_variables.get(f"role-{Role.WARNING}", ""))

    def _rows(self) -> set[int]:
        """The rows that marked stretches are on."""
        rows: set[int] = set()
        row_of = self.wrapped_document.location_to_offset
        for line, stretches in self.marked.items():
            size = len(self.document.get_line(line)) if line < self.document.line_count else 0
            for start, end in stretches:
                if start < size:
                    rows.update(range(row_of((line, start)).y, row_of((line, min(end, size) - 1)).y + 1))
        return rows


def by_line(text: str, start: int, end: int) -> Iterator[tuple[int, Stretch]]:
    """A stretch of a text as stretches of its lines: the number of each line, and columns in it."""
    begin = 0
    for number, line in enumerate(text.split("\n")):
        first, last = max(start - begin, 0), min(end - begin, len(line))
        if first < last:
            yield number, (first, last)
        begin += len(line) + 1
