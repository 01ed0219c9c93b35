"""Is what is kept beside the entries what follows from them?"""

from collections.abc import Iterator

from msgspec.structs import replace

from agentconsole.desk.resolve import as_kept
from agentconsole.model.conversation import Conversation
from agentconsole.model.ids import EPOCH
from agentconsole.model.queries import InboxView
from agentconsole.rules.replay import fold
from agentconsole.rules.thread import Thread
from agentconsole.store.base import Reading, Store

PAGE = 500


def differences(store: Store) -> Iterator[str]:
    """Rebuild every conversation from its entries and name those that are kept differently, in words."""
    with store.reading() as read:
        for conversation in every_conversation(read):
            asks = {ask.id: ask for ask in read.asks(conversation=conversation.id)}
            promises = {each.id: as_kept(each) for each in read.promises(conversations=[conversation.id])}
            kept = Thread(_as_folded(conversation), asks, promises)
            rebuilt = fold(conversation.id, conversation.customer, read.entries_of(conversation.id))
            now_with = replace(rebuilt.conversation, begun_with=conversation.begun_with)
            rebuilt = replace(rebuilt, conversation=now_with)
            if kept != rebuilt:
                yield from _named(kept, rebuilt)


def every_conversation(read: Reading) -> Iterator[Conversation]:
    """All conversations as they are kept, whatever their state: in 1970 no snooze is over."""
    after: int | None = None
    while True:
        page = read.inbox(InboxView.ALL, by=None, now=EPOCH, after=after, limit=PAGE)
        yield from page.items
        if page.complete:
            return
        after = page.cursor


def _as_folded(conversation: Conversation) -> Conversation:
    """Without what is looked up when a conversation is read."""
    return replace(conversation, stand_in=None, read_version=0, unread=False)


def _named(kept: Thread, rebuilt: Thread) -> Iterator[str]:
    number = kept.conversation.id
    for field in Conversation.__struct_fields__:
        has, follows = getattr(kept.conversation, field), getattr(rebuilt.conversation, field)
        if has != follows:
            yield f"conversation #{number}: {field} is {has!r}, and {follows!r} follows from its entries"
    for ask in sorted(kept.asks.keys() | rebuilt.asks.keys()):
        if kept.asks.get(ask) != rebuilt.asks.get(ask):
            yield f"conversation #{number}: ask {ask} is not what follows from its entries"
    for promise in sorted(kept.promises.keys() | rebuilt.promises.keys()):
        if kept.promises.get(promise) != rebuilt.promises.get(promise):
            yield f"conversation #{number}: promise {promise} is not what follows from its entries"
