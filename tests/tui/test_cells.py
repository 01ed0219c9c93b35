"""Rows of cells are cut, joined and compared, whatever stands in them."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from agentconsole.tui.cells import NEAR, UNKNOWN, WORDS, Cells, Signs, differing

TEXT = st.lists(st.sampled_from(["a", " ", "é", "日", "👩\u200d💻", "e\u0301", chr(WORDS)]), max_size=8).map(
    "".join
)


def strip_of(text: str, style: str = "bold") -> Strip:
    return Strip([Segment(text, Style.parse(style))])


@given(st.lists(TEXT, max_size=5))
def test_there_are_as_many_cells_as_the_strip_has_and_what_is_written_is_its_text(texts: list[str]) -> None:
    signs, strip = Signs(), Strip([Segment(text, Style.parse("reverse")) for text in texts])
    cells, _ = signs.cells(strip, ColorSystem.TRUECOLOR)
    assert len(cells.text) == len(cells.looks) == strip.cell_length
    sent = "".join(signs.written([("", cells)]))
    assert sent.replace("\x1b[7m", "").replace("\x1b[m", "") == (strip.text if strip.cell_length else "")


def test_blanks_look_alike_where_only_the_colour_of_text_differs() -> None:
    signs = Signs()
    red, _ = signs.cells(strip_of("  ", "red"), ColorSystem.TRUECOLOR)
    blue, _ = signs.cells(strip_of("  ", "bold blue"), ColorSystem.TRUECOLOR)
    assert red == blue
    assert red != signs.cells(strip_of("  ", "on blue"), ColorSystem.TRUECOLOR)[0]


def test_text_that_looks_like_a_blank_by_its_style_is_not_taken_for_one() -> None:
    signs = Signs()
    runs = [Segment("a", Style.parse("red on blue")), Segment("b", Style.parse("on blue"))]
    cells, _ = signs.cells(Strip(runs), ColorSystem.STANDARD)
    assert "".join(signs.written([("", cells)])) == "\x1b[31;44ma\x1b[39mb\x1b[m"


@given(st.text("ab", max_size=6), st.integers(0, 9), st.text("cd", max_size=4))
def test_a_part_is_where_it_was_put_and_all_else_as_before(row: str, first: int, text: str) -> None:
    before, part = Cells(row, "s" * len(row)), Cells(text, "t" * len(text))
    after, last = before.having(first, part), first + len(text)
    assert after.part(first, last) == part
    assert len(after.text) == len(after.looks) == max(last, len(row))
    for at in {*range(first), *range(last, len(row))}:
        known = at < len(row)
        assert after.part(at, at + 1) == (before.part(at, at + 1) if known else Cells(UNKNOWN, UNKNOWN))


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 2 * NEAR)), max_size=6), st.booleans())
def test_what_is_sent_again_has_every_cell_that_differs_and_no_more_than_a_few_others(
    runs: list[tuple[bool, int]], in_looks: bool
) -> None:
    alike = [same for same, many in runs for _ in range(many)]
    there = Cells("a" * len(alike), "s" * len(alike))
    other = "".join("a" if same else "b" for same in alike)
    wanted = Cells(there.text, other) if in_looks else Cells(other, there.looks)
    found = list(differing(there._replace(looks="a" * len(alike)) if in_looks else there, wanted))
    again = {at for first, last in found for at in range(first, last)}
    assert {at for at, same in enumerate(alike) if not same} <= again
    for first, last in found:
        assert not alike[first]
        assert not alike[last - 1]
        assert "1" * (NEAR + 1) not in "".join("1" if same else "0" for same in alike[first:last])
    for (_, end), (start, _) in itertools.pairwise(found):
        assert start - end > NEAR
