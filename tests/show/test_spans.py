"""Lines fit their cells, whatever is in them."""

import signal
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from agentconsole.rules.screening import MARK, screen, screen_line
from agentconsole.show.spans import Line, Role, Span, crop, fit, marked, plain, spans, spread, width, wrap

LETTERS = [
    "a",
    "b",
    " ",
    " ",
    "語",
    "語",
    "👩‍👩‍👧",
    "☺️",
    "é",
    "e\u0301\u0302",
    "🇩🇪",
    "\u1161",
    MARK,
    "\t",
    "\n",
    "\u200d",
    "\x1b[1m",
]
texts = st.lists(st.sampled_from(LETTERS) | st.text(max_size=4), max_size=60).map("".join)
roles = st.sampled_from(Role)
lines = st.lists(st.builds(lambda text, role: spans(text, role), texts, roles), max_size=4).map(
    lambda parts: tuple(span for part in parts for span in part)
)


def squeezed(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


@given(texts, st.integers(2, 30))
@example("語" * 9, 3)
@example(" " * 50 + "a", 5)
def test_wrapped_lines_never_exceed_their_cells(text: str, cells: int) -> None:
    assert all(cell_len(line) <= cells for line in wrap(screen(text), cells))


@given(texts, st.integers(-1, 30))
def test_wrapping_loses_nothing_but_blanks(text: str, cells: int) -> None:
    assert squeezed("".join(wrap(screen(text), cells))) == squeezed(screen(text))


@given(texts, st.integers(2, 8))
def test_wrapping_never_parts_an_accent_from_its_letter(text: str, cells: int) -> None:
    whole = screen(text)
    for line, before in zip(wrap(whole, cells)[1:], wrap(whole, cells), strict=False):
        assert not (line[:1] in {"\u0301", "\u0302", "\ufe0f", "\u200d"} and before)


def test_wrapping_breaks_between_words_and_keeps_the_lines_and_the_indentation() -> None:
    text = "I was charged again\n\n  for the same bag."
    assert wrap(text, 12) == ["I was", "charged", "again", "", "  for the", "same bag."]


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert wrap("see https://example.com/x now", 10) == ["see", "https://ex", "ample.com/", "x now"]


@given(lines, st.integers(0, 40))
def test_fitting_gives_exactly_the_cells(line: Line, cells: int) -> None:
    assert width(fit(line, cells)) == cells
    assert width(spread(line, line, cells)) == cells


@given(lines, st.integers(0, 40))
def test_cropping_keeps_a_beginning_and_says_that_it_cut(line: Line, cells: int) -> None:
    cut = crop(line, cells)
    assert width(cut) <= cells
    if width(line) <= cells:
        assert cut == line
    elif cells:
        assert plain(cut).endswith("…")
        assert plain(line).startswith(plain(cut)[:-1])


def test_a_wide_letter_that_does_not_fit_is_not_cut_in_two() -> None:
    assert plain(crop((Span("語語語"),), 4)) == "語…"
    assert plain(fit((Span("語語語"),), 4)) == "語… "


def test_what_was_screened_out_is_a_span_of_its_own_role() -> None:
    assert spans("a\x1b[1mb", Role.CUSTOMER) == (
        Span("a", Role.CUSTOMER),
        Span(MARK, Role.MARK),
        Span("b", Role.CUSTOMER),
    )


@given(texts)
def test_marking_changes_no_text(text: str) -> None:
    assert plain(marked(screen_line(text))) == screen_line(text)


def test_the_right_side_stands_at_the_end_and_the_left_gives_way() -> None:
    assert plain(spread((Span("Baggage fee"),), (Span("3 h"),), 12)) == "Baggage… 3 h"
    assert plain(spread((Span("keys"),), (Span("no mail comes in"),), 16)) == "no mail comes in"
    assert plain(spread((Span("keys"),), (Span("no mail comes in"),), 10)) == "no mail c…"


@pytest.fixture
def patience() -> Iterator[None]:
    """What takes the square of a long text would take hours: give up on it, instead of hanging."""
    before = signal.signal(
        signal.SIGALRM, lambda *_: pytest.fail("this takes more than the text's own length")
    )
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("piece", [" ", "x", "語", "x ", "  \n", MARK, "\u3000", "e\u0301"])
@pytest.mark.usefixtures("patience")
def test_a_long_text_is_walked_once(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    wrap(text, 40)
    crop(marked(text.replace("\n", " ")), 40)


LETTERS = ["a", "語", "e\u0301", "👩\u200d👩\u200d👧\u200d👦", "🇩🇪", "👍🏽", MARK]


@given(st.lists(st.sampled_from(LETTERS), min_size=50, max_size=200), st.integers(2, 30))
def test_a_long_word_breaks_where_it_would_break_if_it_were_looked_through_at_once(
    letters: list[str], cells: int
) -> None:
    word = screen("".join(letters))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agentconsole.show.spans.PIECE", len(word))
        whole = wrap(word, cells)
        patch.setattr("agentconsole.show.spans.PIECE", 40)
        assert wrap(word, cells) == whole
