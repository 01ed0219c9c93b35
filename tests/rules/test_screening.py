"""Nothing from outside can act on a terminal, and what was taken out is seen."""

import re
import signal
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from agentconsole.rules.screening import MARK, MOST_RIDERS, removed, screen, screen_line

ESC = "\x1b"
SNIPPETS = [
    ESC,
    "\x9b",
    "\x9d",
    "\x90",
    "\x9c",
    "\x07",
    "[31m",
    "]0;title",
    "]8;;http://e.example",
    "\\",
    "\n",
    "\r",
    "\t",
    "\u202e",
    "\u2069",
    "\u200b",
    "\u200c",
    "\u200d",
    "\ufe0f",
    "\ufeff",
    "\u0301",
    "\u0903",
    "\u1161",
    "\U000e0041",
    "\U0001f469",
    "\U0001f3fd",
    "\U0001f3f4",
    "\U000e0067",
    "क",
    "्",
    "ش",
    "葛",
    "\U000e0100",
    "7",
    "\u20e3",
    "\ud800",
    "\uffff",
    "\ue000",
    "é",
    " ",
    "a",
    MARK,
]
hostile = st.lists(st.sampled_from(SNIPPETS) | st.text(st.characters(), max_size=3)).map("".join)

NEVER = {"Cc", "Cs", "Co", "Zl", "Zp"}


def forbidden(character: str) -> bool:
    point = ord(character)
    if character == "\n":
        return False
    return (
        unicodedata.category(character) in NEVER
        or point in range(0x202A, 0x202F)
        or point in range(0x2066, 0x206A)
        or point
        in {
            0x200B,
            0x200E,
            0x200F,
            0x061C,
            0x2060,
            0xFEFF,
            0x00AD,
            0x034F,
            0x115F,
            0x1160,
            0x3164,
            0xFFA0,
            0x2800,
        }
        or point in range(0xFFF0, 0xFFFC)
        or point in range(0xFDD0, 0xFDF0)
        or point & 0xFFFE == 0xFFFE
        or point in range(0xE0080, 0xE0100)
    )


@given(hostile)
@example("a\u0301\u0301\u0301\u0301\u0301\u0301\u200cb")
@example(f"{ESC}7\ufe0f\u20e3")
def test_no_text_leaves_a_character_that_can_act_or_hide(text: str) -> None:
    assert [hex(ord(character)) for character in screen(text) if forbidden(character)] == []


@given(hostile)
def test_screening_twice_changes_nothing_more(text: str) -> None:
    assert screen(screen(text)) == screen(text)
    assert screen_line(screen_line(text)) == screen_line(text)


@given(hostile)
def test_a_line_is_one_line_and_has_the_same_marks(text: str) -> None:
    line = screen_line(text)
    assert "\n" not in line
    assert line.count(MARK) == screen(text).count(MARK)


@given(
    st.text(
        st.characters(
            categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u115f\u1160\u2800\u3164\uffa0"
        )
    )
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    kept = "".join(
        c
        for c in text
        if not re.match("[\u1161-\u11ff\ud7b0-\ud7fb\U0001f3fb-\U0001f3ff\U0001d159\U00013430-\U0001345f]", c)
    )
    assert screen(kept) == kept


@given(hostile)
def test_something_is_said_to_be_removed_exactly_when_there_is_a_mark(text: str) -> None:
    assert bool(removed(text)) == (MARK in screen(text))


@given(st.text(st.sampled_from("ab\u0301\u0308\u0903\u1161\u0e38\u0316"), max_size=40))
def test_no_letter_carries_more_marks_than_fit(text: str) -> None:
    assert not re.search(f"[\u0301\u0308\u0903\u1161\u0e38\u0316]{{{MOST_RIDERS + 1}}}", screen(text))


def test_the_mark_is_one_cell_wide_and_stays_itself() -> None:
    assert cell_len(MARK) == 1
    assert screen(MARK) == MARK
    assert removed(f"{MARK} {ESC}[1m") == ("1 escape sequence", "1 mark the sender typed")


def test_every_combining_mark_of_unicode_is_counted_in_a_pile() -> None:
    marks = [c for c in map(chr, range(0x110000)) if unicodedata.category(c).startswith("M")]
    escaping = [c for c in marks if MARK not in screen("a" + c * 99)]
    assert escaping == []


def test_what_was_removed_is_said_in_words() -> None:
    text = f"{ESC}[1mx{ESC}]0;t\x07\u202e\u200b\u200b\x00\ud800\ue000" + "e" + "\u0301" * 9
    assert removed(text) == (
        "2 escape sequences",
        "1 control character",
        "1 direction override",
        "2 invisible characters",
        "1 private character",
        "1 broken character",
        "1 pile of combining marks",
    )


OPENERS = [
    f"{ESC}]0;x",
    "\x9d\n",
    "\x90 ",
    f"{ESC}[",
    f"{ESC}[1;",
    f"{ESC}(",
    "a\u0301",
    "\u0301",
    "\u0301\u200b",
    "\U0001f469\u200d",
    "क्\u200d",
    "\r",
    " \n",
    " ",
    "\t",
    "\xa0",
]


@pytest.fixture
def patience() -> Iterator[None]:
    """What takes the square of a long text would take days: give up on it, instead of hanging."""
    before = signal.signal(
        signal.SIGALRM, lambda *_: pytest.fail("this takes more than the text's own length")
    )
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.usefixtures("patience")
def test_a_long_hostile_text_is_read_once_and_not_once_for_every_opener(opener: str) -> None:
    text = opener * 200_000
    screen_line(text)
    removed(text)
