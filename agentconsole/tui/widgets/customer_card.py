"""Who the customer is, and what stands open between us.

`CustomerCard(reader)`; `show(customer, conversation, asks, outbox)`; `remake()` when ages have grown.
"""

from collections.abc import Iterable, Iterator, Sequence

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation
from agentconsole.model.keeping import Outgoing
from agentconsole.model.people import Customer
from agentconsole.show.ages import moment
from agentconsole.show.asks import ask_line
from agentconsole.show.lines import outgoing_line
from agentconsole.show.people import called, customer_card
from agentconsole.show.spans import Line, Role, Span, crop, spans
from agentconsole.show.timeline import brief_block
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.text_pane import TextPane

LABEL = 7


class CustomerCard(TextPane):
    """Identity, brief, and everything that waits for somebody."""

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

    def show(
        self,
        customer: Customer | None,
        conversation: Conversation | None = None,
        asks: Iterable[Ask] = (),
        outbox: Iterable[Outgoing] = (),
    ) -> None:
        """Show a customer, beside one of their conversations."""
        same = customer is not None and self.customer is not None and customer.id == self.customer.id
        self.customer, self.conversation = customer, conversation
        self.asks, self.outbox = tuple(asks), tuple(outbox)
        self.remake(from_top=not same)

    def allow_focus(self) -> bool:
        """It needs the keyboard only to scroll."""
        return len(self.lines) > self.size.height

    def made(self, width: int) -> Sequence[Line]:
        """The customer's lines, then the conversation's."""
        if self.customer is None:
            return ()
        reader, conversation = self.reader, self.conversation
        lines = customer_card(
            self.customer,
            now=reader.now(),
            cells=width,
            tz=reader.zone,
            agents=reader.agents,
            me=reader.me,
        )
        if conversation is not None:
            lines += self._brief(conversation, width)
            lines += (crop(line, width) for line in self._people(conversation))
            lines += (crop(line, width) for line in self._waiting(conversation, width - LABEL))
        return lines

    def _brief(self, conversation: Conversation, width: int) -> Sequence[Line]:
        if conversation.brief is None:
            return ()
        reader = self.reader
        return brief_block(
            conversation.brief, now=reader.now(), cells=width, tz=reader.zone, agents=reader.agents
        )

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
