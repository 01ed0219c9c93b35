"""Finding one's way in the history: conversations, filter, dates, an old entry whole, a quote from it."""

from datetime import datetime

from agentconsole.model import ids
from agentconsole.model.entry import Entry
from agentconsole.model.keeping import DraftKind
from agentconsole.model.queries import Filter
from agentconsole.rules.screening import screen
from agentconsole.show.ages import moment
from agentconsole.tui import screens
from agentconsole.tui.controllers.composing import Composing
from agentconsole.tui.controllers.paging import Paging
from agentconsole.tui.runs import history_beside, history_newest
from agentconsole.tui.screens import questions
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers
from agentconsole.tui.widgets.history import History


class Looking:
    """The history of the open customer, beside the thread."""

    def __init__(self, panes: Panes, paging: Paging, composing: Composing) -> None:
        self.panes = panes
        self.session = panes.session
        self.paging = paging
        self.composing = composing
        self.handlers: Handlers = {
            "history.older": lambda: self.conversation(1),
            "history.newer": lambda: self.conversation(-1),
            "history.filter": self._ask_filter,
            "history.date": self._ask_date,
            "conversation.customer": self._customer,
            "entry.quote": self.quote,
            "copy.entry": self._copy_entry,
            "copy.number": lambda: self._copy(f"#{panes.conversation.id}"),
        }

    def _customer(self) -> None:
        self.panes.push(screens.customer.CustomerScreen(self.session, self.panes.customer.id))

    def conversation(self, step: int) -> None:
        """The next conversation in the history, older or newer."""
        if not self.panes.history.next_conversation(step):
            self.panes.say("There is no older one." if step > 0 else "There is no newer one.")

    def beside(self, request: History.Leave) -> None:
        """The next conversation is not loaded: open the history there."""
        desk, customer, only = self.session.desk, self.panes.customer.id, self.panes.only
        self.session.background.ask(
            "history run",
            lambda: history_beside(desk, customer, request.conversation, request.direction, only),
            self.paging.open_history,
        )

    def show(self, entry: Entry) -> None:
        """Show an old entry whole, beside the thread."""
        opened, thread = self.panes.opened, self.panes.thread
        self.panes.entry.outbox, self.panes.entry.theirs = thread.outbox, thread.theirs
        self.panes.entry.show(entry, opened.asks if opened else ())
        self.panes.screen.add_class("-entry")
        if self.panes.has_keyboard(self.panes.thread):
            self.panes.focus(self.panes.entry)

    def follow(self, entry: Entry) -> None:
        """An entry shown whole is the one under the cursor of the history."""
        if self.panes.screen.has_class("-entry"):
            self.show(entry)

    def repaint(self) -> None:
        """Other entries are marked."""
        self.panes.thread.repaint()
        self.panes.history.repaint()

    def hide(self) -> bool:
        """Put the old entry away. False when there is none."""
        if not self.panes.screen.has_class("-entry"):
            return False
        if self.panes.has_keyboard(self.panes.entry):
            self.panes.focus(self.panes.thread)
        self.panes.screen.remove_class("-entry")
        return True

    def quote(self) -> None:
        """Quote the entry under the cursor into the draft: the one being written, else a reply."""
        entry = self.panes.current_entry
        if entry is None:
            return
        kind = self.composing.paper.kind if self.composing.paper else DraftKind.REPLY
        quoted = "\n".join(f"> {line}" for line in entry.text.strip().splitlines())
        when = moment(entry.at, self.session.now(), self.session.zone)
        self.composing.write(kind, add=f"{entry.author.name or 'They'}, {when}:\n{quoted}\n")
        self.composing.changed()

    def _ask_filter(self) -> None:
        question = questions.looking.history_filter(
            self.session, self.panes.only, self.panes.history.window.items
        )
        self.panes.push(question, self.narrow)

    def narrow(self, only: Filter | None) -> None:
        """Show only a channel or a kind of the history, from its newest entry."""
        if only is None:
            return
        self.panes.only = only
        desk, customer = self.session.desk, self.panes.customer.id
        self.session.background.ask(
            "history run", lambda: history_newest(desk, customer, only), self.paging.open_history
        )

    def _ask_date(self) -> None:
        self.panes.push(questions.looking.date(self.session), self.go_to)

    def go_to(self, at: datetime | None) -> None:
        """Open the history at a moment."""
        if at is not None:
            self.panes.focus(self.panes.history)
            self.paging.history_at(ids.first_id_at(at))

    def _copy_entry(self) -> None:
        entry = self.panes.current_entry
        if entry is not None:
            self._copy(screen(entry.text))  # what is shown: a paste must not press keys somewhere else

    def _copy(self, text: str) -> None:
        self.panes.screen.app.copy_to_clipboard(text)
        self.panes.say("Copied, where your terminal lets programs copy.")
