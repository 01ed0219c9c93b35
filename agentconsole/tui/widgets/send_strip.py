"""The strip between writing and sending: the one place where a key sends."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from textual.geometry import Size

from agentconsole.model.keeping import DraftKind
from agentconsole.show.spans import Line, Role, Span, crop, spans, width, wrap
from agentconsole.tui import offers
from agentconsole.tui.actions import Where
from agentconsole.tui.offers import Offers
from agentconsole.tui.session import Session
from agentconsole.tui.widgets.lines import LinePane

Ways = tuple[tuple[str, str], ...]
"""Actions, and what the strip calls them."""

WAYS: dict[DraftKind, Ways] = {
    DraftKind.REPLY: (("send.now", "send"), ("send.later", "later"), ("send.close", "send and close")),
    DraftKind.NOTE: (("send.now", "keep the note"),),
}
BACK: Ways = (("send.back", "back"),)
ALL_THE_SAME: Ways = (("send.now", "all the same"), *BACK)


class SendStrip(LinePane):
    """What goes with it, and the ways to send. It has the keyboard while it is there."""

    PLACE = Where.STRIP
    DEFAULT_CSS = """
    SendStrip { height: auto; display: none; }
    SendStrip.-there { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.ways: list[Line] = []
        self.kind = DraftKind.REPLY
        self.offers = Offers()
        self.first: Sequence[str] = ()
        """What is to be thought of before it is sent."""
        self.company: Line = ()
        """Who else is about to send something."""
        self.all_the_same: Callable[[], None] | None = None
        """What is done when the person, asked once, means it."""
        self.made: Callable[[int], list[Line]] = lambda cells: []
        """The offers, as lines of so many cells."""

    def offer(self, kind: DraftKind, key_of: Callable[[str], str]) -> None:
        """Show the ways to send something of that kind, under their keys."""
        self.kind = kind
        self.offers, self.made = Offers(), lambda cells: []
        self._show(WAYS[kind] + BACK, key_of)

    def show(self, found: Offers, session: Session, zone: tzinfo | None) -> None:
        """Show what goes with it; `zone` is the customer's."""
        self.offers = found
        now: datetime = session.now()
        self.made = lambda cells: offers.rows(self.offers, cells, now=now, zone=zone)
        self._show((*WAYS[self.kind], *_switches(found), *BACK), session.keymap.key_of)

    def ask(self, first: Sequence[str], then: Callable[[], None], key_of: Callable[[str], str]) -> None:
        """Show what should be thought of first: one key does it all the same."""
        self._show(ALL_THE_SAME, key_of, first)
        self.all_the_same = then

    def accompany(self, company: Line) -> None:
        """Say who else writes a reply here."""
        self.company = company
        if self.is_there:
            self.refresh(layout=True)

    def _show(self, ways: Ways, key_of: Callable[[str], str], first: Sequence[str] = ()) -> None:
        self.first, self.all_the_same = first, None
        self.ways = [(Span(key_of(action), Role.ACCENT), Span(f" {words}")) for action, words in ways]
        self.add_class("-there")
        self.refresh(layout=True)

    def rows(self, cells: int) -> list[Line]:
        """What goes with it, what to think of, then the ways, in as many rows as they take."""
        said = [piece for words in self.first for piece in wrap(words, max(10, cells - 2))]
        company: list[Line] = (
            [crop((Span(" "), *self.company), cells)] if self.company and self.kind is DraftKind.REPLY else []
        )
        rows = [*company, *self.made(cells), *((Span(" "), *spans(piece, Role.WARNING)) for piece in said)]
        begun: Line = (Span(" "),)
        for way in self.ways:
            if width(begun) + width(way) > cells and len(begun) > 1:
                rows.append(begun)
                begun = (Span(" "),)
            begun = (*begun, *way, Span("   "))
        return [*rows, begun]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as they take."""
        return len(self.rows(width))

    def away(self) -> None:
        """Nothing is about to be sent."""
        self.all_the_same = None
        self.remove_class("-there")

    @property
    def is_there(self) -> bool:
        """Something is about to be sent."""
        return self.has_class("-there")

    def line_on(self, row: int) -> tuple[Line, str]:
        """What goes with it, and the ways to send."""
        rows = self.rows(self.size.width)
        return (rows[row] if row < len(rows) else ()), "cursor"


def _switches(found: Offers) -> Ways:
    """The keys that switch what is offered."""
    makes, keeps = found.has(makes=True), found.has(makes=False)
    one: Ways = (("send.toggle", "this one"), ("send.down", "next")) if len(found.items) > 1 else ()
    return (
        *((("send.promises", "promise"),) if makes else ()),
        *((("send.keeps", "keeps it"),) if keeps else ()),
        *one,
    )
