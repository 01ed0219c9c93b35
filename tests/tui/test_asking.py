"""Pulling a specialist in, and being one: what a person presses, and what the desk holds after it."""

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.ask import AskState
from tests.make import Clock
from tests.tui.play import Play, play

QUESTION = "Was the fee charged twice?"


def asked(desk: LocalDesk, specialist: str = "priya") -> int:
    """Ana asks about what Mei wrote."""
    about = desk.thread(2).items[0].id
    ask = desk.do(
        c.Ask(conversation=2, specialist=specialist, question=QUESTION, about=(about,)), by="ana"
    ).ask
    assert ask is not None
    return ask.id


def test_a_specialist_is_found_by_skill_and_asked_about_what_is_marked(desk: LocalDesk, clock: Clock) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("g", "g", "space", "@", *"bill", "tab", *QUESTION, "tab", *"4h", "ctrl+s")
        await ana.until(lambda: desk.asks(conversation=2))
        (ask,) = desk.asks(conversation=2)
        assert (ask.specialist, ask.question) == ("priya", QUESTION)
        assert ask.about == (desk.thread(2).items[0].id,)
        assert ask.due_at == clock.at.replace(hour=13)
        await ana.until(lambda: not ana.screen.panes.marks)

    play(desk, scene)


def test_a_refused_question_stays_as_it_was_typed(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("@", "tab", *QUESTION, "ctrl+s")
        await ana.sees("Say whom to ask")
        await ana.sees(QUESTION)
        await ana.press("shift+tab", *"priya", "ctrl+s")
        await ana.until(lambda: desk.asks(conversation=2))

    play(desk, scene)


def test_a_question_left_unasked_is_there_again(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("@", *"priya", "tab", *QUESTION, "escape")
        await ana.until(lambda: QUESTION not in ana.text())
        await ana.press("@")
        await ana.sees(QUESTION)
        await ana.press("ctrl+s")
        await ana.until(lambda: desk.asks(conversation=2))

    play(desk, scene)


def test_the_specialist_sees_the_question_with_what_it_is_about_and_the_owner_sees_that(
    desk: LocalDesk,
) -> None:
    desk.do(c.Brief(conversation=2, text="Charged twice for LH 401"), by="ana")
    ask = asked(desk)

    async def scene(priya: Play) -> None:
        await priya.press("g", "a")
        await priya.sees(QUESTION)
        await priya.sees("Charged twice for LH 401")
        await priya.sees("I was charged again for the same bag.")
        await priya.until(lambda: desk.ask(ask).state is AskState.SEEN)

    play(desk, scene, me="priya")


def test_a_question_is_answered_with_a_suggested_reply(desk: LocalDesk) -> None:
    ask = asked(desk)

    async def scene(priya: Play) -> None:
        await priya.press("g", "a")
        await priya.sees(QUESTION)
        await priya.press("a", *"Yes, twice.", "tab", *"You were charged twice.", "ctrl+s")
        await priya.until(lambda: desk.ask(ask).state is AskState.ANSWERED)
        assert desk.ask(ask).answer == "Yes, twice."
        assert desk.ask(ask).suggested_reply == "You were charged twice."

    play(desk, scene, me="priya")


def test_opening_the_conversation_shows_the_question_and_says_that_it_was_seen(desk: LocalDesk) -> None:
    ask = asked(desk)

    async def scene(priya: Play) -> None:
        await priya.press("2")
        await priya.sees("asked 1")
        await priya.press("enter")
        await priya.sees("Ana asks")
        await priya.until(lambda: desk.ask(ask).state is AskState.SEEN)
        await priya.press("D", *"That is Ben's", "ctrl+s")
        await priya.until(lambda: desk.ask(ask).state is AskState.DECLINED)
        await priya.until(lambda: "Ana asks" not in priya.text())

    play(desk, scene, me="priya")


def test_the_owner_sees_the_answer_come_and_takes_the_suggestion_below_the_draft(desk: LocalDesk) -> None:
    ask = asked(desk)

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear Mei,", "escape")
        desk.do(c.Answer(ask=ask, text="Yes.", suggested_reply="You were charged twice."), by="priya")
        await ana.sees("Priya answered")
        await ana.press("t")
        assert ana.writing == "Dear Mei,\n\nYou were charged twice."

    play(desk, scene)


def test_a_question_is_withdrawn(desk: LocalDesk) -> None:
    ask = asked(desk)

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("W", "ctrl+s")
        await ana.until(lambda: desk.ask(ask).state is AskState.WITHDRAWN)

    play(desk, scene)


def test_a_colleague_mentioned_in_a_note_can_be_asked_at_once(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("c", *"@priya was it charged twice?", "ctrl+s", "enter")
        await ana.sees("Pull a specialist in")
        await ana.press("ctrl+s")
        await ana.until(lambda: desk.asks(conversation=2))
        (ask,) = desk.asks(conversation=2)
        assert (ask.specialist, ask.question) == ("priya", "was it charged twice?")

    play(desk, scene)


def test_who_was_not_asked_is_told_so(desk: LocalDesk) -> None:
    async def scene(ben: Play) -> None:
        await ben.open()
        await ben.press("a")
        await ben.sees("No question to you waits here")
        await ben.press("@")
        await ben.sees("Ana Costa owns conversation #2")

    play(desk, scene, me="ben")


def test_who_is_asked_is_told_at_once_wherever_they_are(desk: LocalDesk) -> None:
    async def scene(priya: Play) -> None:
        await priya.sees("Nobody waits for you.")
        asked(desk)
        await priya.sees("Somebody asks you something: 2 lists")

    play(desk, scene, me="priya")
