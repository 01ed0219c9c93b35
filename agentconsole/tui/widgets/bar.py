"""A few lines that are only looked at: titles, tabs, hints, the last line of the screen."""

from textual.geometry import Size

from agentconsole.show.spans import Line
from agentconsole.tui.widgets.lines import LinePane


class Bar(LinePane, can_focus=False):
    """Lines that are painted again only where they changed. As high as there are lines."""

    DEFAULT_CSS = """
    Bar { height: auto; width: 1fr; }
    """

    def __init__(self, *lines: Line, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.lines = lines

    def show(self, *lines: Line) -> None:
        """Show these lines instead."""
        before, self.lines = self.lines, lines
        if len(before) != len(lines):
            self.refresh(layout=True)
            return
        self.refresh_rows(*(row for row, line in enumerate(lines) if line != before[row]))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as lines."""
        return len(self.lines)

    def line_on(self, row: int) -> tuple[Line, str]:
        """The line on that row."""
        return (self.lines[row] if row < len(self.lines) else ()), ""
