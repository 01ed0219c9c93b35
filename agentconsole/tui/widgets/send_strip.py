"""The strip between writing and sending: the one place where a key sends."""

from collections.abc import Callable

from agentconsole.model.keeping import DraftKind
from agentconsole.show.spans import Line, Role, Span
from agentconsole.tui.actions import Where
from agentconsole.tui.widgets.lines import LinePane

WAYS = {
    DraftKind.REPLY: (("send.now", "send"), ("send.later", "later"), ("send.close", "send and close")),
    DraftKind.NOTE: (("send.now", "keep the note"),),
}


class SendStrip(LinePane):
    """One row of ways to send. It has the keyboard while it is there."""

    PLACE = Where.STRIP
    DEFAULT_CSS = """
    SendStrip { height: 1; display: none; }
    SendStrip.-there { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.line: Line = ()
        self.kind = DraftKind.REPLY

    def offer(self, kind: DraftKind, key_of: Callable[[str], str], *warnings: Span) -> None:
        """Show the ways to send something of that kind, under their keys."""
        self.kind = kind
        parts = [
            span
            for action, words in (*WAYS[kind], ("send.back", "back"))
            for span in (Span(key_of(action), Role.ACCENT), Span(f" {words}   ", Role.TEXT))
        ]
        self.line = (Span(" ", Role.TEXT), *parts, *warnings)
        self.add_class("-there")
        self.refresh()

    def away(self) -> None:
        """Nothing is about to be sent."""
        self.remove_class("-there")

    @property
    def is_there(self) -> bool:
        """Something is about to be sent."""
        return self.has_class("-there")

    def line_on(self, row: int) -> tuple[Line, str]:
        """The ways to send."""
        return (self.line if row == 0 else ()), "cursor"
