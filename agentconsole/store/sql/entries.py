"""Reading what happened: threads, histories, single entries."""

from collections.abc import Iterable, Iterator, Sequence

from agentconsole.model.entry import Entry
from agentconsole.model.queries import EVERYTHING, Filter, Page
from agentconsole.rules.packing import unpacked
from agentconsole.store.sql.rows import DELIVERY, ENTRY, entry_of
from agentconsole.store.sql.session import Row, Session, below, cut, page, several

_FROM = f"SELECT {ENTRY}, {DELIVERY} FROM entry AS e LEFT JOIN outbox AS o ON o.entry = e.id"
_THESE = f"{_FROM} WHERE e.id IN (SELECT value FROM json_each(?))"
_BY_VERSION = f"""
    {_FROM} WHERE e.conversation = ? AND e.version > ? ORDER BY e.version LIMIT ?
"""
_HEARD = f"""
    {_FROM} WHERE e.conversation = ? AND e.version > ?
    AND e.kind IN ('message', 'note', 'answer', 'decline', 'bounce')
    AND NOT (e.author_type = 'agent' AND e.author_id IS ?)
"""
_THREAD = "SELECT id FROM entry WHERE conversation = ? AND id < ? AND id > ?"
_HISTORY = "SELECT entry FROM history WHERE customer = ? AND entry < ? AND entry > ?"
_COUNT = "SELECT count(*) FROM history WHERE customer = ? AND entry > ?"
_OLDER = "SELECT entry FROM history WHERE customer = ? AND entry <= ? ORDER BY entry DESC LIMIT ?"
_FEW = 200
_COUNTED = "SELECT sum(entries) FROM customer WHERE id IN (SELECT value FROM json_each(?))"
_COUNTED_TWICE = """
    SELECT count(*) - count(DISTINCT entry) FROM history INDEXED BY history_shared
    WHERE shared = 1 AND customer IN (SELECT value FROM json_each(?)) AND entry > ?
"""
_BATCH = 500


class Entries(Session):
    """Entries by conversation, by customer, and one by one."""

    def thread(self, conversation: int, *, before: int | None, after: int | None, limit: int) -> Page[Entry]:
        upwards = after is not None and before is None
        bounds = (conversation, below(before), -1 if after is None else after)
        order = f" ORDER BY id {'ASC' if upwards else 'DESC'} LIMIT ?"
        found, complete = cut(self.column(_THREAD + order, *bounds, limit + 1), limit)
        return page(self._entries(sorted(found)), complete=complete, cursor=found[-1] if found else None)

    def heard_since(self, conversation: int, version: int, *, but: str | None) -> tuple[Entry, ...]:
        found = map(entry_of, self.rows(_HEARD, conversation, version, but))
        return tuple(sorted(found, key=lambda entry: entry.id))

    def entries_of(self, conversation: int) -> Iterator[Entry]:
        version = 0
        while rows := self.rows(_BY_VERSION, conversation, version, _BATCH):
            yield from map(entry_of, rows)
            version = rows[-1][10]

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
        bounds = (below(before), -1 if after is None else after)
        terms, values = _only(only)
        order = f" ORDER BY entry {'ASC' if upwards else 'DESC'} LIMIT ?"
        streams = [(one, *bounds, *values) for one in dict.fromkeys(customers)]
        rows = self._streams(_HISTORY + terms, streams, order, limit + 1)
        found, complete = cut([row[0] for row in rows], limit)
        newest_first = sorted(found, reverse=True)
        return page(self._entries(newest_first), complete=complete, cursor=found[-1] if found else None)

    def place(self, customers: Sequence[int], entry: int, *, only: Filter = EVERYTHING) -> tuple[int, int]:
        whose = tuple(dict.fromkeys(customers))
        total = self._newer(whose, -1, only)
        if only == EVERYTHING and len(whose) == 1:
            older = self.column(_OLDER, *whose, entry, _FEW)
            if len(older) < _FEW:  # at the far end of a long history, those are counted sooner
                return total - len(older), total
        return self._newer(whose, entry, only), total

    def _newer(self, customers: Sequence[int], entry: int, only: Filter) -> int:
        """How many entries are newer than one, those in several of these histories counted once."""
        terms, values = _only(only)
        if only == EVERYTHING and entry < 0:
            count = self.value(_COUNTED, several(customers)) or 0
        else:
            count = sum(self.value(_COUNT + terms, one, entry, *values) for one in customers)
        if len(customers) > 1:
            count -= self.value(_COUNTED_TWICE + terms, several(customers), entry, *values)
        return count

    def entry(self, entry: int) -> Entry | None:
        found = self._entries([entry])
        return found[0] if found else None

    def entry_by_external_id(self, channel: str, external_id: str) -> int | None:
        found: int | None = self.value(
            "SELECT id FROM entry WHERE channel = ? AND external_id = ? AND external_id <> ''",
            channel,
            external_id,
        )
        return found

    def original(self, entry: int) -> bytes:
        content = self.value("SELECT content FROM original WHERE entry = ?", entry)
        return b"" if content is None else unpacked(content)

    def _entries(self, ids: Iterable[int]) -> list[Entry]:
        """These, in this order."""
        wanted = list(ids)
        found: dict[int, Row] = {row[0]: row for row in self.rows(_THESE, several(wanted))}
        return [entry_of(found[one]) for one in wanted if one in found]


def _only(only: Filter) -> tuple[str, tuple[str, ...]]:
    """A filter as terms of SQL."""
    named = [
        (name, value) for name, value in (("kind", only.kind), ("channel", only.channel)) if value is not None
    ]
    return "".join(f" AND {name} = ?" for name, _ in named), tuple(value for _, value in named)
