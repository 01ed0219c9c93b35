"""Where the sentences of a text stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.rules.facts.sentences import sentences


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text, ("e.g.", "no."))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("Dear Mei,\ncould you help?\n\nAna", ["Dear Mei,", "could you help?", "Ana"]),
        (
            "It is 5.2, see https://a.example/b.c?d=e now. Yes.",
            ["It is 5.2, see https://a.example/b.c?d=e now.", "Yes."],
        ),
        ("Take one, e.g. the red one (no. 5).", ["Take one, e.g. the red one (no. 5)."]),
        ("“Is it?” she said.", ["“Is it?”", "she said."]),
        ("Really?!  Yes…", ["Really?!", "Yes…"]),
        ("", []),
        (" \n\t\n", []),
        ("?", ["?"]),
    ],
)
def test_a_sentence_ends_with_its_mark_or_its_line(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_a_long_line_that_was_wrapped_goes_on() -> None:
    wrapped = "I would be glad to look into this at once, if you send me\nyour order number. Thank you."
    assert texts(wrapped) == [
        "I would be glad to look into this at once, if you send me\nyour order number.",
        "Thank you.",
    ]


def test_a_paragraph_ends_a_sentence_also_when_the_next_begins_in_lower_case() -> None:
    assert len(texts("A line that is longer than forty characters is here\n\nand another")) == 2


def test_a_colon_keeps_the_list_under_it() -> None:
    text = "Please send me:\n\n- your order number\n- your name\n\nThank you"
    assert texts(text) == ["Please send me:\n\n- your order number\n- your name", "Thank you"]
    assert texts("Please send me:\n1. your name\n2. your plan") == [
        "Please send me:\n1. your name\n2. your plan"
    ]


def test_items_without_a_colon_before_them_are_sentences_of_their_own() -> None:
    assert texts("Two things\n- What is this?\n- And that?") == ["Two things", "What is this?", "And that?"]


def test_quoted_lines_are_no_sentences() -> None:
    assert texts("> What is this?\n>> And that?\nNothing.") == ["Nothing."]
    assert texts("A line that is longer than forty characters, with\n> a quote\nin it") == [
        "A line that is longer than forty characters, with",
        "in it",
    ]


@given(st.text(alphabet=st.sampled_from("ab.?!…:-*>1) \n\r\t“”’é\u2028"), max_size=80))
def test_sentences_stand_where_they_say_in_order_and_nothing_is_lost(text: str) -> None:
    last = 0
    for sentence in sentences(text):
        assert last <= sentence.start < sentence.end
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        last = sentence.end
    unquoted = [line for line in text.replace("\r", "\n").split("\n") if not line.strip().startswith(">")]
    kept = "".join(sentence.text for sentence in sentences(text))
    assert [mark for mark in "".join(unquoted) if mark in "é?!"] == [mark for mark in kept if mark in "é?!"]
