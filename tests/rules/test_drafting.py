"""The first draft of a brief."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from agentconsole.model.ask import Ask, AskState
from agentconsole.model.errors import Invalid
from agentconsole.model.fact import Fact, FactKind
from agentconsole.model.promise import Promise, PromiseState
from agentconsole.rules.briefs import LINES, LONGEST, checked_brief
from agentconsole.rules.drafting import WIDEST, brief_draft
from tests.make import NOW, conversation, customer, entry

KINDS = (FactKind(name="order", label="order number"), FactKind(name="tried", label="steps already tried"))
AUCKLAND = ZoneInfo("Pacific/Auckland")


def fact(kind, value):
    return Fact(id=1, customer=7, kind=kind, value=value, told_at=NOW)


def promise(text, state=PromiseState.OPEN, **fields):
    due = NOW + timedelta(days=3)
    return Promise(
        id=1, conversation=1, entry=1, text=text, due_at=due, made_by="ana", at=NOW, state=state, **fields
    )


def ask(question="Twice?", **fields):
    return Ask(
        id=1, conversation=1, entry=2, specialist="priya", asked_by="ana", question=question, at=NOW, **fields
    )


def draft(*, subject="Fee", facts=(), promises=(), asks=(), said=(), zone=UTC):
    entries = [entry("message", customer(), text=text) for text in said]
    return brief_draft(
        conversation(subject=subject),
        facts=facts,
        promises=promises,
        asks=asks,
        entries=entries,
        kinds=KINDS,
        zone=zone,
    )


def test_it_says_what_the_desk_knows_a_line_each():
    words = draft(
        facts=[fact("order", "A-1042"), fact("tried", "restarted it")],
        promises=[promise("I call you")],
        asks=[ask("Twice?"), ask("Why?", state=AskState.ANSWERED, answer="The copy")],
        said=["Hello", "\n I was charged twice\nand more"],
        zone=AUCKLAND,
    )
    assert words.splitlines() == [
        "wants: Fee: I was charged twice",
        "knows: order number A-1042",
        "tried: restarted it",
        "promised: I call you by Fri 20 Nov 22:15 Pacific/Auckland",
        "asked: @priya: Twice?",
        "heard: @priya: The copy",
        "do not ask again: order number",
    ]


def test_what_is_over_is_left_out_and_nothing_is_said_of_what_is_not_known():
    over = [promise("kept", PromiseState.KEPT), promise("said", PromiseState.BROKEN, settled_at=NOW)]
    assert draft(promises=over, asks=[ask(state=AskState.WITHDRAWN)]) == "wants: Fee"
    assert draft(subject="") == ""


def test_a_subject_that_is_the_beginning_of_what_they_wrote_is_said_once():
    assert draft(subject="I was charged…", said=["I was charged twice"]) == "wants: I was charged twice"


def test_what_was_told_first_comes_first():
    later = replace(fact("own", "silver"), id=2, told_at=NOW + timedelta(hours=1))
    assert (
        draft(facts=[later, fact("order", "A-1042")]).splitlines()[1]
        == "knows: order number A-1042; own silver"
    )


def test_a_brief_that_nobody_would_read_is_refused_with_its_length():
    assert checked_brief("a" * LONGEST) == "a" * LONGEST
    with pytest.raises(Invalid, match="has 1,201 characters, and at most 1,200"):
        checked_brief("a" * (LONGEST + 1))


words = st.text(max_size=300)


@given(
    subject=words,
    told=st.lists(st.tuples(st.sampled_from(["order", "tried", "own"]), words), max_size=12),
    promised=st.lists(words, max_size=5),
    asked=st.lists(st.tuples(words, words), max_size=5),
    said=st.lists(words, max_size=4),
)
def test_it_can_always_be_kept_as_a_brief_of_at_most_seven_lines(subject, told, promised, asked, said):
    made = draft(
        subject=subject,
        facts=[fact(*each) for each in told],
        promises=list(map(promise, promised)),
        asks=[ask(question, answer=answer) for question, answer in asked],
        said=said,
    )
    lines = made.splitlines()
    assert len(lines) <= LINES
    assert all(len(line) <= WIDEST for line in lines)
    assert not made or checked_brief(made) == made
