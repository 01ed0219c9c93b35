"""Reading what is kept beside the entries: drafts, messages on their way, the news."""

from collections.abc import Sequence

from agentconsole.model.entry import Attachment, Json
from agentconsole.model.keeping import Change, Draft, DraftKind, Mark, Outgoing, Wishes
from agentconsole.store.sql.rows import DELIVERY, ENTRY, outgoing_of
from agentconsole.store.sql.session import Row, Session, decoder, moment

_DRAFT = "SELECT conversation, agent, kind, text, seen, saved_at, wishes FROM draft WHERE agent = ?"
_OUTGOING = f"SELECT {ENTRY}, {DELIVERY} FROM outbox AS o JOIN entry AS e ON e.id = o.entry"
_HERE = " WHERE o.state NOT IN ('sent', 'unsent')"
_OPEN = f"""{_HERE} AND NOT (o.state = 'failed' AND (
        o.answered = 1 OR (SELECT status FROM conversation WHERE id = o.conversation) = 'closed'
    ))"""
_CHOSEN = f"{_HERE} AND o.state = 'waiting' AND o.chosen = 1 AND o.conversation = ?"
_CHANGES = """
    SELECT position, at, kind, entry_kind, conversation, customer, entry, ask, by, agent FROM change
    WHERE position > ? ORDER BY position LIMIT ?
"""

_FILES = """
    SELECT name, media_type, length(content) FROM draft_file
    WHERE agent = ? AND conversation = ? ORDER BY name
"""

_mark = decoder(dict[str, Json])
_wishes = decoder(Wishes)


class Keeping(Session):
    """Drafts, the outbox, the feed of changes."""

    def draft(self, conversation: int, kind: DraftKind, *, by: str) -> Draft | None:
        row = self.row(f"{_DRAFT} AND conversation = ? AND kind = ?", by, conversation, kind.value)
        return None if row is None else _draft_of(row)

    def drafts(self, *, by: str) -> tuple[Draft, ...]:
        return tuple(map(_draft_of, self.rows(f"{_DRAFT} ORDER BY saved_at DESC", by)))

    def outgoing(self, entry: int) -> Outgoing | None:
        row = self.row(f"{_OUTGOING} WHERE o.entry = ?", entry)
        return None if row is None else outgoing_of(row)

    def outgoing_by_key(self, keys: Sequence[str]) -> Outgoing | None:
        found = (self.row(f"{_OUTGOING} WHERE o.key = ?", key) for key in keys)
        row = next((one for one in found if one is not None), None)
        return None if row is None else outgoing_of(row)

    def chosen_later(self, conversation: int) -> tuple[Outgoing, ...]:
        rows = self.rows(f"{_OUTGOING}{_CHOSEN} ORDER BY o.entry", conversation)
        return tuple(map(outgoing_of, rows))

    def outbox(self, *, conversation: int | None = None) -> tuple[Outgoing, ...]:
        if conversation is None:
            rows = self.rows(f"{_OUTGOING}{_OPEN} ORDER BY o.entry")
        else:
            rows = self.rows(f"{_OUTGOING}{_HERE} AND o.conversation = ? ORDER BY o.entry", conversation)
        return tuple(map(outgoing_of, rows))

    def mark(self, channel: str, name: str) -> dict[str, Json] | None:
        kept = self.value("SELECT value FROM mark WHERE channel = ? AND name = ?", channel, name)
        return None if kept is None else _mark(kept)

    def marks(self, channel: str) -> tuple[Mark, ...]:
        rows = self.rows("SELECT name, value FROM mark WHERE channel = ? ORDER BY name", channel)
        return tuple(Mark(channel=channel, name=name, value=_mark(value)) for name, value in rows)

    def draft_files(self, conversation: int, *, by: str) -> tuple[Attachment, ...]:
        rows = self.rows(_FILES, by, conversation)
        return tuple(Attachment(name=name, media_type=kind, size=size) for name, kind, size in rows)

    def file(self, entry: int, number: int) -> bytes | None:
        content: bytes | None = self.value(
            "SELECT content FROM file WHERE entry = ? AND number = ?", entry, number
        )
        return content

    def latest(self) -> int:
        return self.value("SELECT max(position) FROM change") or 0

    def changes(self, after: int, *, limit: int) -> tuple[Change, ...]:
        return tuple(map(_change_of, self.rows(_CHANGES, after, limit)))


def _draft_of(row: Row) -> Draft:
    return Draft(
        conversation=row[0],
        agent=row[1],
        kind=DraftKind(row[2]),
        text=row[3],
        seen=row[4],
        saved_at=moment(row[5]),
        wishes=_wishes(row[6]),
    )


def _change_of(row: Row) -> Change:
    return Change(
        position=row[0],
        at=moment(row[1]),
        kind=row[2],
        entry_kind=row[3],
        conversation=row[4],
        customer=row[5],
        entry=row[6],
        ask=row[7],
        by=row[8],
        agent=row[9],
    )
