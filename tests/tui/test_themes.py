import asyncio
import os
import re
from pathlib import Path

import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import Theme
from textual.widgets import Input, OptionList, TextArea

from agentconsole.tui import themes
from agentconsole.tui.themes import ROLES, PaneRole, built_in, changed, load, stamp

OURS = load().themes
MINIMAL = 'primary = "#112233"\nforeground = "#ffffff"\nbackground = "#000000"\n'
BACKGROUND_ROLES = {PaneRole.CURSOR, PaneRole.CURSOR_AWAY}


def look(theme: Theme, role: str) -> Style:
    return Style.parse(theme.variables[f"role-{role}"])


def colours(theme: Theme, role: str, under: str) -> tuple[Color, Color]:
    """The colours of a role's ink and of what it stands on, in a theme of its own colours."""
    style = Style.parse(f"{theme.foreground} on {theme.background}") + look(theme, under) + look(theme, role)
    assert style.color is not None
    assert style.bgcolor is not None
    pair = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    return (pair[1], pair[0]) if style.reverse else pair


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""

    def luminance(colour: Color) -> float:
        parts = [part / 255 for part in colour.rgb]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_there_is_a_dark_a_light_a_contrasting_and_a_sixteen_colour_theme_and_nothing_wrong_with_them():
    assert load().warnings == ()
    assert {"dark", "light", "contrast", "sixteen"} <= OURS.keys()
    assert (OURS["dark"].dark, OURS["light"].dark, OURS["sixteen"].ansi) == (True, False, True)


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_theme_of_ours_defines_every_role_and_no_other(name: str):
    assert set(themes.read(built_in() / f"{name}.toml").roles) == set(ROLES)


@pytest.mark.parametrize(("name", "least"), [("dark", 4.5), ("light", 4.5), ("contrast", 7.0)])
@pytest.mark.parametrize("role", ROLES)
def test_text_stands_out_from_its_background(name: str, least: float, role: str):
    for under in ("text", *BACKGROUND_ROLES):
        ink, ground = colours(OURS[name], role, under)
        assert contrast(ink, ground) >= least, under


@pytest.mark.parametrize("name", ["dark", "light", "contrast"])
@pytest.mark.parametrize("system", [ColorSystem.EIGHT_BIT, ColorSystem.STANDARD])
def test_with_fewer_colours_text_still_differs_from_its_background(name: str, system: ColorSystem):
    theme = OURS[name]
    ground = Style.parse(f"on {theme.background}").bgcolor
    assert ground is not None
    for role in set(ROLES) - BACKGROUND_ROLES:
        ink = look(theme, role).color or Style.parse(str(theme.foreground)).color
        assert ink is not None
        assert ink.downgrade(system) != ground.downgrade(system), role


def test_the_sixteen_colour_theme_asks_for_no_other_colour():
    for role in ROLES:
        style = look(OURS["sixteen"], role)
        for colour in (style.color, style.bgcolor):
            assert colour is None or colour.is_default or (colour.number or 0) < 16


@pytest.mark.parametrize("name", sorted(OURS))
@pytest.mark.parametrize("system", ["standard", "256", "truecolor"])
def test_the_toolkits_own_widgets_can_be_shown_in_every_theme(
    name: str, system: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", system)

    class Console(App[None]):
        CSS = "Input { color: $ink-note; border: round $ink-frame; }"

        def compose(self) -> ComposeResult:
            yield Input()
            yield TextArea("text")
            yield OptionList("one", "two")

    async def play() -> None:
        console = Console()
        console.register_theme(OURS[name])
        console.theme = name
        async with console.run_test(size=(40, 24)) as pilot:
            await pilot.press("tab", "tab", "down")
            assert console.query_one(OptionList).highlighted is not None

    asyncio.run(play())


def test_a_theme_of_the_users_stands_in_for_ours_of_the_same_name(tmp_path: Path):
    written(tmp_path / "dark.toml", 'primary = "#ffffff"\nforeground = "#eeeeee"\nbackground = "#101010"\n')
    assert load(tmp_path).themes["dark"].background == "#101010"
    assert load(tmp_path).warnings == ()


def test_what_a_theme_leaves_out_is_as_in_ours_with_its_own_colours(tmp_path: Path):
    written(tmp_path / "mine.toml", f'{MINIMAL}dark = false\n[roles]\nnote = "bold"\n')
    theme = load(tmp_path).themes["mine"]
    assert theme.variables["role-agent"] == "bold #112233"
    assert theme.variables["role-note"] == "bold"
    assert all(f"role-{role}" in theme.variables for role in ROLES)


BROKEN = {
    "a line that is no TOML": ("primary = \n", "line 1"),
    "a field that does not exist": ("colour = 1\n", "colour"),
    "a number for a colour": ('primary = 3\nforeground = "red"\nbackground = "blue"\n', "$.primary"),
    "a colour that is none": (
        'primary = "bleu"\nforeground = "red"\nbackground = "blue"\n',
        "primary: 'bleu'",
    ),
    "a background left out": ('primary = "red"\nforeground = "red"\n', "background"),
    "a variable that ends the style sheet": (
        f'{MINIMAL}[variables]\nmuted = "red; }} * {{ display: none"\n',
        "variables.muted",
    ),
    "bytes that are no text": ("", "codec"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_theme_is_a_warning_that_names_the_file_and_the_place(what: str, tmp_path: Path):
    text, place = BROKEN[what]
    path = tmp_path / "mine.toml"
    path.write_bytes(text.encode() or b'primary = "\xff\xfe"\n')
    found = load(tmp_path)
    assert found.themes.keys() == OURS.keys()
    [warning] = found.warnings
    assert str(path) in warning
    assert place in warning


@pytest.mark.parametrize(
    ("style", "reason"), [("bolt", "bolt"), ("$nowhere", "$nowhere"), ("link https://x.example", "link")]
)
def test_a_role_that_cannot_be_read_looks_as_in_ours_and_is_a_warning(
    style: str, reason: str, tmp_path: Path
):
    text = f'{MINIMAL}[roles]\nagent = "{style}"\n'
    path = written(tmp_path / "mine.toml", text)
    found = load(tmp_path)
    assert found.themes["mine"].variables["role-agent"] == "bold #112233"
    [warning] = found.warnings
    assert warning.startswith(f"{path}: roles.agent")
    assert reason in warning


def test_a_role_that_does_not_exist_is_a_warning(tmp_path: Path):
    text = f'{MINIMAL}[roles]\nnotes = "bold"\n'
    written(tmp_path / "mine.toml", text)
    [warning] = load(tmp_path).warnings
    assert "roles.notes: there is no such role" in warning


@pytest.mark.parametrize("style", ["bold color(200) on color(9)", "rgb(1,2,3)", "red on default"])
def test_however_a_colour_is_spelled_a_style_sheet_can_read_what_becomes_of_it(style: str, tmp_path: Path):
    text = f'{MINIMAL}[roles]\nnote = "{style}"\n'
    written(tmp_path / "mine.toml", text)
    found = load(tmp_path)
    if found.warnings:
        pytest.fail(found.warnings[0])
    values = [found.themes["mine"].variables[name] for name in ("role-note", "ink-note")]
    assert all(re.fullmatch(r"[\w# ]+", value) for value in values)


def test_an_edit_a_new_file_and_a_file_gone_are_all_seen(tmp_path: Path):
    before = stamp(tmp_path)
    assert not changed(before, tmp_path)
    path = written(tmp_path / "mine.toml", "a")
    assert changed(before, tmp_path)
    before = stamp(tmp_path)
    path.write_text("b")
    os.utime(path, ns=(1, 1))
    assert changed(before, tmp_path)
    before = stamp(tmp_path)
    path.unlink()
    assert changed(before, tmp_path)


def test_a_directory_that_is_not_there_has_no_themes(tmp_path: Path):
    found = load(tmp_path / "nowhere")
    assert found.themes.keys() == OURS.keys()
    assert found.warnings == ()
    assert stamp(tmp_path / "nowhere") == stamp(None) == ()
