"""What a reply promises and keeps is shown before it is sent, and closing asks once for what is left."""

from datetime import UTC, datetime, timedelta

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.conversation import Status
from agentconsole.model.promise import Promise, Promised, PromiseState
from agentconsole.show.spans import plain, width
from agentconsole.tui.offers import OFF, ON, Offers, offered, rows
from tests.make import NOW
from tests.tui.play import Play, play

DRAFT = "Dear Mei, I'll get back to you by Friday."
FRIDAY = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
"""Five in the afternoon in Auckland."""


@pytest.fixture
def owing(desk: LocalDesk) -> LocalDesk:
    """Mei lives in Auckland, and was promised a refund."""
    desk.do(c.SetFact(customer="mei@tan.example", kind="zone", value="Pacific/Auckland"), by="ana")
    due = NOW + timedelta(days=2)
    desk.do(c.MakePromise(conversation=2, text="refund the fee", due_at=due), by="ana")
    return desk


def states(desk: LocalDesk) -> dict[str, PromiseState]:
    """How the promises of the conversation stand, by what was promised."""
    return {each.text: each.state for each in desk.promises(conversation=2)}


def test_a_promise_is_sent_with_its_time_over_there_and_taken_back_with_the_reply(owing: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *DRAFT, "ctrl+s")
        await ana.sees("Fri 20 Nov 17:00 Pacific/Auckland (Fri 20 Nov 04:00")
        assert f"[x] promise: “{DRAFT}”" in ana.text()
        await ana.press("enter")
        await ana.until(lambda: len(states(owing)) == 2)
        (made,) = [each for each in owing.promises(conversation=2) if each.message is not None]
        assert (made.due_at, made.owner, made.state) == (FRIDAY, "ana", PromiseState.OPEN)
        await ana.until(lambda: ana.screen.panes.leaving)
        await ana.press("z")
        await ana.until(lambda: ana.writing == DRAFT)
        assert states(owing)[made.text] is PromiseState.WITHDRAWN

    play(owing, scene)


def test_keys_that_come_at_once_send_no_less_and_one_key_promises_nothing(owing: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *DRAFT, "ctrl+s", "p", "enter")
        await ana.until(lambda: owing.outbox())
        assert list(states(owing)) == ["refund the fee"]
        await ana.press("r", *DRAFT, "ctrl+s", "enter")
        await ana.until(lambda: len(states(owing)) == 2)

    play(owing, scene)


def test_a_reply_keeps_what_it_is_said_to_keep_and_then_closes_without_asking(owing: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Refunded.", "ctrl+s")
        await ana.sees("[ ] keeps: refund the fee, due Thu 19 Nov 09:15")
        await ana.press("k", "e")
        await ana.until(lambda: owing.conversation(2).status is Status.CLOSED)
        assert states(owing) == {"refund the fee": PromiseState.KEPT}

    play(owing, scene)


def test_sending_and_closing_asks_once_for_what_is_still_to_be_kept(owing: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *DRAFT, "ctrl+s", "e")
        await ana.sees("Still to be kept: “refund the fee”")
        assert owing.outbox() == () and owing.conversation(2).status is not Status.CLOSED
        await ana.press("escape", "ctrl+s", "e")
        await ana.sees("Still to be kept: “refund the fee”")
        await ana.press("enter")
        await ana.until(lambda: owing.conversation(2).status is Status.CLOSED)
        assert set(states(owing).values()) == {PromiseState.OPEN} and len(states(owing)) == 2

    play(owing, scene)


def test_closing_asks_once_for_what_is_still_to_be_kept(owing: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("e")
        await ana.sees("Close it all the same?")
        await ana.sees("refund the fee")
        await ana.press("escape")
        assert owing.conversation(2).status is not Status.CLOSED
        await ana.press("E")
        await ana.sees("Close it all the same?")
        await ana.press("enter")
        await ana.until(lambda: owing.conversation(2).status is Status.CLOSED)
        assert states(owing) == {"refund the fee": PromiseState.OPEN}

    play(owing, scene)


def promised(text: str = "I'll look", *, days: float = 1) -> Promised:
    return Promised(text=text, due_at=NOW + timedelta(days=days))


def owed(number: int = 1, *, days: float = 2, state: PromiseState = PromiseState.OPEN) -> Promise:
    due = NOW + timedelta(days=days)
    return Promise(
        id=number, conversation=2, entry=1, text="refund it", due_at=due, made_by="ana", at=NOW, state=state
    )


def test_what_is_found_is_on_and_what_could_be_kept_is_off() -> None:
    offers = offered([promised()], [owed(1), owed(2, state=PromiseState.KEPT)])
    assert len(offers.items) == 2
    assert offers.promises == (promised(),) and offers.keeps == ()


def test_one_is_switched_or_all_of_a_kind() -> None:
    offers = offered([promised("a"), promised("b")], [owed()])
    one_off = offers.moved(1).switched()
    assert [each.text for each in one_off.promises] == ["a"]
    assert len(one_off.all_switched(makes=True).promises) == 2
    assert one_off.all_switched(makes=True).all_switched(makes=True).promises == ()
    assert offers.moved(-1).switched().keeps == (1,)
    assert Offers().moved(1).switched() == Offers()


def test_what_is_left_to_be_kept_is_what_is_promised_now_and_what_is_not_kept_with_it() -> None:
    offers = offered([promised(days=1)], [owed(days=2)])
    assert offers.left == promised(days=1)
    assert offers.all_switched(makes=True).left == owed(days=2)
    assert offers.all_switched(makes=True).all_switched(makes=False).left is None
    assert offered([], [owed(state=PromiseState.BROKEN)]).left is None


def test_a_broken_promise_is_talked_about_and_not_kept() -> None:
    (line,) = rows(offered([], [owed(days=-1, state=PromiseState.BROKEN)]), 100, now=NOW, zone=UTC)
    assert plain(line) == " [ ] talked about: refund it, broken: was due Mon 16 Nov 09:15"


@pytest.mark.parametrize("cells", [12, 40, 100])
@pytest.mark.parametrize("many", [1, 12])
def test_offers_fit_and_take_few_rows(cells: int, many: int) -> None:
    hostile = "I'll \x1b[31mlook\u202e again " + "and again " * 20
    offers = offered([promised(hostile)] * many, [owed()])
    lines = rows(offers, cells, now=NOW, zone=UTC)
    assert all(width(line) <= cells for line in lines)
    assert all(plain(line).isprintable() and "\x1b" not in plain(line) for line in lines)
    assert many == 1 or sum(ON in plain(line) or OFF in plain(line) for line in lines) == many + 1


def test_of_many_offers_one_is_shown_whole_and_of_each_its_time() -> None:
    offers = offered([promised("again and again " * 9)] * 4, [owed()]).moved(1)
    lines = [plain(line) for line in rows(offers, 40, now=NOW, zone=UTC)]
    assert lines[0].startswith(" [x] Wed 18 Nov 09:15 again and again") and lines[0].endswith("…")
    assert lines[1].startswith("›[x] promise: “again and again") and lines[2].startswith("     ")
    assert lines[-1] == " [ ] Thu 19 Nov 09:15 refund it"
