"""Searching everything with FTS5."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from agentconsole.model.entry import Entry
from agentconsole.model.queries import Query
from agentconsole.store.sql.search import Fits, Search, bounds, larger
from agentconsole.store.sql.tokens import is_in, tokens
from agentconsole.store.sql.words import folded, indexed
from agentconsole.store.sqlite.matching import expression, unwanted_expression

# Ids sort by time, so the index is read from its end and stops when a page is full.
_INDEXED = """
    SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?
"""
_BETWEEN = "SELECT rowid FROM search WHERE search MATCH ? AND rowid <= ? AND rowid >= ?"
_CHANGES = "SELECT max(position) FROM change"

FIRST_LOOK = 2
"""How many of the newest entries are read, for each that is wanted, to see how common something is."""

MANY = 2_000_000
"""Changes, most of them entries, among which the index has found common words in a row, or not, after some
tenth of a second."""
SOME = 100
"""Of the newest that are found: how near they are to each other tells how common something is."""


class SqliteSearch(Search):
    """The search over all entries."""

    def _narrowed(
        self, query: Query, authors: Sequence[str | int], customers: Sequence[int], before: int | None
    ) -> tuple[Query, Fits]:
        """Words in a row, each of them common, among very many entries: those that have all of the words are
        read, as far as one search goes. The index would not stop before it has found some in a row."""
        asked, fits = super()._narrowed(query, authors, customers, before)
        if not query.phrases or (self.value(_CHANGES) or 0) <= MANY:
            return asked, fits
        words = (word for phrase in query.phrases for word in tokens(folded(phrase)))
        apart = replace(query, words=(*query.words, *words), phrases=())
        if not self._is_crowded(expression(apart, authors, customers), *bounds(query, before)):
            return asked, fits
        return apart, lambda entry: fits(entry) and is_in(query, indexed(entry))

    def _is_crowded(self, wanted: str, upper: int, lower: int) -> bool:
        """A tenth of the newest entries have all of that."""
        newest = self._newest(upper, lower, 10 * SOME)
        found = self.column(_INDEXED, wanted, upper, lower, SOME)
        return len(found) == SOME and found[-1] >= newest[-1]

    def _candidates(
        self,
        query: Query,
        authors: Sequence[str | int],
        customers: Sequence[int],
        before: int | None,
        size: int,
    ) -> Iterator[list[Entry]]:
        """What the index finds, newest first, in growing batches."""
        upper, lower = bounds(query, before)
        wanted, unwanted = expression(query, authors, customers), unwanted_expression(query)
        common = bool(wanted) and _is_common(query)
        while common:
            newest = self._newest(upper, lower, FIRST_LOOK * size)
            found = [entry for entry in self._entries(newest) if is_in(query, indexed(entry))]
            if len(found) < size:
                break
            yield found
            upper = newest[-1]
        while True:
            if wanted:
                ids = self.column(_INDEXED, wanted, upper, lower, size)
            else:
                ids = self._newest(upper, lower, size)
            if entries := self._entries(ids if wanted else self._without(ids, unwanted)):
                yield entries
            if len(ids) < size:
                return
            upper, size = ids[-1], larger(size)

    def _without(self, ids: list[int], unwanted: str) -> list[int]:
        """Those of a stretch of entries that the index does not find."""
        if not ids or not unwanted:
            return ids
        out = set(self.column(_BETWEEN, unwanted, ids[0], ids[-1]))
        return [one for one in ids if one not in out]


def _is_common(query: Query) -> bool:
    """It asks for nothing but how words begin, and in one letter: for that the index puts together a list of
    nearly all entries, and only then begins to find."""
    letters = query.prefixes and query == Query(prefixes=query.prefixes)
    return bool(letters) and all(len(folded(text)) == 1 for text in query.prefixes)
