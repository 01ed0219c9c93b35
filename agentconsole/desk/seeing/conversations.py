"""What is going on, as a colleague sees it."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from agentconsole.desk.seeing.hiding import Hiding
from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Brief, Conversation
from agentconsole.model.errors import NotFound
from agentconsole.model.queries import InboxView, Page


class SeenConversations(Hiding):
    """Conversations, their briefs and their asks."""

    def conversation(self, conversation: int, *, by: str | None = None) -> Conversation | None:
        return self._read.conversation(conversation, by=by) if self._shows(conversation) else None

    def conversations(self, numbers: Sequence[int], *, by: str | None = None) -> tuple[Conversation, ...]:
        return tuple(self._conversations_shown(self._read.conversations(numbers, by=by)))

    def conversations_by_keys(self, channel: str, keys: Sequence[str]) -> tuple[int, ...]:
        return self._numbers(self._read.conversations_by_keys(channel, keys))

    def conversation_of_theirs(self, customers: Sequence[int], keys: Sequence[str]) -> int | None:
        found = self._read.conversation_of_theirs(customers, keys)
        return found if self._shows(found) else None

    def latest_conversation(self, customers: Sequence[int], channel: str) -> Conversation | None:
        found = self._read.latest_conversation(customers, channel)
        return found if found is not None and self._shows(found.id) else None

    def inbox(
        self, view: InboxView, *, by: str | None, now: datetime, after: int | None, limit: int
    ) -> Page[Conversation]:
        self._must_show(after)
        more = limit + len(self._hidden)
        return self._cut(self._read.inbox(view, by=by, now=now, after=after, limit=more), limit)

    def conversations_of(
        self, customers: Sequence[int], *, after: int | None, limit: int
    ) -> Page[Conversation]:
        self._must_show(after)
        more = limit + len(self._hidden)
        return self._cut(self._read.conversations_of(customers, after=after, limit=more), limit)

    def snoozes_over(self, now: datetime) -> tuple[int, ...]:
        return self._numbers(self._read.snoozes_over(now))

    def restricted(self) -> tuple[Conversation, ...]:
        return tuple(self._conversations_shown(self._read.restricted()))

    def briefs(self, conversation: int) -> tuple[Brief, ...]:
        return self._read.briefs(conversation) if self._shows(conversation) else ()

    def ask(self, ask: int) -> Ask | None:
        found = self._read.ask(ask)
        return None if found is None or not self._shows(found.conversation) else self._asked(found)

    def asks(
        self, *, specialist: str | None = None, conversation: int | None = None, pending: bool = False
    ) -> tuple[Ask, ...]:
        found = self._read.asks(specialist=specialist, conversation=conversation, pending=pending)
        return tuple(self._asked(each) for each in found if self._shows(each.conversation))

    def waiting_longest(self, limit: int) -> tuple[Conversation, ...]:
        found = self._read.waiting_longest(limit + len(self._hidden))
        return tuple(self._conversations_shown(found)[:limit])

    def offered(self) -> tuple[Conversation, ...]:
        return tuple(self._conversations_shown(self._read.offered()))

    def owned(self, handle: str, *, limit: int) -> tuple[int, ...]:
        return self._numbers(self._read.owned(handle, limit=limit + len(self._hidden)))[:limit]

    def _numbers(self, conversations: Sequence[int]) -> tuple[int, ...]:
        return tuple(filter(self._shows, conversations))

    def _conversations_shown(self, conversations: Sequence[Conversation]) -> list[Conversation]:
        return [each for each in conversations if self._shows(each.id)]

    def _asked(self, ask: Ask) -> Ask:
        """An ask that points at nothing hidden."""
        about = tuple(each for each in ask.about if not self._hides(each))
        return ask if about == ask.about else replace(ask, about=about)

    def _must_show(self, after: int | None) -> None:
        """To go on from a conversation that is hidden is to go on from none."""
        if after is not None and not self._shows(after):
            raise NotFound(f"There is no conversation #{after}.", "Go on from one of the list.")

    def _cut(self, page: Page[Conversation], limit: int) -> Page[Conversation]:
        """Of a page with room for all that is hidden, what can be seen, as long as it was asked for."""
        found = self._conversations_shown(page.items)
        kept, complete = tuple(found[:limit]), page.complete and len(found) <= limit
        return Page(items=kept, complete=complete, cursor=None if complete or not kept else kept[-1].id)
