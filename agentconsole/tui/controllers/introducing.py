"""Whoever writes for the first time to a customer whose person is away or has left says who they are."""

from collections.abc import Callable

from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import DraftKind
from agentconsole.model.people import Met
from agentconsole.rules.person import introduction, stepped_in_for
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers


class Introducing:
    """A line that can be put above the reply."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.composer = panes.composer
        self.met: tuple[Met, ...] | None = None
        """Whom the customer has met; None as long as that is not known."""
        self.asked_for: int | None = None
        """The conversation it was asked for."""
        self.found: list[Callable[[], None]] = []
        """Called when it is known."""
        self.handlers: Handlers = {"composer.introduce": self.introduce}

    def begun(self) -> None:
        """Something is being written: see once whom the customer has met."""
        opened = self.panes.opened
        if opened is None or self.composer.kind is not DraftKind.REPLY:
            return
        if self.asked_for != opened.conversation.id:
            self.asked_for, self.met = opened.conversation.id, None
            desk, customer = self.session.desk, opened.customer.id
            self.session.background.ask("met", lambda: desk.met(customer), self._know, _nothing)

    def _know(self, met: tuple[Met, ...]) -> None:
        self.met = met
        for hear in self.found:
            hear()

    @property
    def line(self) -> str:
        """The line, where one is called for and the reply is empty or the cursor at its top."""
        composer, opened = self.composer, self.panes.opened
        if not composer.is_open or composer.kind is not DraftKind.REPLY or not self.met or opened is None:
            return ""
        if composer.text.strip() and composer.writing.cursor_location != (0, 0):
            return ""
        if self.asked_for != opened.conversation.id:
            return ""
        me, agents, now = self.session.me, self.session.agents, self.session.now()
        before = stepped_in_for(me, opened.customer, agents, self.met, now)
        line = introduction(agents[me], before) if before is not None and me in agents else ""
        return "" if line in composer.text else line

    def introduce(self) -> None:
        """Put the line above the reply."""
        line, text = self.line, self.composer.text
        self.composer.writing.exchange(0, 0, f"{line}\n\n" if text.strip() else f"{line} ")


def _nothing(_: DeskError) -> None:
    """The line is a courtesy."""
