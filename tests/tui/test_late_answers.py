"""An answer that comes when something else is on the screen by now belongs to what it was asked for."""

from collections.abc import Callable
from functools import partial

import pytest
from textual.events import Hide

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.keeping import DraftKind
from agentconsole.model.people import Contact
from agentconsole.model.queries import InboxView
from agentconsole.tui.background import DeskChanged
from agentconsole.tui.screens.asks import AsksScreen
from agentconsole.tui.screens.brief import BriefScreen
from agentconsole.tui.screens.palette import Palette
from tests.tui.held import hold_back, hold_back_deeds
from tests.tui.play import Play, play, received

LI = Contact(name="Li Wei", email="li@wei.example")


def texts(ana: Play) -> tuple[set[str], set[str]]:
    """What the thread and the history hold."""
    panes = ana.screen.panes
    return {e.text for e in panes.thread.window.items}, {e.text for e in panes.history.window.items}


async def overtaken(
    monkeypatch: pytest.MonkeyPatch, ana: Play, group: str, asking: Callable[[], None], *, by: int
) -> None:
    """What is asked in one conversation is answered when another one is open."""
    held = hold_back(monkeypatch, ana, group)
    asking()
    await ana.open(by)
    held[0]()
    await ana.pilot.pause()


def test_the_history_of_the_customer_before_does_not_come_beside_another(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = received(desk, "Where is my seat?", key="seat", customer=LI)

    async def scene(ana: Play) -> None:
        await ana.open(2)
        first = desk.thread(1).items[0].id
        asking = partial(ana.screen.paging.history_at, first)
        await overtaken(monkeypatch, ana, "history run", asking, by=other)
        assert texts(ana)[1] == {"Where is my seat?"}

    play(desk, scene)


def test_the_end_of_the_thread_before_does_not_come_into_another(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ana: Play) -> None:
        await ana.open(2)
        held = hold_back(monkeypatch, ana, "thread run")
        thread = ana.screen.panes.thread
        thread.post_message(thread.Jump(thread, "up"))
        await ana.until(lambda: held)
        await ana.open(1)
        before = texts(ana)
        held[0]()
        await ana.pilot.pause()
        assert texts(ana) == before

    play(desk, scene)


def test_what_was_looked_for_in_one_history_is_not_marked_in_another(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = received(desk, "Where is my seat?", key="seat", customer=LI)

    async def scene(ana: Play) -> None:
        await ana.open(2)
        asking = partial(ana.screen.finding.look_for, "charged")
        await overtaken(monkeypatch, ana, "found", asking, by=other)
        assert ana.screen.panes.history.found.ids == ()
        assert texts(ana)[1] == {"Where is my seat?"}

    play(desk, scene)


def test_a_view_that_is_read_anew_before_it_was_there_is_opened_all_the_same(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ana: Play) -> None:
        held = hold_back(monkeypatch, ana, "list")
        ana.screen.listing.show(InboxView.UNOWNED)
        ana.screen.listing.refresh()
        for land in held:
            land()
        assert ana.screen.listing.loaded
        await ana.pilot.pause()
        assert [each.id for each in ana.screen.panes.list.window.items] == [1]

    play(desk, scene)


def test_who_has_read_a_note_is_known_though_something_else_is_asked_meanwhile(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (
        desk.do(c.Note(conversation=2, text=text), by="ana").entries[0].id for text in ("first", "second")
    )
    desk.do(c.MarkRead(conversation=2, entries=(second,)), by="ben")

    async def scene(ana: Play) -> None:
        held = hold_back(monkeypatch, ana, "readers")
        await ana.open(2)
        ana.screen.tick()
        await ana.until(lambda: {first, second} <= ana.screen.attending.readers.keys())
        desk.do(c.MarkRead(conversation=2, entries=(first,)), by="ben")
        many = len(held)
        await ana.until(lambda: len(held) > many)
        for land in held:
            land()
        readers = ana.screen.attending.readers
        assert [[each.agent for each in readers[note].read] for note in (first, second)] == [["ben"], ["ben"]]

    play(desk, scene)


def test_news_that_were_overtaken_do_not_show_what_was(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ben: Play) -> None:
        await ben.open(2)
        assert ben.app.watcher is not None
        ben.app.watcher.stop()
        held = hold_back(monkeypatch, ben, "news ")
        before = desk.latest()
        sent = desk.do(c.Reply(conversation=2, text="Sorry.", seen=desk.conversation(2).version), by="ana")
        changes = desk.changes(before)
        ben.app.post_message(DeskChanged(changes))
        await ben.until(lambda: len(held) == 1)
        desk.do(c.Unsend(conversation=2, entry=sent.entries[0].id), by="ana")
        ben.app.post_message(DeskChanged(desk.changes(changes[-1].position)))
        await ben.until(lambda: len(held) == 2)
        for land in reversed(held):
            land()
        shown = {entry.id: entry for entry in ben.screen.panes.thread.window.items}
        assert shown[sent.entries[0].id].delivery == "unsent"

    play(desk, scene, me="ben")


def test_a_reply_that_went_out_takes_nothing_away_from_what_is_written_elsewhere(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = received(desk, "Where is my seat?", key="seat", customer=LI)
    desk.do(c.Claim(conversation=other), by="ana")

    async def scene(ana: Play) -> None:
        held = hold_back_deeds(monkeypatch, ana, c.Reply)
        await ana.open(2)
        await ana.press("r", *"Dear Mei", "ctrl+s", "enter")
        assert len(held) == 1
        await ana.open(other)
        await ana.press("r", *"Dear Li")
        held[0]()
        await ana.pilot.pause()
        assert (ana.writing, ana.screen.panes.composer.is_open) == ("Dear Li", True)
        assert ana.screen.panes.leaving is not None and ana.screen.panes.leaving.text == "Dear Mei"
        ana.screen.composing.flush()
        await ana.until(lambda: desk.draft(other, DraftKind.REPLY, by="ana") is not None)
        assert desk.draft(2, DraftKind.REPLY, by="ana") is None

    play(desk, scene)


def test_what_is_typed_while_a_reply_goes_out_stays_a_draft(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ana: Play) -> None:
        held = hold_back_deeds(monkeypatch, ana, c.Reply)
        await ana.open(2)
        await ana.press("r", *"Dear Mei", "ctrl+s", "enter")
        await ana.press("escape", *", more")
        held[0]()
        await ana.pilot.pause()
        assert ana.writing == "Dear Mei, more"
        await ana.until(lambda: ana.screen.composing.saved)
        draft = desk.draft(2, DraftKind.REPLY, by="ana")
        assert draft is not None and draft.text == "Dear Mei, more"

    play(desk, scene)


def test_a_brief_that_is_kept_closes_itself_and_not_what_was_put_above_it(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ana: Play) -> None:
        held = hold_back_deeds(monkeypatch, ana, c.Brief)
        await ana.open(2)
        await ana.press("b", *"Charged twice", "ctrl+s")
        await ana.until(lambda: held, "the brief given to the desk")
        await ana.press("ctrl+p")
        held[0]()
        await ana.pilot.pause()
        assert [type(screen) for screen in ana.app.screen_stack[1:]] == [BriefScreen, Palette]
        await ana.press("escape")
        assert ana.app.screen is ana.screen

    play(desk, scene)


def test_a_question_that_was_answered_meanwhile_is_not_shown_after_all(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = desk.do(c.Ask(conversation=2, specialist="priya", question="Why?"), by="ana").ask
    assert asked is not None

    async def scene(priya: Play) -> None:
        held = hold_back(monkeypatch, priya, "asked")
        await priya.press("g", "a")
        await priya.until(lambda: held, "the question asked for")
        desk.do(c.Withdraw(ask=asked.id), by="ana")
        await priya.sees("Nobody waits for an answer of yours")
        held[-1]()
        assert isinstance(priya.app.screen, AsksScreen) and priya.app.screen.view.asked is None

    play(desk, scene, me="priya")


def test_that_a_list_is_empty_is_not_said_of_the_conversation_that_is_open(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ben: Play) -> None:
        await ben.sees("Nobody waits for you.")
        await ben.open(2)
        await ben.sees("c note")
        held = hold_back(monkeypatch, ben, "list")
        ben.screen.listing.go(InboxView.MINE)
        await ben.open(2)
        held[0]()
        await ben.pilot.pause()
        assert "c note" in ben.text() and "Nobody waits" not in ben.text()

    play(desk, scene, me="ben")


def test_the_strip_that_was_hidden_a_moment_ago_keeps_the_keyboard(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open(2)
        await ana.press("r", *"Dear Mei", "ctrl+s")
        strip = ana.screen.panes.composer.strip
        strip.post_message(Hide())
        await ana.pilot.pause()
        assert ana.app.focused is strip

    play(desk, scene)
