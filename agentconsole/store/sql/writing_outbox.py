"""Writing what is kept beside the entries: drafts, what was read, messages on their way."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta

from agentconsole.model.entry import Attachment, Delivery, Entry
from agentconsole.model.errors import NotFound
from agentconsole.model.keeping import Draft, Outgoing
from agentconsole.store.base import LEASE_SECONDS
from agentconsole.store.sql.changing import Changing
from agentconsole.store.sql.session import encoded, micros, micros_or_none, several

_SAVE_DRAFT = """
    INSERT INTO draft (agent, conversation, kind, text, seen, saved_at, wishes) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (agent, conversation, kind) DO UPDATE
    SET text = excluded.text, seen = excluded.seen, saved_at = excluded.saved_at, wishes = excluded.wishes
"""
_DROP_DRAFT = "DELETE FROM draft WHERE agent = ? AND conversation = ? AND kind = ?"
_MARK_READ = """
    INSERT INTO read_mark (agent, conversation, version) VALUES (?, ?, ?)
    ON CONFLICT (agent, conversation) DO UPDATE SET version = excluded.version
    WHERE read_mark.version < excluded.version
"""
_PUT_OUT = """
    INSERT INTO outbox (entry, conversation, channel, key, state, due_at, dated_at, chosen)
    VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?5, ?6)
"""
_UNSEND = """
    UPDATE outbox SET state = 'unsent'
    WHERE entry IN (SELECT value FROM json_each(?)) AND state NOT IN ('sent', 'sending')
"""
_ABANDON = """
    UPDATE outbox SET state = 'uncertain', attempts = attempts + 1, error = ?
    WHERE state = 'sending' AND leased_at < ? RETURNING entry, conversation
"""
_UNKNOWN = "The program that was sending it stopped before it could say whether it had left."
_DUE = """
    SELECT entry, conversation FROM outbox
    WHERE state = 'waiting' AND due_at <= ? AND channel IN (SELECT value FROM json_each(?))
    ORDER BY attempts, due_at, entry LIMIT ?
"""
_LEASE = "UPDATE outbox SET state = 'sending', leased_at = ? WHERE entry = ?"
_SETTLE = """
    UPDATE outbox SET attempts = attempts + CASE WHEN state = 'sending' THEN 1 ELSE 0 END,
        state = ?, error = ?, answered = 0, leased_at = NULL, due_at = coalesce(?, due_at)
    WHERE entry = ? RETURNING conversation
"""
_ANSWER = """
    UPDATE outbox SET answered = 1 WHERE conversation = ? AND state = 'failed' AND answered = 0
    RETURNING entry
"""

_SAVE_FILE = """
    INSERT INTO draft_file (agent, conversation, name, media_type, content) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (agent, conversation, name) DO UPDATE
    SET media_type = excluded.media_type, content = excluded.content
"""
_DROP_FILE = "DELETE FROM draft_file WHERE agent = ? AND conversation = ? AND name = ?"
_SEND_FILES = """
    INSERT INTO file (entry, number, content)
    SELECT ?, row_number() OVER (ORDER BY name) - 1, content FROM draft_file
    WHERE agent = ? AND conversation = ?
"""

_FILES_AGAIN = """
    INSERT INTO draft_file (agent, conversation, name, media_type, content)
    SELECT ?1, ?2, a.value ->> '$.name', coalesce(a.value ->> '$.media_type', 'application/octet-stream'),
        f.content
    FROM entry AS e, json_each(e.details, '$.attachments') AS a
    JOIN file AS f ON f.entry = e.id AND f.number = a.key
    WHERE e.id = ?3 ON CONFLICT DO NOTHING
"""


class WritingOutbox(Changing):
    """Drafts, read marks and the outbox."""

    def save_draft(self, draft: Draft) -> None:
        key = (draft.agent, draft.conversation, draft.kind.value)
        if draft.text:
            wishes = encoded(draft.wishes)
            self.tell(_SAVE_DRAFT, *key, draft.text, draft.seen, micros(draft.saved_at), wishes)
        else:
            self.tell(_DROP_DRAFT, *key)
        self.note_change("draft", conversation=draft.conversation, by=draft.agent)

    def mark_read(self, conversation: int, version: int, *, by: str) -> None:
        if self.run(_MARK_READ, by, conversation, version) > 0:
            self.note_change("read", conversation=conversation, by=by)

    def lease(self, now: datetime, *, channels: Sequence[str], limit: int) -> tuple[Outgoing, ...]:
        long_ago = micros(now - timedelta(seconds=LEASE_SECONDS))
        for entry, conversation in self.rows(_ABANDON, _UNKNOWN, long_ago):
            self.note_change("delivery", conversation=conversation, entry=entry)
        due = self.rows(_DUE, micros(now), several(channels), limit)
        for entry, conversation in due:
            self.tell(_LEASE, micros(now), entry)
            self.note_change("delivery", conversation=conversation, entry=entry)
        found = (self.outgoing(entry) for entry, _ in due)
        return tuple(one for one in found if one is not None)

    def settle(
        self, entry: int, *, state: Delivery, error: str, now: datetime, due_at: datetime | None = None
    ) -> None:
        row = self.row(_SETTLE, state, error, micros_or_none(due_at), entry)
        if row is None:
            raise NotFound(f"There is no message {entry} in the outbox.", "agentconsole outbox lists them")
        self.note_change("delivery", conversation=row[0], entry=entry)

    def answer_failed(self, conversation: int) -> None:
        for (entry,) in self.rows(_ANSWER, conversation):
            self.note_change("delivery", conversation=conversation, entry=entry)

    def save_draft_file(self, conversation: int, file: Attachment, content: bytes, *, by: str) -> None:
        self.tell(_SAVE_FILE, by, conversation, file.name, file.media_type, content)
        self.note_change("draft", conversation=conversation, by=by)

    def drop_draft_file(self, conversation: int, name: str, *, by: str) -> bool:
        dropped = self.run(_DROP_FILE, by, conversation, name) > 0
        if dropped:
            self.note_change("draft", conversation=conversation, by=by)
        return dropped

    def send_draft_files(self, conversation: int, entry: int, *, by: str) -> None:
        self.tell(_SEND_FILES, entry, by, conversation)
        self.tell("DELETE FROM draft_file WHERE agent = ? AND conversation = ?", by, conversation)

    def files_again(self, entry: int, conversation: int, *, by: str) -> None:
        self.tell(_FILES_AGAIN, by, conversation, entry)

    def _put_out(self, entry: Entry, due_at: datetime, chosen: bool) -> None:
        key = os.urandom(16).hex()
        self.tell(_PUT_OUT, entry.id, entry.conversation, entry.channel, key, micros(due_at), int(chosen))

    def _unsend(self, entries: Sequence[int]) -> None:
        self.tell(_UNSEND, several(entries))
