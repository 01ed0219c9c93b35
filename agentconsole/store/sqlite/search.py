"""Searching everything with FTS5."""

from collections.abc import Iterator, Sequence

from agentconsole.model.entry import Entry
from agentconsole.model.queries import Query
from agentconsole.store.sql.search import Search, bounds, larger
from agentconsole.store.sqlite.matching import expression, unwanted_expression

# Ids sort by time, so the index is read from its end and stops when a page is full.
_INDEXED = """
    SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?
"""
_BETWEEN = "SELECT rowid FROM search WHERE search MATCH ? AND rowid <= ? AND rowid >= ?"


class SqliteSearch(Search):
    """The search over all entries."""

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
