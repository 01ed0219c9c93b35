"""One customer at full width: who they are, and their whole history with an entry whole beside it."""

from collections.abc import Callable

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from agentconsole.desk.api import Outcome
from agentconsole.model.errors import NotFound
from agentconsole.model.keeping import Change
from agentconsole.model.people import Customer
from agentconsole.show.spans import Role, Span, joined, spans
from agentconsole.tui import known, runs
from agentconsole.tui.actions import Where
from agentconsole.tui.folding import Folding
from agentconsole.tui.known import Known
from agentconsole.tui.marking import Marking
from agentconsole.tui.screens.facts import FactsScreen
from agentconsole.tui.screens.form import Deed
from agentconsole.tui.screens.place import Place
from agentconsole.tui.screens.questions import people, pins
from agentconsole.tui.session import Session
from agentconsole.tui.state import State
from agentconsole.tui.telling import Open
from agentconsole.tui.together import together
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.customer_sheet import CustomerSheet
from agentconsole.tui.widgets.entry_view import EntryView
from agentconsole.tui.widgets.history import History
from agentconsole.tui.widgets.list_pane import ListPane


class CustomerScreen(Place):
    """Everything known about a person."""

    CSS_PATH = "customer.tcss"
    PLACE = Where.CUSTOMER
    AUTO_FOCUS = "History"

    def __init__(self, session: Session, customer: int) -> None:
        super().__init__(session)
        self.number = customer
        self.customer: Customer | None = None
        self.title_line = Bar(classes="title")
        self.known: Known | None = None
        self.sheet = CustomerSheet(session)
        self.marking = Marking(session)
        self.history = History(session, id="history")
        self.folding = Folding(session.background.ask)
        self.folding.found.append(lambda _: self.entry.remake())
        self.entry = EntryView(session, self.folding, session.background.ask)
        self.entry.hints = {"fold": f"{session.keymap.key_of('customer.unfold')} opens"}
        self.handlers |= {
            "customer.unfold": self._unfold,
            "customer.link": lambda: self._ask(people.link(self.session, self._known)),
            "customer.merge": lambda: self._ask(people.merge(self.session, self._known)),
            "customer.unmerge": self._unmerge,
            "customer.pin": lambda: self._ask(pins.pin(self.session, self._known)),
            "customer.unpin": lambda: self._ask(
                pins.unpin(self.session, self.known.pinned if self.known else ())
            ),
            "customer.facts": lambda: self.app.push_screen(
                FactsScreen(self.session, self._known, self.entry.entry)
            ),
            "history.older": lambda: self.history.next_conversation(1),
            "history.newer": lambda: self.history.next_conversation(-1),
        }

    def compose(self) -> ComposeResult:
        yield self.title_line
        with Horizontal():
            with Vertical(id="left"):
                yield self.sheet
                yield self.history
            yield self.entry
        yield self.status

    def on_mount(self) -> None:
        """The newest of the history first."""
        super().on_mount()
        desk, number = self.session.desk, self.number
        self._run(lambda: runs.history_newest(desk, number))
        self.look()
        self.set_interval(1, self.tick)

    def tick(self) -> None:
        """What has been here long enough is read: the entry that is whole, the notes on the card."""
        if self.app.screen is self and self.marking.conversation is not None:
            entry = self.entry.entry
            self.marking.look((*((entry,) if entry else ()), *self.sheet.pinned_in_view))

    def noticed(self) -> None:
        self.marking.key()

    def leave(self) -> None:
        self.marking.leave()
        super().leave()

    def look(self) -> None:
        """Read who they are and what is known of them."""
        desk, number = self.session.desk, self.number

        def whole() -> tuple[Customer, Known]:
            with together(desk) as ask:
                customer, found = ask(lambda: desk.customer(number)), known.asked(desk, number, ask)
                return customer(), found()

        self.session.background.ask("whole customer", whole, self._show)

    @property
    def _known(self) -> Customer:
        if self.customer is None:
            raise NotFound("The customer is still on the way", "Try again")
        return self.customer

    def _show(self, found: tuple[Customer, Known]) -> None:
        if not self.is_attached:
            return
        self.customer, self.known = customer, _ = found
        name = spans(customer.name or f"customer {customer.id}", Role.TITLE)
        home = spans(customer.organization.name, Role.MUTED) if customer.organization else ()
        self.title_line.show((Span(" "), *joined((name, home))))
        self.sheet.show(*found)

    def _ask(self, question: Deed) -> None:
        self.app.push_screen(question, self._done)

    def _unpin(self) -> None:
        self._ask(pins.unpin(self.session, self.known.pinned if self.known else ()))

    def _facts(self) -> None:
        self.app.push_screen(FactsScreen(self.session, self._known, self.entry.entry))

    def state(self) -> State:
        entry = self.entry.entry
        return replace(super().state(), entry=entry, folds=len(self.folding.folds(entry)) if entry else 0)

    def _unfold(self) -> None:
        if self.entry.entry is not None:
            self.folding.toggle(self.entry.entry)

    def _unmerge(self) -> None:
        if not self._known.merged:
            raise NotFound("Nobody was merged into this customer", "m merges two that are one person")
        self._ask(people.unmerge(self.session, self._known))

    def _done(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self.look()

    def changed(self, changes: tuple[Change, ...]) -> None:
        desk, number = self.session.desk, self.number
        theirs = self.customer.numbers if self.customer else (number,)
        about = [change for change in changes if change.customer in theirs or change.kind == "read"]
        fresh = [change.entry for change in about if change.kind == "entry" and change.entry]
        if about:
            self.look()
        if fresh:
            self.session.background.ask(
                "customer news",
                lambda: tuple(desk.entry(entry) for entry in fresh),
                lambda entries: self.history.arrive(*entries),
            )

    @on(ListPane.Highlighted)
    def highlighted(self, event: ListPane.Highlighted) -> None:
        """The entry under the cursor, whole; and where in the history one is."""
        desk, number, entry = self.session.desk, self.number, event.item
        self.entry.show(entry)
        self.marking.conversation = entry.conversation or self.marking.conversation

        def show(place: tuple[int, int]) -> None:
            self.history.show_place(entry.id, *place)

        self.session.background.ask("customer place", lambda: desk.place(number, entry.id), show)

    @on(ListPane.Selected)
    def selected(self, event: ListPane.Selected) -> None:
        """Its conversation, on the desk."""
        if event.item.conversation is not None:
            self.post_message(Open(event.item.conversation, event.item.id))

    @on(ListPane.NeedPage)
    def need_page(self, event: ListPane.NeedPage) -> None:
        """More of the history."""
        desk, number = self.session.desk, self.number
        self.session.background.ask(
            f"customer {event.direction}",
            lambda: runs.history_page(desk, number, event),
            lambda page: self.history.show_page(event, page),
            lambda _: self.history.forget(event),
        )

    @on(ListPane.Jump)
    def jump(self, event: ListPane.Jump) -> None:
        """The other end of it."""
        run_of = runs.HISTORY_ENDS[event.direction]
        self._run(lambda: run_of(self.session.desk, self.number))

    @on(History.Leave)
    def leave_conversation(self, event: History.Leave) -> None:
        """A conversation that is not loaded."""
        desk, number = self.session.desk, self.number
        self._run(lambda: runs.history_beside(desk, number, event.conversation, event.direction))

    def _run(self, run: Callable[[], runs.Run]) -> None:
        self.session.background.ask("customer run", run, lambda found: self.history.open(found, here=None))

    @on(History.NeedConversations)
    def need_conversations(self, event: History.NeedConversations) -> None:
        """Separators want their names."""
        desk = self.session.desk
        self.session.background.ask(
            f"separators {event.ids}",
            lambda: desk.conversations(event.ids),
            self.history.know,
        )
