"""A contiguous run of a long list, and what is missing at its ends."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Direction(StrEnum):
    """Towards the first line of a list, or towards the last."""

    UP = "up"
    DOWN = "down"


OPPOSITE = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


class Loaded(Generic[T]):
    """The loaded items of a list, without a gap. `key` tells items apart."""

    def __init__(self, key: Callable[[T], int]) -> None:
        self.key = key
        self.items: list[T] = []
        self.whole = {Direction.UP: True, Direction.DOWN: True}
        """Nothing is missing beyond that end of the run."""
        self.ordinal = 0
        """The place of the first loaded item, counted from the first one of the run as opened."""

    def index_of(self, key: int) -> int | None:
        """Where the item with this key is, if it is loaded."""
        return next((index for index, item in enumerate(self.items) if self.key(item) == key), None)

    def edge(self, direction: Direction) -> int | None:
        """The key of the first or the last loaded item."""
        return self.key(self.items[0 if direction is Direction.UP else -1]) if self.items else None

    def join(self, direction: Direction, items: Sequence[T], *, whole: bool) -> int:
        """Join a page to an end; what is loaded already is left out. How many items are new."""
        known = {self.key(item) for item in self.items}
        new = [item for item in items if self.key(item) not in known]
        self.whole[direction] = whole
        if direction is Direction.UP:
            self.items[:0] = new
            self.ordinal -= len(new)
        else:
            self.items.extend(new)
        return len(new)

    def place_for(self, key: int, *, descending: bool) -> int | None:
        """Where a new key belongs in the order of keys; None beyond an end that is not whole."""
        order = sorted((*map(self.key, self.items), key), reverse=descending)
        index = order.index(key)
        beyond_top = index == 0 and not self.whole[Direction.UP]
        beyond_end = index == len(self.items) and not self.whole[Direction.DOWN]
        self.ordinal += beyond_top
        return None if beyond_top or beyond_end else index

    def drop(self, head: int, tail: int) -> None:
        """Let go of items at both ends."""
        if tail:
            del self.items[-tail:]
            self.whole[Direction.DOWN] = False
        if head:
            del self.items[:head]
            self.whole[Direction.UP] = False
            self.ordinal += head
