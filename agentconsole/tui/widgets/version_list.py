"""The versions of a brief, newest first."""

from agentconsole.model.conversation import Brief
from agentconsole.show.briefs import version_line
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.blocks import Block
from agentconsole.tui.widgets.list_pane import ListPane


class VersionList(ListPane[Brief]):
    """One row a version."""

    def __init__(self, reader: Reader, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reader = reader

    def key_of(self, item: Brief) -> int:
        """The number of the version."""
        return item.version

    def block(self, before: Brief | None, item: Brief, width: int) -> Block:
        """Number, author, beginning, day."""
        reader = self.reader
        line = version_line(item, now=reader.now(), cells=width, tz=reader.zone, agents=reader.agents)
        return Block((), (line,))
