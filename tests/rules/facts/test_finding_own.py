"""Kinds that a desk defines by a pattern."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.model.fact import FactKind
from agentconsole.rules.facts.finding import find
from agentconsole.rules.facts.finding_own import wrong_with


def policy(pattern: str) -> FactKind:
    return FactKind(name="policy", label="policy number", pattern=pattern)


@pytest.mark.parametrize(
    "pattern, text, value",
    [
        (
            r"policy\s*(?:number|no)?\.?\s*(?:is|:)?\s*([A-Z]{3}[- ]?\d{6,12})",
            "My policy no: JNG 784811",
            "JNG 784811",
        ),
        (r"\bPOL-\d{4}\b", "it is pol-2231.", "pol-2231"),
        (r"(?:\d{4}[- ]?){3}\d{2}", "claim\n1234-5678-9012-34", "1234-5678-9012-34"),
        (r"policy +(\w+)", "policy \t   X9 " + "y" * 500, "X9"),
    ],
)
def test_a_kind_of_the_desk_is_found_by_its_pattern(pattern: str, text: str, value: str) -> None:
    assert wrong_with(pattern) is None
    (found,) = find(text, kinds=[policy(pattern)])
    assert (found.kind, found.value) == ("policy", value)
    assert text[found.start : found.end] == value


def test_a_denied_value_of_it_is_left_alone() -> None:
    assert find("it is not POL-2231", kinds=[policy(r"POL-\d+")]) == ()


@pytest.mark.parametrize(
    "pattern, why",
    [
        ("(", "no regular expression"),
        ("[[a]", "no regular expression"),
        (r"\d*", "fits where nothing stands"),
        ("a" * 501, "longer than"),
        (r"(a+)+$", "take for ever"),
        (r"(\w+\s?)*;", "take for ever"),
        (r"(a|aa)+b", "take for ever"),
        (r"([a-z]{1,30}){20}x", "take for ever"),
        (r"\w+\w+\w+;", "take for ever"),
        (r"(?:(?:a{0,9}){9}){9}b", "take for ever"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_why_and_finds_nothing(pattern: str, why: str) -> None:
    assert why in (wrong_with(pattern) or "")
    assert find("a" * 5_000 + ";", kinds=[policy(pattern)]) == ()


@given(
    st.text(alphabet=r"ab1()[]{}|*+?\.^$,-:<=!PdwsW ", max_size=24), st.text(alphabet="ab1 \n()", max_size=60)
)
def test_no_pattern_makes_it_raise(pattern: str, text: str) -> None:
    found = find(text, kinds=[policy(pattern)])
    assert all(0 <= one.start < one.end <= len(text) for one in found)


def test_long_lines_are_read_in_pieces_and_long_messages_to_a_point() -> None:
    kind = [policy(r"\bPOL-\d{4}\b")]
    assert len(find("word " * 100 + "POL-2231", kinds=kind)) == 1
    assert find("line\n" * 50 + "POL-2231", kinds=kind) == ()
