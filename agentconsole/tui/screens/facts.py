"""What a customer told us: what rules found in a line, and everything known; confirmed, put right, added."""

from textual import on
from textual.app import ComposeResult

from agentconsole.desk.api import Outcome
from agentconsole.model import commands
from agentconsole.model.entry import Entry
from agentconsole.model.errors import Invalid, NotFound
from agentconsole.model.fact import Fact, FactKind, FactState
from agentconsole.model.keeping import Change
from agentconsole.model.people import Customer
from agentconsole.rules.facts.kinds import by_name
from agentconsole.rules.screening import screen
from agentconsole.show.facts import kind_label
from agentconsole.show.lines import entry_line
from agentconsole.show.spans import Line, Role, Span, marked, spans, wrap
from agentconsole.tui.actions import Where
from agentconsole.tui.screens.listed import Listed
from agentconsole.tui.screens.questions import facts as questions
from agentconsole.tui.session import Session
from agentconsole.tui.telling import Open
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.fact_list import FactList
from agentconsole.tui.widgets.list_pane import ListPane

MOST = 5
"""Rows of the line that facts are looked for in."""


class FactsScreen(Listed[FactList]):
    """The facts of a customer, about one entry where one was selected."""

    PLACE = Where.FACTS
    AUTO_FOCUS = "FactList"

    def __init__(self, session: Session, customer: Customer, entry: Entry | None = None) -> None:
        super().__init__(session, FactList(session, entry.id if entry else None))
        self.customer = customer
        self.entry = entry
        self.kinds: tuple[FactKind, ...] = ()
        self.line = Bar(id="line")
        self.handlers |= {
            "facts.add": lambda: self._ask(None),
            "facts.edit": lambda: self._ask(self._current),
            "facts.dismiss": self._dismiss,
            "facts.again": self._find,
        }

    def compose(self) -> ComposeResult:
        name = spans(self.customer.name or f"customer {self.customer.id}", Role.TITLE)
        self.title_line.show((Span(" Facts  ", Role.TITLE), *name))
        yield self.title_line
        yield self.line
        yield self.list
        yield self.status

    def on_mount(self) -> None:
        """What is known by now."""
        self.look()

    def offered_keys(self) -> Line:
        key = Span(self.session.keymap.key_of("list.open"), Role.ACCENT)
        confirm = (key, Span(" confirm, or where it was said   ", Role.MUTED))
        return (*confirm, *self.keys_of(Where.FACTS))

    def on_resize(self) -> None:
        """The line fits the new width."""
        self.line.show(*self._said(max(20, self.size.width - 4)))

    def look(self) -> None:
        """Read it again."""
        desk, customer = self.session.desk, self.customer.id
        self.session.background.ask("facts", lambda: (desk.facts(customer), desk.fact_kinds()), self._show)

    def _show(self, found: tuple[tuple[Fact, ...], tuple[FactKind, ...]]) -> None:
        facts, self.kinds = found
        if not self.is_attached:
            return
        self.list.show(facts, by_name(self.kinds))
        if not facts:
            key = self.session.keymap.key_of("facts.add")
            self.status.say("They have told us nothing yet that rules have found.", f"{key} adds a fact")

    def _said(self, cells: int) -> list[Line]:
        if self.entry is None:
            return []
        session = self.session
        head = entry_line(self.entry, now=session.now(), cells=cells, tz=session.zone, agents=session.agents)
        text = [piece for line in screen(self.entry.text).splitlines() if line for piece in wrap(line, cells)]
        if len(text) <= 1:
            return [(Span(" "), *head)]
        rest = (Span("  …", Role.MUTED),) if len(text) > MOST else ()
        return [*((Span("  "), *marked(piece)) for piece in text[:MOST]), *((rest,) if rest else ())]

    @property
    def _current(self) -> Fact:
        if self.list.current is None:
            raise NotFound("No fact is selected", f"{self.session.keymap.key_of('facts.add')} adds one")
        return self.list.current

    def _ask(self, fact: Fact | None) -> None:
        question = questions.fact(self.session, self.customer, self.kinds, fact=fact, entry=self.entry)
        self.app.push_screen(question, lambda outcome: self._noted(fact, outcome))

    def _noted(self, fact: Fact | None, outcome: Outcome | None) -> None:
        """A suggestion that was put right is none as it stood."""
        if outcome is None:
            return
        said = next((entry.data.get("fact") for entry in outcome.entries), None)
        if fact is not None and fact.state == FactState.SUGGESTED and said != fact.id:
            self.session.do(commands.DismissFact(fact=fact.id), lambda _: self.look())
        self.look()

    def _confirm(self, fact: Fact) -> None:
        command = commands.SetFact(
            customer=str(self.customer.id), kind=fact.kind, value=fact.value, entry=fact.entry
        )
        self.session.do(command, lambda _: self.did(f"Confirmed: {self._words(fact)}"))

    def _dismiss(self) -> None:
        fact = self._current
        if fact.state == FactState.DISMISSED:
            raise Invalid("It is dismissed already", "enter confirms it after all")
        self.session.do(
            commands.DismissFact(fact=fact.id), lambda _: self.did(f"Dismissed: {self._words(fact)}")
        )

    def _find(self) -> None:
        self.session.do(
            commands.FindFacts(customer=str(self.customer.id)),
            lambda _: self.did("Looked through all they ever wrote."),
        )

    def _words(self, fact: Fact) -> str:
        return f"{kind_label(fact.kind, by_name(self.kinds))} {fact.value}"

    def changed(self, changes: tuple[Change, ...]) -> None:
        theirs = self.customer.numbers
        if any(change.customer in theirs and change.kind in ("entry", "fact") for change in changes):
            self.look()

    @on(ListPane.Selected)
    def selected(self, event: ListPane.Selected) -> None:
        """What was found is confirmed; of what is known, one goes to where they said it."""
        fact: Fact = event.item
        if fact.state != FactState.CONFIRMED:
            self._confirm(fact)
        elif fact.conversation is not None:
            self.post_message(Open(fact.conversation, fact.entry))
        else:
            self.status.say("A colleague noted it without naming a line.")
