"""What the cursor of the list rests on has been read when it is opened; and is what the desk has then."""

from typing import Any

import pytest
from msgspec.structs import replace

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.entry import Entry
from agentconsole.model.people import Contact
from agentconsole.tui.widgets.run_pane import RunPane
from tests.tui.held import asked
from tests.tui.play import Play, play, received

BEN = Contact(name="Ben Ode", email="ben@else.example")
QUOTING = "It has not come.\n\nOn Mon, 2 Nov 2026, Ana wrote:\n> You wrote that it is on its way.\n"


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


async def going_on(ana: Play) -> None:
    """Ana has one conversation open, and rests on the next."""
    number = received(ana.desk, "Where is my suitcase?", key="other", customer=BEN)
    received(ana.desk, QUOTING, key="other", customer=BEN)
    await ana.open(2)
    await ana.press("5")
    await ana.sees("Ben Ode")
    ana.screen.panes.list.go_to(number)
    await ana.until(lambda: ana.screen.panes.thread.ahead, "its lines")
    assert not ana.screen.panes.is_open(number)


def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The entries of which lines are made from now on."""
    entries: list[int] = []
    make = RunPane._make

    def makes(self: Any, before: Any, item: Any) -> Any:
        if isinstance(item, Entry):
            entries.append(item.id)
        return make(self, before, item)

    monkeypatch.setattr(RunPane, "_make", makes)
    return entries


@pytest.mark.parametrize("size", [(120, 40), (200, 50)])
def test_the_lines_it_is_shown_in_are_made_before_it_is_opened(
    size: tuple[int, int], desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ana: Play) -> None:
        await going_on(ana)
        entries = made(monkeypatch)
        await ana.press("enter")
        await ana.sees("Where is my suitcase?")
        assert entries == []
        there = ana.text()
        ana.screen.panes.thread.repaint()
        ana.screen.panes.history.repaint()
        await ana.pilot.pause()
        assert ana.text() == there
        assert entries

    play(desk, scene, size=size)


def test_lines_of_another_width_are_made_again(desk: LocalDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(ana: Play) -> None:
        await going_on(ana)
        await ana.pilot.resize_terminal(160, 40)
        entries = made(monkeypatch)
        await ana.press("enter")
        await ana.sees("Where is my suitcase?")
        assert entries

    play(desk, scene)


def test_what_is_found_to_be_quoted_meanwhile_is_folded(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await going_on(ana)
        quoting = ana.screen.preparing.next.found.thread.items[-1]
        before = ana.screen.panes.thread.ahead
        ana.screen.panes.folding.toggle(quoting)
        assert ana.screen.panes.thread.ahead is not before
        await ana.press("enter")
        await ana.sees("You wrote that it is on its way.")

    play(desk, scene)


def test_an_unseen_history_that_cannot_name_a_conversation_hands_nothing_over(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        received(desk, "I am here again.", key="older", customer=BEN, days=900)
        await going_on(ana)
        found = ana.screen.preparing.next.found
        ana.screen.preparing._lay(replace(found, named=()))
        assert ana.screen.panes.history.ahead is None
        assert ana.screen.panes.thread.ahead is not None

    play(desk, scene)
