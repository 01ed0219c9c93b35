"""Replies, notes and drafts: what a person types, and what the desk has of it."""

import pytest

from agentconsole.desk.api import Outcome
from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.conversation import Status
from agentconsole.model.entry import Kind
from agentconsole.model.errors import Unavailable
from agentconsole.model.keeping import DraftKind
from agentconsole.tui.controllers import saving
from tests.make import Clock
from tests.tui.play import Play, play, received


def messages(desk: LocalDesk, conversation: int = 2) -> list[str]:
    """What was written to the customer and not taken back."""
    return [e.text for e in desk.thread(conversation).items if e.outgoing and e.delivery != "unsent"]


def notes(desk: LocalDesk, conversation: int = 2) -> list[str]:
    """What the team was told."""
    return [entry.text for entry in desk.thread(conversation).items if entry.kind == Kind.NOTE]


def test_a_reply_goes_out_by_the_strip_and_only_by_the_strip(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r")
        await ana.write("Dear Mei,\nwe look at it.")
        await ana.press("ctrl+s")
        assert messages(desk) == []
        await ana.press("enter")
        await ana.until(lambda: messages(desk))
        assert messages(desk) == ["Dear Mei,\nwe look at it."]
        await ana.until(lambda: not ana.screen.panes.composer.is_open)
        assert desk.draft(2, DraftKind.REPLY, by="ana") is None

    play(desk, scene)


def test_nothing_that_is_pasted_sends(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r")
        await ana.press(*"one", "ctrl+j", "enter", "enter", *"two", "ctrl+j")
        await ana.pilot.pause()
        assert messages(desk) == []
        assert ana.writing.startswith("one") and "two" in ana.writing

    play(desk, scene)


def test_leaving_the_strip_goes_on_writing(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear", "ctrl+s", "escape", *" Mei")
        assert ana.writing == "Dear Mei"
        assert messages(desk) == []

    play(desk, scene)


def test_whoever_types_on_after_ctrl_s_writes_and_sends_nothing(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear Mei,", "ctrl+s", *" We see the lines")
        assert ana.writing == "Dear Mei, We see the lines"
        assert messages(desk) == []

    play(desk, scene)


def test_beside_the_strip_no_key_does_anything_else(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear", "ctrl+s", "E")
        assert ana.writing == "DearE"
        assert desk.conversation(2).status is not Status.CLOSED

    play(desk, scene)


def test_a_reply_can_close_the_conversation(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Done", "ctrl+s", "e")
        await ana.until(lambda: desk.conversation(2).status is Status.CLOSED)
        assert messages(desk) == ["Done"]

    play(desk, scene)


def test_a_reply_can_be_sent_later(desk: LocalDesk, clock: Clock) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Later", "ctrl+s", "l", *"4h", "ctrl+s")
        await ana.until(lambda: messages(desk))
        assert desk.outbox()[0].due_at == clock.at.replace(hour=13)

    play(desk, scene)


def test_a_reply_is_taken_back_into_the_draft(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear Mei", "ctrl+s", "enter")
        await ana.until(lambda: messages(desk))
        await ana.sees("takes it back")
        await ana.press("z")
        await ana.until(lambda: ana.writing == "Dear Mei")
        assert messages(desk) == []

    play(desk, scene)


def test_a_reply_is_taken_back_from_another_conversation(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear Mei", "ctrl+s", "enter")
        await ana.until(lambda: messages(desk))
        await ana.open(1)
        await ana.press("z")
        await ana.until(lambda: ana.screen.panes.is_open(2) and ana.writing == "Dear Mei")

    play(desk, scene)


def test_a_reply_that_has_left_cannot_be_taken_back(desk: LocalDesk, clock: Clock) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear Mei", "ctrl+s", "enter")
        await ana.until(lambda: ana.screen.panes.leaving)
        clock.go(seconds=11)
        ana.screen.tick()
        await ana.press("z")
        await ana.sees("There is nothing to take back")
        assert messages(desk) == ["Dear Mei"]

    play(desk, scene)


def test_what_the_customer_wrote_meanwhile_stops_the_reply_and_is_shown(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear Mei")
        received(desk, "It has been refunded, thank you!")
        await ana.press("ctrl+s", "enter")
        await ana.sees("wrote since you looked")
        await ana.sees("It has been refunded")
        assert messages(desk) == []
        assert ana.writing == "Dear Mei"
        await ana.until(lambda: ana.app.focused is ana.screen.panes.composer.writing)
        await ana.until(lambda: ana.screen.composing.paper.seen == desk.conversation(2).version)
        await ana.press("ctrl+s", "enter")
        await ana.until(lambda: messages(desk) == ["Dear Mei"])

    play(desk, scene)


def test_another_kind_of_text_is_another_draft(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"to her", "escape", "c", *"to us", "escape")
        await ana.until(lambda: len(desk.drafts(by="ana")) == 2)
        assert {draft.kind: draft.text for draft in desk.drafts(by="ana")} == {
            DraftKind.REPLY: "to her",
            DraftKind.NOTE: "to us",
        }
        await ana.press("r")
        assert ana.writing == "to her"

    play(desk, scene)


def test_a_note_is_kept_for_the_team_and_goes_to_nobody(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("c")
        await ana.sees("for the team, never the customer")
        await ana.write("She had this in March.")
        await ana.press("ctrl+s", "l", "e")
        assert notes(desk) == []
        await ana.press("enter")
        await ana.until(lambda: notes(desk) == ["She had this in March."])
        assert messages(desk) == [] and desk.outbox() == ()

    play(desk, scene)


@pytest.mark.parametrize("leave", ["escape", "another", "quit"])
def test_a_draft_reaches_the_desk_however_it_is_left(desk: LocalDesk, leave: str) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"half a sent")
        if leave == "escape":
            await ana.press("escape")
        elif leave == "another":
            await ana.open(1)
        else:
            ana.app.end()

    play(desk, scene)
    draft = desk.draft(2, DraftKind.REPLY, by="ana")
    assert draft is not None and draft.text == "half a sent"


def test_a_draft_is_saved_while_one_types_on(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"a")
        await ana.until(lambda: desk.draft(2, DraftKind.REPLY, by="ana"))
        await ana.press("b")
        await ana.until(lambda: desk.draft(2, DraftKind.REPLY, by="ana").text == "ab")
        assert ana.app.focused is ana.screen.panes.composer.writing

    play(desk, scene)


def test_a_draft_that_could_not_be_saved_is_saved_as_soon_as_it_can(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "AGAIN_SECONDS", 0.05)
    really, gone = desk.do, [True]

    def do(command: c.Command, *, by: str | None = None) -> Outcome:
        if isinstance(command, c.SaveDraft) and gone[0]:
            raise Unavailable("The desk cannot be reached", "It is tried again")
        return really(command, by=by)

    monkeypatch.setattr(desk, "do", do)

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear Mei", "escape")
        await ana.sees("not saved")
        await ana.open(1)
        gone[0] = False
        await ana.until(lambda: desk.draft(2, DraftKind.REPLY, by="ana"))
        await ana.until(lambda: "not saved" not in ana.text() and "saved" in ana.text())

    play(desk, scene)


def test_a_draft_is_there_again_with_what_its_writer_had_seen(desk: LocalDesk) -> None:
    desk.do(c.SaveDraft(conversation=2, kind=DraftKind.REPLY, text="I have", seen=1), by="ana")

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.until(lambda: ana.writing == "I have")
        assert ana.screen.composing.paper.seen == 1
        await ana.press("r", *" it")
        assert ana.writing == "I have it"

    play(desk, scene)


def test_what_others_do_leaves_the_draft_alone(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear ")
        received(desk, "Hello?")
        desk.do(c.Note(conversation=2, text="I know her"), by="ben")
        await ana.sees("I know her")
        await ana.write("Mei")
        assert ana.writing == "Dear Mei"

    play(desk, scene)


def test_letters_typed_before_the_reply_is_open_are_not_lost(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        from textual import events

        for letter in "rHello e @":
            key = {" ": "space", "@": "at"}.get(letter, letter)
            ana.app.post_message(events.Key(key, letter))
        await ana.until(lambda: ana.writing == "Hello e @")
        assert desk.conversation(2).status is not Status.CLOSED

    play(desk, scene)


def test_somebody_who_has_no_voice_is_told_how_to_help(desk: LocalDesk) -> None:
    async def scene(ben: Play) -> None:
        await ben.open()
        await ben.press("r")
        await ben.sees("Ana Costa owns conversation #2")
        await ben.sees("c leaves Ana a note")
        assert not ben.screen.panes.composer.is_open

    play(desk, scene, me="ben")


def test_pasted_escapes_become_marks_in_the_draft(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        from textual import events

        await ana.open()
        await ana.press("r")
        ana.app.screen.focused.post_message(events.Paste("a\x1b]0;gone\x07b\nc"))
        await ana.until(lambda: ana.writing)
        assert ana.writing == "a␦b\nc"

    play(desk, scene)


@pytest.mark.parametrize("typed", ["", " Ana"])
def test_what_was_typed_at_another_console_meanwhile_is_gone_on_with(desk: LocalDesk, typed: str) -> None:
    """And not written over, however soon one types."""
    long = "You were charged twice, and I have asked for it back."

    async def scene(ana: Play) -> None:
        await ana.open()
        desk.do(c.SaveDraft(conversation=2, kind=DraftKind.REPLY, text=long, seen=1), by="ana")
        await ana.press("r", *typed)
        await ana.until(lambda: long in ana.writing, "the other draft")
        assert ana.writing.split() == [*long.split(), *typed.split()]
        assert ana.screen.composing.paper.seen == 1
        await ana.press("escape")
        await ana.until(lambda: desk.draft(2, DraftKind.REPLY, by="ana").text == ana.writing)

    play(desk, scene)


def test_a_draft_that_was_taken_further_at_another_console_is_gone_on_with_there(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"You", "escape")
        await ana.until(lambda: (kept := desk.draft(2, DraftKind.REPLY, by="ana")) and kept.text == "You")
        desk.do(c.SaveDraft(conversation=2, kind=DraftKind.REPLY, text="You were charged twice"), by="ana")
        await ana.press("r")
        await ana.until(lambda: ana.writing == "You were charged twice")

    play(desk, scene)


def test_a_text_that_was_emptied_stays_empty(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", "x", "backspace", "escape", "r", "y")
        await ana.pilot.pause()
        assert ana.writing == "y"
        await ana.press("escape")
        await ana.until(lambda: desk.draft(2, DraftKind.REPLY, by="ana").text == "y")

    play(desk, scene)
