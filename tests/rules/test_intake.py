from datetime import timedelta

import pytest

from agentconsole.model.commands import Receive
from agentconsole.model.entry import RESERVED
from agentconsole.model.errors import Invalid
from agentconsole.model.people import Customer
from agentconsole.rules import intake
from agentconsole.rules.person import Chosen
from tests.make import ANA, MEI, NOW, conversation, situation

WRITER = Customer(id=7, name="Mei Tan")
OTHER = Customer(id=8, name="Li Tan")


def arrival(**fields):
    given = {
        "channel": "email",
        "external_id": "a",
        "at": NOW,
        "customer": MEI,
        "direction": "in",
        "text": "Hello",
    }
    return Receive(**(given | fields))


def received(command, writer=WRITER, agent=None, person=None, **state):
    there = situation(None, conversation=conversation(**state))
    chosen = Chosen(agent=person, reason="their person") if person else None
    return intake.receive(command, there, writer=writer, agent=agent, chosen=chosen)


@pytest.mark.parametrize("kind", sorted(RESERVED))
def test_nothing_from_outside_can_decide_anything(kind):
    with pytest.raises(Invalid, match="cannot come from outside"):
        intake.checked(arrival(kind=kind, direction="event"))


@pytest.mark.parametrize(
    "fields",
    [{"channel": ""}, {"external_id": ""}, {"direction": "up"}, {"direction": "event"}, {"kind": "note"}],
)
def test_what_makes_no_sense_is_refused_in_words(fields):
    with pytest.raises(Invalid):
        intake.checked(arrival(**fields))


def test_a_new_matter_goes_to_their_person():
    entry, claim = received(arrival(), person=ANA)
    assert (entry.kind, claim.kind, claim.agent, claim.author.type) == ("message", "claim", "ana", "system")


def test_an_owned_conversation_stays_with_its_owner():
    assert len(received(arrival(), person=ANA, owner="ben", version=3)) == 1
    assert len(received(arrival(direction="out", author="ana"), agent=ANA, owner="ben", version=3)) == 1


def test_a_colleagues_first_answer_in_an_imported_history_makes_them_the_owner():
    claim, entry = received(arrival(direction="out", author="ana"), agent=ANA)
    assert (claim.agent, entry.author.id) == ("ana", "ana")


def test_an_answer_of_the_past_claims_nothing_in_a_conversation_that_went_on():
    made = received(arrival(direction="out"), agent=ANA, version=3, last_entry_at=NOW + timedelta(hours=1))
    assert [entry.kind for entry in made] == ["message"]


def test_somebody_else_in_the_conversation_is_its_party():
    (entry,) = received(arrival(), writer=OTHER, version=2)
    assert (entry.customer, entry.party, entry.author.id) == (7, 8, 8)


def test_a_message_cannot_be_dated_in_the_future():
    (entry,) = received(arrival(at=NOW + timedelta(days=900)))
    assert entry.at == NOW
    assert entry.data["claimed_at"].startswith("2029")


def test_a_conversation_without_a_subject_is_called_by_its_first_words():
    (entry,) = received(arrival(text="My bag\nis broken"))
    assert entry.subject == "My bag is broken"
    (later,) = received(arrival(text="Hello?"), version=1)
    assert later.subject == ""


@pytest.mark.parametrize("days, same", [(29, True), (31, False)])
def test_a_channel_without_conversations_goes_on_with_the_latest_matter_for_a_month(days, same):
    latest = conversation(last_entry_at=NOW - timedelta(days=days))
    assert intake.belongs(arrival(), latest) is same


def test_a_mail_that_begins_a_matter_does_not_join_another():
    assert not intake.belongs(arrival(begins=True), conversation(last_entry_at=NOW))


def test_an_order_stands_in_the_history_and_in_no_conversation():
    assert not intake.begins(arrival(direction="event", kind="order"))
    assert intake.begins(arrival(direction="event", kind="call", keys=("c1",)))
