from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from agentconsole.tui.window import Direction, Window

UP, DOWN = Direction.UP, Direction.DOWN


def window_of(
    items: list[int], *, height: int, lines: Callable[[int], int] = lambda _: 1, **more: object
) -> Window[int]:
    """A whole list of keys, each as many lines as `lines` says for its key."""
    window: Window[int] = Window(lambda key: key, lambda index: lines(window.items[index]), **more)  # type: ignore[arg-type]
    window.resize(height)
    window.open(items, up=True, down=True)
    return window


def seen(window: Window[int]) -> list[tuple[int, int]]:
    return [(window.items[index], line) for index, line in window.rows()]


def test_the_view_starts_at_the_top_and_the_cursor_on_the_first_item():
    window = window_of([1, 2, 3, 4, 5], height=3)
    assert seen(window) == [(1, 0), (2, 0), (3, 0)]
    assert window.current == 1


def test_a_list_opened_at_its_end_shows_the_last_items():
    window = window_of([], height=3)
    window.open([1, 2, 3, 4, 5], up=False, down=True, end=DOWN)
    assert seen(window) == [(3, 0), (4, 0), (5, 0)]
    assert window.current == 5


def test_an_empty_list_can_be_moved_in_without_harm():
    window = window_of([], height=3)
    window.move(1)
    window.scroll(5)
    window.page(-2)
    window.go(7)
    assert window.current is None
    assert window.rows() == []
    assert window.missing() == ()


def test_moving_past_the_edge_of_the_view_scrolls_by_no_more_than_needed():
    window = window_of([1, 2, 3, 4, 5], height=3)
    window.move(3)
    assert seen(window) == [(2, 0), (3, 0), (4, 0)]
    window.move(-1)
    assert seen(window) == [(2, 0), (3, 0), (4, 0)]
    window.move(-2)
    assert seen(window) == [(1, 0), (2, 0), (3, 0)]


def test_an_item_of_several_lines_is_shown_whole_when_there_is_room():
    window = window_of([1, 2, 3], height=4, lines=lambda key: {1: 2, 2: 3, 3: 1}[key])
    window.move(1)
    assert seen(window) == [(1, 1), (2, 0), (2, 1), (2, 2)]


def test_an_item_longer_than_the_view_is_read_through_before_the_cursor_leaves_it():
    window = window_of([1, 2, 3], height=4, lines=lambda key: 9 if key == 2 else 1)
    window.move(1)
    assert seen(window)[0] == (2, 0)
    places = []
    while window.current == 2:
        places.append(seen(window))
        window.move(1)
    assert {line for place in places for _, line in place} == set(range(9))
    window.move(-1)
    assert window.current == 2


def test_scrolling_takes_the_cursor_along_only_when_it_would_leave_the_view():
    window = window_of(list(range(10)), height=4)
    window.go(2)
    window.scroll(1)
    assert window.current == 2
    window.scroll(4)
    assert seen(window)[0] == (5, 0)
    assert window.current == 5
    window.scroll(-100)
    assert window.current == 3


def test_a_page_moves_the_cursor_with_the_view_and_at_the_end_to_the_last_item():
    window = window_of(list(range(10)), height=4)
    window.go(1)
    window.page(3)
    assert (seen(window)[0], window.current) == ((3, 0), 4)
    window.page(3)
    window.page(3)
    assert window.current == 9
    for _ in range(4):
        window.page(-3)
    assert window.current == 0


def test_a_page_put_before_leaves_the_same_lines_in_view():
    window = window_of([], height=3)
    window.open([10, 11, 12, 13], up=False, down=True)
    window.move(1)
    before = seen(window)
    window.add(UP, [7, 8, 9], whole=False)
    assert seen(window) == before
    assert window.current == 11
    assert window.items == [7, 8, 9, 10, 11, 12, 13]


def test_a_separator_that_a_page_makes_needless_does_not_move_the_text():
    """An item has a line more when nothing, or something of another kind, is above it."""

    def lines(index: int) -> int:
        fresh = index == 0 or window.items[index] // 10 != window.items[index - 1] // 10
        return 2 + fresh

    window: Window[int] = Window(lambda key: key, lines)
    window.resize(4)
    window.open([15, 16, 17], up=False, down=True)
    window.scroll(2)
    assert window.rows() == [(0, 2), (1, 0), (1, 1), (2, 0)]
    window.add(UP, [13, 14], whole=False)
    assert window.rows() == [(2, 1), (3, 0), (3, 1), (4, 0)]


def test_a_page_that_repeats_what_is_there_doubles_nothing():
    window = window_of([], height=3)
    window.open([10, 11], up=False, down=True)
    window.add(UP, [9, 10], whole=True)
    assert window.items == [9, 10, 11]


def test_whoever_rests_at_the_end_sees_what_arrives():
    window = window_of([1, 2, 3, 4], height=3, follow=DOWN)
    window.go(3)
    window.arrive(5)
    assert seen(window) == [(3, 0), (4, 0), (5, 0)]
    assert window.current == 5


def test_whoever_reads_further_up_stays_where_they_are_when_something_arrives():
    window = window_of([1, 2, 3, 4], height=3, follow=DOWN)
    before = seen(window)
    window.arrive(5)
    assert seen(window) == before
    assert window.current == 1


def test_in_a_list_newest_first_an_arrival_at_the_top_does_not_move_a_reader_below():
    window = window_of([9, 8, 7, 6, 5], height=3, follow=UP)
    window.go(4)
    before = seen(window)
    window.arrive(10, descending=True)
    assert window.items[0] == 10
    assert (seen(window), window.current) == (before, 5)
    window.go(0)
    window.arrive(11, descending=True)
    assert (seen(window)[0], window.current) == ((11, 0), 11)


def test_what_arrives_late_takes_the_place_its_key_gives_it():
    window = window_of([1, 2, 5, 6], height=9)
    window.arrive(4)
    assert window.items == [1, 2, 4, 5, 6]


def test_what_arrives_beyond_an_end_that_is_not_whole_is_left_to_its_page():
    window = window_of([], height=3)
    window.open([3, 4], up=False, down=False)
    window.arrive(9)
    window.arrive(1)
    assert window.items == [3, 4]


def test_the_ordinal_of_an_item_survives_pages_and_arrivals_above_it():
    window = window_of([], height=3, keep=6)
    window.open([50, 49, 48, 47], up=False, down=False)
    assert window.ordinal + (window.index_of(48) or 0) == 2
    window.add(UP, [53, 52, 51], whole=True)
    assert window.ordinal + (window.index_of(48) or 0) == 2
    window.arrive(54, descending=True)
    assert window.ordinal + (window.index_of(48) or 0) == 3
    for _ in range(8):
        window.go(len(window.items) - 1)
        window.add(DOWN, [window.items[-1] - 1], whole=False)
    assert len(window.items) == 6
    assert 54 not in window.items
    assert window.ordinal == 51 - window.items[0]


class Reading(RuleBasedStateMachine):
    """A list of any length is read through a window, while pages come and items arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.all = list(range(0, 400, 2))
        self.heights: dict[int, int] = {}
        self.window: Window[int] = Window(
            lambda key: key, lambda index: 1 + self.window.items[index] * 7919 % 5, follow=DOWN, keep=60
        )
        self.window.open(self.all[-20:], up=False, down=True, end=DOWN)

    @rule(height=st.integers(1, 30))
    def resize(self, height: int) -> None:
        self.window.resize(height)

    @rule(count=st.integers(-5, 5))
    def move(self, count: int) -> None:
        self.window.move(count)

    @rule(count=st.integers(-60, 60))
    def scroll(self, count: int) -> None:
        self.window.scroll(count)

    @rule(count=st.integers(-30, 30).filter(bool))
    def page(self, count: int) -> None:
        self.window.page(count)

    @rule(start=st.integers(0, 190), size=st.integers(1, 40), at=st.integers(0, 39))
    def jump(self, start: int, size: int, at: int) -> None:
        run = self.all[start : start + size]
        key = run[min(at, len(run) - 1)]
        self.window.open(run, up=start == 0, down=start + size >= len(self.all), at=key)
        assert self.window.current == key

    @rule(size=st.integers(0, 40), direction=st.sampled_from(Direction))
    @precondition(lambda self: self.window.items)
    def page_comes(self, size: int, direction: Direction) -> None:
        before = seen(self.window)
        if direction is UP:
            stop = self.all.index(self.window.items[0])
            page, whole = self.all[max(0, stop - size) : stop], stop - size <= 0
        else:
            start = self.all.index(self.window.items[-1]) + 1
            page, whole = self.all[start : start + size], start + size >= len(self.all)
        full = len(before) == self.window.height
        self.window.add(direction, page, whole=whole)
        if full:
            assert seen(self.window) == before

    @rule(late=st.booleans(), data=st.data())
    def something_arrives(self, late: bool, data: st.DataObject) -> None:
        key = data.draw(st.integers(0, 399)) if late else self.all[-1] + 1
        if key in self.all:
            return
        rested = self.window.current == self.all[-1] and not self.window._hidden()
        before = seen(self.window)
        self.all = sorted([*self.all, key])
        self.window.arrive(key)
        if rested:
            assert self.window.current == self.all[-1]
        elif len(before) == self.window.height and not before[0][0] < key < before[-1][0]:
            assert seen(self.window) == before

    @invariant()
    def what_is_held_is_a_part_of_the_list_without_a_gap(self) -> None:
        items = self.window.items
        start = self.all.index(items[0])
        assert items == self.all[start : start + len(items)]
        assert not self.window.whole[UP] or start == 0
        assert not self.window.whole[DOWN] or items[-1] == self.all[-1]

    @invariant()
    def the_cursor_is_in_view_and_the_view_is_full_of_lines_in_order(self) -> None:
        rows = self.window.rows()
        assert self.window.cursor in {index for index, _ in rows}
        lines = [
            (index, line)
            for index in range(len(self.window.items))
            for line in range(self.window.lines_of(index))
        ]
        start = lines.index(rows[0])
        assert rows == lines[start : start + self.window.height]
        assert len(rows) == min(self.window.height, len(lines))

    @invariant()
    def memory_is_bounded(self) -> None:
        assert len(self.window.items) <= 61

    @invariant()
    def a_page_is_asked_for_before_the_view_gets_there(self) -> None:
        wanted = dict(self.window.missing())
        for direction, index in ((UP, 0), (DOWN, -1)):
            in_view = self.window.items[index] in {key for key, _ in seen(self.window)}
            if in_view and not self.window.whole[direction]:
                assert wanted[direction] == self.window.items[index]


TestReading = Reading.TestCase
TestReading.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@given(st.integers(1, 12), st.lists(st.integers(1, 6), min_size=1, max_size=12), st.integers(0, 11))
def test_going_to_an_item_shows_as_much_of_it_as_there_is_room_for(height: int, lines: list[int], at: int):
    window = window_of(list(range(len(lines))), height=height, lines=lines.__getitem__)
    at = min(at, len(lines) - 1)
    window.go(at)
    shown = [line for key, line in seen(window) if key == at]
    assert shown[0] == 0
    assert len(shown) == min(height, lines[at])
