"""Whose a conversation is and how it stands, from the keyboard."""

from datetime import timedelta

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.conversation import Status
from tests.make import Clock
from tests.tui.play import Play, play, received


def test_what_nobody_owns_is_claimed(desk: LocalDesk) -> None:
    async def scene(ben: Play) -> None:
        await ben.open(1)
        await ben.press("o", "c")
        await ben.until(lambda: desk.conversation(1).owner == "ben")
        await ben.sees("Ben (you)")

    play(desk, scene, me="ben")


def test_what_somebody_owns_cannot_be_claimed_and_it_says_why(desk: LocalDesk) -> None:
    async def scene(ben: Play) -> None:
        await ben.open()
        await ben.press("o", "c")
        await ben.sees("ownership moves only by a handover")
        assert desk.conversation(2).owner == "ana"

    play(desk, scene, me="ben")


def test_the_strip_after_the_first_key_says_what_can_follow(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("o")
        await ana.sees("h Hand over")
        await ana.press("escape")
        await ana.until(lambda: "h Hand over" not in ana.text())
        assert ana.screen.panes.is_open(2)

    play(desk, scene)


def test_a_handover_is_offered_with_brief_and_reason_and_accepted(desk: LocalDesk) -> None:
    async def ana(play: Play) -> None:
        await play.open()
        await play.press("o", "h", *"ben", "tab", *"Charged twice", "tab", *"I am away", "ctrl+s")
        await play.until(lambda: desk.conversation(2).handover)
        assert desk.conversation(2).owner == "ana"

    async def ben(play: Play) -> None:
        await play.open()
        await play.sees("offered by Ana")
        await play.press("o", "a")
        await play.until(lambda: desk.conversation(2).owner == "ben")

    play(desk, ana)
    play(desk, ben, me="ben")


def test_a_handover_is_refused_with_a_reason(desk: LocalDesk) -> None:
    desk.do(c.HandOver(conversation=2, to="ben", brief="b", reason="r"), by="ana")

    async def scene(ben: Play) -> None:
        await ben.open()
        await ben.press("o", "x", *"No time", "ctrl+s")
        await ben.until(lambda: desk.conversation(2).handover is None)
        assert desk.conversation(2).owner == "ana"

    play(desk, scene, me="ben")


def test_a_specialist_is_introduced_and_released(desk: LocalDesk) -> None:
    desk.do(c.Ask(conversation=2, specialist="priya", question="?"), by="ana")

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("o", "i", "ctrl+s")
        await ana.until(lambda: desk.conversation(2).introduced == ("priya",))
        await ana.sees("may write to them too")
        await ana.press("o", "r", "ctrl+s")
        await ana.until(lambda: desk.conversation(2).introduced == ())

    play(desk, scene)


def test_a_stand_in_is_named_and_leaves_again(desk: LocalDesk, clock: Clock) -> None:
    async def scene(ana: Play) -> None:
        await ana.press("o", "s", *"ben", "tab", *"2d", "ctrl+s")
        await ana.until(lambda: desk.agent("ana").stand_in)
        assert desk.agent("ana").stand_in_at(clock.at + timedelta(days=1)) == "ben"
        await ana.until(lambda: ana.app.session.agents["ana"].stand_in)
        await ana.press("o", "b")
        await ana.until(lambda: desk.agent("ana").stand_in is None)

    play(desk, scene)


def test_snoozing_keeps_when_and_why(desk: LocalDesk, clock: Clock) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("s", *"2d")
        await ana.sees("= Thu 19 Nov 09:15")
        await ana.press("tab", *"the bank answers", "ctrl+s")
        await ana.until(lambda: desk.conversation(2).status is Status.SNOOZED)
        assert desk.conversation(2).snoozed_until == clock.at + timedelta(days=2)
        assert desk.conversation(2).snooze_reason == "the bank answers"
        await ana.press("w")
        await ana.until(lambda: desk.conversation(2).status is Status.OPEN)

    play(desk, scene)


def test_a_brief_has_seven_lines_at_most(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("b", *"1234567", "enter")
        await ana.write("b\nc\nd\ne\nf\ng\nh")
        await ana.press("ctrl+s")
        await ana.sees("at most 7")
        assert desk.conversation(2).brief is None
        await ana.press("backspace", "backspace", "ctrl+s")
        await ana.until(lambda: desk.conversation(2).brief)

    play(desk, scene)


def test_closing_opens_the_next_when_asked_to(desk: LocalDesk) -> None:
    other = received(desk, "Another thing", key="other", days=0.5, subject="Seat", begins=True)

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("E")
        await ana.until(lambda: desk.conversation(2).status is Status.CLOSED)
        await ana.until(lambda: ana.screen.panes.is_open(other))
        await ana.open(2)
        await ana.press("R")
        await ana.until(lambda: desk.conversation(2).status is Status.OPEN)

    play(desk, scene)


@pytest.mark.parametrize("key", ["e", "s", "b"])
def test_what_is_the_owners_is_refused_to_others_with_a_reason(desk: LocalDesk, key: str) -> None:
    async def scene(ben: Play) -> None:
        await ben.open()
        await ben.press(key)
        await ben.sees("Ana Costa owns conversation #2")
        assert desk.conversation(2).version == 2

    play(desk, scene, me="ben")


def test_a_time_on_the_command_line_is_echoed_as_it_was_understood(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press(":", *"snooze 2d --reason bank", "enter")
        await ana.until(lambda: desk.conversation(2).status is Status.SNOOZED)
        await ana.sees("Understood: Thu 19 Nov 09:15 on your clock.")

    play(desk, scene)


def test_a_conversation_is_restricted_to_its_people_and_opened_again(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("o", "p", *"@ben", "ctrl+s")
        await ana.until(lambda: desk.conversation(2).restricted)
        assert desk.conversation(2).people == ("ben",)
        await ana.sees("Ana (you) · restricted")
        await ana.press("o", "e")
        await ana.until(lambda: not desk.conversation(2).restricted)

    play(desk, scene)


def test_what_is_restricted_goes_from_the_screen_of_everybody_else(desk: LocalDesk) -> None:
    async def scene(priya: Play) -> None:
        await priya.press("5")
        await priya.sees("Baggage fee")
        await priya.open(2)
        desk.do(c.Restrict(conversation=2, people=("ben",)), by="ana")
        await priya.sees("#2 is restricted")
        await priya.until(lambda: "Baggage fee" not in priya.text())
        assert "charged again for the same bag" not in priya.text()
        assert priya.screen.panes.opened is None
        desk.do(c.Note(conversation=2, text="Nobody else hears of this."), by="ana")
        await priya.press("j")
        await priya.open(1)

    play(desk.seen_by("priya"), scene, me="priya")


def test_the_history_beside_another_conversation_loses_it_too(desk: LocalDesk) -> None:
    async def scene(priya: Play) -> None:
        await priya.open(1)
        await priya.sees("charged again for the same")
        desk.do(c.Restrict(conversation=2), by="ana")
        await priya.until(lambda: "charged again for the same" not in priya.text())
        assert priya.screen.panes.is_open(1)

    play(desk.seen_by("priya"), scene, me="priya")


def test_a_colleague_joins_with_a_role(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.press("ctrl+p")
        await ana.write("Add a colleague")
        await ana.press("enter")
        await ana.sees("skills, with commas between")
        await ana.press(*"lea", "tab", "tab", "tab", "tab", *"lead", "ctrl+s")
        await ana.until(lambda: "lea" in {agent.handle for agent in desk.agents()})
        assert desk.agent("lea").role == "lead"

    play(desk, scene)
