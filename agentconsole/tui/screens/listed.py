"""Places that are one list under a title."""

from typing import Any, Generic, TypeVar

from textual.app import ComposeResult

from agentconsole.tui.screens.place import Place
from agentconsole.tui.session import Session
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.list_pane import ListPane

L = TypeVar("L", bound=ListPane[Any])


class Listed(Place, Generic[L]):
    """What stands in the list is read again whenever it may be otherwise."""

    def __init__(self, session: Session, listed: L) -> None:
        super().__init__(session)
        self.title_line = Bar(classes="title")
        self.list = listed

    def compose(self) -> ComposeResult:
        yield self.title_line
        yield self.list
        yield self.status

    def look(self) -> None:
        """Read it again."""

    def repaint(self) -> None:
        self.list.repaint()

    def did(self, words: str) -> None:
        """Something was done here, and the list is otherwise."""
        self.look()
        if self.is_attached:
            self.status.say(words)
