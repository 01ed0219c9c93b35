"""What was said to a customer comes true, wherever they are and whoever is away."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.desk.params import Context
from agentconsole.desk.there import their_zone
from agentconsole.desk.verbs import parse_line
from agentconsole.model import commands
from agentconsole.model.hours import Hours
from agentconsole.model.people import Contact
from agentconsole.model.promise import PromiseState
from agentconsole.model.queries import PromiseView
from agentconsole.store.sqlite import open_store
from tests.desk.contract import join
from tests.desk.contract_knowing import says
from tests.make import Clock

LISBON, AUCKLAND = ZoneInfo("Europe/Lisbon"), ZoneInfo("Pacific/Auckland")
HOURS = Hours(zone="Europe/Lisbon")
WEDNESDAY = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)
"""In Auckland it is five on Thursday morning."""
ARIHI = Contact(name="Arihi Ngata", email="arihi@kea.example")
SAID = "I have asked the airline. I'll get back to you by Friday."


@pytest.fixture
def clock():
    return Clock(WEDNESDAY)


@pytest.fixture
def desk(tmp_path: Path, clock):
    made = LocalDesk(open_store(tmp_path / "desk.db", create=True), clock=clock, hours=lambda: HOURS)
    join(made)
    yield made
    made.close()


@pytest.fixture
def number(desk, clock):
    """Ana's conversation with Arihi, who has said where she lives."""
    came = says(desk, clock, "k1", "Hello, my time zone is Pacific/Auckland.", customer=ARIHI)
    desk.do(commands.Claim(conversation=came.conversation.id), by="ana")
    return came.conversation.id


def send(desk, number, text=SAID, *, by="ana", **fields):
    """As the console does it: what was found in the text goes along."""
    found = desk.promises_in(number, text)
    return desk.do(commands.Reply(conversation=number, text=text, promises=found, **fields), by=by)


def due_today(desk):
    return [promise.text for promise in desk.promises(PromiseView.DUE)]


def test_by_friday_said_in_lisbon_is_the_friday_of_auckland(desk, clock, number):
    (owed,) = [desk.promise(entry.promise) for entry in send(desk, number).entries if entry.promise]
    assert owed.due_at.astimezone(AUCKLAND) == datetime(2026, 11, 20, 17, 0, tzinfo=AUCKLAND)
    assert owed.due_at.astimezone(LISBON) == datetime(2026, 11, 20, 4, 0, tzinfo=LISBON)
    assert due_today(desk) == []
    clock.at = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)  # Thursday: on Friday morning it would be too late
    assert due_today(desk) == ["I'll get back to you by Friday."]
    assert [each.id for each in desk.board().promises] == [owed.id]


def test_said_on_friday_morning_in_auckland_it_is_the_same_friday(desk, clock, number):
    clock.at = datetime(2026, 11, 19, 20, 30, tzinfo=UTC)
    send(desk, number)
    (owed,) = desk.promises(PromiseView.MINE, by="ana")
    assert owed.due_at.astimezone(AUCKLAND) == datetime(2026, 11, 20, 17, 0, tzinfo=AUCKLAND)


def test_a_customer_next_door_is_promised_the_friday_of_lisbon(desk, clock):
    number = says(desk, clock, "k2", "Hello", customer=Contact(email="rui@rua.example")).conversation.id
    desk.do(commands.Claim(conversation=number), by="ana")
    send(desk, number)
    (owed,) = desk.promises(conversation=number)
    assert owed.due_at.astimezone(LISBON) == datetime(2026, 11, 20, 17, 0, tzinfo=LISBON)


def test_while_the_owner_is_away_it_is_on_the_list_of_the_stand_in_who_keeps_it(desk, clock, number):
    send(desk, number)
    desk.do(commands.StandIn(agent="ben", until=clock() + timedelta(days=3)), by="ana")
    (theirs,) = desk.promises(PromiseView.MINE, by="ben")
    assert (theirs.owner, theirs.stand_in) == ("ana", "ben")
    kept = send(desk, number, "The airline says yes.", by="ben", keeps=(theirs.id,)).entries
    assert [entry.signed_for for entry in kept] == ["ana", "ana"]
    assert desk.promise(theirs.id).state == PromiseState.KEPT
    assert desk.promises(PromiseView.MINE, by="ben") == ()


def test_it_survives_a_snooze_a_close_and_the_customer_and_is_broken_only_in_time(desk, clock, number):
    send(desk, number)
    (owed,) = desk.promises(PromiseView.MINE, by="ana")
    until = clock() + timedelta(hours=9)
    desk.do(commands.Snooze(conversation=number, until=until, reason="the airline"), by="ana")
    says(desk, clock, "k3", "Any news?", customer=ARIHI, keys=("k1",))
    desk.do(commands.Close(conversation=number, anyway=True), by="ana")
    clock.at = owed.due_at - timedelta(seconds=1)
    desk.come_due(clock())
    assert desk.promise(owed.id).state == PromiseState.OPEN
    clock.at = owed.due_at
    desk.come_due(clock())
    broken = desk.promise(owed.id)
    assert (broken.state, broken.owed) == (PromiseState.BROKEN, True)
    assert due_today(desk) == [owed.text]


def test_a_time_typed_for_a_promise_is_on_the_customers_clock(desk, clock, number):
    context = Context(
        now=clock().astimezone(LISBON),
        hours=HOURS,
        conversation=number,
        there=lambda given: their_zone(desk, given),
    )
    made = desk.do(parse_line("promise Call the airline --due fri", context), by="ana").promise
    assert made.due_at.astimezone(AUCKLAND) == datetime(2026, 11, 20, 17, 0, tzinfo=AUCKLAND)
    moved = parse_line(f"renegotiate {made.id} --due mon 9am --reason they are closed", context)
    assert moved.due_at.astimezone(AUCKLAND) == datetime(2026, 11, 23, 9, 0, tzinfo=AUCKLAND)


def test_next_month_from_another_address_she_is_with_the_same_person(desk, clock, number):
    send(desk, number)
    clock.go(days=30)
    text = "It is me again, my order number is A-1042"
    came = says(desk, clock, "p1", text, channel="phone", customer=Contact(phone="+6493791234"))
    assert came.conversation.owner is None
    other = came.conversation.customer.id
    desk.do(commands.MergeCustomers(keep=ARIHI.email, other=str(other)), by="ben")
    again = says(desk, clock, "p2", "One more thing", channel="phone", customer=Contact(phone="+6493791234"))
    now = desk.conversation(again.conversation.id)
    assert (now.customer.name, now.owner) == ("Arihi Ngata", "ana")
    assert [entry.reason for entry in again.entries if entry.kind == "claim"] == ["their person"]
    (finding,) = desk.asked_again(again.conversation.id, "Could you send me your order number?")
    assert finding.fact.value == "A-1042"


def test_a_mail_that_names_both_addresses_needs_no_merge(desk, clock, number):
    clock.go(days=30)
    both = Contact(name="Arihi Ngata", email=ARIHI.email, handle="chat:arihi")
    says(desk, clock, "k4", "You can also chat with me", customer=both, keys=("k1",))
    came = says(desk, clock, "c1", "Hello again", channel="chat", customer=Contact(handle="chat:arihi"))
    assert (came.conversation.customer.name, came.conversation.owner) == ("Arihi Ngata", "ana")
