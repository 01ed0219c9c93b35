"""The ends of a long history are at hand, and as the desk has them."""

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.tui import runs
from agentconsole.tui.window import Direction
from tests.tui.held import asked
from tests.tui.play import Play, play, received


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "PAGE", 20)
    monkeypatch.setattr(runs, "CONTEXT", 5)


@pytest.fixture
def long(desk: LocalDesk) -> LocalDesk:
    """Mei wrote 300 times."""
    for number in range(300):
        received(desk, f"Letter {number}.", days=200 - number / 2)
    return desk


async def opened(ana: Play) -> None:
    await ana.open(2)
    await ana.press("tab", "tab")
    await ana.until(lambda: all(end.found for end in ana.screen.paging.reaching.ends.values()), "both ends")


def test_the_first_and_the_newest_entry_are_shown_without_a_question(
    long: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ana: Play) -> None:
        await opened(ana)
        history = ana.screen.panes.history
        await ana.until(lambda: history.place is not None, "its place")
        groups = asked(monkeypatch, ana)
        history.go_to_end(Direction.DOWN)
        await ana.until(lambda: history.place == (304, 304), "the first entry")
        assert history.current is not None
        assert "bag I never had" in history.current.text
        history.go_to_end(Direction.UP)
        await ana.until(lambda: history.place == (1, 304), "the newest entry")
        assert not {"history run", "place"} & set(groups)

    play(long, scene)


def test_what_arrives_is_at_the_newest_end(long: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await opened(ana)
        history = ana.screen.panes.history
        history.go_to_end(Direction.DOWN)
        await ana.until(lambda: not history.window.whole[Direction.UP], "the first entries")
        received(long, "The very last letter.")
        await ana.until(lambda: ana.screen.paging.reaching.take(Direction.UP) is None, "the news")
        history.go_to_end(Direction.UP)
        await ana.until(
            lambda: history.current is not None and history.current.text == "The very last letter."
        )
        await ana.until(lambda: history.place == (1, 305))

    play(long, scene)


def test_a_short_history_is_not_read_twice(desk: LocalDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(ana: Play) -> None:
        groups = asked(monkeypatch, ana)
        await ana.open(2)
        ana.screen.paging.reaching._read()
        assert not [group for group in groups if group.startswith("history")]

    play(desk, scene)
