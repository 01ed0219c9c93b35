from types import SimpleNamespace
from typing import Any

from textual.pilot import Pilot

from agentconsole.model.conversation import Conversation, CustomerRef
from agentconsole.model.queries import Page
from agentconsole.tui.widgets.conversation_list import ConversationList


def conversations(*numbers: int) -> tuple[Conversation, ...]:
    who = CustomerRef(id=1, name="Mei Tan")
    return tuple(Conversation(id=number, customer=who, subject=f"Matter {number}") for number in numbers)


def subjects(rows: list[str]) -> list[str]:
    return [row.split("Matter ")[1].split()[0] for row in rows if "Matter" in row]


def test_a_view_is_shown_in_its_own_order_with_the_cursor_on_the_first(stage: SimpleNamespace):
    pane = ConversationList(stage.onlooker())

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        pane.open(Page(items=conversations(9, 3, 7)))
        await pilot.pause()
        assert subjects(stage.text_of(pane)) == ["9", "3", "7"]
        pane.select()
        await pilot.pause()
        assert app.heard(ConversationList.Selected)[0].item.id == 9

    stage.show(pane, scene=scene)


def test_what_follows_is_asked_for_with_the_cursor_of_the_desk(stage: SimpleNamespace):
    pane = ConversationList(stage.onlooker())

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        app.answering = False
        pane.open(Page(items=conversations(*range(1, 51)), complete=False, cursor=4711))
        pane.go_to(45)
        await pilot.pause()
        [request] = app.heard(ConversationList.NeedPage)
        assert request.key == 4711
        pane.show_page(request, Page(items=conversations(*range(51, 81)), complete=False, cursor=4712))
        pane.go_to(79)
        await pilot.pause()
        assert app.heard(ConversationList.NeedPage)[-1].key == 4712
        assert [item.id for item in pane.window.items] == list(range(1, 81))

    stage.show(pane, scene=scene)


def test_a_view_read_anew_keeps_the_cursor_on_its_conversation(stage: SimpleNamespace):
    pane = ConversationList(stage.onlooker())

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        pane.open(Page(items=conversations(1, 2, 3, 4)))
        pane.go_to(3)
        pane.refresh_from(Page(items=conversations(9, 1, 2, 4, 3)))
        assert pane.current.id == 3
        await pilot.pause()
        assert subjects(stage.text_of(pane)) == ["9", "1", "2", "4", "3"]

    stage.show(pane, scene=scene)


def test_when_its_conversation_has_left_the_view_the_cursor_stays_near_its_row(stage: SimpleNamespace):
    pane = ConversationList(stage.onlooker())

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        pane.open(Page(items=conversations(1, 2, 3, 4)))
        pane.go_to(3)
        pane.refresh_from(Page(items=conversations(1, 2, 4)))
        assert pane.current.id == 4
        pane.refresh_from(Page(items=conversations(1)))
        assert pane.current.id == 1
        pane.refresh_from(Page(items=()))
        assert pane.current is None

    stage.show(pane, scene=scene)


def test_a_view_read_anew_does_not_move_under_a_reader(stage: SimpleNamespace):
    pane = ConversationList(stage.onlooker())

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        pane.open(Page(items=conversations(*range(1, 41))))
        pane.go_to(20)
        await pilot.pause()
        before, rows = stage.text_of(pane), stage.painted(pane)
        pane.refresh_from(Page(items=conversations(*range(1, 41))))
        await pilot.pause()
        assert rows == set()
        assert stage.text_of(pane) == before

    stage.show(pane, scene=scene)


def test_moving_the_cursor_paints_two_rows(stage: SimpleNamespace):
    pane = ConversationList(stage.onlooker())

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        pane.open(Page(items=conversations(*range(1, 41))))
        await pilot.pause()
        rows = stage.painted(pane)
        pane.move(1)
        await pilot.pause()
        assert rows == {0, 1}

    stage.show(pane, scene=scene)
