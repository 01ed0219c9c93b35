"""What was given while the desk could not be reached, oldest first."""

from agentconsole.model.link import Kept
from agentconsole.show.links import kept_line, why_line
from agentconsole.show.spans import Span
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.blocks import Block
from agentconsole.tui.widgets.list_pane import ListPane


class KeptList(ListPane[Kept]):
    """Two rows each: what it is, and what it waits for or why it stopped."""

    def __init__(self, reader: Reader, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reader = reader

    def show(self, kept: tuple[Kept, ...]) -> None:
        """Show these; the cursor stays where it is."""
        current = self.current
        self.land(kept, up=True, down=True, at=current.id if current else None)

    def key_of(self, item: Kept) -> int:
        """Its number."""
        return item.id

    def block(self, before: Kept | None, item: Kept, width: int) -> Block:
        """What it is, and how it stands with it."""
        what = kept_line(item, width, self.reader.now(), self.reader.zone)
        return Block((), (what, (Span("        "), *why_line(item, width - 8))))
