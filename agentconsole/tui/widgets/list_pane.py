"""A pane over a list of which only a run is loaded.

`ListPane` moves a cursor over the items of a `RunPane`. It asks for pages by posting `NeedPage`,
answered with `show_page(request, page)`, and for another place of the list by posting `Jump`, answered
by opening the pane there. It says what the cursor is on (`Highlighted`) and what was chosen (`Selected`).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from agentconsole.model.queries import Page
from agentconsole.tui.widgets.blocks import Blocks
from agentconsole.tui.widgets.messages import PaneMessage
from agentconsole.tui.widgets.run_pane import RunPane
from agentconsole.tui.window import Direction

T = TypeVar("T")


class ListPane(RunPane[T]):
    """A list with a cursor, painted from pages."""

    @dataclass
    class NeedPage(PaneMessage):
        """What is beyond `key` is about to be looked at. Hand this back with it, or to `forget`."""

        direction: Direction
        key: int
        edge: int
        """The key of the item the page is to join."""

    @dataclass
    class Jump(PaneMessage):
        """The first or the last item of the list is wanted, and is not loaded."""

        direction: Direction

    @dataclass
    class Highlighted(PaneMessage):
        """The cursor is on another item now."""

        item: Any

    @dataclass
    class Selected(PaneMessage):
        """An item was chosen, by key or by a second click."""

        item: Any

    descending = False
    """The keys of the list fall from the top to the bottom."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._wanted: dict[Direction, ListPane.NeedPage] = {}
        self._told: int | None = None
        self._land: Callable[[], None] | None = None

    # For heirs

    def asked_from(self, edge: int) -> int:
        """The key to ask for a page with, if it is not that of the item at the edge."""
        return edge

    def land(
        self,
        items: Iterable[T],
        *,
        up: bool,
        down: bool,
        at: int | None = None,
        row: int | None = None,
        end: Direction = Direction.UP,
        anew: bool = True,
        made: Blocks | None = None,
    ) -> None:
        """Show another run, whole or not at its ends, the cursor on `at` or else on an end. Where it is not
        `anew`, what is the same as before looks the same. `made` are lines that are there already."""
        self._wanted.clear()
        if anew:
            self.refresh()
            self.blocks.clear()
        if made is not None and made.cells == self.room:
            self.blocks = made
        with self.changing():
            self.window.open(items, up=up, down=down, at=at, row=row, end=end)
        self._land = None if self.size.height else lambda: self.window.place(at, row=row, end=end)

    # What it is given

    def show_page(self, request: "ListPane.NeedPage", page: Page[T]) -> None:
        """The page that was asked for. One that is not wanted any more is dropped."""
        if self.is_wanted(request):
            del self._wanted[request.direction]
            with self.changing():
                if self.window.edge(request.direction) == request.edge:
                    self.window.add(request.direction, page.items, whole=page.complete)

    def is_wanted(self, request: "ListPane.NeedPage") -> bool:
        """The pane still waits for that page."""
        return self._wanted.get(request.direction) is request

    def forget(self, request: "ListPane.NeedPage") -> None:
        """The page could not be had; the next move asks again."""
        if self.is_wanted(request):
            del self._wanted[request.direction]

    def arrive(self, *items: T) -> None:
        """Items that are new in the list take their places; known ones are replaced."""
        self._wanted.clear()  # a page that is under way may have been read before they were there
        with self.changing():
            for item in items:
                self.window.arrive(item, descending=self.descending)

    def replace(self, item: T) -> None:
        """An item looks different now; one that is not loaded is left alone."""
        index = self.window.index_of(self.key_of(item))
        if index is None or self.window.items[index] == item:
            return
        before, lines = self.window.items[index], self.window.lines_of(index)
        self.window.items[index] = item
        if self.window.lines_of(index) == lines:  # nothing else is on another row now
            self.refresh_rows(*self.rows_of(index))
            return
        self.window.items[index] = before
        with self.changing():
            self.window.replace(item)

    def repaint(self) -> None:
        """Everything may look different now: ages have grown, a name was learnt."""
        with self.changing():
            self.blocks.clear()
            self.window.resize(self.body_height)

    # What a person does with it

    @property
    def current(self) -> T | None:
        """The item under the cursor."""
        return self.window.current

    def move(self, count: int) -> None:
        """Move the cursor by items."""
        with self.changing():
            self.window.move(count)

    def scroll_lines(self, count: int) -> None:
        """Move the view by lines."""
        with self.changing():
            self.window.scroll(count)

    def page(self, count: float) -> None:
        """Move by pages, or by parts of one: `page(-0.5)` is half a page up."""
        lines = max(1, round(abs(count) * (self.body_height - 1)))
        with self.changing():
            self.window.page(lines if count > 0 else -lines)

    def go_to(self, key: int) -> bool:
        """Put the cursor on the item with this key. False when it is not loaded."""
        index = self.window.index_of(key)
        if index is not None:
            with self.changing():
                self.window.go(index)
        return index is not None

    def go_to_end(self, direction: Direction) -> None:
        """Put the cursor on the first or last item of the list, loaded or not."""
        if self.window.whole[direction]:
            with self.changing():
                self.window.go(0 if direction is Direction.UP else len(self.window.items) - 1)
        else:
            self.post_message(self.Jump(self, direction))

    def select(self) -> None:
        """Choose the item under the cursor."""
        if self.current is not None:
            self.post_message(self.Selected(self, self.current))

    # How it is done

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Around every change: afterwards what differs is painted, told and asked for."""
        with self.repainting():
            yield
            self.rows = None
        key = None if self.current is None else self.key_of(self.current)
        if key != self._told:
            self._told = key
            if key is not None:
                self.post_message(self.Highlighted(self, self.current))
        for direction, edge in self.window.missing():
            request = self._wanted.get(direction)
            if request is None or request.edge != edge:
                self._wanted[direction] = self.NeedPage(self, direction, self.asked_from(edge), edge)
                self.post_message(self._wanted[direction])

    def click_row(self, row: int, *, twice: bool) -> None:
        """A click puts the cursor there; a second one chooses."""
        place = self.place_at(row)
        if place is not None:
            with self.changing():
                self.window.go(place[0])
            if twice:
                self.select()

    def fit(self) -> None:
        """Other widths make other lines; a list opened before there was a place lands now."""
        room, before = self.room, self.blocks.cells
        if room == before and self.body_height == self.window.height and self._land is None:
            return
        with self.changing():
            if room != before:
                self.blocks.clear()
                self.blocks.cells = room
            self.window.height = self.body_height
            if self._land is not None and self.size.height:
                self._land()
                self._land = None
            self.window.resize(self.body_height)
