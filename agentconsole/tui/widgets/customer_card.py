"""Who the customer is, what they told us, and what stands open between us.

`CustomerCard(reader)`; `show(customer, conversation, asks, outbox)`; `know(known)` when the rest has been
read; `remake()` when ages have grown. On a low screen everything takes as few rows as it can.
"""

from collections.abc import Iterable, Iterator, Sequence

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.keeping import Outgoing
from agentconsole.model.people import Customer
from agentconsole.rules.screening import screen
from agentconsole.show.ages import moment
from agentconsole.show.asks import ask_line
from agentconsole.show.briefs import brief_rows, stale_words
from agentconsole.show.facts import facts_flow
from agentconsole.show.lines import outgoing_line
from agentconsole.show.met import met_words, time_there
from agentconsole.show.people import addresses, called, customer_card
from agentconsole.show.promises import promise_line
from agentconsole.show.spans import Line, Role, Span, crop, marked, spans, wrap
from agentconsole.show.timeline import brief_block
from agentconsole.tui.known import Known
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.text_pane import TextPane

LABEL = 7
LOW = 36
"""Rows of a screen below which the card is kept short."""
SOME = 2
"""Rows that facts, and promises, take there."""
MANY = 6
NOTE = 3
"""Rows of a pinned note; of a longer one the rest is on the customer's own screen."""
BRIEFLY = 3
"""Rows of the brief on a low screen."""


class CustomerCard(TextPane):
    """Identity, brief, facts, and everything that waits for somebody."""

    DEFAULT_CSS = """
    CustomerCard { height: auto; max-height: 50%; }
    """

    def __init__(self, reader: Reader, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reader = reader
        self.customer: Customer | None = None
        self.conversation: Conversation | None = None
        self.asks: tuple[Ask, ...] = ()
        self.outbox: tuple[Outgoing, ...] = ()
        self.known: Known | None = None
        self.brief_elsewhere = False
        """The brief stands above the thread, so it need not stand here as well."""

    def show(
        self,
        customer: Customer | None,
        conversation: Conversation | None = None,
        asks: Iterable[Ask] = (),
        outbox: Iterable[Outgoing] = (),
        known: Known | None = None,
    ) -> None:
        """Show a customer, beside one of their conversations; `known` is what is known of one who was not
        there before."""
        same = customer is not None and self.customer is not None and customer.id == self.customer.id
        self.customer, self.conversation = customer, conversation
        self.asks, self.outbox = tuple(asks), tuple(outbox)
        if not same:
            self.known = known
        self.remake(from_top=not same)

    def know(self, known: Known) -> None:
        """What is known beside; of another customer it is left alone."""
        mine = self.customer is not None and known.customer == self.customer.id
        if mine and known != self.known:
            self.known = known
            self.remake()

    def allow_focus(self) -> bool:
        """It needs the keyboard only to scroll."""
        return len(self.lines) > self.size.height

    @property
    def short(self) -> bool:
        """There are few rows."""
        return self.screen.size.height < LOW

    @property
    def pinned(self) -> tuple[Entry, ...]:
        """The notes on the card."""
        return self.known.pinned if self.known else ()

    @property
    def pinned_in_view(self) -> tuple[int, ...]:
        """The pinned notes that can be read here whole."""
        shown = self.lines[self.top : self.top + self.size.height]
        rows = {note.id: self._note(note, self.room - LABEL) for note in self.pinned}
        whole = {number: lines for number, lines in rows.items() if len(lines) <= self._rows_of_a_note}
        return tuple(number for number, lines in whole.items() if set(lines) <= set(shown))

    @property
    def _rows_of_a_note(self) -> int:
        return 1 if self.short else NOTE

    def made(self, width: int) -> Sequence[Line]:
        """The customer's lines, then the conversation's."""
        if self.customer is None:
            return ()
        lines = self._who(self.customer, width)
        if self.conversation is not None:
            lines += self._brief(self.conversation, width)
        lines += (crop(line, width) for line in self._told(width - LABEL))
        if self.conversation is not None:
            lines += (crop(line, width) for line in self._people(self.conversation))
            lines += (crop(line, width) for line in self._waiting(self.conversation, width - LABEL))
        return [*lines, *addresses(self.customer, width)[:1]] if self.short else lines

    def _who(self, customer: Customer, width: int) -> list[Line]:
        reader, known = self.reader, self.known
        return customer_card(
            customer,
            now=reader.now(),
            cells=width,
            tz=reader.zone,
            agents=reader.agents,
            me=reader.me,
            there=time_there(known.zone, reader.now()) if known else "",
            met=met_words(known.met, reader.agents) if known else "",
            short=self.short,
        )

    def _brief(self, conversation: Conversation, width: int) -> Sequence[Line]:
        brief, reader = conversation.brief, self.reader
        if brief is None or self.brief_elsewhere:
            return ()
        if self.short:
            rows = brief_rows(conversation, width - LABEL, BRIEFLY)
            return [crop(line, width) for line in _under("brief", rows)]
        return brief_block(
            brief,
            now=reader.now(),
            cells=width,
            tz=reader.zone,
            agents=reader.agents,
            stale=stale_words(conversation),
        )

    def _told(self, cells: int) -> Iterator[Line]:
        """What they told us, what we owe them, and what everybody should know."""
        known, reader = self.known, self.reader
        if known is None:
            return
        most = SOME if self.short else MANY
        yield from _under("facts", facts_flow(known.facts, cells, most))
        look = {"now": reader.now(), "cells": cells, "tz": reader.zone, "agents": reader.agents}
        owed = [promise_line(each, me=reader.me, bare=True, **look) for each in known.owed]  # type: ignore[arg-type]
        yield from _under("due", _some(owed, most, cells))
        for note in known.pinned:
            yield from self._note(note, cells)[: self._rows_of_a_note]

    def _note(self, note: Entry, cells: int) -> list[Line]:
        """A pinned note: whose it is, and what it says."""
        who = f"{called(str(note.author.id), self.reader.agents)}: "
        pieces = wrap(screen(f"{who}{note.text.strip()}"), cells)
        return list(_under("note", (marked(piece, Role.NOTE) for piece in pieces)))

    def _people(self, conversation: Conversation) -> Iterator[Line]:
        """Who may write to the customer besides the owner, and who may become the owner."""
        agents = self.reader.agents
        if conversation.stand_in:
            names = f"{called(conversation.stand_in, agents)} for {called(conversation.owner, agents)}"
            yield _labelled("for", (Span(names, Role.AGENT),))
        if conversation.introduced:
            names = ", ".join(called(handle, agents) for handle in conversation.introduced)
            yield _labelled("known", (Span(names, Role.AGENT), Span(" may write to them too", Role.MUTED)))
        if conversation.handover:
            offer = conversation.handover
            names = f"offered by {called(offer.by, agents)} to {called(offer.to, agents)}: "
            yield _labelled("owner", (Span(names, Role.WARNING), *spans(offer.reason)))

    def _waiting(self, conversation: Conversation, cells: int) -> Iterator[Line]:
        """What waits for a time, an answer or a channel."""
        reader, now = self.reader, self.reader.now()
        if conversation.snoozed_until:
            until = f"until {moment(conversation.snoozed_until, now, reader.zone)}  "
            yield _labelled("snooze", (Span(until, Role.WARNING), *spans(conversation.snooze_reason)))
        for ask in self.asks:
            if ask.pending:
                yield _labelled(
                    "ask", ask_line(ask, now=now, cells=cells, tz=reader.zone, agents=reader.agents)
                )
        for outgoing in self.outbox:
            yield _labelled("outbox", outgoing_line(outgoing, now=now, cells=cells, tz=reader.zone))


def _labelled(word: str, line: Line) -> Line:
    return (Span(word.ljust(LABEL), Role.MUTED), *line)


def _under(word: str, lines: Iterable[Line]) -> Iterator[Line]:
    """The first line behind the word, the others below it."""
    for at, line in enumerate(lines):
        yield _labelled("" if at else word, line)


def _some(lines: Sequence[Line], most: int, cells: int) -> Sequence[Line]:
    """At most so many, the last one saying how many more there are: ` +2`."""
    if len(lines) <= most:
        return lines
    more = Span(f" +{len(lines) - most}", Role.MUTED)
    return (*lines[: most - 1], (*crop(lines[most - 1], cells - len(more.text)), more))
