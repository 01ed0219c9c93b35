"""The writer's session: entries and what is kept with them."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from msgspec.structs import replace

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.ids import COUNTER_BITS, first_id_at
from agentconsole.model.promise import Promise
from agentconsole.model.queries import Page, Query
from agentconsole.rules.packing import packed
from agentconsole.store.sql.rows import entry_row
from agentconsole.store.sql.session import FAR, encoded, micros, micros_or_none, several
from agentconsole.store.sql.turn import Turn
from agentconsole.store.sql.words import indexed, tags
from agentconsole.store.sql.writing_knowing import WritingKnowing
from agentconsole.store.sql.writing_outbox import WritingOutbox
from agentconsole.store.sql.writing_people import WritingPeople
from agentconsole.store.sql.writing_team import WritingTeam

_ADD_ENTRY = """
    INSERT INTO entry (id, at, kind, channel, author_type, author_id, author_name,
        conversation, customer, party, version, external_id, text, details)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_LAST_ID = "SELECT max(id) FROM entry WHERE id >= ? AND id < ?"
_ADD_HISTORY = "INSERT INTO history (customer, entry, kind, channel, shared) VALUES (?, ?, ?, ?, ?)"
_COUNT_ENTRY = """
    UPDATE customer SET entries = entries + 1,
        first_at = CASE WHEN first_at < ?1 THEN first_at ELSE ?1 END,
        last_at = CASE WHEN last_at > ?1 THEN last_at ELSE ?1 END
    WHERE id = ?2
"""
_HEARD = """
    UPDATE customer SET heard_at = ?1
    WHERE id = (SELECT root FROM customer WHERE id = ?2) AND heard_at < ?1
"""
_SAVE_CONVERSATION = """
    INSERT INTO conversation (id, customer, status, owner, channels, snoozed_until, wait_key, active_at,
        heard_version, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, owner = excluded.owner,
        channels = excluded.channels, snoozed_until = excluded.snoozed_until, wait_key = excluded.wait_key,
        active_at = excluded.active_at, heard_version = excluded.heard_version, state = excluded.state
"""
_SAVE_ASK = """
    INSERT INTO ask (id, conversation, specialist, pending, due_key, state) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE
    SET pending = excluded.pending, due_key = excluded.due_key, state = excluded.state
"""
_ADD_KEYS = """
    INSERT INTO thread_key (channel, key, conversation) SELECT ?, value, ? FROM json_each(?) WHERE true
    ON CONFLICT DO NOTHING
"""


class WritingEntries(WritingPeople, WritingKnowing, WritingOutbox, WritingTeam):
    """The only writing session there is at a time."""

    turn: Turn

    def index(self) -> None:
        """Let the search know all entries of this session."""
        self._index(sorted(self.turn.to_index[self.turn.indexed :]))
        self.turn.indexed = len(self.turn.to_index)

    @abstractmethod
    def _index(self, entries: Sequence[tuple[int, str, str]]) -> None:
        """Let the search know these: id, text and tags."""

    def search(
        self,
        query: Query,
        *,
        authors: Sequence[str | int],
        customers: Sequence[int],
        before: int | None,
        limit: int,
    ) -> Page[Entry]:
        self.index()
        return super().search(query, authors=authors, customers=customers, before=before, limit=limit)

    def new_conversation(self) -> int:
        return self._next("conversation")

    def new_ask(self) -> int:
        return self._next("ask")

    def new_entry_id(self, at: datetime) -> int:
        while True:  # a second that is full spills into the next
            first = first_id_at(at)
            last = self.turn.handed_out.get(first)
            last = self.last_entry_id(at) if last is None else last
            free = first if last is None else last + 1
            if free < first + (1 << COUNTER_BITS):
                self.turn.handed_out[first] = free
                return free
            at += timedelta(seconds=1)

    def last_entry_id(self, at: datetime) -> int | None:
        first = first_id_at(at)
        found: int | None = self.value(_LAST_ID, first, first + (1 << COUNTER_BITS))
        return found

    def add_keys(self, conversation: int, channel: str, keys: Sequence[str]) -> None:
        self.tell(_ADD_KEYS, channel, conversation, several(keys))

    def add(
        self,
        entry: Entry,
        *,
        conversation: Conversation | None,
        asks: Mapping[int, Ask],
        promises: Mapping[int, Promise] = MappingProxyType({}),
        histories: Sequence[int],
        original: bytes = b"",
        due_at: datetime | None = None,
        chosen: bool = False,
        by: str | None = None,
    ) -> Entry:
        if conversation is not None:
            self._save_conversation(conversation, entry)
        for ask in asks.values():
            self._save_ask(ask)
        for promise in promises.values():
            self.save_promise(promise)
        self.tell(_ADD_ENTRY, *entry_row(entry))
        second = entry.id >> COUNTER_BITS << COUNTER_BITS
        self.turn.handed_out[second] = max(entry.id, self.turn.handed_out.get(second, entry.id))
        self._add_to_histories(entry, tuple(dict.fromkeys(histories)))
        if original:
            self.tell("INSERT INTO original (entry, content) VALUES (?, ?)", entry.id, packed(original))
        kept = self._hand_out(entry, due_at, chosen)
        self._note_entry(entry, tuple(histories), by)
        return kept

    def _save_conversation(self, conversation: Conversation, entry: Entry) -> None:
        waiting, active = conversation.waiting_since, conversation.last_entry_at
        active_at = micros(active or entry.at)
        self.tell(
            _SAVE_CONVERSATION,
            conversation.id,
            conversation.begun_with or conversation.customer.id,
            conversation.status.value,
            conversation.owner,
            several(conversation.channels),
            micros_or_none(conversation.snoozed_until),
            FAR + active_at if waiting is None else micros(waiting),
            active_at,
            conversation.heard_version,
            encoded(replace(conversation, stand_in=None, read_version=0, unread=False)),
        )
        brief = conversation.brief
        if brief is not None and brief.entry == entry.id:
            self.tell(
                "INSERT INTO brief (conversation, version, state) VALUES (?, ?, ?)",
                conversation.id,
                brief.version,
                encoded(brief),
            )

    def _save_ask(self, ask: Ask) -> None:
        due = FAR if ask.due_at is None else micros(ask.due_at)
        self.tell(_SAVE_ASK, ask.id, ask.conversation, ask.specialist, int(ask.pending), due, encoded(ask))

    def _add_to_histories(self, entry: Entry, histories: tuple[int, ...]) -> None:
        at, shared = micros(entry.at), int(len(histories) > 1)
        for customer in histories:
            self.tell(_ADD_HISTORY, customer, entry.id, str(entry.kind), entry.channel, shared)
            self.tell(_COUNT_ENTRY, at, customer)
            self.tell(_HEARD, at, customer)
        self._meet(entry, histories)
        self.turn.to_index.append((entry.id, indexed(entry), tags(entry, histories)))

    def _hand_out(self, entry: Entry, due_at: datetime | None, chosen: bool) -> Entry:
        """What follows for the outbox, and the entry with its delivery."""
        if entry.kind == Kind.UNSEND:
            self._unsend(entry.about)
        if due_at is None:
            return replace(entry, delivery=None, undo_until=None)
        self._put_out(entry, due_at, chosen)
        return replace(entry, delivery="waiting", undo_until=due_at)

    def _note_entry(self, entry: Entry, histories: tuple[int, ...], by: str | None) -> None:
        self._note(
            "entry",
            entry_kind=str(entry.kind),
            conversation=entry.conversation,
            customer=entry.customer if entry.customer is not None or not histories else histories[0],
            entry=entry.id,
            ask=entry.ask,
            by=by,
            agent=entry.agent,
        )
