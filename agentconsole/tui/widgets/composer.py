"""Where replies and notes are written. One shows by border, label, word and colour which it is."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from agentconsole.model.keeping import DraftKind
from agentconsole.show.spans import Line, Role, Span
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.one_row import OneRow
from agentconsole.tui.widgets.send_strip import SendStrip
from agentconsole.tui.widgets.writing import Writing

LABELS = {DraftKind.REPLY: "reply", DraftKind.NOTE: "note"}
NOT_SENT = "for the team, never the customer"
MUST_READ = "must be read before a reply"


class Composer(Vertical):
    """What is to be read first, a line that says what is written to whom, the text, a line about the text,
    and the strip that sends it."""

    DEFAULT_CSS = """
    Composer { height: auto; display: none; }
    Composer.-open { display: block; }
    Composer Writing { height: auto; min-height: 4; max-height: 9; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.notice = Bar(id="to-heed")
        self.heading = Bar(id="recipients")
        self.writing = Writing(id="writing")
        self.about = OneRow(id="about-it")
        self.strip = SendStrip(id="strip")
        self.kind = DraftKind.REPLY
        self.to: Line = ()
        self.changes: Sequence[Line] = ()
        """Who gets it otherwise than the last mail."""
        self.news: Line = ()
        self.company: Line = ()
        """Who else writes a reply here."""

    def compose(self) -> ComposeResult:
        yield self.notice
        yield self.heading
        yield self.writing
        yield self.about
        yield self.strip

    @property
    def is_open(self) -> bool:
        """Something is being written."""
        return self.has_class("-open")

    @property
    def text(self) -> str:
        """What is written so far."""
        return self.writing.text

    def open(self, kind: DraftKind, to: Line, text: str) -> None:
        """Write something of that kind, going on from that text."""
        self.kind, self.to, self.changes = kind, to, ()
        self.set_class(kind is DraftKind.NOTE, "-note")
        self.set_class(kind is DraftKind.REPLY, "-reply")
        self.add_class("-open")
        self.screen.add_class("-writing")
        self.strip.away()
        if text != self.text:
            self.writing.put(text)
        self.say()

    def say(self, *news: Span) -> None:
        """Say above the text what it is, and what the writer should know."""
        self.news = (Span("  ", Role.TEXT), *news) if news else ()
        self._head()

    def address(self, to: Line, changes: Sequence[Line]) -> None:
        """Say who gets it, and below what is otherwise than in the last mail."""
        self.to, self.changes = to, changes
        self._head()

    def beside(self, company: Line) -> None:
        """Say who else writes a reply here: above the text, and where it is sent."""
        self.company = company
        self.strip.accompany(company)
        self._head()

    def _head(self) -> None:
        label = Span(f" {LABELS[self.kind]} ", Role.NOTE if self.kind is DraftKind.NOTE else Role.ACCENT)
        company = (self.company,) if self.company and self.kind is DraftKind.REPLY else ()
        below = ((Span(" "), *line) for line in (*company, *self.changes))
        self.heading.show((label, *self.to, *self.news), *below)

    def must_be_read(self, must: bool) -> None:
        """Whether what is written is a note that must be read: its border says so."""
        self.set_class(must, "-must-read")
        self.border_title = MUST_READ if must else ""

    @property
    def is_to_be_read(self) -> bool:
        """It is a note that must be read."""
        return self.has_class("-must-read")

    def shut(self) -> None:
        """Put it away. The text stays until other text is put in."""
        self.strip.away()
        self.remove_class("-open")
        self.screen.remove_class("-writing")
