"""Each attack on a terminal or its reader becomes a mark; what people write is left alone."""

import pytest

from agentconsole.rules.screening import MARK, MOST_RIDERS, removed, screen, screen_line

pytestmark = pytest.mark.attack

ESC = "\x1b"


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
