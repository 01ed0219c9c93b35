"""A conversation with all its asks: what a change of its state begins with, and what it ends with."""

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation


class Thread(Struct, frozen=True):
    """A conversation with all its asks."""

    conversation: Conversation
    asks: dict[int, Ask]

    def having(self, **changes: object) -> "Thread":
        """The same with other values in some fields of the conversation."""
        return Thread(replace(self.conversation, **changes), self.asks)

    def having_ask(self, ask: Ask) -> "Thread":
        """The same with this ask, new or changed, and those that are pending counted."""
        asks = {**self.asks, ask.id: ask}
        pending = sum(1 for each in asks.values() if each.pending)
        return Thread(replace(self.conversation, open_asks=pending), asks)
