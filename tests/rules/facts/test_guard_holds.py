"""What holds of the guard whatever is typed: it never raises, and replacing what it found clears it."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.model.fact import Fact, FactKind
from agentconsole.rules.facts import phrases
from agentconsole.rules.facts.guard import findings
from agentconsole.rules.facts.kinds import BUILT_IN
from agentconsole.rules.facts.languages import language
from benchmarks.facts_asking import HALVES, judged, score

MARCH = datetime(2024, 3, 12, tzinfo=UTC)
POLICY = FactKind(name="policy", label="policy number", asked=("policy number", "~ | a|b", ""))
KINDS = (*BUILT_IN, POLICY)
PIECES = (
    *(
        "could you send me",
        "your",
        "the",
        "order number",
        "e-mail",
        "phone number",
        "what is",
        "which device",
    ),
    *(
        "please",
        "DM us",
        "name",
        "and",
        ",",
        ", ",
        ".",
        "? ",
        "?",
        "! ",
        "\n",
        "\n\n",
        "\n- ",
        "\n1. ",
        "\n> ",
    ),
    *(
        "we",
        "don't",
        "new",
        "is",
        "are you on iOS or Android",
        "what have you tried",
        "with",
        "of",
        "…",
        "so",
        ":",
    ),
    *(
        "Hi Mei,",
        "serial number",
        "policy number",
        "error",
        "a " * 25,
        "https://x.example/a?b",
        "A-1042",
        "e.g.",
        "’",
    ),
)
drafts = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=25).map(" ".join),
)
values = st.one_of(
    st.text(max_size=40), st.sampled_from(("A-1042", "e.g.", "no.", "What is your name? Your phone number?"))
)
facts = st.lists(
    st.builds(
        Fact,
        id=st.integers(1, 9),
        customer=st.just(1),
        kind=st.sampled_from([*(kind.name for kind in KINDS), "unheard"]),
        value=values,
        told_at=st.just(MARCH),
    ),
    max_size=6,
)


@given(draft=drafts, told=facts)
def test_no_draft_makes_it_raise_and_every_finding_stands_in_the_draft(draft: str, told: list[Fact]) -> None:
    for found in findings(draft, told, kinds=KINDS):
        assert draft[found.start : found.end] == found.sentence != ""
        assert found.fact in told
        assert found.fact.kind == found.kind


@given(draft=drafts, told=facts)
def test_a_sentence_that_was_replaced_is_not_found_again(draft: str, told: list[Fact]) -> None:
    for found in findings(draft, told, kinds=KINDS):
        changed = draft[: found.start] + found.instead + draft[found.end :]
        span = range(found.start, found.start + len(found.instead))
        again = findings(changed, told, kinds=KINDS)
        assert not [one for one in again if one.start in span or span.start in range(one.start, one.end)]


@given(draft=drafts, told=facts)
def test_replacing_them_one_after_the_other_clears_the_draft(draft: str, told: list[Fact]) -> None:
    for _ in range(40):
        found = findings(draft, told, kinds=KINDS)
        if not found:
            return
        draft = draft[: found[0].start] + found[0].instead + draft[found[0].end :]
    raise AssertionError("still found: " + draft)


@pytest.mark.parametrize(
    "piece",
    [
        "order number, ",
        "what is your ",
        "send us the ",
        "your ",
        "version of ",
        "is it a ps4 or ",
        ". ",
        "a\n",
        "\n- ",
    ],
)
def test_the_work_grows_with_the_draft_and_not_faster(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts the phrases that are tried against the words, which is nearly all there is to do."""
    tried = 0
    end_of = phrases.end_of

    def counted(slots: phrases.Slots, words: tuple[str, ...], at: int) -> int:
        nonlocal tried
        tried += 1
        return end_of(slots, words, at)

    monkeypatch.setattr(phrases, "end_of", counted)
    told = [Fact(id=1, customer=1, kind="order", value="A-1042", told_at=MARCH)]
    counts = []
    for times in (100, 200):
        tried = 0
        findings(piece * times + "What is your order number?", told)
        counts.append(tried)
    assert counts[1] <= counts[0] * 2.1


@pytest.mark.data
@pytest.mark.parametrize("half", HALVES)
def test_it_is_as_good_on_real_sentences_as_we_say(half: str) -> None:
    if "AGENTCONSOLE_TEST_DATA" not in os.environ:
        pytest.skip("AGENTCONSOLE_TEST_DATA names no directory with real support conversations")
    spoken = language("en")
    assert spoken is not None
    sentences = judged(Path(os.environ["AGENTCONSOLE_TEST_DATA"]), spoken)
    right, wrong, missed = score(sentence for sentence in sentences if sentence.half == half)
    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.8
