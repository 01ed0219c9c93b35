"""Who gets a customer's next conversation, and how they say hello."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from agentconsole.model.people import Customer, Met, StandIn
from agentconsole.rules.person import introduction, person_for, stepped_in_for
from tests.make import AGENTS, ANA, BEN, NOW, PRIYA

MEI = Customer(id=7, name="Mei Tan", person="ana")
AWAY = {**AGENTS, "ana": replace(ANA, stand_in=StandIn(agent="ben", until=NOW + timedelta(days=1)))}
LEFT = {**AGENTS, "ana": replace(ANA, left_at=NOW - timedelta(days=9))}
ALONE = {handle: replace(agent, left_at=NOW) for handle, agent in AGENTS.items()}


def met(agent: str | None, entries=1, days=0) -> Met:
    at = NOW - timedelta(days=days)
    return Met(agent=agent, name=agent or "Old Joe", first_at=at, last_at=at, entries=entries)


@pytest.mark.parametrize(
    ("agents", "people", "who", "why"),
    [
        (AGENTS, [met("ben", 90)], "ana", "their person"),
        (AWAY, [met("ben", 90)], "ana", "Ben Okafor stands in"),
        (
            LEFT,
            [met("ana", 90), met("ben", 3), met("priya", 7)],
            "priya",
            "Ana Costa, their person, has left",
        ),
        (LEFT, [met("ben", 3, days=1), met("priya", 3, days=2)], "ben", "(3 entries)"),
        (LEFT, [met("ben", 1), met(None, 50), met("gone", 60)], "ben", "(1 entry)"),
    ],
    ids=["here", "away", "left", "left, and two know them as well", "only whom the desk knows"],
)
def test_it_goes_to_their_person_and_else_to_whoever_knows_them_best(agents, people, who, why):
    chosen = person_for(MEI, agents, people, NOW)
    assert chosen is not None
    assert (chosen.agent.handle, why in chosen.reason) == (who, True)


@pytest.mark.parametrize(
    ("customer", "agents", "people"),
    [
        (replace(MEI, person=None), AGENTS, [met("ben", 9)]),
        (replace(MEI, person="nobody"), AGENTS, [met("ben", 9)]),
        (MEI, LEFT, []),
        (MEI, LEFT, [met("ana", 9), met(None, 9)]),
        (MEI, ALONE, [met("ben", 9)]),
    ],
    ids=["never owned", "not of this desk", "left, met nobody", "left, met nobody else", "everybody left"],
)
def test_it_waits_for_whoever_claims_it_when_nobody_here_knows_them(customer, agents, people):
    assert person_for(customer, agents, people, NOW) is None


@pytest.mark.parametrize(
    ("handle", "agents", "people", "before"),
    [
        ("ben", LEFT, [met("ana", 9)], "ana"),
        ("ben", AWAY, [met("ana", 9)], "ana"),
        ("ben", LEFT, [met("ana", 9), met("ben")], None),
        ("ben", AGENTS, [met("ana", 9)], None),
        ("ben", AGENTS, [], None),
    ],
    ids=["left", "away", "met already", "their person is here", "met nobody, and she is here"],
)
def test_a_newcomer_steps_in_for_whom_they_knew_before(handle, agents, people, before):
    found = stepped_in_for(handle, MEI, agents, people, NOW)
    assert (found.handle if found else None) == before


def test_an_absence_that_is_over_is_none():
    back = {**AGENTS, "ana": replace(ANA, stand_in=StandIn(agent="ben", until=NOW))}
    assert stepped_in_for("ben", MEI, back, [met("ana", 9)], NOW) is None


def test_nobody_steps_in_where_whoever_wrote_last_is_here():
    theirs = replace(MEI, person="ben")
    known = [met("ana", 9, days=9), met("priya", days=1)]
    assert stepped_in_for("ben", theirs, LEFT, known, NOW) is None


def test_whoever_wrote_last_counts_where_they_have_no_person():
    nobody = replace(MEI, person=None)
    assert stepped_in_for("ben", nobody, LEFT, [met("ana", 9), met(None, 99)], NOW).handle == "ana"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (LEFT["ana"], "Ana has left us; I am Ben"),
        (AWAY["ana"], "Ana is away; I am Ben"),
        (None, "I am Ben, and I look after you"),
        (BEN, "I am Ben, and I look after you"),
    ],
)
def test_the_first_reply_says_who_writes_and_why(before, words):
    assert introduction(BEN, before).startswith(words)
    assert "I am Priya" in introduction(PRIYA, before)
