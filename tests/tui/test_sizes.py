"""Any terminal will do: small, huge, without colours, resized while one works."""

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from tests.tui.play import Play, play


@pytest.mark.parametrize("size", [(20, 6), (80, 24), (300, 90)])
def test_everything_opens_at_any_size(desk: LocalDesk, size: tuple[int, int]) -> None:
    desk.do(c.Ask(conversation=2, specialist="priya", question="?"), by="ana")

    async def scene(ana: Play) -> None:
        await ana.open()
        for keys in (
            ("r", "x", "ctrl+s", "escape", "escape"),
            ("@", "escape"),
            ("?", "q"),
            ("u", "q"),
            ("ctrl+p", "escape"),
        ):
            await ana.press(*keys)
        await ana.press("o", "escape", ":", "escape", "g", "c", "q", "g", "a", "q", "s", "escape")
        assert ana.screen.panes.is_open(2)

    play(desk, scene, size=size)


def test_no_color_takes_nothing_away_but_colours(desk: LocalDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.until(lambda: ana.screen.panes.history.place)
        await ana.press("r")
        await ana.sees("reply to Mei Tan")
        shown.append(ana.text())

    desk.do(c.MarkRead(conversation=2), by="ana")
    play(desk, scene)
    monkeypatch.setenv("NO_COLOR", "1")
    play(desk, scene)
    assert shown[0] == shown[1]


def test_a_draft_survives_resizing(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear Mei")
        for width, height in ((80, 24), (200, 50), (60, 20)):
            await ana.pilot.resize_terminal(width, height)
        assert ana.writing == "Dear Mei"
        await ana.sees("#2 · open · Ana (you)")

    play(desk, scene)


@pytest.mark.parametrize("key", ["r", "c"])
def test_the_drawer_of_conversations_does_not_cover_what_is_written(desk: LocalDesk, key: str) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("escape")
        assert ana.screen.has_class("-list")
        await ana.press(key)
        await ana.until(lambda: ana.screen.panes.composer.is_open)
        assert not ana.screen.has_class("-list")

    play(desk, scene, size=(80, 24))
