"""Reading a conversation while the cursor rests on it in the list, so that it opens at once.

The lines that will be in view are made too, in panes that nobody sees: of opening that is more than a third.
"""

from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.keeping import Change
from agentconsole.tui.ahead import Ahead, Rest
from agentconsole.tui.controllers.opening import put
from agentconsole.tui.opened import Opened, read
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.widgets.unseen import UnseenHistory, UnseenThread

GOOD_FOR = 10.0
"""Seconds. Where news stop coming, what was read is not taken for true for longer."""

WITHIN_ONE = (commands.MarkRead, commands.See, commands.SaveDraft)
"""What is nowhere to be seen but in the conversation it is done in."""


class Preparing:
    """One conversation at a time."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.next: Ahead[Opened] = Ahead(self.session.background, "ahead", seconds=GOOD_FOR, hear=self._lay)
        self.thread = UnseenThread(self.session, folding=panes.folding)
        self.history = UnseenHistory(self.session)
        panes.folding.found.append(self._folded)
        self.rest = Rest(panes.screen, self._read)
        """The cursor of the list has gone somewhere."""
        self.session.doing.append(self.doing)

    def take(self, number: int) -> Opened | None:
        """What was read of a conversation, if it was and is still true."""
        return self.next.take((number, self.panes.beside))

    def doing(self, command: Command) -> None:
        """Something is about to be done here: before there are news of it, what was read is old."""
        found = self.next.found
        elsewhere = found is not None and getattr(command, "conversation", 0) != found.conversation.id
        if not (elsewhere and isinstance(command, WITHIN_ONE)):
            self.next.forget()

    def changed(self, changes: tuple[Change, ...]) -> None:
        """Something changed on the desk."""
        found = self.next.found
        if found is None or any(_touches(change, found) for change in changes):
            self.next.forget()

    def _read(self) -> None:
        item = self.panes.list.current
        if item is None or not self.panes.has_keyboard(self.panes.list) or self.panes.is_open(item.id):
            return
        desk, me, number, beside = self.session.desk, self.session.me, item.id, self.panes.beside
        self.next.ask((number, beside), lambda: read(desk, number, me=me, beside=beside))

    def _lay(self, opened: Opened) -> None:
        self.thread.hints = self.panes.thread.hints
        self.thread.like(self.panes.thread)
        self.history.like(self.panes.history)
        put(opened, self.thread, self.history)
        self.thread.hand(opened.thread, self.panes.thread)
        self.history.hand(opened.history, self.panes.history)

    def _folded(self, _entry: int) -> None:
        """What was found out of an entry may be of one of those."""
        if self.next.found is not None:
            self._lay(self.next.found)


def _touches(change: Change, found: Opened) -> bool:
    """Whether what was read may be otherwise now, as it may after what is of nobody, or nowhere."""
    if change.kind == "presence":
        return False
    theirs = (None, *found.customer.numbers)
    return change.conversation in (None, found.conversation.id) or change.customer in theirs
