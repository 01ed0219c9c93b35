"""Searching everything, newest first."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from agentconsole.model.entry import Entry
from agentconsole.model.ids import first_id_at
from agentconsole.model.queries import Page, Query
from agentconsole.store.sql.entries import Entries
from agentconsole.store.sql.session import below, page
from agentconsole.store.sql.words import can_be_indexed, haystack

_SECOND = 1 << 20
_ALL = "SELECT id FROM entry WHERE id < ? AND id >= ? ORDER BY id DESC LIMIT ?"

Fits = Callable[[Entry], bool]

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
        query, fits = self._narrowed(query, authors, customers, before)
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

    def _narrowed(
        self, query: Query, authors: Sequence[str | int], customers: Sequence[int], before: int | None
    ) -> tuple[Query, Fits]:
        """What the index is asked for, and what it cannot tell of those that it finds."""
        return query, _exact(query)

    @abstractmethod
    def _candidates(
        self,
        query: Query,
        authors: Sequence[str | int],
        customers: Sequence[int],
        before: int | None,
        size: int,
    ) -> Iterator[list[Entry]]:
        """What the index finds, newest first, in batches; the first of about that size."""

    def _newest(self, upper: int, lower: int, size: int) -> list[int]:
        """The newest ids between two, whatever is in the entries."""
        return self.column(_ALL, upper, lower, size)


def larger(size: int) -> int:
    """The next batch: who did not find enough in the last one is likely to need many."""
    return min(size * 4, 1000)


def bounds(query: Query, before: int | None) -> tuple[int, int]:
    """The ids between which an entry of that time can be: below the first, from the second up."""
    upper = below(before)
    if query.before is not None:
        upper = min(upper, first_id_at(query.before) + _SECOND)
    return upper, 0 if query.after is None else first_id_at(query.after)


def _exact(query: Query) -> Fits:
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
