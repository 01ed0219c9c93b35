"""Lines that are made elsewhere, and only read."""

from collections.abc import Sequence

from agentconsole.show.spans import Line, crop
from agentconsole.tui.widgets.text_pane import TextPane


class Scroll(TextPane):
    """Lines, cut to the width there is."""

    def __init__(self, lines: Sequence[Line] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.given = tuple(lines)

    def show(self, lines: Sequence[Line]) -> None:
        """Other lines, from their beginning."""
        self.given = tuple(lines)
        self.remake(from_top=True)

    def made(self, width: int) -> Sequence[Line]:
        """The lines as given."""
        return tuple(crop(line, width) for line in self.given)
