"""Who takes whose place before a customer."""

from datetime import timedelta

from msgspec.structs import replace

from agentconsole.model.people import Agent, Customer, Met, StandIn
from agentconsole.rules.person import stepped_in_for
from tests.make import AGENTS, ANA, BEN, NOW

AWAY = replace(ANA, stand_in=StandIn(agent="ben", until=NOW + timedelta(days=1)))
GONE = replace(ANA, left_at=NOW)


def met(handle: str | None, days: float = 1) -> Met:
    """Somebody the customer last heard from so many days ago."""
    last = NOW - timedelta(days=days)
    return Met(agent=handle, name=handle or "Kim", first_at=last, last_at=last, entries=3)


def before(ana: Agent, *known: Met, person: str = "ana") -> Agent | None:
    """In whose place Ben writes, while Ana is as given."""
    customer = Customer(id=7, name="Mei Tan", person=person)
    return stepped_in_for("ben", customer, {**AGENTS, "ana": ana}, known, NOW)


def test_somebody_steps_in_for_their_person_who_is_away_or_has_left() -> None:
    assert before(AWAY, met("ana")) == AWAY
    assert before(GONE, met("ana"), person="ben") == GONE
    assert before(replace(AWAY, stand_in=StandIn(agent="ben", until=NOW)), met("ana")) is None


def test_nobody_steps_in_for_somebody_who_is_here() -> None:
    assert before(ANA, met("ana")) is None
    assert before(GONE, met("ana", days=9), met("priya", days=1), person="ben") is None


def test_whom_the_customer_has_met_needs_no_introduction() -> None:
    assert before(GONE, met("ana"), met("ben", days=400)) is None
    assert before(BEN, met(None), person="ben") is None
