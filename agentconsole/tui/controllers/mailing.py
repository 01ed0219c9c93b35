"""What can be done about one mail: open what it quotes, save its files, link its address, settle its fate."""

from functools import partial
from pathlib import Path

from agentconsole.desk.api import Desk, Outcome
from agentconsole.model import commands
from agentconsole.model.entry import Entry
from agentconsole.model.keeping import Decision, Outgoing
from agentconsole.model.people import Customer
from agentconsole.rules.filenames import has_ending
from agentconsole.rules.screening import screen_line
from agentconsole.show.spans import Role
from agentconsole.tui.controllers.following import Following
from agentconsole.tui.controllers.returning import Returning
from agentconsole.tui.screens import questions
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers

SETTLED = {
    Decision.SENT: "Noted: it arrived.",
    Decision.AGAIN: "It is sent again.",
    Decision.NEVER: "It is not sent any more.",
}


class Mailing:
    """The mail under the cursor, in thread and history."""

    def __init__(self, panes: Panes, following: Following, returning: Returning) -> None:
        self.panes = panes
        self.session = panes.session
        self.following = following
        self.returning = returning
        panes.folding.found.append(self._unfolded)
        key_of = self.session.keymap.key_of
        panes.thread.hints = panes.entry.hints = {
            "fold": f"{key_of('entry.unfold')} opens",
            "link": f"{key_of('entry.link')} links it",
            "arrived": f"{key_of('delivery.arrived')} it arrived",
            "again": f"{key_of('delivery.again')} send again",
            "never": f"{key_of('delivery.never')} never",
        }
        self.handlers: Handlers = {
            "entry.unfold": self._unfold,
            "entry.save": self._save,
            "entry.link": self._link,
            "delivery.arrived": lambda: self._settle(Decision.SENT),
            "delivery.again": lambda: self._settle(Decision.AGAIN),
            "delivery.never": lambda: self._settle(Decision.NEVER),
        }

    def _unfold(self) -> None:
        entry = self.panes.current_entry
        if entry is not None:
            self.panes.folding.toggle(entry)

    def _unfolded(self, number: int) -> None:
        """An entry looks otherwise: so do the panes that show it."""
        if self.panes.thread.window.index_of(number) is not None:
            self.panes.thread.repaint()
        shown = self.panes.entry
        if shown.display and shown.entry is not None and shown.entry.id == number:
            shown.remake()

    def _save(self) -> None:
        entry = self.panes.current_entry
        if entry is not None:
            self.panes.push(questions.files.SaveFile(self.session, entry), self._saved)

    def _saved(self, place: Path | None) -> None:
        if place is None:
            return
        said = f"Saved as {screen_line(str(place))}"
        if has_ending(place.name, self.session.desk.mail.refused):
            self.panes.say(
                said, "It is of a kind that is not sent from here: open it only with care", Role.WARNING
            )
        else:
            self.panes.say(said, role=Role.GOOD)

    def _link(self) -> None:
        """Show who is who first: both are asked for."""
        entry = self.panes.current_entry
        if entry is None:
            return
        question = partial(who_is_who, self.session.desk, self.panes.customer.id, entry)
        self.session.background.ask("who is who", question, partial(self._ask_link, entry))

    def _ask_link(self, entry: Entry, found: tuple[Customer, Customer]) -> None:
        self.panes.push(questions.mail.link(self.session, entry, *found), self._linked)

    def _linked(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self.panes.say(
                "Linked: it is theirs, and can be parted again on the customer's screen.", role=Role.GOOD
            )
            self.following.opening.reread()

    def _settle(self, decision: Decision) -> None:
        message = self.panes.state().outgoing
        if message is not None:
            command = commands.Settle(entry=message.entry.id, decision=decision)
            self.session.do(command, partial(self._settled, decision, message))

    def _settled(self, decision: Decision, message: Outgoing, outcome: Outcome) -> None:
        self.following.took(outcome)
        self.panes.thread.go_to(message.entry.id)
        if decision is Decision.NEVER and message.state == "uncertain":
            self.returning.look(message.entry, "You decided so")
        else:
            self.panes.say(SETTLED[decision], role=Role.GOOD)


def who_is_who(desk: Desk, customer: int, entry: Entry) -> tuple[Customer, Customer]:
    """The customer of the conversation, and whoever the entry is from. Calls the desk."""
    return desk.customer(customer), desk.customer(int(entry.author.id or 0))
