"""What list panes say."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from agentconsole.tui.widgets.list_pane import ListPane


@dataclass
class PaneMessage(Message):
    """Something a list pane says; `@on(..., "#id")` tells panes apart."""

    pane: "ListPane[Any]"

    @property
    def control(self) -> "ListPane[Any]":
        """The pane that says it."""
        return self.pane
