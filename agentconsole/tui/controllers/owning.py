"""Whose a conversation is, how it stands, and who else is on it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from agentconsole.desk.api import Outcome
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.errors import DeskError, Refused
from agentconsole.rules.promises import PROMISES
from agentconsole.tui.controllers.following import Following
from agentconsole.tui.controllers.listing import Listing
from agentconsole.tui.controllers.opening import Opening
from agentconsole.tui.screens import questions
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers
from agentconsole.tui.session import Session
from agentconsole.tui.state import State

if TYPE_CHECKING:
    from agentconsole.tui.screens.form import Deed


class Owning:
    """Claim, hand over, introduce; snooze, close, reopen; the brief."""

    def __init__(self, panes: Panes, listing: Listing, opening: Opening, following: Following) -> None:
        self.panes = panes
        self.session = panes.session
        self.listing = listing
        self.opening = opening
        self.following = following
        self.handlers: Handlers = {
            "owner.claim": lambda: self._do(commands.Claim(conversation=self._number)),
            "owner.accept": lambda: self._do(commands.AcceptHandOver(conversation=self._number)),
            "conversation.close": self.close,
            "conversation.close_next": self.close_and_next,
            "conversation.reopen": lambda: self._do(commands.Reopen(conversation=self._number)),
            "conversation.wake": lambda: self._do(commands.Wake(conversation=self._number)),
            "conversation.snooze": self._asking(lambda: questions.course.snooze),
            "owner.handover": self._asking(lambda: questions.owning.hand_over),
            "owner.refuse": self._asking(lambda: questions.owning.refuse),
            "owner.introduce": self._asking(lambda: questions.owning.introduce),
            "owner.release": self._asking(lambda: questions.owning.release),
            "owner.restrict": self._asking(lambda: questions.owning.restrict),
            "owner.unrestrict": lambda: self._do(commands.Unrestrict(conversation=self._number)),
        }

    @property
    def _number(self) -> int:
        return self.panes.conversation.id

    def _do(self, command: Command) -> None:
        self.session.do(command, self.following.took)

    def _asking(self, wanted: "Callable[[], Callable[[Session, State], Deed]]") -> Callable[[], None]:
        def put() -> None:
            question = wanted()
            self.panes.push(question(self.session, self.panes.state()), self._done)

        return put

    def _done(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self.following.took(outcome)

    def close(self) -> None:
        """Close it."""
        self._close(self.following.took, lambda: None)

    def close_and_next(self) -> None:
        """Close it, and open what comes after it in the list."""
        following = self.listing.after(self._number)

        def closed(outcome: Outcome) -> None:
            self.following.took(outcome)
            if following is not None:
                self.opening.open(following)

        if following is not None:
            self.opening.hold()
        self._close(closed, self.opening.never_mind)

    def _close(
        self, closed: Callable[[Outcome], None], not_closed: Callable[[], None], *, anyway: bool = False
    ) -> None:
        """Close it; with a promise still to be kept, ask first."""
        number = self._number

        def refused(error: DeskError) -> None:
            not_closed()
            if isinstance(error, Refused) and error.rule == PROMISES and self.panes.is_open(number):
                self.panes.push(questions.course.close_anyway(self.session, error), meant)
            else:
                self.panes.tell(error)

        def meant(yes: bool | None) -> None:
            if yes and self.panes.is_open(number):
                self._close(closed, not_closed, anyway=True)

        self.session.do(commands.Close(conversation=number, anyway=anyway), closed, refused)
