"""Who an entry is for, who has read it, and what is read before anybody writes to the customer."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.ask import Ask, AskState
from agentconsole.model.conversation import CustomerRef, MustRead
from agentconsole.model.errors import Refused
from agentconsole.model.people import StandIn
from agentconsole.model.reading import Read
from agentconsole.rules.decide import decide
from agentconsole.rules.reads import people_in, readers, unacknowledged
from agentconsole.rules.replay import begin, evolve
from tests.make import AGENTS, ANA, BEN, NOW, PRIYA, agent, conversation, entry, situation

NOTE = MustRead(entry=5, author="priya")
WARNED = conversation(owner="ana", must_read=(NOTE,))
AWAY = {**AGENTS, "ana": replace(ANA, stand_in=StandIn(agent="ben", until=NOW + timedelta(days=1)))}


def asked(specialist="priya", state=AskState.OPEN) -> Ask:
    return Ask(
        id=1,
        conversation=1,
        entry=2,
        specialist=specialist,
        asked_by="ana",
        question="?",
        at=NOW,
        state=state,
    )


@pytest.mark.parametrize(
    ("fields", "asks", "agents", "people"),
    [
        ({}, (), AGENTS, ()),
        ({"owner": "ana"}, (), AGENTS, ("ana",)),
        ({"owner": "ana"}, (), AWAY, ("ana", "ben")),
        ({"owner": "ana", "introduced": ("priya",)}, (asked(),), AGENTS, ("ana", "priya")),
        ({"owner": "ana"}, (asked(), asked("ben", AskState.ANSWERED)), AGENTS, ("ana", "priya")),
        ({"owner": "ana"}, (asked(),), {**AGENTS, "priya": replace(PRIYA, left_at=NOW)}, ("ana",)),
    ],
    ids=["nobody's", "the owner", "away", "introduced and asked", "asked and answered", "left"],
)
def test_an_entry_is_for_those_who_look_after_the_conversation_now(fields, asks, agents, people):
    assert people_in(conversation(**fields), asks, agents, NOW) == people


def test_its_writer_has_read_it_and_who_read_it_is_not_among_those_who_have_not():
    said = entry("note", agent("priya"))
    found = readers(said, [Read(agent="ben", at=NOW)], ("ana", "ben", "priya"))
    assert ([each.agent for each in found.read], found.not_yet) == (["ben"], ("ana",))


def test_a_must_read_note_is_for_everybody_but_its_writer():
    assert unacknowledged(WARNED, "ana") == (NOTE,)
    assert unacknowledged(WARNED, "priya") == ()
    assert unacknowledged(conversation(must_read=(replace(NOTE, acknowledged=("ana",)),)), "ana") == ()


def test_nobody_writes_to_the_customer_before_having_read_it():
    reply = commands.Reply(conversation=1, text="Dear Mei")
    with pytest.raises(Refused) as refusal:
        decide(reply, situation(conversation=WARNED))
    assert "Priya Nair" in refusal.value.message
    assert "agentconsole ack 5" in refusal.value.hint
    assert "--anyway" in refusal.value.hint
    assert decide(replace(reply, anyway=True), situation(conversation=WARNED))
    introduced = replace(WARNED, introduced=("priya",))
    assert decide(reply, situation(PRIYA, conversation=introduced))


def acknowledge(actor=ANA, entry=5, conversation=WARNED):
    return decide(commands.Acknowledge(entry=entry), situation(actor, conversation=conversation))


def test_acknowledging_is_an_entry_for_its_writer_to_see():
    (made,) = acknowledge()
    assert (made.kind, made.about, made.agent) == ("ack", (5,), "priya")


def test_saying_so_again_or_of_ones_own_note_changes_nothing():
    again = replace(WARNED, must_read=(replace(NOTE, acknowledged=("ana",)),))
    assert acknowledge(conversation=again) == ()
    assert acknowledge(PRIYA) == ()


@pytest.mark.parametrize(
    "fields",
    [{"entry": 6}, {"conversation": conversation(owner="ana")}, {"conversation": None}, {"actor": None}],
    ids=["another entry", "no such note", "no conversation", "nobody"],
)
def test_only_a_must_read_note_is_acknowledged_by_somebody(fields):
    with pytest.raises(Refused):
        acknowledge(**fields)


happenings = st.lists(
    st.tuples(
        st.sampled_from(["note", "ack", "ack", "close", "claim"]),
        st.sampled_from(["ana", "ben"]),
        st.integers(1, 12),
    ),
    max_size=20,
)


@given(happenings)
def test_what_was_acknowledged_stays_so_whatever_happens_after(story):
    thread = begin(1, CustomerRef(id=7, name="Mei Tan"))
    for version, (kind, who, about) in enumerate(story, 1):
        before = {note.entry: note for note in thread.conversation.must_read}
        said = entry(kind, agent(who), version=version, must_read=kind == "note", about=(about,))
        thread = evolve(thread, said)
        after = {note.entry: note for note in thread.conversation.must_read}
        assert before.keys() <= after.keys()
        for number, note in before.items():
            assert after[number].acknowledged[: len(note.acknowledged)] == note.acknowledged
            assert len(set(after[number].acknowledged)) == len(after[number].acknowledged)


def test_the_stand_in_reads_for_themselves_too():
    reply = commands.Reply(conversation=1, text="Dear Mei")
    read = replace(WARNED, must_read=(replace(NOTE, acknowledged=("ana",)),))
    with pytest.raises(Refused) as refusal:
        decide(reply, situation(BEN, agents=AWAY, conversation=read))
    assert refusal.value.rule == "must-read"
