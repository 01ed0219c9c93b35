from types import SimpleNamespace
from typing import Any

import msgspec
from textual import on
from textual.pilot import Pilot

from agentconsole.model.conversation import Conversation, CustomerRef, Status
from agentconsole.model.queries import Filter, Query
from agentconsole.tui.runs import Run
from agentconsole.tui.widgets.found import Found
from agentconsole.tui.widgets.history import History
from agentconsole.tui.window import Direction


def conversation(number: int) -> Conversation:
    return Conversation(
        id=number,
        customer=CustomerRef(id=1, name="Mei Tan"),
        subject=f"Matter {number}",
        status=Status.CLOSED,
    )


class Asking(History):
    """A history that keeps what it asks for."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.wanted: list[Any] = []

    @on(History.NeedConversations)
    @on(History.GoTo)
    @on(History.NeedFound)
    @on(History.Leave)
    def keep(self, message: Any) -> None:
        self.wanted.append(message)


def in_matters(stage: SimpleNamespace, count: int, each: int = 5) -> list[Any]:
    """Entries of which so many belong to one conversation, one after another."""
    return [stage.entry(number, conversation=(number - 1) // each + 1) for number in range(1, count + 1)]


def test_a_history_is_newest_first_one_row_an_entry(stage: SimpleNamespace):
    history, items = History(stage.onlooker()), stage.entries(300)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(stage.newest(items), here=1)
        await pilot.pause()
        rows = stage.text_of(history)
        assert rows[0].startswith("history all ──")
        assert [row.split()[-1] for row in rows[1:]] == [str(number) for number in range(300, 289, -1)]
        assert rows[1].startswith("▌")

    stage.show(history, scene=scene, entries=items)


def test_one_continuous_scroll_reaches_the_oldest_entry_through_every_one(stage: SimpleNamespace):
    history, items = History(stage.onlooker()), stage.entries(650)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(stage.newest(items), here=1)
        read: set[int] = set()
        while not history.window.whole[Direction.DOWN] or history.current.id != 1:
            read |= {history.window.items[index].id for index, _ in history.window.rows()}
            history.page(1)
            await pilot.pause(0)
        assert read == set(range(1, 651))

    stage.show(history, scene=scene, entries=items, size=(60, 40))


def test_conversations_are_separators_and_the_open_one_is_marked_instead(stage: SimpleNamespace):
    history, items = Asking(stage.onlooker()), in_matters(stage, 20)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(stage.newest(items), here=4)
        await pilot.pause()
        assert [row[0] for row in stage.text_of(history)[1:6]] == ["▌", "·", "·", "·", "·"]
        assert "#3" in stage.text_of(history)[6]
        [wanted] = history.wanted
        assert set(wanted.ids) == {2, 3}
        history.know([conversation(number) for number in wanted.ids])
        await pilot.pause()
        rows = stage.text_of(history)
        assert rows[6].startswith(" ── Matter 3 · closed ──")
        assert rows[12].startswith(" ── Matter 2 · closed ──")

    stage.show(history, scene=scene, size=(60, 13))


def test_an_order_between_entries_of_one_conversation_does_not_part_it(stage: SimpleNamespace):
    history = History(stage.onlooker())
    order = stage.entry(3, kind="order", conversation=None, text="A-1042 shipped")
    items = [*stage.entries(2, conversation=2), order, *stage.entries(5, conversation=2)[3:]]

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(stage.newest(items), here=9)
        await pilot.pause()
        assert sum("──" in row for row in stage.text_of(history)[1:]) == 1

    stage.show(history, scene=scene)


def test_brackets_jump_to_the_newest_entry_of_the_neighbouring_conversation(stage: SimpleNamespace):
    history, items = Asking(stage.onlooker()), in_matters(stage, 60)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(stage.newest(items), here=12)
        places = []
        for step in (1, 1, 1, -1, -1):
            assert history.next_conversation(step)
            places.append(history.current.id)
        assert places == [55, 50, 45, 50, 55]
        history.move(-3)
        assert history.current.conversation == 12
        assert not history.next_conversation(-1)

    stage.show(history, scene=scene)


def test_a_conversation_that_is_not_loaded_is_asked_for(stage: SimpleNamespace):
    history, items = Asking(stage.onlooker()), in_matters(stage, 900, each=300)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        app.answering = False
        history.open(stage.newest(items), here=3)
        assert history.next_conversation(1)
        await pilot.pause()
        [leave] = history.wanted
        assert (leave.conversation, leave.direction) == (3, Direction.DOWN)

    stage.show(history, scene=scene, entries=items)


def test_the_head_says_where_one_is_and_moving_paints_it_and_two_rows(stage: SimpleNamespace):
    history, items = History(stage.onlooker()), stage.entries(300)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(stage.newest(items), here=1)
        history.show_place(300, 0, 300)
        await pilot.pause()
        assert stage.text_of(history)[0].endswith(" 1 of 300")
        rows = stage.painted(history)
        history.move(1)
        await pilot.pause()
        assert rows == {0, 1, 2}
        assert history.place == (2, 300)

    stage.show(history, scene=scene, entries=items)


def test_the_place_stays_right_over_pages_jumps_and_arrivals(stage: SimpleNamespace):
    history, items = History(stage.onlooker()), stage.entries(900)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(Run(tuple(reversed(items[400:500])), False, False, at=450), here=1)
        assert history.place is None
        history.show_place(450, 450, 900)
        for _ in range(70):
            history.page(1)
            await pilot.pause(0)
        assert history.place == (901 - history.current.id, 900)
        for _ in range(70):
            history.page(-1)
            await pilot.pause(0)
        assert history.place == (901 - history.current.id, 900)
        new = stage.entry(901)
        app.entries.append(new)
        history.arrive(new)
        assert history.place == (902 - history.current.id, 901)

    stage.show(history, scene=scene, entries=items)


def test_what_arrives_shows_at_the_top_and_moves_nobody_who_reads_below(stage: SimpleNamespace):
    history, items = History(stage.onlooker()), stage.entries(50)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(stage.newest(items), here=1)
        history.arrive(stage.entry(51))
        assert history.current.id == 51
        history.go_to(20)
        await pilot.pause()
        before = stage.text_of(history)
        history.arrive(stage.entry(52))
        await pilot.pause()
        head, *entries = stage.text_of(history)
        assert entries == before[1:]
        assert (before[0].split()[-3:], head.split()[-3:]) == (["32", "of", "51"], ["33", "of", "52"])

    stage.show(history, scene=scene)


def test_what_a_search_found_is_signed_and_its_words_stand_out(stage: SimpleNamespace):
    history = History(stage.onlooker())
    items = [stage.entry(n, text="the FEE was charged" if n % 4 == 0 else "nothing") for n in range(1, 41)]
    found = Found(Query(words=("fee",)), "fee", tuple(range(40, 0, -4)))

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(stage.newest(items), here=1)
        history.show_found(found)
        await pilot.pause()
        rows = stage.text_of(history)
        assert "/fee 1 of 10" in rows[0]
        assert [index for index, row in enumerate(rows) if row.startswith("+")] == [5, 9]
        styles = {segment.text.strip(): segment.style for segment in history.render_line(5)}
        assert styles["FEE"].underline

    stage.show(history, scene=scene)


def test_n_goes_from_one_found_entry_to_the_next_loaded_or_not(stage: SimpleNamespace):
    history, items = Asking(stage.onlooker()), stage.entries(900)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        app.answering = False
        history.open(stage.newest(items), here=1)
        history.show_found(Found(Query(words=("entry",)), "entry", (890, 850, 300), whole=True))
        assert history.next_found(1)
        assert history.next_found(1)
        assert history.current.id == 850
        assert history.next_found(-1)
        assert history.current.id == 890
        assert not history.next_found(-1)
        history.go_to(850)
        assert history.next_found(1)
        await pilot.pause()
        assert [(type(message), message.entry) for message in history.wanted] == [(History.GoTo, 300)]

    stage.show(history, scene=scene, entries=items)


def test_when_more_may_be_found_it_is_asked_for_and_the_jump_goes_on(stage: SimpleNamespace):
    history, items = Asking(stage.onlooker()), stage.entries(90)
    found = Found(Query(words=("entry",)), "entry", (88, 80), whole=False)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(stage.newest(items), here=1)
        history.show_found(found)
        history.go_to(80)
        assert history.next_found(1)
        await pilot.pause()
        [need] = history.wanted
        assert need.before == 80
        assert history.current.id == 80
        history.show_found(msgspec.structs.replace(found, ids=(88, 80, 71), whole=True))
        assert history.current.id == 71
        assert not history.next_found(1)

    stage.show(history, scene=scene)


def test_a_narrowed_history_says_to_what(stage: SimpleNamespace):
    history, items = History(stage.onlooker()), stage.entries(9)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(stage.newest(items), here=1, only=Filter(channel="email", kind="message"))
        await pilot.pause()
        assert stage.text_of(history)[0].startswith("history email · message ──")

    stage.show(history, scene=scene)


def test_the_head_fits_whatever_was_searched_for(stage: SimpleNamespace):
    history, items = History(stage.onlooker()), stage.entries(900)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(stage.newest(items), here=1)
        history.show_place(900, 0, 900)
        history.show_found(Found(Query(words=("荷物",)), "荷物\x1b[2J" * 30, (800,)))
        for width in (60, 38, 20, 12):
            await pilot.resize_terminal(width, 10)
            await pilot.pause()
            strip = history.render_line(0)
            assert strip.cell_length == width
            assert strip.text.isprintable()
            assert width < 30 or strip.text.endswith("1 of 900")

    stage.show(history, scene=scene, entries=items)


def test_a_history_and_a_thread_given_the_same_marks_show_the_same_marks(stage: SimpleNamespace):
    marks: set[int] = {7}
    history, items = History(stage.onlooker(), marks), stage.entries(9)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        history.open(stage.newest(items), here=1)
        await pilot.pause()
        assert stage.text_of(history)[3].startswith("*")
        marks.add(8)
        history.repaint()
        await pilot.pause()
        assert stage.text_of(history)[2].startswith("*")

    stage.show(history, scene=scene)
