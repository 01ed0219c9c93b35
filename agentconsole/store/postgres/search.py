"""Searching everything, newest first.

No one plan suits every word. A common one is soon found by reading from the newest entry on; a rare one only
by the index of words, which must find all of them before it knows the newest. So the newest entries are read
first, and how many of them fit tells which way to go on.
"""

from collections.abc import Iterator, Sequence

from agentconsole.model.entry import Entry
from agentconsole.model.queries import Query
from agentconsole.store.postgres.asking import Asking
from agentconsole.store.postgres.matching import IN_A_ROW, LOOSE, expression, unwanted_expression
from agentconsole.store.sql.search import Search, bounds, larger
from agentconsole.store.sql.tokens import is_in
from agentconsole.store.sql.words import indexed

FIRST_LOOK = 1_000
"""How many of the newest entries are read to see how common something is: a thousandth of a second."""
MOST_READ = 20_000
"""How many are read in one go."""
FOUND, FOUND_IN_A_ROW = 2, 20
"""What the index takes for one that it finds, in entries that are read meanwhile. Words in a row, it does not
know: it finds those that have them anywhere, and each must be looked at."""

# The row without an answer is the last one read, where there may be more.
_READ = f"""
    WITH stretch AS MATERIALIZED (
        SELECT entry, CASE WHEN words @@ ?1::tsquery THEN words @@ '''{LOOSE}''' END AS loose FROM search
        WHERE entry < ?2 AND entry >= ?3 ORDER BY entry DESC LIMIT ?4
    )
    SELECT entry, loose FROM stretch WHERE loose IS NOT NULL
    UNION ALL SELECT min(entry), NULL FROM stretch HAVING count(*) = ?4
"""
_SIZE = "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'search'::regclass"
_INDEXED = f"""
    WITH found AS MATERIALIZED (
        SELECT entry FROM search WHERE words @@ ?::tsquery AND entry < ? AND entry >= ?
    ), newest AS (SELECT entry FROM found ORDER BY entry DESC LIMIT ?)
    SELECT n.entry, s.words @@ '''{LOOSE}''' FROM newest AS n JOIN search AS s ON s.entry = n.entry
    ORDER BY n.entry DESC
"""
_Found = list[tuple[int, bool]]


class PostgresSearch(Asking, Search):
    """The search over all entries."""

    def _candidates(
        self,
        query: Query,
        authors: Sequence[str | int],
        customers: Sequence[int],
        before: int | None,
        size: int,
    ) -> Iterator[list[Entry]]:
        upper, lower = bounds(query, before)
        wanted = expression(query, authors, customers)
        look_up = bool(wanted)
        wanted = wanted or unwanted_expression(query)
        if not wanted:
            yield from self._everything(upper, lower, size)
            return
        reading = FIRST_LOOK
        while reading:
            found, last = self._read(wanted, upper, lower, reading)
            yield from self._fitting(query, found, size)
            if last is None:
                return
            upper, reading = last, self._next_stretch(wanted, len(found) / reading, size, look_up=look_up)
        while True:
            found = self._looked_up(wanted, upper, lower, size)
            yield from self._fitting(query, found, size)
            if len(found) < size:
                return
            upper, size = found[-1][0], larger(size)

    def _next_stretch(self, wanted: str, share: float, size: int, *, look_up: bool) -> int:
        """How many entries to read next when so many of them fit; 0 when the index is quicker."""
        to_read = min(2 * size / share, MOST_READ) if share else MOST_READ
        if look_up:
            each = FOUND_IN_A_ROW if IN_A_ROW in wanted else FOUND
            if to_read > share * self.value(_SIZE) * each:
                return 0
        return int(to_read)

    def _everything(self, upper: int, lower: int, size: int) -> Iterator[list[Entry]]:
        while ids := self._newest(upper, lower, size):
            yield self._entries(ids)
            upper, size = ids[-1], larger(size)

    def _read(self, wanted: str, upper: int, lower: int, most: int) -> tuple[_Found, int | None]:
        """Those of a stretch of entries that fit, and its last one, where there may be more."""
        rows = self.planned(_READ, wanted, upper, lower, most)
        found = sorted(((row[0], row[1]) for row in rows if row[1] is not None), reverse=True)
        return found, next((row[0] for row in rows if row[1] is None), None)

    def _looked_up(self, wanted: str, upper: int, lower: int, most: int) -> _Found:
        return [(row[0], row[1]) for row in self.planned(_INDEXED, wanted, upper, lower, most)]

    def _fitting(self, query: Query, found: _Found, size: int) -> Iterator[list[Entry]]:
        """The entries found, save those that the index was too small to know and that do not fit."""
        for start in range(0, len(found), size):
            some = dict(found[start : start + size])
            entries = [
                entry for entry in self._entries(some) if not some[entry.id] or is_in(query, indexed(entry))
            ]
            if entries:
                yield entries
