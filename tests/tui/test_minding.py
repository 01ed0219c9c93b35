"""While a reply is written: what was told already is not asked again, unless somebody says why."""

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.fact import Fact, Finding
from agentconsole.model.keeping import DraftKind
from agentconsole.tui.controllers import minding
from agentconsole.tui.told import follow
from agentconsole.tui.widgets.writing import by_line
from tests.make import NOW, Clock
from tests.tui.play import Play, play

QUESTION = "Could you send me your order number?"
CONFIRMED = "I have your order number as A-1042."


@pytest.fixture
def told(desk: LocalDesk, monkeypatch: pytest.MonkeyPatch) -> LocalDesk:
    """Mei's order is known, and the reply is looked at soon."""
    monkeypatch.setattr(minding, "PAUSE_SECONDS", 0.01)
    entry = desk.thread(1).items[0].id
    desk.do(c.SetFact(customer="mei@tan.example", kind="order", value="A-1042", entry=entry), by="ana")
    return desk


def signs(person: Play) -> list[str]:
    """The first column of the rows of what is being written."""
    writing = person.screen.panes.composer.writing
    return [writing.render_line(row).text[:1] for row in range(writing.size.height)]


def underlined(person: Play) -> str:
    """What is underlined in it."""
    writing = person.screen.panes.composer.writing
    rows = [writing.render_line(row) for row in range(writing.size.height)]
    return "".join(each.text for row in rows for each in row if each.style and each.style.underline)


def test_a_question_that_was_answered_is_marked_and_replaced_by_the_answer(told: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *f"Dear Mei, {QUESTION} Yours, Ana")
        await ana.sees("already told 27 Apr 2023, e-mail: A-1042")
        assert underlined(ana) == QUESTION and signs(ana)[:2] == ["?", " "]
        await ana.press("f8")
        assert ana.writing == f"Dear Mei, {CONFIRMED} Yours, Ana"
        await ana.until(lambda: told.conversation(2).repeats_avoided == 1)
        assert underlined(ana) == "" and "already told" not in ana.text()
        await ana.press("ctrl+z")
        assert ana.writing == f"Dear Mei, {QUESTION} Yours, Ana"
        await ana.sees("already told")
        await ana.press("f8", "ctrl+s", "escape")
        await ana.until(lambda: told.draft(2, DraftKind.REPLY, by="ana"))
        assert told.conversation(2).repeats_avoided == 1

    play(told, scene)


def test_a_question_asked_anyway_keeps_its_reason_and_is_left_in_peace(told: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *QUESTION)
        await ana.sees("already told")
        await ana.press("f9", "ctrl+s")
        await ana.sees("Say why: the customer has told us already")
        await ana.press(*"another bag", "ctrl+s")
        await ana.until(lambda: told.conversation(2).asked_anyway == (QUESTION,))
        await ana.until(lambda: "already told" not in ana.text())
        await ana.press(*" Thanks.")
        await ana.until(lambda: not ana.screen.minding._timer_runs)
        await ana.pilot.pause()
        assert ana.screen.minding.findings == () and ana.writing == f"{QUESTION} Thanks."
        assert told.thread(2).items[-1].reason == "another bag"

    play(told, scene)


def test_nothing_waits_for_the_guard_and_nothing_is_asked_of_a_note(
    told: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(told, "asked_again", lambda conversation, text: asked.append(text) or ())

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("c", *QUESTION)
        await ana.until(lambda: not ana.screen.minding._timer_runs)
        assert asked == []
        await ana.press("f8")
        await ana.sees("No reply here asks for what the customer has told already")
        await ana.press("escape", "r", *QUESTION, "ctrl+s", "enter")
        await ana.until(lambda: told.outbox())

    play(told, scene)


def test_what_the_customer_tells_while_one_asks_for_it_is_pointed_out(
    told: LocalDesk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"What is your phone number?")
        await ana.until(lambda: not ana.screen.minding._timer_runs)
        told.do(c.SetFact(customer="mei@tan.example", kind="phone", value="+6495550123"), by="ben")
        told.do(c.Note(conversation=2, text="She called."), by="ben")
        await ana.sees("already told 17 Nov, noted by Ben: +6495550123")

    play(told, scene)


@pytest.mark.parametrize("gone", ["away", "left"])
def test_whoever_takes_somebodys_place_can_introduce_themselves(desk: LocalDesk, gone: str) -> None:
    desk.do(c.Reply(conversation=2, text="I look at it."), by="ana")
    if gone == "away":
        desk.do(c.StandIn(agent="ben", until=NOW.replace(day=30)), by="ana")
        line = "Ana is away; I am Ben, I have read everything, and I look after you now."
    else:
        desk.do(c.HandOver(conversation=2, to="ben", brief="-", reason="-"), by="ana")
        desk.do(c.AcceptHandOver(conversation=2), by="ben")
        desk.do(c.RemoveAgent(handle="ana"), by="ben")
        line = "Ana has left us; I am Ben, I have read everything, and I look after you now."

    async def scene(ben: Play) -> None:
        await ben.open()
        await ben.press("r")
        await ben.sees(f"not met yet: “{line[:20]}")
        await ben.press(*"Dear Mei")
        assert "not met yet" not in ben.text()
        await ben.press("home", "f3")
        assert ben.writing == f"{line}\n\nDear Mei"
        assert "not met yet" not in ben.text()

    play(desk, scene, me="ben")


def test_a_sentence_is_followed_where_it_goes_and_let_go_where_it_is_changed() -> None:
    fact = Fact(id=1, customer=1, kind="order", value="A-1042", told_at=NOW)
    found = Finding(sentence="Which order?", start=3, end=15, kind="order", fact=fact, instead="A-1042.")
    (moved,) = follow([found], "Dear Mei. Which order?")
    assert (moved.start, moved.end) == (10, 22)
    assert follow([found], "Hi. Which orders?") == ()


def test_a_stretch_is_told_by_the_lines_it_is_on() -> None:
    assert list(by_line("one\ntwo\nthree", 2, 9)) == [(0, (2, 3)), (1, (0, 3)), (2, (0, 1))]
    assert list(by_line("one", 5, 9)) == []
