"""Runs read from a list of entries that keeps to the promises of a desk."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.model.entry import SYSTEM, Entry
from agentconsole.model.queries import EVERYTHING, Filter, Page
from agentconsole.tui import runs
from agentconsole.tui.runs import Run
from agentconsole.tui.window import Direction

START = datetime(2020, 1, 1, tzinfo=UTC)


class Desk:
    """One customer's entries, each conversation's among them."""

    def __init__(self, ids: list[int], each: int = 50) -> None:
        self.entries = [
            Entry(
                id=number,
                at=START + timedelta(hours=at),
                kind="note" if at % 3 else "message",
                author=SYSTEM,
                conversation=at // each + 1,
            )
            for at, number in enumerate(sorted(ids))
        ]

    def thread(
        self, conversation: int, *, before: int | None = None, after: int | None = None, limit: int = 100
    ) -> Page[Entry]:
        found = [entry for entry in self.entries if entry.conversation == conversation]
        if after is not None:
            found = [entry for entry in found if entry.id > after]
            return Page(items=tuple(found[:limit]), complete=len(found) <= limit)
        found = [entry for entry in found if before is None or entry.id < before]
        return Page(items=tuple(found[-limit:]), complete=len(found) <= limit)

    def history(
        self,
        customer: int,
        *,
        before: int | None = None,
        after: int | None = None,
        limit: int = 100,
        only: Filter = EVERYTHING,
    ) -> Page[Entry]:
        found = [entry for entry in self.entries if only.kind in (None, entry.kind)]
        if after is not None:
            found = [entry for entry in found if entry.id > after]
            return Page(items=tuple(reversed(found[:limit])), complete=len(found) <= limit)
        found = [entry for entry in found if before is None or entry.id < before]
        return Page(items=tuple(reversed(found[-limit:])), complete=len(found) <= limit)


def ids(run: Run | Page[Entry]) -> list[int]:
    return [entry.id for entry in run.items]


def true_of(run: Run, whole: list[int]) -> None:
    """The run is a gapless part of the whole, and knows which ends of it it has."""
    start = whole.index(run.items[0].id)
    assert ids(run) == whole[start : start + len(run.items)]
    assert (run.up, run.down) == (start == 0, run.items[-1].id == whole[-1])


def test_the_ends_of_a_thread():
    desk: Any = Desk(list(range(1, 501)), each=300)
    end, start = runs.thread_end(desk, 1), runs.thread_start(desk, 1)
    assert (ids(end), end.up, end.down) == (list(range(201, 301)), False, True)
    assert (ids(start), start.up, start.down) == (list(range(1, 101)), True, False)
    assert (end.at, start.at) == (None, 1)


def test_the_ends_of_a_history():
    desk: Any = Desk(list(range(1, 501)))
    newest, oldest = runs.history_newest(desk, 1), runs.history_oldest(desk, 1)
    assert (ids(newest), newest.up, newest.down) == (list(range(500, 400, -1)), True, False)
    assert (ids(oldest), oldest.up, oldest.down) == (list(range(100, 0, -1)), False, True)
    assert (newest.at, oldest.at) == (None, 1)


@given(st.sets(st.integers(1, 3000), min_size=1, max_size=400), st.integers(0, 3001))
def test_a_run_around_a_place_has_no_gap_and_what_is_nearest_before_it(numbers: set[int], place: int):
    desk: Any = Desk(sorted(numbers))
    run = runs.history_around(desk, 1, place)
    true_of(run, sorted(numbers, reverse=True))
    older = [number for number in numbers if number <= place]
    assert run.at == (max(older) if older else min(numbers))
    assert run.at in ids(run)


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_run_around_an_entry_of_a_thread_has_it(count: int, entry: int):
    desk: Any = Desk(list(range(1, count + 1)), each=1000)
    run = runs.thread_around(desk, 1, min(entry, count))
    true_of(run, list(range(1, count + 1)))
    assert run.at in ids(run)


def test_a_narrowed_history_goes_around_the_nearest_entry_of_its_kind():
    desk: Any = Desk(list(range(1, 301)))
    run = runs.history_around(desk, 1, 150, Filter(kind="message"))
    assert run.at == 148
    assert {entry.kind for entry in run.items} == {"message"}


@pytest.mark.parametrize(("direction", "place"), [(Direction.DOWN, 100), (Direction.UP, 151)])
def test_beside_a_conversation_are_the_entries_next_to_all_of_its(direction: Direction, place: int):
    desk: Any = Desk(list(range(1, 501)))
    run = runs.history_beside(desk, 1, 3, direction)
    assert run.at == place
    true_of(run, list(range(500, 0, -1)))


def test_beside_the_newest_conversation_there_is_nothing_newer():
    desk: Any = Desk(list(range(1, 101)))
    assert runs.history_beside(desk, 1, 2, Direction.UP).at == 100


def test_pages_go_on_from_the_key_in_the_direction_asked_for():
    desk: Any = Desk(list(range(1, 501)), each=1000)
    up = SimpleNamespace(direction=Direction.UP, key=250)
    down = SimpleNamespace(direction=Direction.DOWN, key=250)
    assert ids(runs.thread_page(desk, 1, up)) == list(range(150, 250))
    assert ids(runs.thread_page(desk, 1, down)) == list(range(251, 351))
    assert ids(runs.history_page(desk, 1, up)) == list(range(350, 250, -1))
    assert ids(runs.history_page(desk, 1, down)) == list(range(249, 149, -1))
