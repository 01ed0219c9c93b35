"""Searching everything, newest first.

No one plan suits every word. A common one is soon found by reading from the newest entry on; a rare one only
by the index of words, which must find all of them before it knows the newest. So the newest entries are read
first, and how many of them fit tells which way to go on.
"""

from collections.abc import Iterator, Sequence

from agentconsole.model.entry import Entry
from agentconsole.model.queries import Query
from agentconsole.store.postgres.asking import Asking
from agentconsole.store.postgres.matching import LOOSE, expression, is_in, unwanted_expression
from agentconsole.store.sql.search import Search, bounds
from agentconsole.store.sql.words import indexed

FIRST_LOOK = 200
"""How many of the newest entries are read to see how common something is."""
MOST_READ = 5_000
"""How many are read in one go."""
COMMON = 1 / 50
"""From this share of them on, reading on is quicker than the index."""

_READ = f"""
    SELECT entry, words @@ ?::tsquery, words @@ '''{LOOSE}''' FROM search WHERE entry < ? AND entry >= ?
    ORDER BY entry DESC LIMIT ?
"""
_INDEXED = f"""
    WITH found AS MATERIALIZED (
        SELECT entry FROM search WHERE words @@ ?::tsquery AND entry < ? AND entry >= ?
    ), newest AS (SELECT entry FROM found ORDER BY entry DESC LIMIT ?)
    SELECT n.entry, s.words @@ '''{LOOSE}''' FROM newest AS n JOIN search AS s ON s.entry = n.entry
    ORDER BY n.entry DESC
"""
_ALL = "SELECT id FROM entry WHERE id < ? AND id >= ? ORDER BY id DESC LIMIT ?"
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
            read, found = self._read(wanted, upper, lower, reading)
            yield from self._fitting(query, found)
            if len(read) < reading:
                return
            upper, reading = read[-1], _next_stretch(len(found), reading, size, look_up=look_up)
        while True:
            found = self._looked_up(wanted, upper, lower, size)
            yield from self._fitting(query, found)
            if len(found) < size:
                return
            upper, size = found[-1][0], min(size * 4, 1000)

    def _everything(self, upper: int, lower: int, size: int) -> Iterator[list[Entry]]:
        while ids := self.column(_ALL, upper, lower, size):
            yield self._entries(ids)
            upper, size = ids[-1], min(size * 4, 1000)

    def _read(self, wanted: str, upper: int, lower: int, most: int) -> tuple[list[int], _Found]:
        """A stretch of entries: all their ids, and those that fit."""
        rows = self.planned(_READ, wanted, upper, lower, most)
        return [row[0] for row in rows], [(row[0], row[2]) for row in rows if row[1]]

    def _looked_up(self, wanted: str, upper: int, lower: int, most: int) -> _Found:
        return [(row[0], row[1]) for row in self.planned(_INDEXED, wanted, upper, lower, most)]

    def _fitting(self, query: Query, found: _Found) -> Iterator[list[Entry]]:
        """The entries found, save those that the index was too small to know and that do not fit."""
        loose = {number for number, is_loose in found if is_loose}
        entries = [
            entry
            for entry in self._entries(number for number, _ in found)
            if entry.id not in loose or is_in(query, indexed(entry))
        ]
        if entries:
            yield entries


def _next_stretch(fitted: int, read: int, size: int, *, look_up: bool) -> int:
    """How many entries to read next; 0 when the index is the better way."""
    if look_up and fitted < read * COMMON:
        return 0
    return min(max(2 * read, size * read // max(fitted, 1)), MOST_READ)
