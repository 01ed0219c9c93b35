from datetime import timedelta

import pytest
from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.ask import Ask, AskState
from agentconsole.model.errors import Invalid, Refused
from agentconsole.model.people import StandIn
from agentconsole.rules.decide import decide
from tests.make import AGENTS, ANA, BEN, NOW, PRIYA, conversation, situation

ASK = Ask(id=3, conversation=1, entry=9, specialist="priya", asked_by="ana", question="Twice?", at=NOW)


def ask(actor=ANA, owner="ana", specialist="@priya", question="Twice?", due_at=None):
    command = commands.Ask(
        conversation=1, specialist=specialist, question=question, about=(4, 4), due_at=due_at
    )
    return decide(command, situation(actor, new_ask=3, conversation=conversation(owner=owner)))


def with_ask(command, actor=PRIYA, state=AskState.OPEN, agents=AGENTS):
    asked = replace(ASK, state=state)
    return decide(
        command,
        situation(actor, agents=agents, conversation=conversation(owner="ana"), asks={3: asked}, ask=asked),
    )


def test_the_owner_asks_one_question_about_lines_by_a_time():
    due = NOW + timedelta(hours=4)
    (entry,) = ask(due_at=due)
    assert (entry.kind, entry.ask, entry.agent, entry.about, entry.until) == ("ask", 3, "priya", (4,), due)


def test_only_who_looks_after_it_pulls_specialists_in():
    with pytest.raises(Refused, match="theirs to pull a specialist in"):
        ask(BEN)
    with pytest.raises(Refused) as refusal:
        ask(owner=None)
    assert "claim 1" in refusal.value.hint


@pytest.mark.parametrize("field", [{"specialist": "ana"}, {"question": " "}, {"due_at": NOW}])
def test_an_ask_needs_somebody_else_a_question_and_time(field):
    with pytest.raises(Invalid):
        ask(**field)


def test_the_specialist_sees_answers_or_declines():
    assert with_ask(commands.See(ask=3))[0].kind == "seen"
    (answer,) = with_ask(commands.Answer(ask=3, text="Yes, twice", suggested_reply="Dear Mei"))
    assert (answer.kind, answer.text, answer.suggested_reply, answer.about) == (
        "answer",
        "Yes, twice",
        "Dear Mei",
        (9,),
    )
    assert with_ask(commands.Decline(ask=3, reason="not mine"))[0].reason == "not mine"


def test_seeing_again_says_nothing_new():
    assert with_ask(commands.See(ask=3), state=AskState.SEEN) == ()


@pytest.mark.parametrize(
    "command", [commands.See(ask=3), commands.Answer(ask=3, text="x"), commands.Decline(ask=3, reason="x")]
)
def test_nobody_answers_for_the_specialist(command):
    with pytest.raises(Refused, match="put to Priya Nair"):
        with_ask(command, actor=BEN)


def test_the_stand_in_of_a_specialist_answers_for_them():
    away = replace(PRIYA, stand_in=StandIn(agent="ben", until=NOW + timedelta(days=1)))
    (entry,) = with_ask(commands.Answer(ask=3, text="Yes"), actor=BEN, agents={**AGENTS, "priya": away})
    assert entry.signed_for == "priya"


@pytest.mark.parametrize("state", [AskState.ANSWERED, AskState.DECLINED, AskState.WITHDRAWN])
@pytest.mark.parametrize(
    "command, actor",
    [
        (commands.Answer(ask=3, text="x"), PRIYA),
        (commands.Decline(ask=3, reason="x"), PRIYA),
        (commands.Withdraw(ask=3), ANA),
    ],
)
def test_an_ask_ends_once(command, actor, state):
    with pytest.raises(Refused, match=f"is {state.value} already"):
        with_ask(command, actor=actor, state=state)


def test_who_asked_or_looks_after_it_withdraws():
    assert with_ask(commands.Withdraw(ask=3), actor=ANA)[0].kind == "withdraw"
    with pytest.raises(Refused):
        with_ask(commands.Withdraw(ask=3), actor=BEN)
