"""Painting lines of spans, row by row.

`LinePane` is the base of every pane that only shows: it turns `Line`s into strips with the theme's
style of each role, repaints single rows (`refresh_rows`), and leaves to its heirs which line is on
which row (`line_on`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from rich.errors import StyleSyntaxError
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual._styles_cache import StylesCache
from textual.css.styles import StylesBase
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip

from agentconsole.rules.screening import screen
from agentconsole.show.spans import cells_of
from agentconsole.tui.widgets.moving import MovingPane

Row = tuple[tuple[str, str], ...]
"""A line as it is painted: text and role, the roles of panes among them. Every `Line` is one."""

CURSOR = "▌"
"""Stands where the keyboard is."""
NARROWEST = 10
"""Lines are made at least so wide: a pane may be laid out with no width at all."""


class Painted(StylesCache):
    """The lines of a pane as they were painted. Where nothing is drawn around them they are all there is:
    the toolkit would look through its styles for each line, and make another strip of it."""

    def __init__(self, pane: "LinePane") -> None:
        super().__init__()
        self.pane = pane

    def render_line(self, styles: StylesBase, y: int, size: Size, content_size: Size, *rest: Any) -> Strip:
        """One line, as the toolkit asks for it."""
        if size == content_size:
            return self.pane.painted(y, size.width)
        return super().render_line(styles, y, size, content_size, *rest)


class LinePane(MovingPane, can_focus=True):
    """A pane that paints one line a row, and repaints only the rows that changed."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LinePane { width: 1fr; height: 1fr; overflow: hidden hidden; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._role_styles: dict[tuple[str, str], Style] = {}
        self._styles_cache = Painted(self)

    # For heirs

    def line_on(self, row: int) -> tuple[Row, str]:
        """The line on a row of the pane, and the role that lies under all of it ("" for none)."""
        raise NotImplementedError

    @property
    def room(self) -> int:
        """The cells that lines are made for; the last one is free."""
        return max(NARROWEST, self.size.width - 1)

    @property
    def is_there(self) -> bool:
        """It can be seen, or will be with the next frame."""
        return all(each.display for each in self.ancestors_with_self)

    def fit(self) -> None:
        """The pane has been given its place, which may be of another size than before."""

    # For everybody

    def refresh_rows(self, *rows: int) -> None:
        """Paint these rows again, and no others; all of them in a pane that is not to be seen at the moment,
        which would else come back as it was."""
        width, height = self.size
        if not height:
            self.refresh()
            return
        regions = [Region(0, row, width, 1) for row in rows if 0 <= row < height]
        if regions:
            self.refresh(*regions)

    @contextmanager
    def repainting(self) -> Iterator[None]:
        """Whatever changes in this block, exactly the rows that look different after it are painted; nobody
        need look for them in a pane that is painted whole anyway."""
        if self.outer_size.region in self._repaint_regions:
            yield
            self._styles_cache.clear()  # painted since, it may not have been shown yet
            return
        before = self._looks()
        yield
        after = self._looks()
        if len(before) != len(after):
            self.refresh()
        else:
            self.refresh_rows(*(row for row, look in enumerate(after) if look != before[row]))

    def style_of(self, role: str, under: str = "") -> Style:
        """How the theme shows a role, with another one lying under it. A role it does not know looks like
        plain text."""
        style = self._role_styles.get((role, under))
        if style is None:
            base = self.style_of(under) if under else self.visual_style.rich_style
            style = self._role_styles[role, under] = self._filtered(self._over(base, role))
        return style

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Styles go through them once (`style_of`), and not with each line; the toolkit's own do not."""
        return () if self.size == self.outer_size else super().get_line_filters()

    def strip(self, line: Row, under: str, width: int) -> Strip:
        """Paint a line as a strip of exactly so many cells; `under` is a role laid under all of it."""
        base = self.style_of(under)
        segments: list[Segment] = []
        run, style, taken = "", base, 0
        for text, role in line:
            wanted = self.style_of(role, under)
            if wanted is not style and text:
                segments.append(Segment(run, style))
                run, style = "", wanted
            safe = _safe(text)
            run += safe
            taken += cells_of(safe)
        if style is base:
            run += " " * (width - taken)
        elif taken < width:
            segments.append(Segment(run, style))
            run, style = " " * (width - taken), base
        segments.append(Segment(run, style))
        strip = Strip([each for each in segments if each.text], max(taken, width))
        return strip if taken <= width else strip.crop(0, width)

    def render_line(self, y: int) -> Strip:
        """One row, as the toolkit asks for it."""
        return self.painted(y, self.size.width)

    def painted(self, row: int, width: int) -> Strip:
        """One row, in a pane of that width."""
        line, under = self.line_on(row)
        return self.strip(line, under, width)

    def notify_style_update(self) -> None:
        """The theme or a pseudo-class changed: forget what roles looked like."""
        self._role_styles.clear()
        super().notify_style_update()

    def keyed(self, has_keyboard: bool) -> None:
        """The pane has the keyboard now, or has it no longer: only rows that say so are painted again."""
        if has_keyboard != self.has_focus:
            with self.repainting():
                self.has_focus = has_keyboard

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Who has the keyboard is painted here: no style sheet says anything of it."""

    def on_focus(self, event: events.Focus) -> None:
        """Known before, mostly (`Arranged.set_focus`): the toolkit would paint all of the pane again."""
        event.prevent_default()
        self.keyed(self.screen.focused is self)
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """Likewise."""
        event.prevent_default()
        self.keyed(self.screen.focused is self)
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))

    def on_hide(self, event: events.Hide) -> None:
        """Where it is seen again by the time it hears that it was not, nobody takes the keyboard from it."""
        if self.is_there:
            event.prevent_default()

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """The lines fit at once, so that no frame shows them as they were. There is nothing in a pane that
        would have to be laid out again."""
        changed = super()._size_updated(size, virtual_size, container_size, layout=False)
        self.fit()
        return changed

    def _looks(self) -> list[tuple[Row, str]]:
        return [self.line_on(row) for row in range(self.size.height)]

    def _filtered(self, style: Style) -> Style:
        """As the terminal can show it."""
        segments = [Segment(" ", style)]
        for each in super().get_line_filters():
            segments = each.apply(segments, self.background_colors[1])
        return segments[0].style or style

    def _over(self, style: Style, role: str) -> Style:
        """A style with what a role adds to it."""
        written = self.app.theme_variables.get(f"role-{role}", "")
        return style + parsed(written) if written else style


@lru_cache(maxsize=256)
def parsed(written: str) -> Style:
    """A style as a theme writes it; one that cannot be read is plain (`tui.themes` warns about it)."""
    try:
        return Style.parse(written)
    except StyleSyntaxError:
        return Style.null()


def _safe(text: str) -> str:
    """A second lock on the door: what is painted is screened where it was made, and here."""
    return text if text.isprintable() else screen(text).replace("\n", " ")
