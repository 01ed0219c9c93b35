"""What arrives just while something is being read is shown all the same, in the thread and the history."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.tui.background import DeskChanged
from tests.make import Clock
from tests.tui.held import hold_back
from tests.tui.play import Play, play, received


def shown(ana: Play) -> tuple[list[str], list[str]]:
    panes = ana.screen.panes
    return [e.text for e in panes.thread.window.items], [e.text for e in panes.history.window.items]


async def until_told(ana: Play, desk: LocalDesk) -> None:
    """Until the console has heard of everything there is."""
    assert ana.app.watcher is not None
    await ana.until(lambda: ana.app.watcher._after == desk.latest(), "the news")
    for _ in range(5):
        await ana.pilot.pause(0.02)


def test_what_arrives_while_a_conversation_is_being_opened_is_in_thread_and_history(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ana: Play) -> None:
        held = hold_back(monkeypatch, ana, "open")
        ana.screen.opening.open(2)
        received(desk, "One thing more.")
        await until_told(ana, desk)
        held[0]()
        await ana.until(lambda: all("One thing more." in pane for pane in shown(ana)))
        assert ana.screen.panes.opened.new

    play(desk, scene)


def test_what_arrives_while_the_history_is_being_read_is_in_it(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        held = hold_back(monkeypatch, ana, "history run")
        ana.screen.paging.history_at(desk.thread(2).items[0].id)
        received(desk, "One thing more.")
        await ana.until(lambda: "One thing more." in shown(ana)[0])
        held[0]()
        await ana.until(lambda: "One thing more." in shown(ana)[1])
        await ana.sees("of 5")

    play(desk, scene)


def test_two_batches_of_news_that_end_with_the_same_entry_are_both_shown(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        ana.app.watcher.stop()
        before = desk.latest()
        first = desk.do(c.Note(conversation=2, text="first"), by="ben").entries[0]
        second = desk.do(c.Note(conversation=2, text="second"), by="ben").entries[0]
        changes = [change for change in desk.changes(before) if change.entry in (first.id, second.id)]
        more = replace(changes[-1], position=changes[-1].position + 1)
        ana.app.post_message(DeskChanged(tuple(changes)))
        ana.app.post_message(DeskChanged((more,)))
        await ana.until(lambda: "second" in shown(ana)[0])
        await ana.until(lambda: {"first", "second"} <= set(shown(ana)[0]) & set(shown(ana)[1]))

    play(desk, scene)


def test_an_answer_is_told_though_it_was_told_that_the_question_was_seen(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        asked = desk.do(c.Ask(conversation=2, specialist="priya", question="Why?"), by="ana").ask
        assert asked is not None
        await ana.open()
        desk.do(c.See(ask=asked.id), by="priya")
        await ana.sees("has seen the question")
        desk.do(c.Answer(ask=asked.id, text="Twice.", suggested_reply="Sorry."), by="priya")
        await ana.sees("t takes the suggested reply")

    play(desk, scene)


def test_a_message_taken_back_is_shown_as_such_everywhere(desk: LocalDesk) -> None:
    async def scene(ben: Play) -> None:
        await ben.open()
        sent = desk.do(c.Reply(conversation=2, text="Sorry.", seen=desk.conversation(2).version), by="ana")
        await ben.sees("undo until")
        desk.do(c.Unsend(conversation=2, entry=sent.entries[0].id), by="ana")
        await ben.sees("taken back")
        assert "undo until" not in ben.text()

    play(desk, scene, me="ben")


def test_when_the_time_to_take_back_is_over_the_thread_does_not_offer_it(
    desk: LocalDesk, clock: Clock
) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        desk.do(c.Reply(conversation=2, text="Sorry.", seen=desk.conversation(2).version), by="ana")
        await ana.sees("undo until")
        ana.screen.tick()
        clock.at += timedelta(minutes=1)
        ana.screen.tick()
        await ana.until(lambda: "undo until" not in ana.text())

    play(desk, scene)
