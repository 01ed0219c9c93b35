"""What happened, as a colleague sees it."""

from collections.abc import Iterable, Sequence

from agentconsole.desk.seeing.hiding import Hiding, refilled
from agentconsole.model.entry import Entry
from agentconsole.model.queries import EVERYTHING, Filter, Page, Query

NOTHING: Page[Entry] = Page(items=())


class SeenEntries(Hiding):
    """Threads, histories, single entries and the search."""

    def thread(self, conversation: int, *, before: int | None, after: int | None, limit: int) -> Page[Entry]:
        if not self._shows(conversation):
            return NOTHING
        page = self._read.thread(conversation, before=before, after=after, limit=limit)
        return Page(items=tuple(self._entries_shown(page.items)), complete=page.complete, cursor=page.cursor)

    def heard_since(self, conversation: int, version: int, *, but: str | None) -> tuple[Entry, ...]:
        if not self._shows(conversation):
            return ()
        return tuple(self._entries_shown(self._read.heard_since(conversation, version, but=but)))

    def entries_of(self, conversation: int) -> Iterable[Entry]:
        return self._read.entries_of(conversation) if self._shows(conversation) else ()

    def history(
        self,
        customers: Sequence[int],
        *,
        before: int | None,
        after: int | None,
        limit: int,
        only: Filter = EVERYTHING,
    ) -> Page[Entry]:
        upwards = after is not None and before is None

        def ask(cursor: int | None) -> Page[Entry]:
            if upwards:
                return self._read.history(customers, before=None, after=cursor, limit=limit, only=only)
            return self._read.history(customers, before=cursor, after=after, limit=limit, only=only)

        start = after if upwards else before
        return refilled(ask, self._entries_shown, start=start, limit=limit, backwards=upwards)

    def place(self, customers: Sequence[int], entry: int, *, only: Filter = EVERYTHING) -> tuple[int, int]:
        newer, every = self._read.place(customers, entry, only=only)
        hidden = [each.id for each in self._hidden_of(customers) if _wanted(each, only)]
        return newer - sum(each > entry for each in hidden), every - len(hidden)

    def entry(self, entry: int) -> Entry | None:
        return self._shown(self._read.entry(entry))

    def entry_by_external_id(self, channel: str, external_id: str) -> int | None:
        found = self._read.entry_by_external_id(channel, external_id)
        return None if found is None or self.entry(found) is None else found

    def original(self, entry: int) -> bytes:
        return b"" if self.entry(entry) is None else self._read.original(entry)

    def search(
        self,
        query: Query,
        *,
        authors: Sequence[str | int],
        customers: Sequence[int],
        before: int | None,
        limit: int,
    ) -> Page[Entry]:
        def ask(cursor: int | None) -> Page[Entry]:
            return self._read.search(query, authors=authors, customers=customers, before=cursor, limit=limit)

        return refilled(ask, self._entries_shown, start=before, limit=limit)


def _wanted(entry: Entry, only: Filter) -> bool:
    return only.kind in (None, entry.kind) and only.channel in (None, entry.channel)
