"""What the terminal shows, so that a frame sends only what differs from it.

The toolkit sends every row that was touched, each piece with all of its style; over a thin line that is most
of what a person waits for. `Shown` keeps the cells as they were last sent. `Shown.change` makes of an update
of the toolkit one that sends the cells that look different, and of their styles what changes between them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice, repeat
from operator import eq, itemgetter
from types import MappingProxyType
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Cell = tuple[str, str]
"""A character, and the codes of its style as they stand in an escape sequence."""
Piece = tuple[int, int, Strip]
"""Row, column, and what is painted from there on."""

NEAR = 6
"""Cells between two changes that are sent again, as going over them takes as much."""
DIFFERENT, ALIKE = b"\0", b"\1" * (NEAR + 1)
"""As `differing` compares: one cell that differs, and as many as are not worth being sent again."""
UNKNOWN: Cell = ("", "")
ENDED = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
"""The code that ends what a code began."""
UNSEEN = {"1", "2", "3"}
"""Bold, dim and slanted blanks look like any other."""


Places = Mapping[Widget, tuple[Region, Region]]
"""Where each widget is, and what can be seen of that; those in front come first."""


class Nearest(Compositor):
    """The toolkit's own, which asks for their lines no widgets that lie wholly beside what has changed, and
    none that others lie over."""

    changed: Collection[Region] = ()
    """Where, while an update is made of what has changed."""
    laid_out: Places | None = None
    seen: Places = MappingProxyType({})
    """Those of them of which anything is to be seen."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed since the last time."""
        self.changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self.changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if crop is None:
            return super()._get_renders(crop)
        everything, changed = self.visible_widgets, self.changed or (crop,)
        if self.laid_out is not everything:
            self.laid_out, self.seen = everything, uncovered(everything)
        self._visible_widgets = {
            widget: (region, clip)
            for widget, (region, clip) in self.seen.items()
            if any(each.overlaps(region) and each.overlaps(clip) for each in changed)
        }
        try:
            return list(super()._get_renders(crop))
        finally:
            self._visible_widgets = everything


def uncovered(places: Places) -> Places:
    """Without the widgets that others lie over, as they do over what only holds them."""
    covered: dict[int, int] = {}
    found = {}
    for widget, (region, clip) in places.items():
        x, y, width, height = region.intersection(clip)
        cells = ((1 << width) - 1) << x
        rows = range(y, y + height)
        if any(cells & ~covered.get(row, 0) for row in rows):
            found[widget] = region, clip
            covered.update({row: covered.get(row, 0) | cells for row in rows})
    return found


class Shown:
    """The cells of a terminal."""

    def __init__(self) -> None:
        self.rows: dict[int, list[Cell]] = {}
        self.odd: set[int] = set()
        """The rows that have characters of another width than one."""

    def forget(self) -> None:
        """Somebody else has painted there: everything is sent again."""
        self.rows.clear()
        self.odd.clear()

    def change(self, update: RenderableType | None, console: Console) -> RenderableType | None:
        """An update as the difference to what is shown, which it is from now on; what is no such update is
        left alone."""
        if isinstance(update, LayoutUpdate | ChopsUpdate):
            colours = console._color_system or ColorSystem.TRUECOLOR
            runs = (run for piece in pieces(update) for run in self.paint(piece, colours))
            return Change("".join(written(runs)))
        if update is not None:
            self.forget()
        return update

    def paint(self, piece: Piece, colours: ColorSystem) -> Iterator[tuple[str, list[Cell]]]:
        """What to send so that a piece is shown: where the cursor goes, and the cells from there on."""
        y, x, strip = piece
        wanted, odd = cells(strip, colours)
        row = self.rows.setdefault(y, [])
        end = x + len(wanted)
        row.extend(repeat(UNKNOWN, end - len(row)))
        there = row[x:end]
        if there == wanted:
            return
        row[x:end] = wanted
        parts = ((0, len(wanted)),) if odd or y in self.odd else differing(there, wanted)
        if odd:
            self.odd.add(y)
        for first, last in parts:
            yield f"\x1b[{y + 1};{x + first + 1}H", wanted[first:last]


@dataclass(frozen=True)
class Change(CompositorUpdate):
    """An update of the toolkit as the escape sequences that make it of what is shown."""

    text: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Segment(self.text)

    def render_segments(self, console: Console) -> str:
        """As it is sent."""
        return self.text


NOTHING = Change("")


def pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[Piece]:
    """What an update paints, cut as the toolkit cuts it."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            yield y, update.region.x, Strip.join(strips)
        return
    for y, left, right in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x <= right and end > left:
                yield y, x, strip.crop(0, min(end, right) - x)


def cells(strip: Strip, colours: ColorSystem) -> tuple[list[Cell], bool]:
    """Cell by cell, and whether there are characters of another width than one. Text with such is in its
    first cell, the others are without any: it is painted whole, as terminals do not agree on its width."""
    found: list[Cell] = []
    odd = False
    for text, style, _ in strip:
        codes = Strip.render_ansi(style, colours) if style else ""
        if text.isascii() or narrow(text):
            blank = (" ", codes_of_blanks(codes))
            found += [(char, codes) if char != " " else blank for char in text]
        else:
            odd = True
            found += [(text, codes), *repeat(("", codes), max(0, cell_len(text) - 1))]
    return found, odd


@lru_cache(maxsize=4096)
def narrow(text: str) -> bool:
    """Every character takes one cell."""
    return all(get_character_cell_size(char) == 1 for char in text)


def differing(there: Sequence[Cell], wanted: Sequence[Cell]) -> Iterable[tuple[int, int]]:
    """From where to where cells differ; those near each other are one."""
    same = bytes(map(eq, there, wanted))
    start = same.find(DIFFERENT)
    while start >= 0:
        gap = same.find(ALIKE, start)
        yield start, gap if gap >= 0 else len(same.rstrip(ALIKE))
        start = same.find(DIFFERENT, gap) if gap >= 0 else -1


def written(runs: Iterable[tuple[str, list[Cell]]]) -> Iterator[str]:
    """Runs of cells as they are sent, beginning and ending in no style."""
    before = ""
    for move, row in runs:
        yield move
        for codes, group in groupby(row, key=itemgetter(1)):
            text = "".join([char for char, _ in group])
            if codes != before and not (text.isspace() and codes_of_blanks(before) == codes):
                yield turned(before, codes)
                before = codes
            yield text
    if before:
        yield "\x1b[m"


class Look(NamedTuple):
    """A style: what is neither colour, the colour of the text, and the colour under it; "" where usual."""

    attributes: tuple[str, ...]
    text: str
    under: str


@lru_cache(maxsize=4096)
def look(codes: str) -> Look:
    """What the codes of an escape sequence say."""
    attributes, text, under = [], "", ""
    parts = iter(codes.split(";") if codes else ())
    for part in parts:
        if part in ("38", "48"):
            kind = next(parts)
            colour = ";".join((part, kind, *islice(parts, 3 if kind == "2" else 1)))
            text, under = (colour, under) if part == "38" else (text, colour)
        elif part[:-1] in ("3", "9"):
            text = part
        elif part[:-1] in ("4", "10"):
            under = part
        else:
            attributes.append(part)
    return Look(tuple(attributes), text, under)


@lru_cache(maxsize=4096)
def codes_of_blanks(codes: str) -> str:
    """The codes of which a blank shows anything: all of them where it is underlined, say."""
    return codes if not set(look(codes).attributes) <= UNSEEN else look(codes).under


@lru_cache(maxsize=4096)
def turned(before: str, codes: str) -> str:
    """The escape sequence from one style to another."""
    old, new = look(before), look(codes)
    changed = []
    if old.attributes != new.attributes:
        if not set(old.attributes) <= set(ENDED):
            return f"\x1b[0;{codes}m"
        ended = {ENDED[each] for each in old.attributes if each not in new.attributes}
        kept = {each for each in old.attributes if each in new.attributes and ENDED[each] not in ended}
        changed = [*sorted(ended), *(each for each in new.attributes if each not in kept)]
    if old.text != new.text:
        changed.append(new.text or "39")
    if old.under != new.under:
        changed.append(new.under or "49")
    return f"\x1b[{';'.join(changed)}m" if changed else ""
