"""Notes that must be read: before whoever is to read them until they say so, and as one is being written."""

from msgspec.structs import replace

from agentconsole.desk.api import Outcome
from agentconsole.model import commands
from agentconsole.model.entry import Entry
from agentconsole.model.keeping import DraftKind
from agentconsole.rules.reads import unacknowledged
from agentconsole.rules.screening import screen
from agentconsole.show.ages import moment
from agentconsole.show.spans import Line, Role, Span, crop, marked, spans, spread, width, wrap
from agentconsole.show.words import first_words
from agentconsole.tui.controllers.composing import Paper
from agentconsole.tui.controllers.opening import Opening
from agentconsole.tui.opened import Opened
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers
from agentconsole.tui.session import Session
from agentconsole.tui.widgets.guide import LOW

FEW, MOST = 2, 6
"""Rows of a note's text above the thread, on a low screen and on others."""


class Heeding:
    """One note at a time stands above the thread, and above what is being written."""

    def __init__(self, panes: Panes, opening: Opening) -> None:
        self.panes = panes
        self.session = panes.session
        self.opening = opening
        self.wanted: set[int] = set()
        """The conversations in which the note being written must be read."""
        self.handlers: Handlers = {
            "note.acknowledge": self.acknowledge,
            "composer.must_read": self.toggle,
        }

    def show(self, opened: Opened) -> None:
        """Show what is to be read first, or nothing."""
        waiting = {note.entry for note in unacknowledged(opened.conversation, self.session.me)}
        notes = [note for note in opened.must_read if note.id in waiting]
        cells = self.panes.middle.room
        low = self.panes.screen.size.height < LOW
        keymap = self.session.keymap
        above = notice(notes, self.session, cells, FEW if low else MOST, keymap.key_of("note.acknowledge"))
        key = keymap.key_in_text("note.acknowledge")
        beside = notice(notes, self.session, cells, 0 if low else FEW, key)
        self.panes.notice.show(*above)
        self.panes.composer.notice.show(*beside)

    def again(self) -> None:
        """There is another room for it."""
        if self.panes.opened is not None:
            self.show(self.panes.opened)

    def acknowledge(self) -> None:
        """I have read the note that stands there."""
        first = unacknowledged(self.panes.conversation, self.session.me)[0]
        self.session.do(commands.Acknowledge(entry=first.entry), self._acknowledged)

    def _acknowledged(self, outcome: Outcome) -> None:
        opened, now = self.panes.opened, outcome.conversation
        if opened is not None and now is not None and self.panes.is_open(now.id):
            self.opening.show(replace(opened, conversation=now))
        self.panes.say("Acknowledged: whoever wrote the note sees it.", role=Role.GOOD)

    def toggle(self) -> None:
        """The note being written must be read by all in the conversation, or need not."""
        self.wanted ^= {self.panes.conversation.id}
        self.dress()

    def dress(self) -> None:
        """The border of what is being written says whether it must be read."""
        opened, composer = self.panes.opened, self.panes.composer
        wanted = opened is not None and opened.conversation.id in self.wanted
        composer.must_be_read(wanted and composer.kind is DraftKind.NOTE)

    def written(self, paper: Paper) -> None:
        """The note is kept: the next one begins anew."""
        if paper.kind is DraftKind.NOTE:
            self.wanted.discard(paper.conversation)


def notice(notes: list[Entry], session: Session, cells: int, rows: int, key: str) -> list[Line]:
    """The first of these notes in at most so many rows below its head; with none, all in one line."""
    if not notes:
        return []
    note = notes[0]
    who = (Span(" must read ", Role.WARNING), *spans(session.name(str(note.author.id)), Role.AGENT))
    if not rows:
        said = (*who, Span(": "), *spans(first_words(note), Role.NOTE))
        return [spread(said, (Span(f"{key} read it ", Role.ACCENT),), cells)]
    more = f", {len(notes)} such notes" if len(notes) > 1 else ""
    when = Span(f" {moment(note.at, session.now(), session.zone)}{more}", Role.MUTED)
    hint = (Span(key, Role.ACCENT), Span(" I have read it ", Role.MUTED))
    head = spread((*who, when), hint, cells) if width(hint) < cells // 2 else crop((*who, when), cells)
    room = max(10, cells - 3)
    lines = wrap(screen(note.text.strip()), room)
    if len(lines) > rows:
        lines = [*lines[: rows - 1], f"{wrap(lines[rows - 1], room - 2)[0]} …"]
    return [head, *(crop((Span(" ┊ ", Role.NOTE), *marked(line, Role.NOTE)), cells) for line in lines)]
