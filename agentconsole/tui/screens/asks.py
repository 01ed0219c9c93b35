"""What colleagues ask of me: each question with the brief and the entries it is about."""

from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from agentconsole.desk.api import Desk, Outcome
from agentconsole.model import commands
from agentconsole.model.ask import Ask, AskState
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.errors import NotFound
from agentconsole.model.keeping import Change
from agentconsole.show.asks import due_words
from agentconsole.show.spans import Line, Role, Span, spans, wrap
from agentconsole.show.timeline import brief_block, entry_block
from agentconsole.tui.actions import Where
from agentconsole.tui.screens.form import Deed
from agentconsole.tui.screens.place import Place
from agentconsole.tui.screens.questions import asks as questions
from agentconsole.tui.session import Session
from agentconsole.tui.telling import Open
from agentconsole.tui.widgets.ask_list import AskList
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.list_pane import ListPane
from agentconsole.tui.widgets.text_pane import TextPane


class Asked(NamedTuple):
    """A question with everything under it."""

    ask: Ask
    conversation: Conversation
    about: tuple[Entry, ...]


def read(desk: Desk, ask: Ask, me: str) -> Asked:
    """The question with its conversation and the entries it is about."""
    about = tuple(desk.entry(entry) for entry in ask.about)
    return Asked(ask, desk.conversation(ask.conversation, by=me), about)


class AskView(TextPane):
    """One question: who asks, by when, what; the brief; the entries it is about, whole."""

    def __init__(self, session: Session, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.session = session
        self.asked: Asked | None = None

    def show(self, asked: Asked | None) -> None:
        """Show a question, or none."""
        self.asked = asked
        self.remake(from_top=True)

    def made(self, width: int) -> list[Line]:
        """The lines of it."""
        if self.asked is None:
            return []
        session, (ask, conversation, about) = self.session, self.asked
        now, zone, agents = session.now(), session.zone, session.agents
        due = due_words(ask, now, zone)
        lines: list[Line] = [
            (Span(f"{session.name(ask.asked_by)} asks  ", Role.ASK), *due),
            *(spans(piece, Role.TITLE) for piece in wrap(ask.question, width)),
            (),
            (
                Span(f"#{conversation.id} ", Role.MUTED),
                *spans(conversation.subject),
                Span(" · ", Role.MUTED),
                *spans(conversation.customer.name, Role.CUSTOMER),
            ),
        ]
        if conversation.brief is not None:
            lines += brief_block(conversation.brief, now=now, cells=width, tz=zone, agents=agents)
        for entry in about:
            lines += [(), *entry_block(entry, now=now, cells=width, tz=zone, agents=agents)]
        return lines


class AsksScreen(Place):
    """Questions to me that nobody has answered."""

    CSS_PATH = "asks.tcss"
    PLACE = Where.ASKS
    AUTO_FOCUS = "AskList"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.list = AskList(session)
        self.view = AskView(session)
        self.handlers |= {
            "asks.answer": lambda: self._ask(questions.answer(self.session, self._current)),
            "asks.decline": lambda: self._ask(questions.decline(self.session, self._current)),
        }

    def compose(self) -> ComposeResult:
        yield Bar((Span(" Asks of me", Role.TITLE),), classes="title")
        with Horizontal():
            yield self.list
            yield self.view
        yield self.status

    def on_mount(self) -> None:
        """Those that are open, due soonest first."""
        desk, me = self.session.desk, self.session.me
        self.session.background.ask("my asks", lambda: desk.asks(specialist=me, pending=True), self._show)

    def _show(self, asks: tuple[Ask, ...]) -> None:
        if not self.is_attached:
            return
        before = self.list.current
        self.list.land(asks, up=True, down=True, at=before.id if before else None)
        if not asks:
            self.session.background.drop("asked")
            self.view.show(None)
            self.status.say("Nobody waits for an answer of yours.")

    @property
    def _current(self) -> Ask:
        if self.list.current is None:
            raise NotFound("Nobody waits for an answer of yours")
        return self.list.current

    def open(self) -> None:
        """Its conversation, on the desk."""
        self.post_message(Open(self._current.conversation, self._current.entry))

    def _ask(self, question: Deed) -> None:
        self.app.push_screen(question, self._done)

    def _done(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self.on_mount()

    def changed(self, changes: tuple[Change, ...]) -> None:
        if any(change.ask is not None for change in changes):
            self.on_mount()

    @on(ListPane.Highlighted)
    def highlighted(self, event: ListPane.Highlighted) -> None:
        """The question under the cursor is before me: it counts as seen."""
        desk, ask, me = self.session.desk, event.item, self.session.me
        self.session.background.ask("asked", lambda: read(desk, ask, me), self.view.show)
        if ask.state is AskState.OPEN:
            self.session.do(commands.See(ask=ask.id))

    @on(ListPane.Selected)
    def selected(self) -> None:
        """A second click opens it."""
        self.open()
