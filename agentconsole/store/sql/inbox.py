"""Reading the views of the inbox, each in the order of an index."""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec.structs import replace

from agentconsole.model.conversation import Conversation, Status
from agentconsole.model.errors import Invalid, NotFound
from agentconsole.model.people import Agent
from agentconsole.model.queries import InboxView, Page
from agentconsole.rules.absence import acting_for, stood_in_for
from agentconsole.store.sql.conversations import Conversations
from agentconsole.store.sql.people import People
from agentconsole.store.sql.session import BEYOND, Row, cut, micros, page

# Awake, not closed: who waits longest, first.
_OWNED = """
    SELECT wait_key, id FROM conversation
    WHERE owner IS ? AND status <> 'closed' AND (wait_key, id) > (?, ?)
    AND (status <> 'snoozed' OR snoozed_until <= ?)
"""
_WAITS_LONGEST = " ORDER BY wait_key, id LIMIT ?"
_WAITING = """
    SELECT id FROM conversation WHERE status = 'waiting' AND (active_at, id) > (?, ?)
    ORDER BY active_at, id LIMIT ?
"""
_ALL = """
    SELECT id FROM conversation WHERE (active_at, id) < (?, ?)
    ORDER BY active_at DESC, id DESC LIMIT ?
"""
_OFFERED = """
    SELECT id FROM conversation WHERE json_extract(state, '$.handover.to') = ? AND id > ?
    ORDER BY id LIMIT ?
"""
_IS_OFFERED = "SELECT json_extract(state, '$.handover.to') = ? FROM conversation WHERE id = ?"
# One conversation for each specialist's first pending ask in it; what is offered comes before.
_ASKED = """
    SELECT conversation FROM ask AS a
    WHERE specialist = ?1 AND pending = 1 AND (due_key, id) > (?2, ?3) AND NOT EXISTS (
        SELECT 1 FROM ask AS b INDEXED BY ask_conversation
        WHERE b.conversation = a.conversation AND b.specialist = a.specialist AND b.pending = 1
        AND (b.due_key, b.id) < (a.due_key, a.id)
    ) AND NOT EXISTS (
        SELECT 1 FROM conversation AS c
        WHERE c.id = a.conversation AND json_extract(c.state, '$.handover.to') = ?1
    )
    ORDER BY due_key, id LIMIT ?4
"""
_ASKED_PLACE = """
    SELECT due_key, id FROM ask WHERE conversation = ? AND specialist = ?
    ORDER BY pending DESC, due_key, id LIMIT 1
"""
_SNOOZES_OVER = """
    SELECT id FROM conversation WHERE snoozed_until <= ? AND status <> 'closed' ORDER BY snoozed_until
"""


class Inbox(People, Conversations):
    """Conversations by what is to be done about them."""

    def inbox(
        self, view: InboxView, *, by: str | None, now: datetime, after: int | None, limit: int
    ) -> Page[Conversation]:
        agents = {agent.handle: agent for agent in self.agents()}
        found = _VIEWS[view](self, agents, by, now, after, limit + 1)
        ids, complete = cut(found, limit)
        items = [_at(one, agents, now) for one in self._conversations(ids, by=by)]
        return page(items, complete=complete, cursor=ids[-1] if ids else None)

    def snoozes_over(self, now: datetime) -> tuple[int, ...]:
        return tuple(self.column(_SNOOZES_OVER, micros(now)))

    def _mine(
        self, agents: dict[str, Agent], by: str | None, now: datetime, after: int | None, limit: int
    ) -> list[int]:
        handle = _somebody(by)
        return self._owned([handle, *stood_in_for(handle, agents, now)], now, after, limit)

    def _unowned(
        self, agents: dict[str, Agent], by: str | None, now: datetime, after: int | None, limit: int
    ) -> list[int]:
        left = [agent.handle for agent in agents.values() if agent.left_at is not None]
        return self._owned([None, *left], now, after, limit)

    def _owned(self, owners: Sequence[str | None], now: datetime, after: int | None, limit: int) -> list[int]:
        place: Row = (0 - BEYOND, 0) if after is None else self._place("wait_key, id", after)
        values = [(owner, *place, micros(now)) for owner in dict.fromkeys(owners)]
        return [row[1] for row in self._streams(_OWNED, values, _WAITS_LONGEST, limit)]

    def _waiting(
        self, agents: dict[str, Agent], by: str | None, now: datetime, after: int | None, limit: int
    ) -> list[int]:
        place: Row = (0 - BEYOND, 0) if after is None else self._place("active_at, id", after)
        return self.column(_WAITING, *place, limit)

    def _all(
        self, agents: dict[str, Agent], by: str | None, now: datetime, after: int | None, limit: int
    ) -> list[int]:
        return self.column(_ALL, *self._active_place(after), limit)

    def _asked(
        self, agents: dict[str, Agent], by: str | None, now: datetime, after: int | None, limit: int
    ) -> list[int]:
        handle = _somebody(by)
        offers = after is None or bool(self.value(_IS_OFFERED, handle, after))
        found = self.column(_OFFERED, handle, after or 0, limit) if offers else []
        place = (0 - BEYOND, 0) if offers else self._asked_place(after, handle)
        return found + self.column(_ASKED, handle, *place, limit - len(found))

    def _asked_place(self, conversation: int | None, handle: str) -> Row:
        place = self.row(_ASKED_PLACE, conversation, handle)
        if place is None:
            raise NotFound(
                f"@{handle} was asked nothing in conversation #{conversation}.", "Go on from one of the list."
            )
        return place


_View = Callable[[Inbox, dict[str, Agent], str | None, datetime, int | None, int], list[int]]

_VIEWS: dict[InboxView, _View] = {
    InboxView.MINE: Inbox._mine,
    InboxView.ASKED: Inbox._asked,
    InboxView.UNOWNED: Inbox._unowned,
    InboxView.WAITING: Inbox._waiting,
    InboxView.ALL: Inbox._all,
}


def _somebody(by: str | None) -> str:
    if by is None:
        raise Invalid("This view is of one agent.", "Say whose with --as HANDLE.")
    return by


def _at(conversation: Conversation, agents: dict[str, Agent], now: datetime) -> Conversation:
    """As it is at that moment: with the owner's stand-in, and awake when the snooze is over."""
    owner = agents.get(conversation.owner or "")
    until = conversation.snoozed_until
    over = conversation.status is Status.SNOOZED and until is not None and until <= now
    return replace(
        conversation,
        stand_in=acting_for(owner, agents.get, now),
        status=Status.OPEN if over else conversation.status,
    )
