"""What stands in the cells of a terminal, as two strings as long as there are cells.

One has the characters, the other a sign for the style of each: strings are compared and cut at a fraction
of what lists of pairs take. `Signs` makes them of strips, and escape sequences of them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import and_, eq
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size
from rich.color import ColorSystem
from textual.strip import Strip

from agentconsole.show.spans import ONE_CELL
from agentconsole.tui.codes import codes_of_blanks, turned

NEAR = 6
"""Cells between two changes that are sent again, as going over them takes as much."""
DIFFERENT, ALIKE = b"\0", b"\1" * (NEAR + 1)
"""As `differing` compares: one cell that differs, and as many as are not worth being sent again."""
UNKNOWN = "\0"
"""The sign of a cell of which nothing is known; no character stands in it, nor in one that is taken by a
character left of it."""
WORDS = 0x100000
"""From here on characters stand for text of another width than a cell for each letter: a plane that no
script has."""
MOST_WORDS = 2_000
"""More than any screen shows at once."""


class Cells(NamedTuple):
    """A row, or a part of one."""

    text: str = ""
    looks: str = ""

    def part(self, first: int, last: int) -> "Cells":
        """From one cell to before another, unknown where there are none yet."""
        missing = UNKNOWN * (last - max(first, len(self.text)))
        return Cells(self.text[first:last] + missing, self.looks[first:last] + missing)

    def having(self, first: int, part: "Cells") -> "Cells":
        """With another part from one cell on."""
        last = first + len(part.text)
        before, after = self.part(0, first), self.part(last, max(last, len(self.text)))
        return Cells(before.text + part.text + after.text, before.looks + part.looks + after.looks)


class Pen(NamedTuple):
    """How cells of a sign are written."""

    codes: str
    """Of the style."""
    blank: bool
    wide: bool
    """Characters there stand for text of another width."""
    run: re.Pattern[str]
    """The cells that are written together: with this sign, or that of a blank in this style."""


class Signs:
    """The signs of the styles that were met. A style has one for blanks, one for text of another width, and
    one for all other text."""

    def __init__(self) -> None:
        self.pens: dict[str, Pen] = {}
        self._text: dict[str, tuple[str, str]] = {}
        self._wide: dict[str, str] = {}
        self._blank: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._letters: dict[int, str] = {0: ""}

    @property
    def full(self) -> bool:
        """There is much text that nobody may see any more."""
        return len(self._words) > MOST_WORDS

    def cells(self, strip: Strip, colours: ColorSystem) -> tuple[Cells, bool]:
        """Of a strip, and whether there are characters of another width than one. Text with such stands in
        its first cell: it is painted whole, as terminals do not agree on its width."""
        text, looks, odd = "", "", False
        for words, style, _ in strip:
            codes = Strip.render_ansi(style, colours) if style else ""
            if words.isascii() or narrow(words):
                sign, blank = self._text.get(codes) or self._met(codes)
                text += words
                looks += blank.join([sign * len(word) for word in words.split(" ")])
            else:
                odd, many = True, cell_len(words)
                text += self._word(words) + UNKNOWN * (many - 1) if many else ""
                looks += (self._wide.get(codes) or self._met_wide(codes)) * many
        return Cells(text, looks), odd

    def written(self, runs: Iterable[tuple[str, Cells]]) -> Iterator[str]:
        """Cells as they are sent, each run after its move, beginning and ending in no style."""
        before = ""
        for move, (text, looks) in runs:
            yield move
            at = 0
            while at < len(looks):
                codes, blank, wide, run = self.pens[looks[at]]
                start, at = at, run.match(looks, at).end()  # type: ignore[union-attr] # it begins with itself
                if codes != before and not (blank and codes_of_blanks(before) == codes):
                    yield turned(before, codes)
                    before = codes
                yield text[start:at].translate(self._letters) if wide else text[start:at]
        if before:
            yield "\x1b[m"

    def _met(self, codes: str) -> tuple[str, str]:
        """The signs of text and of a blank in a style that is new here."""
        under = codes_of_blanks(codes)
        blank = self._blank.get(under)
        if blank is None:
            blank = self._blank[under] = self._sign(under, blank=True)
        sign = self._sign(codes, also=blank)
        self._text[codes] = sign, blank
        return sign, blank

    def _met_wide(self, codes: str) -> str:
        sign = self._wide[codes] = self._sign(codes, wide=True)
        return sign

    def _sign(self, codes: str, *, blank: bool = False, wide: bool = False, also: str = "") -> str:
        sign = chr(len(self.pens) + 1)
        run = re.compile(f"[{re.escape(sign + also)}]+")
        self.pens[sign] = Pen(codes, blank, wide, run)
        return sign

    def _word(self, text: str) -> str:
        """The character that stands for a text."""
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = chr(WORDS + len(self._words))
            self._letters[ord(found)] = text
        return found


@lru_cache(maxsize=512)
def narrow(text: str) -> bool:
    """Every character takes one cell."""
    return ONE_CELL.fullmatch(text) is not None or all(
        get_character_cell_size(char) == 1 and ord(char) < WORDS for char in text
    )


def differing(there: Cells, wanted: Cells) -> Iterable[tuple[int, int]]:
    """From where to where cells differ; those near each other are one."""
    same = map(eq, there.text, wanted.text)
    if there.looks != wanted.looks:
        same = map(and_, same, map(eq, there.looks, wanted.looks))
    equal = bytes(same)
    start = equal.find(DIFFERENT)
    while start >= 0:
        gap = equal.find(ALIKE, start)
        yield start, gap if gap >= 0 else len(equal.rstrip(ALIKE))
        start = equal.find(DIFFERENT, gap) if gap >= 0 else -1
