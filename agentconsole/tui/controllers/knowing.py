"""What is known of the open customer: facts, promises, notes on their card."""

from collections.abc import Callable

from agentconsole.desk.api import Outcome
from agentconsole.model.keeping import Change
from agentconsole.tui import screens
from agentconsole.tui.controllers.following import Following
from agentconsole.tui.known import Known, read
from agentconsole.tui.opened import Opened
from agentconsole.tui.screens import questions
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers

TELLING = frozenset({"entry", "fact", "read"})
"""The changes after which something else may be known."""


class Knowing:
    """Reads it when a conversation has been opened and whenever it may have changed."""

    def __init__(self, panes: Panes, following: Following) -> None:
        self.panes = panes
        self.session = panes.session
        self.following = following
        self.known: Known | None = None
        self.minute = -1
        self.handlers: Handlers = {
            "conversation.fact": self._facts,
            "conversation.promise": lambda: self._with_known(self._promise),
            "conversation.brief": lambda: self._brief(writing=True),
            "conversation.briefs": lambda: self._brief(writing=False),
            "customer.pin": lambda: panes.push(questions.pins.pin(self.session, panes.customer), self._done),
            "customer.unpin": lambda: self._with_known(self._unpin),
        }

    def land(self, opened: Opened) -> None:
        """A conversation has been opened."""
        self._know(opened.known)

    def tick(self) -> None:
        """Once a minute the time there is another one, and what is due comes nearer, but on a thin line."""
        minute = self.session.now().minute
        if minute != self.minute and not self.session.low_bandwidth:
            self.minute = minute
            self.panes.card.remake()

    def look(self, then: Callable[[Known], None] | None = None) -> None:
        """Read what is known now."""
        desk, customer = self.session.desk, self.panes.customer.id

        def know(known: Known) -> None:
            self._know(known)
            if then is not None:
                then(known)

        self.session.background.ask("known", lambda: read(desk, customer), know)

    def changed(self, changes: tuple[Change, ...]) -> None:
        """Something changed on the desk."""
        opened = self.panes.opened
        if opened is None:
            return
        theirs = opened.customer.numbers
        pinned = {note.id for note in self.panes.card.pinned}
        if any(
            change.kind in TELLING
            and (change.customer in theirs or self.panes.is_open(change.conversation))
            and (change.kind != "read" or change.entry in pinned)
            for change in changes
        ):
            self.look()

    def _know(self, known: Known) -> None:
        opened = self.panes.opened
        if opened is not None and opened.customer.id == known.customer:
            self.known = known
            self.panes.card.know(known)

    def _with_known(self, then: Callable[[Known], None]) -> None:
        """Go on when it is known."""
        if self.known is not None:
            then(self.known)
        else:
            self.look(then)

    def _facts(self) -> None:
        entry = self.panes.current_entry
        self.panes.push(screens.facts.FactsScreen(self.session, self.panes.customer, entry))

    def _promise(self, known: Known) -> None:
        self.panes.push(questions.promises.promise(self.session, self.panes.state(), known.zone), self._done)

    def _unpin(self, known: Known) -> None:
        self.panes.push(questions.pins.unpin(self.session, known.pinned), self._done)

    def _brief(self, *, writing: bool) -> None:
        opened = self.panes.opened
        if opened is not None:
            self.panes.push(screens.brief.BriefScreen(self.session, opened.conversation, writing=writing))

    def _done(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self.following.took(outcome)
