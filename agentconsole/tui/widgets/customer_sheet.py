"""Everything known of a customer, each thing in a row of its own.

`CustomerSheet(reader)`; `show(customer, known)`.
"""

from collections.abc import Iterator, Sequence

from agentconsole.model.entry import Entry
from agentconsole.model.people import Customer
from agentconsole.rules.screening import screen
from agentconsole.show.facts import ended, fact_line
from agentconsole.show.met import met_line, zone_words
from agentconsole.show.people import called, customer_card
from agentconsole.show.promises import promise_line, terms
from agentconsole.show.readers import readers_line
from agentconsole.show.spans import Line, Role, Span, crop, marked, wrap
from agentconsole.tui.known import Known
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.text_pane import TextPane

INDENT = "  "


class CustomerSheet(TextPane):
    """Who they are, the notes on their card, what we owe them, what they told us, whom they met."""

    DEFAULT_CSS = """
    CustomerSheet { height: auto; max-height: 60%; }
    """

    def __init__(self, reader: Reader, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reader = reader
        self.customer: Customer | None = None
        self.known: Known | None = None

    def show(self, customer: Customer, known: Known) -> None:
        """Show a customer; the same one anew stays where it is."""
        same = self.customer is not None and customer.id == self.customer.id
        self.customer, self.known = customer, known
        self.remake(from_top=not same)

    def made(self, width: int) -> Sequence[Line]:
        """The customer's lines, a part after another."""
        if self.customer is None or self.known is None:
            return ()
        reader, known = self.reader, self.known
        lines = customer_card(
            self.customer,
            now=reader.now(),
            cells=width,
            tz=reader.zone,
            agents=reader.agents,
            me=reader.me,
        )[1:]  # their name stands in the title
        lines += ((Span(piece, Role.MUTED),) for piece in wrap(zone_words(known.zone, reader.now()), width))
        for title, rows in (
            ("notes on the card", self._pinned(known, width - len(INDENT))),
            ("promised", self._promises(known, width - len(INDENT))),
            ("told us", self._facts(known, width - len(INDENT))),
            ("met", (met_line(each, tz=reader.zone, agents=reader.agents) for each in known.met)),
        ):
            below = [(Span(INDENT), *row) for row in rows]
            lines += [(Span(title, Role.TITLE),), *below] if below else []
        return [crop(line, width) for line in lines]

    @property
    def pinned_in_view(self) -> tuple[Entry, ...]:
        """The notes on the card of which every line can be seen."""
        shown = set(self.lines[self.top : self.top + self.size.height])
        cells = self.room - len(INDENT)
        notes = self.known.pinned if self.known else ()
        return tuple(n for n in notes if {(Span(INDENT), *line) for line in self._note(n, cells)} <= shown)

    def _pinned(self, known: Known, cells: int) -> Iterator[Line]:
        readers = {each.entry: each for each in known.readers}
        for note in known.pinned:
            yield from self._note(note, cells)
            if read := readers_line(readers.get(note.id)):
                yield read

    def _note(self, note: Entry, cells: int) -> list[Line]:
        who = f"{called(str(note.author.id), self.reader.agents)}: "
        return [marked(piece, Role.NOTE) for piece in wrap(screen(f"{who}{note.text}"), cells)]

    def _promises(self, known: Known, cells: int) -> Iterator[Line]:
        reader = self.reader
        now, zone, agents = reader.now(), reader.zone, reader.agents
        for promise in known.promises:
            yield promise_line(promise, now=now, cells=cells, tz=zone, agents=agents, me=reader.me)
            yield from ((Span(INDENT), *line) for line in terms(promise, now=now, tz=zone, agents=agents))

    def _facts(self, known: Known, cells: int) -> Iterator[Line]:
        reader, until = self.reader, ended(known.facts)
        shown = sorted(known.facts, key=lambda fact: not fact.holds)
        for fact in shown:
            yield fact_line(
                fact,
                now=reader.now(),
                cells=cells,
                until=until.get(fact.id),
                tz=reader.zone,
                agents=reader.agents,
                kinds=known.kinds_by_name,
            )
