"""What every part of a session does: ask the database something."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import msgspec

from agentconsole.model.queries import Page

T = TypeVar("T")
Row = tuple[Any, ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

FAR = 1 << 60
"""Later than any time: the place in an order of what has none."""

BEYOND = (1 << 63) - 1
"""Greater than any id."""

MOST_STREAMS = 200
"""SQLite joins 500 selects at most."""


def micros(at: datetime) -> int:
    """A moment as it is kept."""
    return (at - _EPOCH) // _MICROSECOND


def micros_or_none(at: datetime | None) -> int | None:
    """A moment as it is kept, where there is one."""
    return None if at is None else micros(at)


def moment(kept: int) -> datetime:
    """A kept moment."""
    return _EPOCH + timedelta(microseconds=kept)


def moment_or_none(kept: int | None) -> datetime | None:
    """A kept moment, where there is one."""
    return None if kept is None else moment(kept)


class Several(list[int | str]):
    """Any number of values as one: `IN (SELECT value FROM json_each(?))`."""

    def __conform__(self, protocol: object) -> str:
        """As SQLite takes it: `sqlite3` asks for this."""
        return encoded(list(self))


several = Several


def decoder(kind: type[T]) -> Callable[[str], T]:
    """Reads a noun kept as JSON."""
    return msgspec.json.Decoder(kind).decode


def encoded(noun: object) -> str:
    """A noun as JSON."""
    return msgspec.json.encode(noun).decode()


def below(before: int | None) -> int:
    """An upper bound of ids that a column can hold."""
    return BEYOND if before is None else min(before, BEYOND)


def cut(found: list[T], limit: int) -> tuple[list[T], bool]:
    """Of `limit + 1` things asked for, those wanted, and whether that was all."""
    return found[:limit], len(found) <= limit


def page(items: Iterable[T], *, complete: bool, cursor: int | None) -> Page[T]:
    """A list that says where to go on when it is cut."""
    return Page(items=tuple(items), complete=complete, cursor=None if complete else cursor)


class Session(ABC):
    """One transaction on one connection."""

    @abstractmethod
    def rows(self, sql: str, *values: object) -> list[Row]:
        """All rows. An id greater than any row can have finds none."""

    @abstractmethod
    def _merged(self, select: str, values: Sequence[Row], order: str, limit: int) -> list[Row]:
        """The first rows of a few selects, as `_streams` gives them."""

    def ahead(self, *questions: Callable[[], object]) -> None:
        """As `store.writing` has it, for a store that is not far away."""
        return

    def row(self, sql: str, *values: object) -> Row | None:
        """The first row."""
        found = self.rows(sql, *values)
        return found[0] if found else None

    def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, *values)
        return found[0] if found else None

    def column(self, sql: str, *values: object) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self.rows(sql, *values)]

    def _streams(self, select: str, values: Sequence[Row], order: str, limit: int) -> list[Row]:
        """The first rows of several selects that each come in that order of all their columns, each once.

        They are merged as they are read: nothing is read but what is wanted.
        """
        found: list[Row] = []
        for start in range(0, len(values), MOST_STREAMS):
            found += self._merged(select, values[start : start + MOST_STREAMS], order, limit)
        if len(values) > MOST_STREAMS:
            found = sorted(set(found), reverse="DESC" in order)[:limit]
        return found
