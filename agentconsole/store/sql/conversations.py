"""Reading conversations: one, those of customers, and what belongs to one."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Brief, Conversation, CustomerRef
from agentconsole.model.errors import NotFound
from agentconsole.model.queries import Page
from agentconsole.store.sql.session import BEYOND, Row, Session, cut, decoder, page, several

# The customer is who the one it was begun with was found to be.
_CONVERSATIONS = """
    SELECT c.id, c.state, root.id, root.name, c.heard_version, coalesce(mark.version, 0)
    FROM conversation AS c
    JOIN customer AS own ON own.id = c.customer
    JOIN customer AS root ON root.id = own.root
    LEFT JOIN read_mark AS mark ON mark.agent = ? AND mark.conversation = c.id
    WHERE c.id IN (SELECT value FROM json_each(?))
"""
_OF_CUSTOMER = """
    SELECT active_at, id FROM conversation WHERE customer = ? AND (active_at, id) < (?, ?)
"""
_NEWEST_FIRST = " ORDER BY active_at DESC, id DESC LIMIT ?"
_ON_CHANNEL = """
    SELECT active_at, id FROM conversation
    WHERE customer = ? AND EXISTS (SELECT 1 FROM json_each(channels) WHERE value = ?)
"""
_BY_KEYS = """
    SELECT key, conversation FROM thread_key
    WHERE channel = ? AND key IN (SELECT value FROM json_each(?))
"""
_THEIRS_BY_KEY = """
    SELECT c.id FROM thread_key AS t JOIN conversation AS c ON c.id = t.conversation
    WHERE t.key IN (SELECT value FROM json_each(?)) AND c.customer IN (SELECT value FROM json_each(?))
    ORDER BY c.active_at DESC, c.id DESC LIMIT 1
"""
_ASKS = "SELECT state FROM ask"
_DUE_SOONEST = " ORDER BY due_key, id"

_conversation = decoder(Conversation)
_brief = decoder(Brief)
_ask = decoder(Ask)


class Conversations(Session):
    """Conversations, their briefs and their asks."""

    def conversation(self, conversation: int, *, by: str | None = None) -> Conversation | None:
        found = self._conversations([conversation], by=by)
        return found[0] if found else None

    def conversations(self, numbers: Sequence[int], *, by: str | None = None) -> tuple[Conversation, ...]:
        return tuple(self._conversations(dict.fromkeys(numbers), by=by))

    def conversations_by_keys(self, channel: str, keys: Sequence[str]) -> tuple[int, ...]:
        known: dict[str, int] = dict(self.rows(_BY_KEYS, channel, several(keys)))
        return tuple(dict.fromkeys(known[key] for key in keys if key in known))

    def conversation_of_theirs(self, customers: Sequence[int], keys: Sequence[str]) -> int | None:
        found: int | None = self.value(_THEIRS_BY_KEY, several(keys), several(customers))
        return found

    def latest_conversation(self, customers: Sequence[int], channel: str) -> Conversation | None:
        found = self._streams(_ON_CHANNEL, [(one, channel) for one in customers], _NEWEST_FIRST, 1)
        return self.conversation(found[0][1]) if found else None

    def conversations_of(
        self, customers: Sequence[int], *, after: int | None, limit: int
    ) -> Page[Conversation]:
        place = self._active_place(after)
        rows = self._streams(_OF_CUSTOMER, [(one, *place) for one in customers], _NEWEST_FIRST, limit + 1)
        ids, complete = cut([row[1] for row in rows], limit)
        return page(self._conversations(ids, by=None), complete=complete, cursor=ids[-1] if ids else None)

    def briefs(self, conversation: int) -> tuple[Brief, ...]:
        states = self.column("SELECT state FROM brief WHERE conversation = ? ORDER BY version", conversation)
        return tuple(map(_brief, states))

    def ask(self, ask: int) -> Ask | None:
        state = self.value(f"{_ASKS} WHERE id = ?", ask)
        return None if state is None else _ask(state)

    def asks(
        self, *, specialist: str | None = None, conversation: int | None = None, pending: bool = False
    ) -> tuple[Ask, ...]:
        wanted: list[tuple[str, object]] = []
        if specialist is not None:
            wanted.append(("specialist = ?", specialist))
        if conversation is not None:
            wanted.append(("conversation = ?", conversation))
        terms = [term for term, _ in wanted] + (["pending = 1"] if pending else [])
        where = f" WHERE {' AND '.join(terms)}" if terms else ""
        return tuple(map(_ask, self.column(_ASKS + where + _DUE_SOONEST, *(value for _, value in wanted))))

    def _active_place(self, after: int | None) -> Row:
        return (BEYOND, BEYOND) if after is None else self._place("active_at, id", after)

    def _place(self, key: str, after: int) -> Row:
        """Where in an order a conversation stands."""
        place = self.row(f"SELECT {key} FROM conversation WHERE id = ?", after)
        if place is None:
            raise NotFound(f"There is no conversation #{after}.", "Go on from one of the list.")
        return place

    def _conversations(self, ids: Iterable[int], *, by: str | None) -> list[Conversation]:
        """These, in this order."""
        wanted = list(ids)
        found = {row[0]: row for row in self.rows(_CONVERSATIONS, by, several(wanted))}
        return [_conversation_of(found[one], by) for one in wanted if one in found]


def _conversation_of(row: Row, by: str | None) -> Conversation:
    customer = CustomerRef(id=row[2], name=row[3])
    heard, seen = row[4], row[5] if by is not None else 0
    return replace(
        _conversation(row[1]), customer=customer, read_version=seen, unread=by is not None and heard > seen
    )
