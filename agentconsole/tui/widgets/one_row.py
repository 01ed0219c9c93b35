"""One line that fits itself to its width: all of it with the keys for it, or what matters of it."""

from typing import NamedTuple

from textual.geometry import Size

from agentconsole.show.spans import Line, crop, spread, width
from agentconsole.tui.widgets.lines import LinePane


class Said(NamedTuple):
    """What is to be said in one line."""

    whole: Line
    short: Line
    """What is left of it where it does not fit."""
    keys: Line
    """Left out where there is no room beside it."""


class OneRow(LinePane, can_focus=False):
    """A row that is there only while there is something to say. Only something else paints it again."""

    DEFAULT_CSS = """
    OneRow { height: auto; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.said: Said | None = None

    def show(self, said: Said | None) -> None:
        """Say this instead, or nothing."""
        before, self.said = self.said, said
        if (before is None) != (said is None):
            self.refresh(layout=True)
        elif before != said:
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row, or none."""
        return 0 if self.said is None else 1

    def line_on(self, row: int) -> tuple[Line, str]:
        """As much of it as there is room for."""
        return (fitted(self.said, self.size.width) if self.said else ()), ""


def fitted(said: Said, cells: int) -> Line:
    """As much as fits in so many cells."""
    if width(said.whole) + width(said.keys) < cells:
        return spread(said.whole, said.keys, cells)
    return said.whole if width(said.whole) <= cells else crop(said.short, cells)
