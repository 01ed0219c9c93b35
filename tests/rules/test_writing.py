from datetime import timedelta

import pytest
from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Status
from agentconsole.model.entry import Visibility
from agentconsole.model.errors import Conflict, Invalid, Refused
from agentconsole.model.people import StandIn
from agentconsole.model.promise import Promise, Promised
from agentconsole.rules.decide import decide
from tests.make import AGENTS, ANA, BEN, NOW, PRIYA, agent, conversation, customer, entry, situation

AWAY = replace(ANA, stand_in=StandIn(agent="ben", until=NOW + timedelta(days=1)))


def reply(
    actor=ANA, agents=AGENTS, *, heard=(), asks=None, send_at=None, close=False, text="Dear Mei", **state
):
    command = commands.Reply(conversation=1, text=text, send_at=send_at, close=close)
    return decide(
        command,
        situation(actor, agents=agents, heard=heard, asks=asks or {}, conversation=conversation(**state)),
    )


def test_the_owner_writes_to_the_customer_on_the_channel_they_used_last():
    (message,) = reply(owner="ana", channels=("chat", "email"))
    assert (message.kind, message.channel, message.signed_for) == ("message", "email", None)
    assert message.visibility == Visibility.CUSTOMER
    assert message.text == "Dear Mei"


def test_the_first_answer_makes_its_writer_the_owner():
    claim, message = reply()
    assert (claim.kind, message.kind) == ("claim", "message")


@pytest.mark.parametrize("actor", [BEN, PRIYA])
def test_nobody_else_has_a_voice_and_is_told_how_to_help(actor):
    with pytest.raises(Refused) as refusal:
        reply(actor, owner="ana", specialists=("priya",))
    assert refusal.value.rule == "one voice"
    assert "note 1" in refusal.value.hint


def test_a_specialist_who_was_asked_is_pointed_to_the_ask():
    ask = Ask(id=3, conversation=1, entry=9, specialist="priya", asked_by="ana", question="?", at=NOW)
    with pytest.raises(Refused) as refusal:
        reply(PRIYA, asks={3: ask}, owner="ana")
    assert "answer 3" in refusal.value.hint


def test_an_introduced_specialist_has_a_voice_until_released():
    (message,) = reply(PRIYA, owner="ana", introduced=("priya",))
    assert (message.author.id, message.signed_for) == ("priya", None)


def test_an_introduced_specialist_cannot_close():
    with pytest.raises(Refused):
        reply(PRIYA, owner="ana", introduced=("priya",), close=True)


def test_a_stand_in_signs_for_the_owner_while_the_owner_is_away_and_not_after():
    (message,) = reply(BEN, agents={**AGENTS, "ana": AWAY}, owner="ana")
    assert message.signed_for == "ana"
    assert message.text.endswith("Ben, for Ana")
    back = replace(AWAY, stand_in=StandIn(agent="ben", until=NOW))
    with pytest.raises(Refused):
        reply(BEN, agents={**AGENTS, "ana": back}, owner="ana")


def test_a_stand_in_who_signed_already_does_not_sign_twice():
    (message,) = reply(BEN, agents={**AGENTS, "ana": AWAY}, owner="ana", text="Done.\nBen for Ana")
    assert message.text == "Done.\nBen for Ana"


def test_what_was_written_since_the_writer_looked_stops_the_reply():
    news = entry("message", customer(), version=9)
    with pytest.raises(Conflict) as conflict:
        reply(owner="ana", heard=(news,))
    assert conflict.value.news == (9,)
    assert "Mei Tan" in conflict.value.message


def test_a_reply_can_close_and_withdraws_open_questions_then():
    ask = Ask(id=3, conversation=1, entry=9, specialist="priya", asked_by="ana", question="?", at=NOW)
    kinds = [each.kind for each in reply(owner="ana", close=True, asks={3: ask})]
    assert kinds == ["message", "withdraw", "close"]


REFUND = Promise(
    id=3, conversation=1, entry=1, text="refund it", due_at=NOW + timedelta(days=3), made_by="ana", at=NOW
)


def closing(*, anyway=False, keeps=(), promises=()):
    command = commands.Reply(
        conversation=1, text="Bye", close=True, anyway=anyway, keeps=keeps, promises=promises
    )
    made = tuple(range(9, 9 + len(promises)))
    state = situation(ANA, conversation=conversation(owner="ana"), promises={3: REFUND}, new_promises=made)
    return [each.kind for each in decide(command, state)]


def test_closing_with_a_promise_still_to_be_kept_asks_first():
    with pytest.raises(Refused, match="still to be kept: refund it") as refusal:
        closing()
    assert refusal.value.rule == "promises" and "keep 3" in refusal.value.hint
    assert closing(anyway=True) == ["message", "close"]


def test_a_reply_that_closes_may_keep_the_promise_and_is_asked_about_the_one_it_makes():
    assert closing(keeps=(3,)) == ["message", "keep", "close"]
    with pytest.raises(Refused, match="still to be kept: I'll call"):
        closing(keeps=(3,), promises=(Promised(text="I'll call", due_at=NOW + timedelta(days=1)),))


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_reply_is_refused(text):
    with pytest.raises(Invalid):
        reply(owner="ana", text=text)


def test_a_reply_cannot_be_sent_in_the_past():
    with pytest.raises(Invalid):
        reply(owner="ana", send_at=NOW)


def test_a_note_is_for_the_team_by_anybody_on_it():
    (note,) = decide(
        commands.Note(conversation=1, text="seen in March"),
        situation(PRIYA, conversation=conversation(owner="ana")),
    )
    assert (note.kind, note.visibility, note.channel) == ("note", Visibility.TEAM, "desk")


def unsend(actor, delivery, author="ana"):
    message = replace(entry("message", agent(author), version=4), delivery=delivery)
    owned = conversation(owner="ana", status=Status.WAITING)
    return decide(commands.Unsend(conversation=1), situation(actor, conversation=owned, message=message))


def test_what_has_not_left_can_be_taken_back_by_writer_or_owner():
    assert unsend(ANA, "waiting")[0].about == (4,)
    assert unsend(PRIYA, "waiting", author="priya")[0].kind == "unsend"
    assert unsend(ANA, "waiting", author="priya")[0].kind == "unsend"


@pytest.mark.parametrize("delivery", ["sending", "sent", "failed", "uncertain", "unsent", None])
def test_what_may_have_left_cannot_be_taken_back(delivery):
    with pytest.raises(Refused):
        unsend(ANA, delivery)


def test_nobody_else_takes_a_message_back():
    with pytest.raises(Refused):
        unsend(BEN, "waiting")
