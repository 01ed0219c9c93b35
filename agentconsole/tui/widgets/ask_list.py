"""Questions, due soonest first."""

from agentconsole.model.ask import Ask
from agentconsole.show.asks import due_words
from agentconsole.show.people import called
from agentconsole.show.spans import Role, Span, fit, spans
from agentconsole.tui.reader import Reader
from agentconsole.tui.widgets.blocks import Block
from agentconsole.tui.widgets.list_pane import ListPane


class AskList(ListPane[Ask]):
    """Two rows a question: who asks and by when, then what."""

    def __init__(self, reader: Reader, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reader = reader

    def key_of(self, item: Ask) -> int:
        """An ask's number."""
        return item.id

    def block(self, before: Ask | None, item: Ask, width: int) -> Block:
        """Who, when, what."""
        reader = self.reader
        due = due_words(item, reader.now(), reader.zone)
        who = (*spans(called(item.asked_by, reader.agents), Role.AGENT), Span("  "), *due)
        return Block((), (fit(who, width), fit((Span("  "), *spans(item.question)), width)))
