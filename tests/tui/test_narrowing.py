"""What the history is narrowed to, and what the person is told of what cannot be had."""

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import Ask, Claim
from agentconsole.model.entry import Kind
from agentconsole.model.errors import Unavailable
from agentconsole.model.people import Contact
from agentconsole.model.queries import EVERYTHING, Filter
from agentconsole.settings.config import Config
from agentconsole.tui.screens.palette import Palette
from agentconsole.tui.widgets.list_pane import ListPane
from agentconsole.tui.window import Direction
from tests.tui.play import Play, play, received


def test_a_filter_and_a_search_are_those_of_one_customer(desk: LocalDesk) -> None:
    other = received(desk, "Hello from Bo", key="bo", customer=Contact(name="Bo", email="bo@bo.example"))

    async def scene(ana: Play) -> None:
        await ana.open()
        panes = ana.screen.panes
        ana.screen.looking.narrow(Filter(kind=Kind.MESSAGE))
        ana.screen.finding.look_for("bag")
        await ana.until(lambda: panes.history.only.kind and len(panes.history.found.ids) == 2)
        await ana.open(1)
        assert {entry.kind for entry in panes.history.window.items} == {Kind.MESSAGE}
        assert panes.history.only == panes.only and len(panes.history.found.ids) == 2
        await ana.open(other)
        assert (panes.only, panes.history.only, panes.history.found.ids) == (EVERYTHING, EVERYTHING, ())

    play(desk, scene)


def test_a_page_of_conversations_that_cannot_be_had_is_told(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ana: Play) -> None:
        def fails(*_: object, **__: object) -> None:
            raise Unavailable("The desk cannot be reached", "Look at the network")

        monkeypatch.setattr(desk, "inbox", fails)
        ana.screen.panes.list.post_message(ListPane.NeedPage(ana.screen.panes.list, Direction.DOWN, 2, 2))
        await ana.sees("The desk cannot be reached")

    play(desk, scene)


def test_every_warning_about_the_configuration_can_be_read(desk: LocalDesk) -> None:
    keys = {"conversation.nosuch": ("x",), "conversation.note": ("ctrl+h",), "conversation.reply": ("R",)}

    async def scene(ana: Play) -> None:
        await ana.sees("conversation.nosuch: there is no such action")
        assert ".." not in ana.text()
        await ana.press("?")
        await ana.sees("conversation.note: ctrl+h cannot be bound")
        assert "conversation.reopen" in ana.text()

    play(desk, scene, size=(200, 50), config=Config(timezone="UTC", keys=keys))


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (200, 50)])
def test_every_view_is_named_above_the_list_also_when_somebody_asks(
    desk: LocalDesk, size: tuple[int, int]
) -> None:
    desk.do(Claim(conversation=1), by="ben")
    desk.do(Ask(conversation=1, specialist="ana", question="Why?"), by="ben")

    async def scene(ana: Play) -> None:
        await ana.sees("asked 1")
        assert "5 all" in ana.text()

    play(desk, scene, size=size)


def test_who_has_moved_in_the_palette_stays_there_when_customers_come(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.press("ctrl+p", *"re")
        palette = ana.app.screen
        assert isinstance(palette, Palette)
        await ana.until(lambda: palette.shown_for == "re" and palette.list.choices)
        await ana.press("down", "down")
        await ana.until(lambda: palette.list.cursor == 2)
        meant = palette.list.current
        palette._met(desk.customers("mei", limit=5).items)
        assert palette.list.current == meant

    play(desk, scene)
