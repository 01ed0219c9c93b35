"""Searching everything, newest first."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from agentconsole.model.entry import Entry
from agentconsole.model.ids import first_id_at
from agentconsole.model.queries import Page, Query
from agentconsole.store.sqlite.entries import Entries
from agentconsole.store.sqlite.session import below, page
from agentconsole.store.sqlite.words import can_be_indexed, expression, haystack, unwanted_expression

_SECOND = 1 << 20

# Ids sort by time, so the index is read from its end and stops when a page is full.
_INDEXED = """
    SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?
"""
_ALL = "SELECT id FROM entry WHERE id < ? AND id >= ? ORDER BY id DESC LIMIT ?"
_BETWEEN = "SELECT rowid FROM search WHERE search MATCH ? AND rowid <= ? AND rowid >= ?"

MOST_LOOKED_AT = 5_000
"""How many entries one search looks through for what no index knows, before it says where to go on."""


class Search(Entries):
    """The search over all entries."""

    def search(
        self,
        query: Query,
        *,
        authors: Sequence[str | int],
        customers: Sequence[int],
        before: int | None,
        limit: int,
    ) -> Page[Entry]:
        if query.customer is not None and not customers:
            return page((), complete=True, cursor=None)
        fits = _exact(query)
        found: list[Entry] = []
        looked_at, last = 0, None
        for batch in self._candidates(query, authors, customers, before, limit + 1):
            for entry in batch:
                if fits(entry):
                    if len(found) == limit:
                        return page(found, complete=False, cursor=found[-1].id if found else before)
                    found.append(entry)
            looked_at, last = looked_at + len(batch), batch[-1].id
            if looked_at >= MOST_LOOKED_AT:
                return page(found, complete=False, cursor=last)
        return page(found, complete=True, cursor=None)

    def _candidates(
        self,
        query: Query,
        authors: Sequence[str | int],
        customers: Sequence[int],
        before: int | None,
        size: int,
    ) -> Iterator[list[Entry]]:
        """What the index finds, newest first, in growing batches."""
        upper, lower = _bounds(query, before)
        wanted, unwanted = expression(query, authors, customers), unwanted_expression(query)
        while True:
            if wanted:
                ids = self.column(_INDEXED, wanted, upper, lower, size)
            else:
                ids = self.column(_ALL, upper, lower, size)
            if entries := self._entries(ids if wanted else self._without(ids, unwanted)):
                yield entries
            if len(ids) < size:
                return
            upper, size = ids[-1], min(size * 4, 1000)

    def _without(self, ids: list[int], unwanted: str) -> list[int]:
        """Those of a stretch of entries that the index does not find."""
        if not ids or not unwanted:
            return ids
        out = set(self.column(_BETWEEN, unwanted, ids[0], ids[-1]))
        return [one for one in ids if one not in out]


def _bounds(query: Query, before: int | None) -> tuple[int, int]:
    """The ids between which an entry of that time can be: below the first, from the second up."""
    upper = below(before)
    if query.before is not None:
        upper = min(upper, first_id_at(query.before) + _SECOND)
    return upper, 0 if query.after is None else first_id_at(query.after)


def _exact(query: Query) -> Callable[[Entry], bool]:
    """What the index cannot tell: parts of a second, and marks without a letter."""
    odd = [
        text.casefold()
        for text in (*query.words, *query.prefixes, *query.phrases)
        if not can_be_indexed(text)
    ]
    unwanted = [text.casefold() for text in query.without if not can_be_indexed(text)]

    def fits(entry: Entry) -> bool:
        if not _within(entry.at, query):
            return False
        if not odd and not unwanted:
            return True
        text = haystack(entry).casefold()
        return all(part in text for part in odd) and not any(part in text for part in unwanted)

    return fits


def _within(at: datetime, query: Query) -> bool:
    return (query.before is None or at < query.before) and (query.after is None or at >= query.after)
