"""What is hidden from the person from now on goes from the screen."""

from msgspec import Struct

from agentconsole.desk.api import Desk
from agentconsole.model.conversation import Conversation
from agentconsole.model.errors import NotFound
from agentconsole.model.keeping import Change
from agentconsole.show.spans import Role
from agentconsole.tui.controllers.opening import Opening
from agentconsole.tui.runs import Run, history_around
from agentconsole.tui.screens.panes import Panes

NOTHING = Run((), True, True)


class Left(Struct, frozen=True):
    """What is still to be seen."""

    conversation: Conversation | None
    history: Run | None
    """The history anew, where something of it has gone."""


class Hiding:
    """Looks whether it concerns the open conversation, or the history beside it."""

    def __init__(self, panes: Panes, opening: Opening) -> None:
        self.panes = panes
        self.opening = opening

    def changed(self, changes: tuple[Change, ...]) -> None:
        """Something changed on the desk."""
        opened, panes = self.panes.opened, self.panes
        if opened is None or not any(change.hides for change in changes):
            return
        desk, me, only = panes.session.desk, panes.session.me, panes.only
        number, customer = opened.conversation.id, opened.customer.id
        within = {entry.conversation for entry in panes.history.window.items}
        at = panes.history.current.id if panes.history.current else None

        def look() -> Left:
            gone = any(each is not None and _seen(desk, each, me) is None for each in within)
            anew = history_around(desk, customer, at, only) if gone and at is not None else None
            return Left(_seen(desk, number, me), anew)

        panes.session.background.ask("hidden", look, lambda left: self._show(number, left))

    def _show(self, number: int, left: Left) -> None:
        panes = self.panes
        if not panes.is_open(number):
            return
        if left.conversation is None:
            self._leave(number)
        elif left.history is not None:
            panes.history.open(left.history, here=number, only=panes.only)
            self.opening.reread()

    def _leave(self, number: int) -> None:
        """Nothing is open any more. What was typed is kept where it was."""
        panes, screen = self.panes, self.panes.screen
        for tell in self.opening.leaving:
            tell()
        panes.opened = None
        panes.thread.open(NOTHING)
        panes.history.open(NOTHING, here=None)
        panes.question.show()
        panes.card.show(None)
        panes.composer.shut()
        screen.remove_class("-entry")
        screen.add_class("-list", "-nothing")
        screen.set_focus(panes.list)
        self.opening.title()
        panes.say(f"#{number} is restricted: only its people see it now.", role=Role.WARNING)


def _seen(desk: Desk, number: int, me: str) -> Conversation | None:
    try:
        return desk.conversation(number, by=me)
    except NotFound:
        return None
