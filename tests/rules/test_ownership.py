from datetime import timedelta

import pytest
from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.conversation import Handover
from agentconsole.model.errors import Invalid, NotFound, Refused
from agentconsole.model.people import StandIn
from agentconsole.rules.decide import decide
from tests.make import AGENTS, ANA, BEN, NOW, PRIYA, conversation, situation

OFFER = Handover(entry=5, to="ben", by="ana", brief="charged twice", reason="parental leave", at=NOW)
AWAY = replace(ANA, stand_in=StandIn(agent="ben", until=NOW + timedelta(days=1)))
WITH_ANA_AWAY = {**AGENTS, "ana": AWAY}


def test_what_nobody_owns_can_be_claimed():
    (entry,) = decide(commands.Claim(conversation=1), situation(conversation=conversation()))
    assert (entry.kind, entry.author.id) == ("claim", "ana")


def test_what_somebody_owns_cannot_be_claimed_and_the_refusal_says_how_to_help():
    with pytest.raises(Refused) as refusal:
        decide(commands.Claim(conversation=1), situation(BEN, conversation=conversation(owner="ana")))
    assert "Ana Costa owns conversation #1" in refusal.value.message
    assert "note 1" in refusal.value.hint
    assert refusal.value.rule == "one owner"


def test_the_owner_offers_and_nothing_moves_yet():
    command = commands.HandOver(conversation=1, to="@ben", brief="charged twice", reason="leave")
    (entry,) = decide(command, situation(conversation=conversation(owner="ana")))
    assert (entry.kind, entry.agent, entry.text, entry.reason) == (
        "handover",
        "ben",
        "charged twice",
        "leave",
    )


@pytest.mark.parametrize(
    "actor, owner, agents",
    [(BEN, "ana", AGENTS), (PRIYA, None, AGENTS), (BEN, "ana", WITH_ANA_AWAY)],
    ids=["a bystander", "of an unowned conversation", "the stand-in"],
)
def test_nobody_but_the_owner_can_hand_over(actor, owner, agents):
    command = commands.HandOver(conversation=1, to="priya", brief="b", reason="r")
    with pytest.raises(Refused):
        decide(command, situation(actor, agents=agents, conversation=conversation(owner=owner)))


@pytest.mark.parametrize("brief, reason", [("", "r"), ("b", "  "), ("1\n2\n3\n4\n5\n6\n7\n8", "r")])
def test_a_handover_needs_a_short_brief_and_a_reason(brief, reason):
    command = commands.HandOver(conversation=1, to="ben", brief=brief, reason=reason)
    with pytest.raises(Invalid):
        decide(command, situation(conversation=conversation(owner="ana")))


def test_a_second_offer_waits_for_the_end_of_the_first():
    command = commands.HandOver(conversation=1, to="priya", brief="b", reason="r")
    with pytest.raises(Refused, match="offered to Ben Okafor already"):
        decide(command, situation(conversation=conversation(owner="ana", handover=OFFER)))


def test_accepting_takes_the_brief_over_too():
    owned = conversation(owner="ana", handover=OFFER)
    accept, brief = decide(commands.AcceptHandOver(conversation=1), situation(BEN, conversation=owned))
    assert (accept.kind, accept.author.id, accept.agent) == ("accept", "ben", "ana")
    assert (brief.kind, brief.text) == ("brief", "charged twice")


@pytest.mark.parametrize("actor, offer", [(PRIYA, OFFER), (ANA, OFFER), (BEN, None)])
def test_only_the_one_it_is_offered_to_can_accept(actor, offer):
    with pytest.raises(Refused):
        decide(
            commands.AcceptHandOver(conversation=1),
            situation(actor, conversation=conversation(owner="ana", handover=offer)),
        )


@pytest.mark.parametrize("actor", [BEN, ANA])
def test_the_offered_or_the_owner_can_refuse_with_a_reason(actor):
    owned = conversation(owner="ana", handover=OFFER)
    (entry,) = decide(
        commands.RefuseHandOver(conversation=1, reason="on leave too"), situation(actor, conversation=owned)
    )
    assert (entry.kind, entry.reason, entry.about) == ("refuse", "on leave too", (5,))
    with pytest.raises(Invalid):
        decide(commands.RefuseHandOver(conversation=1, reason=""), situation(actor, conversation=owned))


def test_a_stranger_to_the_handover_cannot_refuse_it():
    owned = conversation(owner="ana", handover=OFFER)
    with pytest.raises(Refused):
        decide(commands.RefuseHandOver(conversation=1, reason="no"), situation(PRIYA, conversation=owned))


def test_a_stand_in_is_another_agent_for_a_time_to_come():
    until = NOW + timedelta(days=2)
    (entry,) = decide(commands.StandIn(agent="@ben", until=until), situation(ANA))
    assert (entry.kind, entry.agent, entry.until) == ("standin", "ben", until)
    with pytest.raises(Invalid):
        decide(commands.StandIn(agent="ana", until=until), situation(ANA))
    with pytest.raises(Invalid):
        decide(commands.StandIn(agent="ben", until=NOW), situation(ANA))
    with pytest.raises(NotFound):
        decide(commands.StandIn(agent="nobody", until=until), situation(ANA))


def test_who_is_away_cannot_stand_in():
    with pytest.raises(Refused, match="Ben Okafor stands in"):
        decide(
            commands.StandIn(agent="ana", until=NOW + timedelta(days=1)),
            situation(PRIYA, agents=WITH_ANA_AWAY),
        )


def test_only_who_is_away_comes_back():
    (entry,) = decide(commands.Return(), situation(AWAY, agents=WITH_ANA_AWAY))
    assert (entry.kind, entry.agent) == ("return", "ben")
    with pytest.raises(Refused):
        decide(commands.Return(), situation(BEN))


def test_a_specialist_is_introduced_by_the_owner_once_asked():
    asked = conversation(owner="ana", specialists=("priya",))
    (entry,) = decide(commands.Introduce(conversation=1, specialist="priya"), situation(conversation=asked))
    assert (entry.kind, entry.agent) == ("introduce", "priya")
    with pytest.raises(Refused, match="has not been asked"):
        decide(commands.Introduce(conversation=1, specialist="ben"), situation(conversation=asked))
    with pytest.raises(Refused):
        decide(commands.Introduce(conversation=1, specialist="priya"), situation(PRIYA, conversation=asked))


def test_the_owner_releases_and_a_specialist_can_leave():
    both = conversation(owner="ana", specialists=("priya",), introduced=("priya",))
    for actor in (ANA, PRIYA):
        (entry,) = decide(
            commands.Release(conversation=1, specialist="priya"), situation(actor, conversation=both)
        )
        assert (entry.kind, entry.agent) == ("release", "priya")
    with pytest.raises(Refused):
        decide(commands.Release(conversation=1, specialist="priya"), situation(BEN, conversation=both))
