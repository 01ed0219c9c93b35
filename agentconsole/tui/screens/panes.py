"""The panes of the desk screen and what is open in them: what its controllers work on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from textual.screen import Screen
from textual.widget import Widget

from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.errors import DeskError, NotFound
from agentconsole.model.people import Customer
from agentconsole.model.presence import Presence
from agentconsole.model.queries import EVERYTHING, Filter
from agentconsole.show.presences import presence_line
from agentconsole.show.spans import Line, Role, Span
from agentconsole.tui.folding import Folding
from agentconsole.tui.opened import Beside, Opened
from agentconsole.tui.screens.arranged import Arranged
from agentconsole.tui.session import Session
from agentconsole.tui.state import State
from agentconsole.tui.telling import Trouble
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.column import Column
from agentconsole.tui.widgets.composer import Composer
from agentconsole.tui.widgets.conversation_list import ConversationList
from agentconsole.tui.widgets.customer_card import CustomerCard
from agentconsole.tui.widgets.entry_view import EntryView
from agentconsole.tui.widgets.history import History
from agentconsole.tui.widgets.lines import LinePane
from agentconsole.tui.widgets.status_line import StatusLine
from agentconsole.tui.widgets.thread import Thread

ROOM = 110
"""Cells of a screen whose title has room for whole sentences."""
NOTHING_OPEN = NotFound("No conversation is open", "enter opens one from the list")


@dataclass
class Panes:
    """What is on the desk screen. Controllers change it; only the screen lays it out."""

    screen: Arranged
    session: Session
    status: StatusLine
    opened: Opened | None = None
    leaving: Entry | None = None
    """My newest reply that can still be taken back, wherever it was written."""
    unnoticed: bool = False
    """Something was said here since a key was pressed."""
    only: Filter = EVERYTHING
    """What the history is narrowed to."""
    present: tuple[Presence, ...] = ()
    """Who else is in the open conversation."""
    alone: bool = False
    """Who else is there cannot be told."""
    title: Bar = field(default_factory=lambda: Bar(id="title"))
    views: Bar = field(default_factory=lambda: Bar(id="views"))
    question: Bar = field(default_factory=lambda: Bar(id="question"))
    notice: Bar = field(default_factory=lambda: Bar(id="notice"))
    """A note that must be read, while nothing is being written."""
    kept: Bar = field(default_factory=lambda: Bar(id="kept"))
    """What waits in the open conversation for the link."""
    middle: Column = field(default_factory=lambda: Column(id="middle"))
    """The column the thread and what is written stand in."""
    composer: Composer = field(default_factory=lambda: Composer(id="composer"))

    def __post_init__(self) -> None:
        self.marks: set[int] = set()
        """Entries marked for an ask, in the thread and the history alike."""
        self.marked: dict[int, Entry] = {}
        """Those entries, and perhaps others, by id."""
        self.list = ConversationList(self.session, id="list")
        self.folding = Folding(self.session.background.ask)
        self.thread = Thread(self.session, self.marks, self.folding, id="thread")
        self.history = History(self.session, self.marks, id="history")
        self.card = CustomerCard(self.session, id="card")
        self.entry = EntryView(self.session, self.folding, self.session.background.ask, id="entry")

    @property
    def conversation(self) -> Conversation:
        """The open conversation. Raises `NotFound` when there is none."""
        if self.opened is None:
            raise NOTHING_OPEN
        return self.opened.conversation

    @property
    def customer(self) -> Customer:
        """The customer of the open conversation. Raises `NotFound` when none is open."""
        if self.opened is None:
            raise NOTHING_OPEN
        return self.opened.customer

    @property
    def beside(self) -> Beside | None:
        """What is on the screen of a customer."""
        return Beside(self.customer.id, self.only, self.card.known) if self.opened else None

    @property
    def current_entry(self) -> Entry | None:
        """The entry the cursor is on, in the pane that has or last had the keyboard."""
        if self.entry.display and self.entry.entry is not None:
            return self.entry.entry
        return self.entries.current

    @property
    def entries(self) -> Thread | History:
        """The pane of entries that has or last had the keyboard."""
        return self.history if self.has_keyboard(self.history) else self.thread

    def has_keyboard(self, pane: Widget) -> bool:
        """Whether keys go there: known before the toolkit has told the pane."""
        return self.screen.focused is pane

    def is_open(self, number: int | None) -> bool:
        """Whether that conversation is the one on the screen."""
        return self.opened is not None and self.opened.conversation.id == number

    def company(self) -> Line:
        """Who else is in the open conversation, for a title."""
        narrow = self.screen.size.width < ROOM
        if self.alone:
            return (Span("others not known" if narrow else "who else is here is not known", Role.MUTED),)
        return presence_line(self.present, self.session.agents, short=narrow)

    def state(self) -> State:
        """What actions are judged by."""
        opened = self.opened
        entry = self.current_entry if opened else None
        return State(
            now=self.session.now(),
            me=self.session.me,
            agents=self.session.agents,
            restricted=self.session.restricted,
            conversation=opened.conversation if opened else None,
            asks=opened.asks if opened else (),
            entry=entry,
            outgoing=self.thread.outbox.get(entry.id) if entry else None,
            folds=len(self.folding.folds(entry)) if entry else 0,
            known_as=self.thread.theirs,
            leaving=self.leaving,
            writing=self.composer.kind if self.composer.is_open else None,
        )

    def focus(self, pane: LinePane) -> None:
        """Give a pane the keyboard, before the next key is looked at."""
        self.screen.set_focus(pane)

    def say(self, text: str, hint: str = "", role: Role = Role.TEXT) -> None:
        """Say something in the last line."""
        self.status.say(text, hint, role)

    def tell(self, error: DeskError) -> None:
        """Say what went wrong in the last line."""
        self.screen.post_message(Trouble(error))

    def push(self, screen: Screen[Any], then: Callable[[Any], None] | None = None) -> None:
        """Open another place, or put a question to the person."""
        self.screen.app.push_screen(screen, then)
