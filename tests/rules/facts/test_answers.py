"""A bare answer is a fact where we asked for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.rules.facts.answers import answer, asked
from agentconsole.rules.facts.kinds import BUILT_IN


@pytest.mark.parametrize(
    ("text", "kinds", "value"),
    [
        ("A-1042", ("order",), "A-1042"),
        ("kj 5623", ("order",), "kj 5623"),
        ("Sure, it's #99812-2, thanks!", ("order", "name"), "99812-2"),
        ("5.2.1", ("version",), "5.2.1"),
        ("SN8842-77XK", ("serial",), "SN8842-77XK"),
    ],
)
def test_what_was_asked_for_is_told_by_the_value_alone(text, kinds, value):
    found = answer(text, kinds)
    assert found is not None
    assert (found.value, " ".join(text[found.start : found.end].split())) == (value, value)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A-1042", ()),
        ("A-1042", ("name",)),
        ("A-1042", ("order", "serial")),
        ("I have 2 of them", ("order",)),
        ("2 days ago", ("order",)),
        ("no", ("order",)),
        ("> A-1042", ("order",)),
        ("It is broken since the 5th, and I want my money back at once, please: 1234", ("order",)),
    ],
)
def test_anything_else_is_no_answer(text, kinds):
    assert answer(text, kinds) is None


def test_what_our_message_asks_for_is_read_sentence_by_sentence():
    assert asked("Hi Mei. Could you send me your order number? I am sorry!", BUILT_IN) == ("order",)
    assert asked("Your refund is on its way.", BUILT_IN) == ()


@given(st.text(max_size=200), st.sets(st.sampled_from([kind.name for kind in BUILT_IN])))
def test_no_text_makes_it_raise(text, kinds):
    found = answer(text, kinds)
    assert found is None or 0 <= found.start < found.end <= len(text)
