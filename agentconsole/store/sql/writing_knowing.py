"""Writing what is known of customers."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from agentconsole.model.entry import AuthorType, Entry, Kind
from agentconsole.model.fact import Fact
from agentconsole.model.keeping import Mark
from agentconsole.model.promise import Promise
from agentconsole.store.sql.changing import Changing
from agentconsole.store.sql.session import encoded, micros

_SAVE_FACT = """
    INSERT INTO fact (id, customer, kind, told_at, state) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET told_at = excluded.told_at, state = excluded.state
"""
_SAVE_PROMISE = """
    INSERT INTO promise (id, conversation, due_at, owed, pending, state) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE
    SET due_at = excluded.due_at, owed = excluded.owed, pending = excluded.pending, state = excluded.state
"""
_MET = """
    INSERT INTO met (customer, agent, name, first_at, last_at, entries) VALUES (?1, ?2, ?3, ?4, ?4, 1)
    ON CONFLICT (customer, agent, name) DO UPDATE SET
        first_at = CASE WHEN met.first_at < ?4 THEN met.first_at ELSE ?4 END,
        last_at = CASE WHEN met.last_at > ?4 THEN met.last_at ELSE ?4 END, entries = met.entries + 1
"""
_READ = "INSERT INTO entry_read (entry, agent, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_PIN = "INSERT INTO pinned (customer, entry) VALUES (?, ?) ON CONFLICT DO NOTHING"
_SET_MARK = """
    INSERT INTO mark (channel, name, value) VALUES (?, ?, ?)
    ON CONFLICT (channel, name) DO UPDATE SET value = excluded.value
"""


class WritingKnowing(Changing):
    """Facts, promises, readers, pins, whom customers met, and marks."""

    def new_fact(self) -> int:
        return self._next("fact")

    def new_promise(self) -> int:
        return self._next("promise")

    def save_fact(self, fact: Fact) -> None:
        kept = replace(fact, superseded_by=None)
        self.tell(_SAVE_FACT, fact.id, fact.customer, fact.kind, micros(fact.told_at), encoded(kept))
        self._note("fact", customer=fact.customer, conversation=fact.conversation, by=fact.by)

    def save_promise(self, promise: Promise) -> None:
        kept = replace(promise, customer=None, owner=None, stand_in=None)
        self.tell(
            _SAVE_PROMISE,
            promise.id,
            promise.conversation,
            micros(promise.due_at),
            int(promise.owed),
            int(promise.pending),
            encoded(kept),
        )

    def mark_entries_read(
        self, entries: Sequence[int], *, conversation: int | None, by: str, at: datetime
    ) -> None:
        for entry in entries:
            if self.run(_READ, entry, by, micros(at)) > 0:
                self.note_change("read", conversation=conversation, by=by, entry=entry)

    def pin(self, customer: int, entry: int) -> None:
        self.tell(
            "INSERT INTO pinned (customer, entry) VALUES (?, ?) ON CONFLICT DO NOTHING", customer, entry
        )

    def unpin(self, entry: int) -> None:
        self.tell("DELETE FROM pinned WHERE entry = ?", entry)

    def set_mark(self, mark: Mark) -> None:
        self.tell(_SET_MARK, mark.channel, mark.name, encoded(mark.value))

    def _meet(self, entry: Entry, histories: Sequence[int]) -> None:
        if entry.author.type != AuthorType.AGENT or entry.kind != Kind.MESSAGE:
            return
        handle = str(entry.author.id or "")
        name = "" if handle else entry.author.name
        for customer in histories:
            self.tell(_MET, customer, handle, name, micros(entry.at))
