"""What is kept beside the entries, as a colleague sees it."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from agentconsole.desk.seeing.entries import SeenEntries
from agentconsole.model.access import Token
from agentconsole.model.entry import Attachment, Json, Kind
from agentconsole.model.keeping import Change, Draft, DraftKind, Mark, Outgoing
from agentconsole.model.presence import Presence


class SeenKept(SeenEntries):
    """Drafts, the outbox, files, presence, tokens, and the news."""

    def done(self, by: str, key: str) -> bytes | None:
        return self._read.done(by, key)

    def tokens(self, *, agent: str | None = None) -> tuple[Token, ...]:
        return self._read.tokens(agent=agent)

    def token_by_hash(self, digest: bytes) -> Token | None:
        return self._read.token_by_hash(digest)

    def present(self, now: datetime, *, conversation: int | None = None) -> tuple[Presence, ...]:
        found = self._read.present(now, conversation=conversation)
        return tuple(each for each in found if self._shows(each.conversation))

    def draft(self, conversation: int, kind: DraftKind, *, by: str) -> Draft | None:
        return self._read.draft(conversation, kind, by=by) if self._shows(conversation) else None

    def drafts(self, *, by: str) -> tuple[Draft, ...]:
        return tuple(each for each in self._read.drafts(by=by) if self._shows(each.conversation))

    def outgoing(self, entry: int) -> Outgoing | None:
        return self._sendable(self._read.outgoing(entry))

    def outgoing_by_key(self, keys: Sequence[str]) -> Outgoing | None:
        return self._sendable(self._read.outgoing_by_key(keys))

    def chosen_later(self, conversation: int) -> tuple[Outgoing, ...]:
        return self._read.chosen_later(conversation) if self._shows(conversation) else ()

    def outbox(self, *, conversation: int | None = None) -> tuple[Outgoing, ...]:
        found = self._read.outbox(conversation=conversation)
        return tuple(each for each in found if self._sendable(each) is not None)

    def _sendable(self, message: Outgoing | None) -> Outgoing | None:
        return message if message is not None and self._shows(message.entry.conversation) else None

    def mark(self, channel: str, name: str) -> dict[str, Json] | None:
        return self._read.mark(channel, name)

    def marks(self, channel: str) -> tuple[Mark, ...]:
        return self._read.marks(channel)

    def draft_files(self, conversation: int, *, by: str) -> tuple[Attachment, ...]:
        return self._read.draft_files(conversation, by=by) if self._shows(conversation) else ()

    def file(self, entry: int, number: int) -> bytes | None:
        return None if self.entry(entry) is None else self._read.file(entry, number)

    def latest(self) -> int:
        return self._read.latest()

    def changes(self, after: int, *, limit: int) -> tuple[Change, ...]:
        found: list[Change] = []
        while len(found) < limit:
            news = self._read.changes(after, limit=limit)
            found += [told for each in news if (told := self._told(each)) is not None]
            if len(news) < limit:
                break
            after = news[-1].position
        return tuple(found[:limit])

    def _told(self, change: Change) -> Change | None:
        """News as it may be told. That something is hidden from now on is told as no more than that it is
        time to look again: whoever has it before them is to see it go."""
        if not self._shows(change.conversation):
            again = change.entry_kind == Kind.RESTRICT
            return Change(position=change.position, at=change.at, kind="entry") if again else None
        if change.entry is not None and change.conversation is None and self.entry(change.entry) is None:
            return None
        if change.kind == "entry" or change.entry is None:
            return change
        return change if self.entry(change.entry) is not None else replace(change, entry=None)
