"""Entry ids sort by time.

An id is the entry's second since 1970 shifted left, then a counter within that second. So the
history of a customer is one index in one order, and the newest entries of a search are the last
ones of the index. Ids stay below 2**53, which JSON readers need, until the year 2242.
"""

from datetime import UTC, datetime, timedelta

COUNTER_BITS = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = EPOCH + timedelta(seconds=2**33 - 1)


def clamp(at: datetime) -> datetime:
    """The time nearest to `at` that an id can carry."""
    return min(max(at, EPOCH), LATEST)


def first_id_at(at: datetime) -> int:
    """The smallest id an entry of this second can have."""
    return int((clamp(at) - EPOCH) // timedelta(seconds=1)) << COUNTER_BITS


def second_of(entry_id: int) -> datetime:
    """The second in which the entry with this id happened."""
    return EPOCH + timedelta(seconds=entry_id >> COUNTER_BITS)
