"""What the terminal shows, so that a frame sends only what differs from it.

The toolkit sends every row that was touched, each piece with all of its style; over a thin line that is most
of what a person waits for. `Shown` keeps the cells as they were last sent. `Shown.change` makes of an update
of the toolkit one that sends the cells that look different, and of their styles what changes between them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from textual._compositor import (
    ChopsUpdate,
    Compositor,
    CompositorMap,
    CompositorUpdate,
    LayoutUpdate,
    ReflowResult,
)
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from agentconsole.tui.cells import UNKNOWN, Cells, Signs, differing

Piece = tuple[int, int, Strip]
"""Row, column, and what is painted from there on."""
Places = Mapping[Widget, tuple[Region, Region]]
"""Where each widget is, and what can be seen of that; those in front come first."""


class Nearest(Compositor):
    """The toolkit's own, which asks for their lines no widgets that lie wholly beside what has changed, and
    none that others lie over; and which tells each widget of each size it gets.

    The toolkit compares with where things were when it last knew. When it was asked where a widget is after a
    list was scrolled, that is where things are now, and nobody would hear that they have moved.
    """

    changed: Collection[Region] = ()
    """Where, while an update is made of what has changed."""
    laid_out: Places | None = None
    seen: Places = MappingProxyType({})
    """Those of them of which anything is to be seen."""
    told: Mapping[Widget, Size] = MappingProxyType({})
    """The size that each widget knows it has."""

    @property
    def full_map(self) -> CompositorMap:
        """Where everything is. Looked up anew, it is so for what is painted, too."""
        if self._full_map_invalidated:
            self._cuts = self._layers = self._layers_visible = None
        return super().full_map

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay everything out: what is hidden now, what is seen now, and what has another size."""
        hidden, shown, resized = super().reflow(parent, size)
        told, self.told = self.told, {each: place.region.size for each, place in self._full_map.items()}
        shown = shown | (self.told.keys() - told.keys())
        resized = resized | {each for each, now in self.told.items() if told.get(each, now) != now}
        return ReflowResult(hidden, shown, resized)

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
        self.forget()

    def forget(self) -> None:
        """Somebody else has painted there: everything is sent again."""
        self.signs = Signs()
        self.rows: dict[int, Cells] = {}
        self.odd: set[int] = set()
        """The rows that have characters of another width than one, or had: for a terminal they may have been
        wider, and taken what is right of them."""

    def change(self, update: RenderableType | None, console: Console) -> RenderableType | None:
        """An update as the difference to what is shown, which it is from now on; what is no such update is
        left alone."""
        if isinstance(update, LayoutUpdate | ChopsUpdate):
            if self.signs.full:
                self.forget()
            colours = console._color_system or ColorSystem.TRUECOLOR
            runs = (run for piece in pieces(update) for run in self.paint(piece, colours))
            return Change("".join(self.signs.written(runs)))
        if update is not None:
            self.forget()
        return update

    def paint(self, piece: Piece, colours: ColorSystem) -> Iterator[tuple[str, Cells]]:
        """What to send so that a piece is shown: where the cursor goes, and the cells from there on."""
        y, x, strip = piece
        wanted, odd = self.signs.cells(strip, colours)
        row = self.rows.get(y, Cells())
        many = len(wanted.text)
        there = row.part(x, x + many)
        if there == wanted:
            return
        row = self.rows[y] = row.having(x, wanted)
        if odd or y in self.odd:
            self.odd.add(y)
            parts: Iterable[tuple[int, int]] = (x, x + many), (x + many, len(row.text))
        else:
            parts = ((x + first, x + last) for first, last in differing(there, wanted))
        for first, last in parts:
            if first < last and UNKNOWN not in row.looks[first:last]:
                yield f"\x1b[{y + 1};{first + 1}H", row.part(first, last)


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
