"""Themes: one TOML file each, its name the file's. The console's own, then the user's over them.

    dark = true                     # or false; `ansi = true` for a terminal's own 16 colours
    primary = "#8ab4f8"             # and foreground, background; if wanted: secondary, accent,
    ...                             # success, warning, error, surface, panel
    [variables]                     # more colours: `$muted` in a role, or in a style sheet
    muted = "#9aa0a6"
    [roles]                         # what a piece of text is -> how it looks, as Rich writes styles
    customer = "bold $accent"

What a file leaves out of `variables` and `roles` comes from our own dark or light theme. The look of
a role becomes the theme variable `role-NAME`, its colour `ink-NAME`, so style sheets can use it.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct
from rich.color import ANSI_COLOR_NAMES
from rich.color import Color as RichColor
from rich.errors import StyleSyntaxError
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.theme import Theme

from agentconsole.show.spans import Role
from agentconsole.tui.paints import built_in


class PaneRole(StrEnum):
    """What panes add to the roles of text."""

    CURSOR = "cursor"
    """Lies under the item the cursor is on."""
    CURSOR_AWAY = "cursor-away"
    """The same in a pane that does not have the keyboard."""
    CURSOR_BAR = "cursor-bar"
    MARKED = "marked"
    FOUND = "found"
    """Words that a search has found."""
    HERE = "here"
    """In a history, entries of the conversation that is open."""
    FRAME = "frame"
    """Rules and titles of panes."""


COLOURS = (
    "primary",
    "foreground",
    "background",
    "secondary",
    "accent",
    "success",
    "warning",
    "error",
    "surface",
    "panel",
)
ANSI = {"ansi-background": "ansi_default", "ansi-foreground": "ansi_default"}
"""What the toolkit's own style sheets want of a theme in a terminal's colours."""
SIXTEEN = tuple(sorted(ANSI_COLOR_NAMES, key=lambda name: ANSI_COLOR_NAMES[name])[:16])
VALUE = re.compile(r"[\w#.%, -]*")
"""What a variable may hold; anything else could not be read as part of a style sheet."""

ROLES: tuple[str, ...] = (*Role, *PaneRole)

Stamp = tuple[tuple[str, int, int], ...]
"""The files of a directory with their times and sizes, to see whether one has changed."""


class Written(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A theme as its file has it."""

    primary: str
    foreground: str
    background: str
    secondary: str | None = None
    accent: str | None = None
    success: str | None = None
    warning: str | None = None
    error: str | None = None
    surface: str | None = None
    panel: str | None = None
    dark: bool = True
    ansi: bool = False
    variables: dict[str, str] = {}
    roles: dict[str, str] = {}


class Themes(Struct, frozen=True):
    """The themes there are, and what is wrong with the files of those that are not."""

    themes: dict[str, Theme]
    warnings: tuple[str, ...]


def load(user: Path | None = None) -> Themes:
    """All themes, the user's in place of ours of the same name. A broken file is only a warning."""
    ours = built_in()
    bases = {True: read(ours / "dark.toml"), False: read(ours / "light.toml")}
    themes: dict[str, Theme] = {}
    warnings: list[str] = []
    for path in (*_paths(ours), *_paths(user)):
        try:
            written = read(path)
            themes[path.stem] = made(path.stem, written, bases[written.dark], warn=_noting(path, warnings))
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            warnings.append(f"{path}: {error}")
    return Themes(themes, tuple(warnings))


def read(path: Path) -> Written:
    """The theme in a file; raises `ValueError` or msgspec's `DecodeError`, which name line or field."""
    written = msgspec.toml.decode(path.read_bytes(), type=Written)
    for name in COLOURS:
        value = getattr(written, name)
        if value is not None:
            _colour(name, value)
    for name, value in written.variables.items():
        if not VALUE.fullmatch(value):
            raise ValueError(f"variables.{name}: {value!r} is not a colour or a word")
    return written


def made(name: str, written: Written, base: Written, warn: Callable[[str], None]) -> Theme:
    """The toolkit's theme; a role that cannot be read is warned about and looks as it does in `base`."""
    variables = {**(ANSI if written.ansi else {}), **base.variables, **written.variables}
    theme = Theme(
        name=name,
        **{field: getattr(written, field) for field in COLOURS},
        dark=written.dark,
        ansi=written.ansi,
        variables=variables,
    )
    colours = {**theme.to_color_system().generate(), **variables}
    for role in written.roles.keys() - set(ROLES):
        warn(f"roles.{role}: there is no such role (there are {', '.join(ROLES)})")
    for role in ROLES:
        look = _look(role, written.roles.get(role), colours, warn)
        if look is None:
            look = _look(role, base.roles.get(role), colours, warn) or Style.null()
        variables[f"role-{role}"] = str(look)
        variables[f"ink-{role}"] = (
            Color.from_rich_color(look.color).hex if look.color else colours["foreground"]
        )
    return theme


def stamp(user: Path | None) -> Stamp:
    """What the user's theme files are now."""
    found = []
    for path in _paths(user):
        with suppress(OSError):
            status = path.stat()
            found.append((path.name, status.st_mtime_ns, status.st_size))
    return tuple(found)


def changed(since: Stamp, user: Path | None) -> bool:
    """A theme was edited, added or taken away since."""
    return stamp(user) != since


def _paths(directory: Path | None) -> list[Path]:
    return sorted(directory.glob("*.toml")) if directory else []


def _noting(path: Path, warnings: list[str]) -> Callable[[str], None]:
    return lambda problem: warnings.append(f"{path}: {problem}")


def _colour(name: str, value: str) -> Color:
    try:
        return Color.parse(value)
    except ColorParseError:
        raise ValueError(f"{name}: {value!r} is not a colour (write #rrggbb, or ansi_blue)") from None


def _look(
    role: str, text: str | None, colours: Mapping[str, str], warn: Callable[[str], None]
) -> Style | None:
    """A style as written, its `$names` replaced by colours; None for none, or one that cannot be read."""
    if text is None:
        return None
    try:
        return _plain(Style.parse(re.sub(r"\$([\w-]+)", lambda found: _named(found[1], colours), text)))
    except (StyleSyntaxError, ValueError) as error:
        warn(f"roles.{role}: {error}")
        return None


def _plain(style: Style) -> Style:
    """The same in words a style sheet can read too: colours by name or as `#rrggbb`, and no links."""
    if style.link:
        raise ValueError("a style cannot be a link")
    colours = [None if colour is None else _spelled(colour) for colour in (style.color, style.bgcolor)]
    return style.without_color + Style(color=colours[0], bgcolor=colours[1])


def _spelled(colour: RichColor) -> str:
    if colour.is_default:
        return "default"
    if colour.number is not None and colour.number < len(SIXTEEN):
        return SIXTEEN[colour.number]
    return colour.get_truecolor().hex


def _named(name: str, colours: Mapping[str, str]) -> str:
    """A theme's colour as Rich writes it, any transparency left off."""
    if name not in colours:
        raise ValueError(f"there is no colour ${name}")
    return str(_colour(name, colours[name].split()[0]).rich_color.name)
