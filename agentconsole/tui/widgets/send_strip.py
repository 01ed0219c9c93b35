"""The strip between writing and sending: the one place where a key sends."""

from collections.abc import Callable

from textual.geometry import Size

from agentconsole.model.keeping import DraftKind
from agentconsole.show.spans import Line, Role, Span, width
from agentconsole.tui.actions import Where
from agentconsole.tui.widgets.lines import LinePane

WAYS = {
    DraftKind.REPLY: (("send.now", "send"), ("send.later", "later"), ("send.close", "send and close")),
    DraftKind.NOTE: (("send.now", "keep the note"),),
}


class SendStrip(LinePane):
    """The ways to send. It has the keyboard while it is there."""

    PLACE = Where.STRIP
    DEFAULT_CSS = """
    SendStrip { height: auto; display: none; }
    SendStrip.-there { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.ways: list[Line] = []
        self.kind = DraftKind.REPLY

    def offer(self, kind: DraftKind, key_of: Callable[[str], str]) -> None:
        """Show the ways to send something of that kind, under their keys."""
        self.kind = kind
        self.ways = [
            (Span(key_of(action), Role.ACCENT), Span(f" {words}"))
            for action, words in (*WAYS[kind], ("send.back", "back"))
        ]
        self.add_class("-there")
        self.refresh(layout=True)

    def rows(self, cells: int) -> list[Line]:
        """The ways, in as many rows as they take."""
        rows: list[Line] = [(Span(" "),)]
        for way in self.ways:
            if width(rows[-1]) + width(way) > cells:
                rows.append((Span(" "),))
            rows[-1] = (*rows[-1], *way, Span("   "))
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as they take."""
        return len(self.rows(width))

    def away(self) -> None:
        """Nothing is about to be sent."""
        self.remove_class("-there")

    @property
    def is_there(self) -> bool:
        """Something is about to be sent."""
        return self.has_class("-there")

    def line_on(self, row: int) -> tuple[Line, str]:
        """The ways to send."""
        rows = self.rows(self.size.width)
        return (rows[row] if row < len(rows) else ()), "cursor"
