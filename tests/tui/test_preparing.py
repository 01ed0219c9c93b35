"""What the cursor of the list rests on has been read when it is opened; and is what the desk has then."""

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from tests.tui.held import asked
from tests.tui.play import Play, play, received


async def rested(ana: Play) -> None:
    """The cursor is on Ana's conversation, which has been read."""
    await ana.sees("Baggage fee")
    await ana.until(lambda: ana.screen.preparing.next.found is not None, "it is read")


def test_a_conversation_on_which_the_cursor_rests_opens_without_a_question(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ana: Play) -> None:
        await rested(ana)
        groups = asked(monkeypatch, ana)
        await ana.press("enter")
        assert ana.screen.panes.is_open(2)
        assert "open" not in groups
        await ana.sees("charged again for the same bag")

    play(desk, scene)


def test_what_is_said_in_it_meanwhile_is_there_when_it_is_opened(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await rested(ana)
        received(desk, "One thing more.")
        await ana.until(lambda: ana.screen.preparing.next.found is None, "it is old")
        await ana.press("enter")
        await ana.sees("One thing more.")

    play(desk, scene)


def test_what_is_done_here_makes_it_old_before_there_are_news_of_it(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await rested(ana)
        ana.app.watcher.stop()
        ana.app.session.do(c.Note(conversation=1, text="Of the same customer."))
        assert ana.screen.preparing.take(2) is None

    play(desk, scene)


def test_that_another_conversation_was_read_leaves_it_as_it_is(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await rested(ana)
        ana.app.watcher.stop()
        ana.app.session.do(c.MarkRead(conversation=1))
        assert ana.screen.preparing.take(2) is not None
        ana.app.session.do(c.MarkRead(conversation=2))
        assert ana.screen.preparing.take(2) is None

    play(desk, scene)


def test_whoever_writes_does_not_read_ahead(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open(2)
        ana.screen.preparing.next.forget()
        await ana.press("n")
        ana.screen.preparing._read()
        await ana.pilot.pause(0.05)
        assert ana.screen.preparing.next.found is None

    play(desk, scene)
