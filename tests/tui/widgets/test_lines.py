from types import SimpleNamespace
from typing import Any

import pytest
from rich.style import Style
from textual import events
from textual.containers import Vertical
from textual.geometry import Region
from textual.pilot import Pilot

from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.lines import LinePane, Row


class Sheet(LinePane):
    """Rows to be painted."""

    def __init__(self, *rows: Row, under: str = "") -> None:
        super().__init__()
        self.rows = list(rows)
        self.under = under
        self.scrolled: list[int] = []
        self.clicked: list[tuple[int, bool]] = []

    def line_on(self, row: int) -> tuple[Row, str]:
        return (self.rows[row] if row < len(self.rows) else ()), self.under

    def scroll_lines(self, count: int) -> None:
        self.scrolled.append(count)

    def click_row(self, row: int, *, twice: bool) -> None:
        self.clicked.append((row, twice))


def runs(pane: LinePane, row: int = 0) -> list[tuple[str, Style | None]]:
    return [(segment.text, segment.style) for segment in pane.render_line(row)]


def test_a_row_is_as_wide_as_the_pane_whatever_is_on_it(stage: SimpleNamespace):
    sheet = Sheet(
        (), (("short", "text"),), (("荷物を追加したいです" * 9, "text"),), (("a" * 59 + "荷", "text"),)
    )

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        assert [sheet.render_line(row).cell_length for row in range(5)] == [60] * 5

    stage.show(sheet, scene=scene)


def test_pieces_of_one_style_are_one_run_and_blanks_at_the_end_another_at_most(stage: SimpleNamespace):
    sheet = Sheet((("a", "text"), ("", "bad"), ("b", "text"), ("c", "bad"), ("d", "bad")))

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        assert [text.rstrip() for text, _ in runs(sheet)] == ["ab", "cd", ""]
        assert len(runs(sheet, row=3)) == 1

    stage.show(sheet, scene=scene)


def test_a_role_looks_as_the_theme_says_and_anew_when_the_theme_changes(stage: SimpleNamespace):
    sheet = Sheet((("x", "note"),))

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        inks = []
        for theme in ("dark", "light", "contrast"):
            app.theme = theme
            await pilot.pause()
            ((_, style), *_) = runs(sheet)
            inks.append(str(style.color.name).lower())
            assert inks[-1] == app.theme_variables["ink-note"].lower()
        assert len(set(inks)) == 3

    stage.show(sheet, scene=scene)


def test_what_lies_under_a_row_reaches_from_edge_to_edge(stage: SimpleNamespace):
    sheet = Sheet((("x", "note"), ("y", "text")), under="cursor")

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        grounds = {style.bgcolor for _, style in runs(sheet)}
        assert grounds == {Style.parse(app.theme_variables["role-cursor"]).bgcolor}

    stage.show(sheet, scene=scene)


def test_a_role_no_theme_knows_is_plain_text(stage: SimpleNamespace):
    sheet = Sheet((("x", "no-such-role"), ("y", "")))

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        assert len(runs(sheet)) == 1

    stage.show(sheet, scene=scene)


@pytest.mark.parametrize(
    "attack", ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\x07", "a\nb", "\u202egnp.exe", "\u200b", "\r"]
)
def test_text_that_nobody_screened_is_screened_before_it_is_painted(attack: str, stage: SimpleNamespace):
    sheet = Sheet(((attack, "text"),))

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        assert sheet.render_line(0).text.isprintable()
        assert sheet.render_line(0).cell_length == 60

    stage.show(sheet, scene=scene)


def test_markup_of_the_toolkit_is_only_text(stage: SimpleNamespace):
    sheet = Sheet((("[@click=app.quit]x[/] [bold]y", "text"),))

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        assert stage.text_of(sheet)[0] == "[@click=app.quit]x[/] [bold]y"
        assert all(not style.meta and not style.link for _, style in runs(sheet))

    stage.show(sheet, scene=scene)


def test_only_the_rows_that_look_different_are_painted_again(stage: SimpleNamespace):
    sheet = Sheet(*((("row", "text"),) for _ in range(9)))

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        rows = stage.painted(sheet)
        with sheet.repainting():
            sheet.rows[3] = (("changed", "text"),)
            sheet.rows[5] = (("row", "text"),)
        await pilot.pause()
        assert rows == {3}

    stage.show(sheet, scene=scene)


def test_the_wheel_and_clicks_reach_the_pane(stage: SimpleNamespace):
    sheet = Sheet()

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        for kind in (events.MouseScrollDown, events.MouseScrollUp):
            sheet.post_message(kind(sheet, 5, 5, 0, 0, 0, False, False, False))
        await pilot.click(sheet, offset=(3, 4))
        await pilot.click(sheet, offset=(3, 6), times=2)
        assert [count > 0 for count in sheet.scrolled] == [True, False]
        assert sheet.clicked[0] == (4, False)
        assert sheet.clicked[-1] == (6, True)

    stage.show(sheet, scene=scene)


def test_in_a_monochrome_terminal_the_row_is_still_there(
    stage: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("NO_COLOR", "1")
    sheet = Sheet((("x", "note"),))

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        strip = sheet.render_lines(sheet.region.reset_offset)[0]
        for segment in strip:
            assert segment.style is not None
            for colour in (segment.style.color, segment.style.bgcolor):
                assert colour is not None
                assert len(set(colour.get_truecolor())) == 1
        assert strip.text.startswith("x")

    stage.show(sheet, scene=scene)


def test_a_pane_that_was_out_of_sight_comes_back_with_what_it_was_given_there(stage: SimpleNamespace):
    bar = Bar((("to Jonas", "text"),))
    around = Vertical(bar)

    async def scene(app: Any, pilot: Pilot[None]) -> None:
        await app.mount(around)
        await pilot.pause()
        assert [strip.text.rstrip() for strip in bar.render_lines(Region(0, 0, 60, 1))] == ["to Jonas"]
        around.display = False
        await pilot.pause()
        bar.show((("to Samuel", "text"),))
        around.display = True
        await pilot.pause()
        assert [strip.text.rstrip() for strip in bar.render_lines(Region(0, 0, 60, 1))] == ["to Samuel"]

    stage.show(Sheet(), scene=scene)
