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


@pytest.mark.parametrize(
    ("attack", "seen"),
    [
        pytest.param(f"{ESC}[31mred{ESC}[0m", f"{MARK}red{MARK}", id="a colour"),
        pytest.param(f"a{ESC}[2J{ESC}[Hb", f"a{MARK}{MARK}b", id="clearing the screen"),
        pytest.param(f"{ESC}[?1049l!", f"{MARK}!", id="leaving the alternate screen"),
        pytest.param("\x9b31mred", f"{MARK}red", id="an 8-bit sequence"),
        pytest.param(f"{ESC}]0;you are root\x07hello", f"{MARK}hello", id="a title ended by a bell"),
        pytest.param(f"{ESC}]2;you are root{ESC}\\hello", f"{MARK}hello", id="a title ended by ST"),
        pytest.param("\x9d0;you are root\x9chello", f"{MARK}hello", id="an 8-bit title"),
        pytest.param(f"{ESC}kyou are root{ESC}\\hello", f"{MARK}hello", id="a title of screen and tmux"),
        pytest.param(f"{ESC}]0;never ended\nhello", f"{MARK}\nhello", id="a title without an end"),
        pytest.param(f"{ESC}]52;c;cm0gLXJmIC8={ESC}\\hello", f"{MARK}hello", id="writing to the clipboard"),
        pytest.param(f"{ESC}P+q544e{ESC}\\x", f"{MARK}x", id="a device control string"),
        pytest.param(f"{ESC}Pq#0\n#1\n{ESC}\\x", f"{MARK}x", id="a picture over several lines"),
        pytest.param(
            f"{ESC}_Gf=24{ESC}\\x{ESC}^p{ESC}\\y{ESC}Xs{ESC}\\z",
            f"{MARK}x{MARK}y{MARK}z",
            id="APC, PM and SOS",
        ),
        pytest.param(
            "\x90q\x9c\x9fG\x9c\x98s\x9c\x9ep\x9cz", MARK * 4 + "z", id="8-bit DCS, APC, SOS and PM"
        ),
        pytest.param(f"{ESC}P{ESC}[31mx", f"{MARK}{MARK}x", id="a string cut off by a sequence"),
        pytest.param(
            f"{ESC}cx{ESC}(0y{ESC}", f"{MARK}x{MARK}y{MARK}", id="a reset, another alphabet, an ESC alone"
        ),
        pytest.param("a\x00\x08b\x7fc\x85d", f"a{MARK}b{MARK}c{MARK}d", id="control codes"),
        pytest.param("invoice\u202egpj.exe", f"invoice{MARK}gpj.exe", id="a direction override"),
        pytest.param(
            "a\u2066b\u2069c\u200fd\u061ce",
            f"a{MARK}b{MARK}c{MARK}d{MARK}e",
            id="isolates and direction marks",
        ),
        pytest.param("pa\u200bss\u2060wo\ufeffrd", f"pa{MARK}ss{MARK}wo{MARK}rd", id="zero-width characters"),
        pytest.param("a\u200db \u200c", f"a{MARK}b {MARK}", id="joiners that join nothing"),
        pytest.param("a\u2028b\u2029c", f"a{MARK}b{MARK}c", id="line and paragraph separators"),
        pytest.param("a\ufff9b\ufffac\ufffb", f"a{MARK}b{MARK}c{MARK}", id="interlinear annotation"),
        pytest.param("hi\U000e0049\U000e0067\U000e006e", f"hi{MARK}", id="text in tag characters"),
        pytest.param("a" + "\ufe0f" * 999, f"a{MARK}", id="a flood of variation selectors"),
        pytest.param(
            "x" + "\u0301" * 999, "x" + "\u0301" * MOST_RIDERS + MARK, id="a flood of combining marks"
        ),
        pytest.param(
            "x" + "\u1161" * 999, "x" + "\u1161" * MOST_RIDERS + MARK, id="a flood of Hangul vowels"
        ),
        pytest.param("a\ud800b\udfff", f"a{MARK}b{MARK}", id="lone surrogates"),
        pytest.param("a\uffffb\ufdd0\U0010ffff", f"a{MARK}b{MARK}", id="what is not a character"),
        pytest.param("\ue000x\U00100000", f"{MARK}x{MARK}", id="private use"),
        pytest.param(
            "a\xadb\u3164c\u115fd\u2800e",
            f"a{MARK}b{MARK}c{MARK}d{MARK}e",
            id="soft hyphen, fillers, blank braille",
        ),
        pytest.param(
            "\U0001f469" + "\u200d\U0001f469" * 4,
            "\U0001f469" + "\u200d\U0001f469" * 3 + f"{MARK}\U0001f469",
            id="an endless family",
        ),
    ],
)
def test_an_attack_becomes_marks(attack: str, seen: str) -> None:
    assert screen(attack) == seen
    assert removed(attack)


@pytest.mark.parametrize(
    "text",
    [
        "[@click=app.quit]x[/] [bold]y[/bold] [/] [",
        "👩‍❤️‍💋‍👩 👨‍👩‍👧‍👦 👩🏽‍🚀 🕵️‍♂️ 🏳️‍🌈 ☺️ ☺︎ 1️⃣ 🇩🇪 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "می‌خواهم",
        "ශ්‍රී ලංකා",
        "क्‍ष क्‌ष",
        "Đặng Thị Hồng Ánh",
        "שָׁלוֹם",
        "မြွှော",
        "葛󠄀城市 日本語　テキスト",
        "Ünïcödé – “quotes” … €",
        "مرحبا",
    ],
)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert screen(text) == text
    assert removed(text) == ()


def test_a_link_whose_text_lies_keeps_its_text_and_shows_that_there_was_a_link() -> None:
    link = f"{ESC}]8;;https://evil.example{ESC}\\https://bank.example{ESC}]8;;{ESC}\\"
    assert screen(link) == f"{MARK}https://bank.example{MARK}"


def test_quotes_spoilt_by_a_wrong_decoding_do_not_swallow_what_follows() -> None:
    spoilt = "She said “yes” and left".encode().decode("latin-1")
    assert screen(spoilt) == f"She said â{MARK}yesâ{MARK} and left"


def test_newlines_are_kept_over_lines_and_become_spaces_in_one() -> None:
    assert screen("a\r\nb\rc\n\td") == "a\nb\nc\n    d"
    assert screen_line("Hello, \r\n\r\n  I was charged\ttwice\n") == "Hello, I was charged    twice"


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
