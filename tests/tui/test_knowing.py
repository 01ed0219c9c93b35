"""Facts, promises, readers, the brief and the card, as a person meets them in the console."""

from datetime import timedelta

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.fact import FactState
from agentconsole.model.promise import PromiseState
from agentconsole.model.queries import PromiseView
from agentconsole.tui.screens.customer import CustomerScreen
from agentconsole.tui.screens.facts import FactsScreen
from tests.make import Clock
from tests.tui.play import Play, play, received


def facts(desk: LocalDesk) -> dict[str, tuple[str, FactState]]:
    """The facts of Mei that hold, by kind."""
    return {fact.kind: (fact.value, fact.state) for fact in desk.facts(1) if fact.holds}


def told(desk: LocalDesk) -> int:
    """Mei writes what is told once; the entry."""
    received(desk, "My order number is A-1042, and I live in Auckland.")
    return desk.thread(2).items[-1].id


def promised(desk: LocalDesk, hours: float, text: str = "Refund the fee") -> int:
    """Ana has promised Mei something; its number."""
    due_at = desk.clock() + timedelta(hours=hours)
    desk.do(c.MakePromise(conversation=2, text=text, due_at=due_at), by="ana")
    return desk.promises()[-1].id


def test_what_is_before_somebody_long_enough_is_read_and_shown_as_read(desk: LocalDesk, clock: Clock) -> None:
    note = desk.do(c.Note(conversation=2, text="She had this in March."), by="ben").entries[0].id

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("j")
        attending = ana.screen.attending
        attending.tick()
        assert not desk.readers([note])[0].read
        for _ in range(12):
            clock.go(seconds=1)
            attending.tick()
        await ana.until(lambda: [each.agent for each in desk.readers([note])[0].read] == ["ana"])
        await ana.sees("read by ana")

    play(desk, scene)


def test_what_is_covered_is_not_read(desk: LocalDesk, clock: Clock) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("j", "?")
        await ana.sees("Keys")
        for _ in range(12):
            clock.go(seconds=1)
            ana.screen.attending.tick()
        assert not ana.screen.attending.marking.attention.read

    play(desk, scene)


def test_the_writer_sees_who_has_read_their_note(desk: LocalDesk) -> None:
    desk.do(c.Ask(conversation=2, specialist="priya", question="Twice?"), by="ana")
    note = desk.do(c.Note(conversation=2, text="She had this in March."), by="ana").entries[0].id

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.sees("not yet: priya")
        desk.do(c.MarkRead(conversation=2, entries=(note,)), by="priya")
        await ana.sees("read by priya")

    play(desk, scene)


def test_what_was_found_in_the_selected_line_is_confirmed_or_dismissed(desk: LocalDesk) -> None:
    told(desk)

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.sees("? order A-1042")
        await ana.press("G", "f")
        await ana.sees("found in this line")
        await ana.until(lambda: ana.app.screen.list.current)  # type: ignore[attr-defined]
        found = {fact.id: fact.kind for fact in desk.facts(1)}
        kind = found[ana.app.screen.list.current.id]  # type: ignore[attr-defined]
        await ana.press("enter")
        await ana.until(lambda: facts(desk)[kind][1] is FactState.CONFIRMED)
        await ana.until(lambda: "found in this line" not in ana.text() or len(found) > 1)
        await ana.press("x")
        await ana.until(lambda: any(fact.state is FactState.DISMISSED for fact in desk.facts(1)))

    play(desk, scene)


def test_a_fact_is_added_from_a_line_with_what_is_likely_to_be_the_value(desk: LocalDesk) -> None:
    received(desk, "It says SN-77-1234 on the back")
    entry = desk.thread(2).items[-1].id

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("G", "f")
        await ana.until(lambda: isinstance(ana.app.screen, FactsScreen) and ana.app.screen.kinds)
        await ana.press("a")
        await ana.sees("SN-77-1234")
        await ana.press(*"serial", "ctrl+s")
        await ana.until(lambda: facts(desk).get("serial") == ("SN-77-1234", FactState.CONFIRMED))
        assert next(fact.entry for fact in desk.facts(1) if fact.kind == "serial") == entry

    play(desk, scene)


def test_a_promise_is_made_on_their_clock_and_counts_in_the_day(desk: LocalDesk) -> None:
    told(desk)

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("p", *"Refund the fee", "tab", *"today 11pm")
        await ana.sees("Pacific/Auckland (")
        await ana.sees("here)")
        await ana.press("ctrl+s")
        await ana.until(lambda: desk.promises())
        due = desk.promises()[0].due_at
        assert (due.hour, due.minute) == (10, 0)
        await ana.sees("1 due")
        await ana.sees("Refund the fee")

    play(desk, scene)


def test_promises_are_kept_and_given_another_time(desk: LocalDesk) -> None:
    first, second = promised(desk, 2), promised(desk, 30, "Call her back")

    async def scene(ana: Play) -> None:
        await ana.press("g", "p")
        await ana.sees("Call her back")
        await ana.press("K")
        await ana.until(lambda: desk.promise(first).state is PromiseState.KEPT)
        await ana.until(lambda: "Refund the fee" not in ana.text().split("Kept:")[0])
        await ana.press("R")
        await ana.sees("Another time")
        await ana.press(*"fri", "tab", *"The part is late", "ctrl+s")
        await ana.until(lambda: desk.promise(second).state is PromiseState.RENEGOTIATED)
        await ana.sees("The part is late")

    play(desk, scene)


def test_the_stand_in_sees_what_the_owner_owes(desk: LocalDesk, clock: Clock) -> None:
    promised(desk, 2)

    async def scene(ben: Play) -> None:
        await ben.press("g", "p")
        await ben.sees("You owe nobody anything.")
        desk.do(c.StandIn(agent="ben", until=clock() + timedelta(days=1)), by="ana")
        await ben.sees("for Ana")
        await ben.press("enter")
        await ben.until(lambda: ben.screen.panes.is_open(2))

    play(desk, scene, me="ben")


def test_a_broken_promise_stands_in_the_list_until_somebody_talks_about_it(
    desk: LocalDesk, clock: Clock
) -> None:
    number = promised(desk, 1)
    clock.go(hours=2)
    desk.come_due(clock())

    async def scene(ana: Play) -> None:
        await ana.sees("promise broken")
        await ana.sees("1 due")
        desk.do(c.KeepPromise(promise=number), by="ana")
        await ana.until(lambda: "promise broken" not in ana.text() and "1 due" not in ana.text())

    play(desk, scene)


def test_the_first_brief_is_drafted_and_kept(desk: LocalDesk) -> None:
    told(desk)

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("b")
        await ana.sees("A first draft")
        await ana.press("enter", *"Do not ask for the receipt")
        await ana.sees("do not ask again")
        await ana.press("ctrl+s")
        await ana.until(lambda: desk.conversation(2).brief)
        brief = desk.conversation(2).brief
        assert brief is not None and brief.text.endswith("Do not ask for the receipt")
        assert "A-1042" in brief.text

    play(desk, scene)


def test_a_brief_that_is_too_long_stays_where_it_was_typed(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("b", *("enter" if letter == "\n" else letter for letter in "\n".join("abcdefgh")))
        await ana.sees("of 7 lines too many")
        await ana.press("ctrl+s")
        await ana.sees("at most 7 are read")
        await ana.press("escape")
        await ana.press("b")
        await ana.sees("of 7 lines too many")
        assert desk.conversation(2).brief is None

    play(desk, scene)


def test_versions_of_a_brief_show_what_changed(desk: LocalDesk) -> None:
    desk.do(c.Brief(conversation=2, text="Charged twice.\nAsk for the receipt."), by="ana")
    desk.do(c.Brief(conversation=2, text="Charged twice.\nIt is refunded."), by="ana")

    async def scene(ben: Play) -> None:
        await ben.open()
        await ben.press("B")
        await ben.sees("changed since version 1")
        assert "- Ask for the receipt." in ben.text() and "+ It is refunded." in ben.text()
        await ben.press("d")
        await ben.until(lambda: "- Ask for" not in ben.text())
        await ben.press("j")
        await ben.sees("┊ Ask for the receipt.")

    play(desk, scene, me="ben")


def test_whoever_joins_reads_the_brief_first_and_it_says_when_it_is_stale(desk: LocalDesk) -> None:
    desk.do(c.Brief(conversation=2, text="Charged twice for LH 401."), by="ana")

    async def scene(ben: Play) -> None:
        await ben.open()
        above = ben.screen.panes.question
        assert any("Charged twice for LH 401." in span.text for line in above.lines for span in line)
        received(desk, "Hello?")
        received(desk, "Is anybody there?")
        await ben.sees("brief is stale: 2 messages since")

    play(desk, scene, me="ben")


def test_a_note_is_pinned_on_the_customer_and_taken_off(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("u")
        await ana.until(lambda: getattr(ana.app.screen, "customer", None))
        await ana.press("c", *"Call after five.", "ctrl+s")
        await ana.until(lambda: desk.pinned(1))
        await ana.sees("notes on the card")
        await ana.press("q")
        await ana.sees("Ana: Call after five.")
        await ana.press("u")
        await ana.sees("notes on the card")
        await ana.press("x", "ctrl+s")
        await ana.until(lambda: not desk.pinned(1))
        await ana.until(lambda: "notes on the card" not in ana.text())

    play(desk, scene)


def test_a_note_on_the_card_has_readers(desk: LocalDesk, clock: Clock) -> None:
    note = desk.do(c.Pin(customer="1", text="Call after five."), by="ben").entries[0].id

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("u")
        await ana.sees("notes on the card")
        await ana.press("j")
        customer = ana.app.screen
        assert isinstance(customer, CustomerScreen)
        await ana.until(lambda: customer.marking.conversation)
        for _ in range(30):
            clock.go(seconds=1)
            customer.tick()
        await ana.until(lambda: [each.agent for each in desk.readers([note])[0].read] == ["ana"])
        await ana.sees("read by ana")

    play(desk, scene)


def test_the_board_is_live_and_opens_what_a_colleague_sees(desk: LocalDesk) -> None:
    for number in range(6):
        received(desk, "Hello?", key=f"other {number}", subject=f"Seat {number}", begins=True)

    async def scene(ben: Play) -> None:
        await ben.press("g", "l")
        await ben.sees("customers waiting 8")
        await ben.sees("more")
        assert "promises due" not in ben.text()
        promised(desk, 1)
        await ben.until(lambda: ben.app.screen.stale)  # type: ignore[attr-defined]
        await ben.sees("promises due 1")
        await ben.press("]", "enter")
        await ben.until(lambda: ben.screen.panes.is_open(2))
        await ben.press("g", "l")
        await ben.sees("and 5 more")
        await ben.press("j", "j", "j", "enter")
        await ben.sees("Seat 5")

    play(desk, scene, me="ben", size=(80, 24))


def test_views_of_promises(desk: LocalDesk) -> None:
    promised(desk, 2)
    assert [len(desk.promises(view, by="ben")) for view in PromiseView] == [0, 1, 1]

    async def scene(ben: Play) -> None:
        await ben.press("g", "p", "2")
        await ben.sees("Refund the fee")
        await ben.sees("[due at the desk]")
        await ben.press("1")
        await ben.sees("You owe nobody anything.")

    play(desk, scene, me="ben")
