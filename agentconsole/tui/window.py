"""The arithmetic of a long list of which only a contiguous run is loaded.

A `Window` knows the loaded items, which one the cursor is on, and which lines are in view. Items
have any number of lines (asked for only when they come near the view) and a key that tells them
apart. Pages are added at either end; what is far from the view is let go, so memory stays flat
however long the list is. The view is anchored to what it shows: it moves when the reader moves.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from agentconsole.tui.loaded import OPPOSITE, Direction, Loaded

__all__ = ["Direction", "Window"]

T = TypeVar("T")


class Window(Loaded[T]):
    """A run of a list, a cursor in it, and a view of `height` lines onto it.

    `lines_of` says how many lines (at least one) the item at an index takes;
    it may look at the item before, as that decides whether a separator stands between them.
    """

    def __init__(
        self,
        key: Callable[[T], int],
        lines_of: Callable[[int], int],
        *,
        follow: Direction | None = None,
        keep: int = 500,
    ) -> None:
        super().__init__(key)
        self.lines_of = lines_of
        self.follow = follow
        """A cursor that rests on this end of the list stays on it when items arrive there."""
        self.keep = keep
        """How many items to hold at most; the height of the view, if that is more."""
        self.height = 1
        self.cursor = 0
        self.top = 0
        """The index of the first item in view."""
        self.skip = 0
        """How many lines of it are above the view."""

    # What is there

    @property
    def current(self) -> T | None:
        """The item under the cursor."""
        return self.items[self.cursor] if self.items else None

    def rows(self) -> list[tuple[int, int]]:
        """For each line in view, from the top: the index of its item and the line within it."""
        found: list[tuple[int, int]] = []
        index, line = self.top, self.skip
        while index < len(self.items) and len(found) < self.height:
            lines = self.lines_of(index)
            found.extend((index, at) for at in range(line, min(lines, line + self.height - len(found))))
            index, line = index + 1, 0
        return found

    def missing(self) -> tuple[tuple[Direction, int], ...]:
        """The pages the view is about to need: a direction, and the key to go on from."""
        if not self.items:
            return ()
        near = max(self.height, 20)
        last = self.rows()[-1][0]
        wanted = []
        if not self.whole[Direction.UP] and self.top < near:
            wanted.append((Direction.UP, self.key(self.items[0])))
        if not self.whole[Direction.DOWN] and len(self.items) - 1 - last < near:
            wanted.append((Direction.DOWN, self.key(self.items[-1])))
        return tuple(wanted)

    # What comes in

    def open(
        self,
        items: Iterable[T],
        *,
        up: bool,
        down: bool,
        at: int | None = None,
        row: int | None = None,
        end: Direction = Direction.UP,
    ) -> None:
        """Show another run. `up` and `down` say whether it is whole at that end.

        The cursor lands on the item with the key `at`, by default a third down the view, else on the
        `end` of the run.
        """
        self.items = list(items)
        self.whole = {Direction.UP: up, Direction.DOWN: down}
        self.ordinal = 0
        self.place(at, row=row, end=end)

    def place(self, at: int | None, *, row: int | None = None, end: Direction = Direction.UP) -> None:
        """Put cursor and view where opening puts them, in what is loaded by now."""
        index = None if at is None else self.index_of(at)
        self.cursor = self.top = self.skip = 0
        if index is not None:
            self.cursor = self.top = index
            self._shift(-(self.height // 3 if row is None else row))
        elif end is Direction.DOWN:
            self.cursor = max(0, len(self.items) - 1)
        self._settle()

    def add(self, direction: Direction, items: Sequence[T], *, whole: bool) -> None:
        """Join a page to an end of the run; `whole` says that nothing follows it."""
        anchor, had = self._anchor(), bool(self.items)
        new = self.join(direction, items, whole=whole)
        if direction is Direction.UP and had:
            self.cursor += new
        self._restore(anchor)
        self._trim(far=OPPOSITE[direction])
        self._settle()

    def arrive(self, item: T, *, descending: bool = False) -> None:
        """Take in an item that is new in the list, at its place in the order of keys.

        Beyond an end that is not whole it is left to the page that will bring it.
        """
        key = self.key(item)
        if self.index_of(key) is not None:
            self.replace(item)
            return
        index = self.place_for(key, descending=descending)
        if index is None:
            return
        resting = self._resting()
        anchor = self._anchor()
        self.items.insert(index, item)
        if index <= self.cursor and len(self.items) > 1:
            self.cursor += 1
        self._restore(anchor)
        self._trim(far=Direction.UP if resting is Direction.DOWN else Direction.DOWN)
        self._settle()
        if resting:
            self.go(0 if resting is Direction.UP else len(self.items) - 1)

    def replace(self, item: T) -> None:
        """An item has changed; one that is not loaded is left alone."""
        index = self.index_of(self.key(item))
        if index is not None:
            resting = self._resting()
            self.items[index] = item
            self._settle()
            if resting:
                self._reveal()

    def resize(self, height: int) -> None:
        """The view has another height, or its items other numbers of lines."""
        resting = self._resting()
        self.height = max(1, height)
        self._settle()
        if resting:
            self._reveal()

    # Moving about

    def move(self, count: int) -> None:
        """Move the cursor by items. An item longer than the view is read through before leaving it."""
        if not self.items:
            return
        hidden = self._hidden()
        if count == 1 and hidden > 0:
            self._shift(min(hidden, max(1, self.height // 2)))
        elif count == -1 and self.cursor == self.top and self.skip:
            self._shift(-min(self.skip, max(1, self.height // 2)))
        else:
            self.cursor = min(max(self.cursor + count, 0), len(self.items) - 1)
            self._reveal()

    def scroll(self, lines: int) -> None:
        """Move the view; the cursor goes along only where it would leave it."""
        if not self.items:
            return
        self._shift(lines)
        seen = [index for index, _ in self._fill()]
        self.cursor = min(max(self.cursor, seen[0]), seen[-1])

    def page(self, lines: int) -> None:
        """Move the view and the cursor with it; at an end of the run, the cursor goes to the end."""
        if not self.items:
            return
        seen = [index for index, _ in self.rows()]
        row = seen.index(self.cursor)
        place = self.top, self.skip
        self.scroll(lines)
        if (self.top, self.skip) == place:
            self.cursor = 0 if lines < 0 else len(self.items) - 1
            self._reveal()
        else:
            seen = [index for index, _ in self.rows()]
            self.cursor = seen[min(row, len(seen) - 1)]

    def go(self, index: int) -> None:
        """Put the cursor on the item at an index, and show it."""
        if self.items:
            self.cursor = min(max(index, 0), len(self.items) - 1)
            self._reveal()

    # How it is done

    def _anchor(self) -> tuple[int, int] | None:
        """The key of the first item in view, and how many lines it has."""
        return (self.key(self.items[self.top]), self.lines_of(self.top)) if self.items else None

    def _restore(self, anchor: tuple[int, int] | None) -> None:
        """Show the same lines as at the anchor. What an item gained or lost, it did at its head."""
        if anchor is None:
            return
        key, lines = anchor
        self.top = self.index_of(key) or 0
        self.skip = max(0, self.skip + self.lines_of(self.top) - lines)

    def _resting(self) -> Direction | None:
        """The end the cursor rests on, if it is to be followed."""
        last = len(self.items) - 1
        if not self.items or self.follow is None or not self.whole[self.follow]:
            return None
        at_end = self.cursor == (0 if self.follow is Direction.UP else last)
        in_view = self.top == self.skip == 0 if self.follow is Direction.UP else self._hidden() == 0
        return self.follow if at_end and in_view else None

    def _hidden(self) -> int:
        """How many lines of the item under the cursor are below the view."""
        lines = [line for index, line in self.rows() if index == self.cursor]
        return self.lines_of(self.cursor) - 1 - lines[-1] if lines else 0

    def _trim(self, far: Direction) -> None:
        """Let go of what is furthest from the view, until no more than `keep` items are held."""
        surplus = len(self.items) - max(self.keep, self.height)
        if surplus <= 0:
            return
        seen = [index for index, _ in self.rows()]
        above, below = min(self.cursor, seen[0]), len(self.items) - 1 - max(self.cursor, seen[-1])
        if far is Direction.UP:
            head = min(surplus, above)
            tail = surplus - head
        else:
            tail = min(surplus, below)
            head = surplus - tail
        anchor = self._anchor()
        self.drop(head, tail)
        self.cursor -= head
        self._restore(anchor)

    def _shift(self, lines: int) -> None:
        """Move the view, past the last line if need be."""
        self.skip += lines
        while self.skip < 0 and self.top > 0:
            self.top -= 1
            self.skip += self.lines_of(self.top)
        self.skip = max(0, self.skip)
        while self.skip and self.top < len(self.items) - 1 and self.skip >= self.lines_of(self.top):
            self.skip -= self.lines_of(self.top)
            self.top += 1
        if self.items:
            self.skip = min(self.skip, self.lines_of(self.top) - 1)

    def _fill(self) -> list[tuple[int, int]]:
        """Leave no line of the view empty below the last item while there are lines above. What is on the
        lines then."""
        rows = self.rows()
        if len(rows) == self.height:
            return rows
        self._shift(len(rows) - self.height)
        return self.rows()

    def _reveal(self) -> None:
        """Bring the item under the cursor into view: all of it, or as much as there is room for."""
        if self.cursor < self.top or (self.cursor == self.top and self.skip):
            self.top, self.skip = self.cursor, 0
        rows = self.rows()
        lines = self.lines_of(self.cursor)
        if (self.cursor, lines - 1) not in rows and (self.cursor, 0) != rows[0]:
            self.top, self.skip = self.cursor, 0
            self._shift(-max(0, self.height - lines))
        self._fill()

    def _settle(self) -> None:
        """After any change: indices inside the run, no empty lines, the cursor in view."""
        if not self.items:
            self.cursor = self.top = self.skip = 0
            return
        last = len(self.items) - 1
        self.cursor, self.top = min(self.cursor, last), min(self.top, last)
        self.skip = min(self.skip, self.lines_of(self.top) - 1)
        if all(index != self.cursor for index, _ in self._fill()):
            self._reveal()
