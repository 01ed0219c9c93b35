"""A theme's colours without the toolkit: as much of its file as the first frame needs."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rich.cells import cell_len

import agentconsole
from agentconsole.settings.places import themes_dir
from agentconsole.show.spans import Line, crop

ATTRIBUTES = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7"}
DEFAULT = "dark"


def built_in() -> Path:
    """Where our own themes are: in the package as installed, or beside it in a checkout."""
    package = Path(str(agentconsole.__file__)).parent
    checkout = package.parent
    return checkout / "themes" if (checkout / "pyproject.toml").is_file() else package / "_themes"


class Paints:
    """How a theme shows roles, in the codes of escape sequences."""

    def __init__(self, theme: Mapping[str, Any], *, colours: bool) -> None:
        self.theme = theme
        self.colours = colours and not theme.get("ansi")

    def row(self, line: Line, under: str, columns: int) -> str:
        """A line as a whole row of the screen, a role or a colour of the theme under all of it."""
        line = crop(line, columns)
        base = ("0", *self.colour("$foreground", "38"), *self.colour("$background", "48"), *self.under(under))
        blank = " " * (columns - sum(cell_len(span.text) for span in line))
        pieces = [(span.text, self.codes(span.role)) for span in line] + [(blank, ())]
        return "".join(f"\x1b[{';'.join((*base, *codes))}m{text}" for text, codes in pieces if text)

    def under(self, name: str) -> Iterable[str]:
        """The codes of what lies under a row."""
        return self.codes(name) if name in self.theme.get("roles", {}) else self.colour(f"${name}", "48")

    def codes(self, role: str) -> tuple[str, ...]:
        """The codes of a role's style, as its file has it; what cannot be read is left out."""
        found: list[str] = []
        where = "38"
        for word in self.theme.get("roles", {}).get(role, "").split():
            if word == "on":
                where = "48"
            elif word in ATTRIBUTES:
                found.append(ATTRIBUTES[word])
            else:
                found += self.colour(word, where)
        return tuple(found)

    def colour(self, word: str, where: str) -> tuple[str, ...]:
        """The codes of a colour: `#rrggbb`, or the `$name` of one."""
        if word.startswith("$"):
            word = self.theme.get("variables", {}).get(word[1:], self.theme.get(word[1:], ""))
        digits = word.removeprefix("#")
        if not self.colours or len(digits) != 6 or not set(digits.lower()) <= set("0123456789abcdef"):
            return ()
        return (";".join((where, "2", *(str(int(digits[at : at + 2], 16)) for at in (0, 2, 4)))),)


def paints(name: str) -> Paints:
    """Those of a theme, the user's own before ours; those of none where its file cannot be read."""
    true_colours = os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    return Paints(_theme(name or DEFAULT), colours=true_colours and "NO_COLOR" not in os.environ)


def _theme(name: str) -> Mapping[str, Any]:
    for folder in (themes_dir(), built_in()):
        try:
            return tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
        except (OSError, ValueError):
            continue
    return {}
