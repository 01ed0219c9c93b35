"""Around panes in which entries are read: what the panes ask for goes to whoever knows it."""

from textual import on
from textual.containers import Vertical

from agentconsole.tui.actions import Where
from agentconsole.tui.controllers.finding import Finding
from agentconsole.tui.controllers.looking import Looking
from agentconsole.tui.controllers.paging import Paging
from agentconsole.tui.widgets.entry_pane import EntryPane
from agentconsole.tui.widgets.history import History
from agentconsole.tui.widgets.list_pane import ListPane


class Reading(Vertical):
    """Thread or history, and what stands with it."""

    PLACE = Where.READING

    def __init__(self, paging: Paging, finding: Finding, looking: Looking, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.paging = paging
        self.finding = finding
        self.looking = looking

    @on(ListPane.NeedPage)
    def need_page(self, event: ListPane.NeedPage) -> None:
        """A pane wants a page."""
        event.stop()
        self.paging.need_page(event)

    @on(ListPane.Jump)
    def jump(self, event: ListPane.Jump) -> None:
        """A pane wants its other end."""
        self.paging.jump(event)

    @on(ListPane.Selected)
    def selected(self, event: ListPane.Selected) -> None:
        """An entry is to be read whole."""
        event.stop()
        self.looking.show(event.item)

    @on(ListPane.Highlighted, "#history")
    def highlighted(self, event: ListPane.Highlighted) -> None:
        """The history says where in it one is; an entry shown whole goes along."""
        self.paging.place(event.item)
        self.looking.follow(event.item)

    @on(EntryPane.Marked)
    def marked(self) -> None:
        """Thread and history mark the same entries."""
        self.looking.repaint()

    @on(History.GoTo)
    def go_to(self, event: History.GoTo) -> None:
        """An entry that is not loaded is wanted."""
        self.paging.history_at(event.entry)

    @on(History.NeedFound)
    def need_found(self, event: History.NeedFound) -> None:
        """More of what was looked for is wanted."""
        self.finding.more(event.before)

    @on(History.Leave)
    def leave_conversation(self, event: History.Leave) -> None:
        """A conversation that is not loaded is wanted."""
        self.looking.beside(event)

    @on(History.NeedConversations)
    def need_conversations(self, event: History.NeedConversations) -> None:
        """Separators want their names."""
        self.paging.need_conversations(event.ids)
