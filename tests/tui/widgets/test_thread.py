from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import msgspec
from textual.pilot import Pilot

from agentconsole.model.ask import Ask, AskState
from agentconsole.tui.runs import Run
from agentconsole.tui.widgets.thread import Thread
from agentconsole.tui.window import Direction


def test_a_thread_opens_at_its_end_with_the_cursor_on_the_last_entry(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(300)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items))
        await pilot.pause()
        assert stage.text_of(thread)[-1] == "▌  entry 300"
        assert thread.current.id == 300
        assert [message.item.id for message in app.heard(Thread.Highlighted)] == [300]

    stage.show(thread, scene=scene, entries=items)


def test_a_thread_opened_before_it_has_a_place_on_the_screen_lands_where_it_should(stage: SimpleNamespace):
    items = stage.entries(30)
    thread = Thread(stage.onlooker())
    thread.display = False

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(Run(tuple(items), True, True, at=15))
        await pilot.pause()
        thread.display = True
        await pilot.pause()
        rows = stage.text_of(thread)
        assert "▌  entry 15" in rows
        assert "   entry 14" in rows

    stage.show(thread, scene=scene)


def test_reading_upwards_reaches_the_first_entry_and_every_one_on_the_way_once(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(650)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items))
        read = []
        for _ in range(649):
            read.append(thread.current.id)
            thread.move(-1)
            await pilot.pause(0)
        assert [*read, thread.current.id] == list(range(650, 0, -1))
        assert len(thread.window.items) <= Thread.keep
        assert {message.direction for message in app.heard(Thread.NeedPage)} == {Direction.UP}

    stage.show(thread, scene=scene, entries=items)


def test_each_day_is_named_once_above_its_first_entry(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(1000)[-20:]

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items))
        await pilot.pause()
        days = [row.split("─")[0].strip() for row in stage.text_of(thread) if "──" in row]
        assert days == ["Mon 16 Nov", "Tue 17 Nov"]

    stage.show(thread, scene=scene, size=(60, 50))


def test_a_line_says_what_is_new_and_the_cursor_is_there(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(40)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items), new_from=37)
        await pilot.pause()
        rows = stage.text_of(thread)
        assert (
            rows.index("▌  entry 37") - next(i for i, row in enumerate(rows) if row.startswith(" new ──"))
            == 2
        )
        assert rows[-1] == "   entry 40"

    stage.show(thread, scene=scene, size=(60, 16))


def test_moving_the_cursor_paints_only_the_entries_it_left_and_reached(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(40)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items))
        thread.move(-1)
        await pilot.pause()
        rows = stage.painted(thread)
        thread.move(-1)
        await pilot.pause()
        assert rows == {6, 7, 8, 9}

    stage.show(thread, scene=scene)


def test_a_page_that_comes_in_above_paints_nothing(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(300)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        app.answering = False
        thread.open(stage.last(items))
        thread.go_to(210)
        await pilot.pause()
        [request] = app.heard(Thread.NeedPage)
        rows = stage.painted(thread)
        thread.show_page(request, app.page(request))
        await pilot.pause()
        assert thread.window.items[0].id == 101
        assert rows == set()

    stage.show(thread, scene=scene, entries=items)


def test_a_page_for_a_place_that_was_left_is_dropped(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(900)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        app.answering = False
        thread.open(stage.last(items))
        thread.go_to(801)
        await pilot.pause()
        [request] = app.heard(Thread.NeedPage)
        thread.open(Run(tuple(items[:100]), True, False))
        await pilot.pause()
        thread.show_page(request, app.page(request))
        assert [entry.id for entry in thread.window.items] == list(range(1, 101))

    stage.show(thread, scene=scene, entries=items)


def test_a_page_read_before_something_arrived_is_asked_for_again(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(300)
    late = msgspec.structs.replace(items[149], text="came late")

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        app.answering = False
        app.entries.remove(items[149])
        thread.open(stage.last(items))
        thread.go_to(201)
        await pilot.pause()
        [request] = app.heard(Thread.NeedPage)
        stale = app.page(request)
        app.entries = sorted([*app.entries, late], key=lambda entry: entry.id)
        thread.arrive(late)
        await pilot.pause()
        thread.show_page(request, stale)
        again = app.heard(Thread.NeedPage)[-1]
        thread.show_page(again, app.page(again))
        assert [entry.id for entry in thread.window.items] == list(range(101, 301))

    stage.show(thread, scene=scene, entries=items)


def test_a_page_that_could_not_be_had_is_asked_for_again_at_the_next_move(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(300)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        app.answering = False
        thread.open(stage.last(items))
        thread.go_to(201)
        await pilot.pause()
        thread.move(1)
        await pilot.pause()
        [request] = app.heard(Thread.NeedPage)
        thread.forget(request)
        thread.move(-1)
        await pilot.pause()
        assert len(app.heard(Thread.NeedPage)) == 2

    stage.show(thread, scene=scene, entries=items)


def test_who_rests_at_the_end_sees_what_is_said_and_who_reads_above_is_left_alone(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(40)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items))
        thread.arrive(stage.entry(41, at=items[-1].at))
        await pilot.pause()
        assert stage.text_of(thread)[-1] == "▌  entry 41"
        thread.go_to(20)
        await pilot.pause()
        before = stage.text_of(thread)
        rows = stage.painted(thread)
        thread.arrive(stage.entry(42, at=items[-1].at))
        await pilot.pause()
        assert (stage.text_of(thread), thread.current.id, rows - set(range(12))) == (before, 20, set())

    stage.show(thread, scene=scene)


def test_an_entry_that_has_changed_is_painted_as_it_is_now(stage: SimpleNamespace):
    thread = Thread(stage.onlooker())
    items = [stage.entry(number, author=stage.ana, delivery="waiting") for number in range(1, 6)]

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items))
        await pilot.pause()
        assert "outbox" in stage.text_of(thread)[-2] + stage.text_of(thread)[-1]
        thread.replace(msgspec.structs.replace(items[-1], delivery="sent"))
        await pilot.pause()
        assert "outbox" not in stage.text_of(thread)[-2] + stage.text_of(thread)[-1]
        assert stage.text_of(thread)[-1] == "▌  entry 5"

    stage.show(thread, scene=scene)


def test_space_marks_entries_for_an_ask_and_the_mark_is_a_sign(stage: SimpleNamespace):
    shared: set[int] = set()
    thread, items = Thread(stage.onlooker(), shared), stage.entries(40)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items))
        thread.toggle_mark()
        thread.move(-2)
        thread.toggle_mark()
        await pilot.pause()
        assert thread.marked_ids == (38, 40)
        assert shared == {38, 40}
        assert [row[0] for row in stage.text_of(thread)].count("*") == 2
        thread.toggle_mark()
        assert thread.marked_ids == (40,)
        thread.clear_marks()
        assert shared == set()

    stage.show(thread, scene=scene)


def test_how_an_ask_stands_is_shown_at_its_question(stage: SimpleNamespace):
    thread = Thread(stage.onlooker())
    question = stage.entry(
        3, kind="ask", author=stage.ana, ask=7, agent="priya", text="Was it charged twice?"
    )
    ask = Ask(
        id=7,
        conversation=1,
        entry=3,
        specialist="priya",
        asked_by="ana",
        question=question.text,
        at=stage.noon,
    )

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last([question]))
        thread.know([ask])
        await pilot.pause()
        assert "open" in "\n".join(stage.text_of(thread))
        seen = stage.noon - timedelta(minutes=3)
        thread.know([msgspec.structs.replace(ask, state=AskState.SEEN, seen_at=seen)])
        await pilot.pause()
        assert "seen 11:57" in "\n".join(stage.text_of(thread))

    stage.show(thread, scene=scene)


def test_the_ends_of_a_thread_are_asked_for_when_they_are_not_loaded(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(900)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items))
        thread.go_to_end(Direction.DOWN)
        assert thread.current.id == 900
        thread.go_to_end(Direction.UP)
        await pilot.pause()
        [jump] = app.heard(Thread.Jump)
        assert jump.direction is Direction.UP
        assert jump.control is thread

    stage.show(thread, scene=scene, entries=items)


def test_a_click_puts_the_cursor_on_an_entry_and_a_second_chooses_it(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(40)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items))
        await pilot.pause()
        row = stage.text_of(thread).index("   entry 38")
        await pilot.click(thread, offset=(5, row))
        assert thread.current.id == 38
        await pilot.click(thread, offset=(5, row), times=2)
        assert [message.item.id for message in app.heard(Thread.Selected)] == [38]

    stage.show(thread, scene=scene)


def test_another_width_breaks_lines_anew_and_keeps_the_entry_in_view(stage: SimpleNamespace):
    thread = Thread(stage.onlooker())
    items = [stage.entry(number, text="word " * 30) for number in range(1, 41)]

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items))
        thread.go_to(20)
        await pilot.resize_terminal(30, 12)
        await pilot.pause()
        assert thread.current.id == 20
        assert any(row.startswith("▌") for row in stage.text_of(thread))
        assert all(len(row) <= 30 for row in stage.text_of(thread))

    stage.show(thread, scene=scene)


def test_a_pane_with_no_room_at_all_does_no_harm(stage: SimpleNamespace):
    thread, items = Thread(stage.onlooker()), stage.entries(40)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items))
        for size in ((1, 1), (2, 1), (3, 40), (60, 12)):
            await pilot.resize_terminal(*size)
            thread.move(-1)
            await pilot.pause()
        assert thread.current.id == 36

    stage.show(thread, scene=scene)


def test_an_empty_thread_can_be_moved_in(stage: SimpleNamespace):
    thread = Thread(stage.onlooker())

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(Run((), True, True))
        thread.move(1)
        thread.page(0.5)
        thread.select()
        thread.toggle_mark()
        thread.go_to_end(Direction.UP)
        await pilot.pause()
        assert stage.text_of(thread) == [""] * 12
        assert app.said == []

    stage.show(thread, scene=scene)


def test_times_are_those_of_the_readers_zone(stage: SimpleNamespace):
    zone = stage.noon.astimezone(tz=None).tzinfo.__class__(timedelta(hours=9))
    thread = Thread(replace(stage.onlooker(), zone=zone))

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last([stage.entry(1000)]))
        await pilot.pause()
        assert "21:00" in "\n".join(stage.text_of(thread))

    stage.show(thread, scene=scene)


def test_a_thread_of_a_hundred_thousand_entries_makes_no_more_blocks_than_it_shows(stage: SimpleNamespace):
    made: list[int] = []

    class Counted(Thread):
        def block(self, before: Any, item: Any, width: int) -> Any:
            made.append(item.id)
            return super().block(before, item, width)

    thread, items = Counted(stage.onlooker()), stage.entries(300)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        thread.open(stage.last(items))
        await pilot.pause()
        assert len(set(made)) <= 40

    stage.show(thread, scene=scene, entries=items)
