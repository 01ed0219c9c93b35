"""A frame sends what differs, and shows what it would have shown whole."""

import re
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from agentconsole.tui.frames import Change, Shown, uncovered

WIDTH = 12
CONSOLE = Console(file=StringIO(), force_terminal=True, color_system="truecolor")
STYLES = [
    "",
    "bold",
    "bold #ff0000",
    "dim #00ff00 on #000011",
    "reverse",
    "underline on #222222",
    "red on blue",
    "on #222222",
]
ROW = st.lists(
    st.tuples(st.sampled_from(["ab", " ", "   ", "xy z", "é─"]), st.sampled_from(STYLES)), max_size=6
)
ESCAPE = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|([^\x1b])")


def strip(*pieces: tuple[str, str]) -> Strip:
    made = Strip([Segment(text, Style.parse(style) if style else None) for text, style in pieces])
    return made.adjust_cell_length(WIDTH)


def frame(*rows: Strip, y: int = 0) -> LayoutUpdate:
    return LayoutUpdate([[row] for row in rows], Region(0, y, WIDTH, len(rows)))


def sent(shown: Shown, update: LayoutUpdate | ChopsUpdate) -> str:
    change = shown.change(update, CONSOLE)
    assert isinstance(change, Change)
    return change.text


class Terminal:
    """Does what the sequences say."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[str, frozenset[str], str, str]] = {}

    def take(self, text: str) -> None:
        x = y = 0
        attributes: set[str] = set()
        colours = {"3": "", "4": ""}
        for row, column, codes, char in ESCAPE.findall(text):
            if row:
                y, x = int(row), int(column)
            elif char:
                codes_now = frozenset(attributes) if char != " " else frozenset(attributes - {"1", "2", "3"})
                bare = char == " " and not codes_now
                self.cells[y, x] = (char, codes_now, "" if bare else colours["3"], colours["4"])
                x += 1
            else:
                self._turn(codes, attributes, colours)

    def _turn(self, codes: str, attributes: set[str], colours: dict[str, str]) -> None:
        parts = codes.split(";")
        while parts:
            part = parts.pop(0)
            if part in ("", "0"):
                attributes.clear()
                colours.update({"3": "", "4": ""})
            elif part in ("38", "48"):
                colours[part[0]] = ";".join((part, *(parts.pop(0) for _ in range(4))))
            elif part in ("39", "49"):
                colours[part[0]] = ""
            elif part in ("22", "24", "27"):
                attributes -= {"22": {"1", "2"}, "24": {"4"}, "27": {"7"}}[part]
            elif len(part) == 2:
                colours[part[0]] = part
            else:
                attributes.add(part)


@given(frames=st.lists(st.lists(ROW, min_size=2, max_size=3), min_size=1, max_size=5))
def test_differences_show_what_whole_frames_show(frames: list[list[list[tuple[str, str]]]]) -> None:
    shown, ours, theirs = Shown(), Terminal(), Terminal()
    for rows in frames:
        strips = [strip(*row) for row in rows]
        ours.take(sent(shown, frame(*strips)))
        theirs.take(frame(*strips).render_segments(CONSOLE).replace("\n", ""))
    assert ours.cells == theirs.cells


def test_a_frame_that_is_there_already_sends_nothing() -> None:
    shown, there = Shown(), strip(("Mei Tan", "bold"))
    assert sent(shown, frame(there))
    assert sent(shown, frame(there)) == ""


def test_only_the_cells_that_changed_are_sent() -> None:
    shown = Shown()
    sent(shown, frame(strip(("name   12", "bold"))))
    assert sent(shown, frame(strip(("name   13", "bold")))) == "\x1b[1;9H\x1b[1m3\x1b[m"


def test_a_blank_takes_the_style_it_stands_in() -> None:
    shown = Shown()
    assert (
        sent(shown, frame(strip(("a", "#ff0000"), (" ", "#00ff00"), ("b", "#ff0000")))).count("\x1b[38") == 1
    )


def test_text_of_another_width_is_sent_whole_and_so_is_what_replaces_it() -> None:
    shown = Shown()
    sent(shown, frame(strip(("日本 one", "bold"))))
    assert "日本 two" in sent(shown, frame(strip(("日本 two", "bold"))))
    assert "nippon two" in sent(shown, frame(strip(("nippon two", "bold"))))


def test_what_is_right_of_text_of_another_width_is_sent_again_as_it_may_be_gone() -> None:
    shown = Shown()
    sent(shown, frame(strip(("日本", "bold"), ("| right", ""))))
    for text in ("語語", "abcd"):
        chops = [{0: strip((text, "bold")).crop(0, 4), 4: None}]
        again = sent(shown, ChopsUpdate(chops, [(0, 0, 4)], [[4, 12]]))
        assert again == f"\x1b[1;1H\x1b[1m{text}\x1b[1;5H\x1b[22m| right "


def test_after_somebody_else_painted_everything_is_sent_again() -> None:
    shown, there = Shown(), strip(("Mei Tan", "bold"))
    sent(shown, frame(there))
    shown.forget()
    assert "Mei Tan" in sent(shown, frame(there))


def test_a_part_of_a_row_is_compared_with_that_part() -> None:
    shown = Shown()
    sent(shown, frame(strip(("left", ""), ("right", "bold"))))
    chops = [{0: None, 4: strip(("rigid", "bold")).crop(0, 8)}]
    assert sent(shown, ChopsUpdate(chops, [(0, 4, 12)], [[4, 12]])) == "\x1b[1;8H\x1b[1mid\x1b[m"


def test_what_others_lie_over_is_not_asked_for_its_lines() -> None:
    screen, left, right = Region(0, 0, 10, 4), Region(0, 0, 6, 4), Region(6, 0, 4, 4)
    places = {"left": (left, screen), "right": (right, screen), "behind": (screen, screen)}
    assert set(uncovered(places)) == {"left", "right"}
    places["right"] = (Region(6, 0, 4, 3), screen)
    assert set(uncovered(dict(places))) == {"left", "right", "behind"}
    assert set(uncovered({"below": (Region(0, 9, 3, 3), Region(0, 0, 0, 0))})) == set()
