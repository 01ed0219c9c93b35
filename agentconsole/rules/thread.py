"""A conversation with all that hangs on it: what a change of its state begins with, and ends with."""

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation
from agentconsole.model.promise import Promise


class Thread(Struct, frozen=True):
    """A conversation with all its asks and promises."""

    conversation: Conversation
    asks: dict[int, Ask]
    promises: dict[int, Promise]

    def having(self, **changes: object) -> "Thread":
        """The same with other values in some fields of the conversation."""
        return replace(self, conversation=replace(self.conversation, **changes))

    def having_ask(self, ask: Ask) -> "Thread":
        """The same with this ask, new or changed, and those that are pending counted."""
        asks = {**self.asks, ask.id: ask}
        pending = sum(1 for each in asks.values() if each.pending)
        return replace(self, conversation=replace(self.conversation, open_asks=pending), asks=asks)

    def having_promise(self, promise: Promise) -> "Thread":
        """The same with this promise, new or changed, and those that are owed counted."""
        promises = {**self.promises, promise.id: promise}
        owed = sum(1 for each in promises.values() if each.owed)
        changed = replace(self.conversation, promises_owed=owed)
        return replace(self, conversation=changed, promises=promises)
