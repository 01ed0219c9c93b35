"""The living part of the demo, with a clock that is moved by hand."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest

from agentconsole.desk.demo.cast import Cast, play
from agentconsole.desk.demo.making import make_demo
from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands
from agentconsole.model.ask import Ask, AskState
from agentconsole.model.conversation import Conversation, Status
from agentconsole.model.entry import Entry
from agentconsole.model.keeping import Change
from agentconsole.store.sqlite import open_store

PATIENCE = 60

NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)


class Stage:
    """The demo desk with its cast, and Ana at the keyboard."""

    def __init__(self, path: Path) -> None:
        self.now = NOW
        self.desk = LocalDesk(open_store(path), clock=lambda: self.now)
        self.cast = Cast(self.desk, lambda: self.now)
        self.begun = self.desk.latest()

    def after(self, seconds: int) -> None:
        for _ in range(seconds):
            self.cast.act()
            self.now += timedelta(seconds=1)
        self.cast.act()

    def of(self, address: str) -> Conversation:
        customer = self.desk.customer(address)
        return self.desk.conversations_of(customer.id).items[0]

    def ask(self, conversation: Conversation, who: str, question: str) -> int:
        command = commands.Ask(conversation=conversation.id, specialist=who, question=question)
        asked = self.desk.do(command, by="ana").ask
        assert asked is not None
        return asked.id

    def last(self, conversation: Conversation) -> Entry:
        return self.desk.thread(conversation.id).items[-1]

    def changes(self) -> tuple[Change, ...]:
        return self.desk.changes(self.begun)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("demo"), NOW)


@pytest.fixture
def stage(made: Path, tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(Path(shutil.copy(made, tmp_path)))
    yield stage
    stage.desk.close()


def test_priya_sees_and_answers_the_question_of_the_guide_and_mei_answers_the_reply(stage: Stage) -> None:
    mei = stage.of("mei@tan.example")
    ask = stage.ask(mei, "priya", "Was Mei charged twice again, and why?")
    stage.after(5)
    assert stage.desk.ask(ask).state == AskState.SEEN
    stage.after(8)
    answered = stage.desk.ask(ask)
    assert answered.state == AskState.ANSWERED
    assert "R-402" in answered.answer
    assert answered.suggested_reply.startswith("Dear Mei,")
    stage.desk.do(commands.Reply(conversation=mei.id, text=answered.suggested_reply), by="ana")
    stage.after(9)
    assert stage.desk.conversation(mei.id).status == Status.WAITING
    assert [each.state for each in stage.desk.outbox(conversation=mei.id)] == ["waiting"]
    stage.after(18)
    assert stage.desk.outbox(conversation=mei.id) == ()
    assert stage.last(mei).author.name == "Mei Tan"
    assert "understood a baggage fee" in stage.last(mei).text
    stage.after(120)
    assert stage.desk.conversation(mei.id).status == Status.OPEN
    assert [e.text for e in stage.desk.thread(mei.id).items].count(stage.last(mei).text) == 1


def test_a_reply_that_was_taken_back_is_answered_by_nobody(stage: Stage) -> None:
    mei = stage.of("mei@tan.example")
    stage.desk.do(commands.Reply(conversation=mei.id, text="It is on its way."), by="ana")
    stage.after(4)
    stage.desk.do(commands.Unsend(conversation=mei.id), by="ana")
    stage.after(60)
    assert stage.last(mei).kind == "unsend"


def test_within_two_minutes_somebody_new_writes_thanks_arrive_and_a_sleeper_wakes(stage: Stage) -> None:
    thomas, grace = stage.of("becker@orgelbau-becker.example"), stage.of("grace@whitfieldvets.example")
    sleeps_until = thomas.snoozed_until
    stage.after(120)
    assert stage.of("nora@fjeldkeramikk.example").owner is None
    thanked = stage.desk.conversation(thomas.id)
    assert (thanked.status, thanked.snoozed_until) == (Status.OPEN, sleeps_until)
    woken = stage.desk.conversation(grace.id)
    assert (woken.status, woken.snoozed_until) == (Status.OPEN, None)


def test_nobody_ever_acts_for_the_person_at_the_keyboard(stage: Stage) -> None:
    stage.after(300)
    assert stage.changes()
    assert "ana" not in {change.by for change in stage.changes()}


@pytest.mark.parametrize(
    ("who", "question", "said"),
    [
        ("priya", "Can we refund the lamp, please?", "refund"),
        ("tomas", "Why does the app crash for her?", "repair goes out tonight"),
        ("lena", "May she have her data erased?", "erased"),
        ("tomas", "Which colour would you choose for the ribbon?", "Nothing on our side"),
    ],
)
def test_a_question_nobody_foresaw_is_answered_by_skill(
    stage: Stage, who: str, question: str, said: str
) -> None:
    answered = asked(stage, who, question)
    assert answered.state == AskState.ANSWERED
    assert said in answered.answer
    assert answered.suggested_reply.startswith("Hello Émilie,")
    assert answered.suggested_reply.endswith("Ana")


@pytest.mark.parametrize(
    ("who", "question", "reason"),
    [
        ("priya", "asdf qwrt", "in a sentence"),
        ("priya", "??", "in a sentence"),
        ("lena", "Can the invoice be corrected?", "@priya"),
    ],
)
def test_nonsense_and_what_belongs_to_somebody_else_is_declined(
    stage: Stage, who: str, question: str, reason: str
) -> None:
    declined = asked(stage, who, question)
    assert declined.state == AskState.DECLINED
    assert reason in declined.answer


def asked(stage: Stage, who: str, question: str) -> Ask:
    """What became of a question about Émilie's matter."""
    ask = stage.ask(stage.of("emilie@atelier-rousseau.example"), who, question)
    stage.after(13)
    return stage.desk.ask(ask)


def test_ben_is_away_and_answers_nothing(stage: Stage) -> None:
    ask = stage.ask(stage.of("jonas@nordlys-kajak.example"), "ben", "What does a kayak cost as baggage?")
    stage.after(60)
    assert stage.desk.ask(ask).state == AskState.OPEN


def test_a_question_that_was_withdrawn_is_answered_no_more(stage: Stage) -> None:
    ask = stage.ask(stage.of("mei@tan.example"), "priya", "Was Mei charged twice again?")
    stage.after(3)
    stage.desk.do(commands.Withdraw(ask=ask), by="ana")
    stage.after(20)
    assert stage.desk.ask(ask).state == AskState.WITHDRAWN


def test_a_handover_with_a_brief_is_accepted_with_thanks_and_one_without_sense_is_refused(
    stage: Stage,
) -> None:
    emilie = stage.of("emilie@atelier-rousseau.example")
    offer(stage, emilie, "xx")
    stage.after(9)
    assert stage.desk.conversation(emilie.id).owner == "ana"
    assert stage.last(emilie).kind == "refuse"
    offer(stage, emilie, "She travels to Milan a day later and will say with which train.")
    stage.after(9)
    assert stage.desk.conversation(emilie.id).owner == "priya"
    assert stage.last(emilie).text.startswith("Thank you, Ana.")


def offer(stage: Stage, conversation: Conversation, brief: str) -> None:
    command = commands.HandOver(conversation=conversation.id, to="priya", brief=brief, reason="A bill.")
    stage.desk.do(command, by="ana")


def test_priya_thanks_when_ana_accepts_what_she_offered(stage: Stage) -> None:
    sofia = stage.of("sofia@herrera-estudios.example")
    stage.desk.do(commands.AcceptHandOver(conversation=sofia.id), by="ana")
    stage.after(9)
    assert stage.desk.conversation(sofia.id).owner == "ana"
    assert stage.last(sofia).author.id == "priya"
    assert stage.last(sofia).kind == "note"


def test_a_specialist_who_is_introduced_says_hello_beside_the_owner(stage: Stage) -> None:
    mei = stage.of("mei@tan.example")
    stage.ask(mei, "tomas", "Why did the desk ask for the case again?")
    stage.after(13)
    stage.desk.do(commands.Introduce(conversation=mei.id, specialist="tomas"), by="ana")
    stage.after(9)
    assert stage.last(mei).outgoing
    assert stage.last(mei).author.id == "tomas"
    assert stage.desk.conversation(mei.id).owner == "ana"


def test_a_note_is_read_by_whoever_it_is_for_and_is_there(stage: Stage) -> None:
    aiko = stage.of("aiko@studio-yama.example")
    for must_read in (False, True):
        command = commands.Note(conversation=aiko.id, text="She is in a hurry", must_read=must_read)
        note = stage.desk.do(command, by="ana").entries[0].id
        stage.after(7)
        (readers,) = stage.desk.readers([note])
        assert ([read.agent for read in readers.read], readers.not_yet) == (["tomas"], ())
    (must,) = stage.desk.conversation(aiko.id).must_read
    assert must.acknowledged == ("tomas",)


def test_it_plays_in_a_thread_and_stops_when_told(stage: Stage) -> None:
    stop = Event()
    living = Thread(target=play, args=(stage.desk, stop, stage.cast))
    living.start()
    ask = stage.ask(stage.of("mei@tan.example"), "priya", "Was Mei charged twice again?")
    until = monotonic() + PATIENCE
    while monotonic() < until:
        stage.now += timedelta(seconds=1)
        stage.desk.wait(stage.desk.latest(), seconds=0.02)
        if stage.desk.ask(ask).state == AskState.ANSWERED:
            break
    assert stage.desk.ask(ask).state == AskState.ANSWERED
    stop.set()
    living.join(PATIENCE)
    assert not living.is_alive()
