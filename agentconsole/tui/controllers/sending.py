"""From text to sent: the strip, what goes with a reply, what somebody said meanwhile, and taking it back."""

import re
from collections.abc import Callable
from functools import partial
from math import ceil

from msgspec.structs import replace

from agentconsole.desk.api import Outcome
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.errors import Conflict, DeskError, Refused
from agentconsole.model.keeping import DraftKind
from agentconsole.rules.promises import PROMISES
from agentconsole.rules.reads import MUST_READ, unacknowledged
from agentconsole.rules.recipients import RECIPIENTS
from agentconsole.show.ages import local
from agentconsole.show.spans import Line, Role, Span
from agentconsole.tui.controllers.composing import Composing, Paper
from agentconsole.tui.controllers.following import Following
from agentconsole.tui.controllers.offering import Offering
from agentconsole.tui.screens import questions
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers
from agentconsole.tui.state import to_ask

SOON = 100
"""Seconds that are counted down; what leaves later than that was meant to."""
MENTION = re.compile(r"(?<![\w@])@([\w.-]*\w)")


class Sending:
    """What is written leaves only through the strip, and can be taken back for a while."""

    def __init__(self, panes: Panes, composing: Composing, following: Following, offering: Offering) -> None:
        self.panes = panes
        self.session = panes.session
        self.composing = composing
        self.following = following
        self.offering = offering
        self.sending = False
        self.dressing: list[Callable[[commands.Reply], commands.Reply]] = []
        """What else goes with a reply."""
        self.doubts: list[Callable[[], tuple[str, ...]]] = []
        """What else is asked once before it is sent."""
        self.sent: list[Callable[[Paper], None]] = []
        """Called when what was written was sent or kept."""
        self.handlers: Handlers = {
            "composer.strip": self.offer,
            "send.back": self.back,
            "send.now": self.go,
            "send.later": self.later,
            "send.close": lambda: self.send(close=True),
            "app.undo": self.take_back,
        }

    def offer(self) -> None:
        """Show the ways to send. Nothing is sent yet."""
        composer = self.panes.composer
        if not composer.text.strip():
            self.panes.say("There is nothing to send yet.")
            return
        self.composing.flush()
        composer.strip.offer(composer.kind, self.session.keymap.key_of)
        self.panes.focus(composer.strip)
        if self.composing.paper is not None and composer.kind is DraftKind.REPLY:
            self.offering.look(self.composing.paper.conversation, composer.text)

    def back(self) -> None:
        """Go on writing."""
        self.panes.screen.set_focus(self.panes.composer.writing)
        self.panes.composer.strip.away()

    def later(self, *, anyway: bool = False) -> None:
        """Ask when, and send then."""
        paper = self.composing.paper
        if paper is None or paper.kind is not DraftKind.REPLY:
            return
        if not anyway and (first := (*self._unread(), *self._doubted())):
            self._ask_once(first, partial(self.later, anyway=True))
            return
        known = self.panes.card.known
        reply = self._reply(paper, anyway=anyway)
        question = questions.course.send_later(self.session, reply, known.zone if known else None)
        self.panes.push(question, partial(self._left, paper))

    def go(self) -> None:
        """Send; or do what the person was asked about, all the same."""
        (self.panes.composer.strip.all_the_same or self.send)()

    def send(self, *, close: bool = False, anyway: bool = False) -> None:
        """Send a reply, or keep a note."""
        paper = self.composing.paper
        if self.sending or paper is None or (close and paper.kind is DraftKind.NOTE):
            return
        self.sending = True
        command = self._note(paper) if paper.kind is DraftKind.NOTE else self._reply(paper, close, anyway)
        sent = partial(self._sent, paper, self.panes.composer.text)
        self.session.do(command, sent, partial(self._refused, paper, close))

    def _note(self, paper: Paper) -> Command:
        composer = self.panes.composer
        must = composer.is_to_be_read
        return commands.Note(
            conversation=paper.conversation, text=composer.text, must_read=must, drafted=True
        )

    def _reply(self, paper: Paper, close: bool = False, anyway: bool = False) -> commands.Reply:
        offers = self.panes.composer.strip.offers
        reply = commands.Reply(
            conversation=paper.conversation,
            text=self.panes.composer.text,
            seen=paper.seen,
            close=close,
            promises=offers.promises,
            keeps=offers.keeps,
            anyway=anyway,
            drafted=True,
        )
        for dress in self.dressing:
            reply = dress(reply)
        return reply

    def _left(self, paper: Paper, outcome: Outcome | None) -> None:
        """The question when to send was answered, or not."""
        if outcome is None:
            self.back()
        else:
            self._sent(paper, self.panes.composer.text, outcome)

    def _sent(self, paper: Paper, text: str, outcome: Outcome) -> None:
        self.sending = False
        said = outcome.entries[-1] if outcome.entries else None
        message = next((entry for entry in outcome.entries if entry.outgoing), None)
        if self.composing.is_on(paper):
            self.composing.went(text)
        self.following.took(outcome)
        for hear in self.sent:
            hear(paper)
        if message is not None:
            self.panes.leaving = message
        elif said is not None and self.panes.is_open(paper.conversation):
            self._mentions(text)

    def _mentions(self, note: str) -> None:
        """A colleague mentioned in a note is asked, if the writer wants that."""
        others = self.session.agents.keys() - {self.session.me}
        handles = [found for found in MENTION.findall(note) if found in others]
        state = self.panes.state()
        if handles and to_ask(state) is None:
            question = MENTION.sub("", note, count=1).strip(" ,:\n")
            self.panes.push(
                questions.asks.ask(self.session, state, (), specialist=handles[0], question=question),
                lambda outcome: self.following.took(outcome) if outcome else None,
            )

    def _refused(self, paper: Paper, close: bool, error: DeskError) -> None:
        """Nothing was sent; the text is where it was. What the desk only asks about, is asked here."""
        self.sending = False
        if not self.composing.is_on(paper):
            self.panes.tell(error)
            return
        if isinstance(error, Refused) and error.rule in (MUST_READ, PROMISES, RECIPIENTS):
            first = (*self._unread(), *(self._unkept() if close else ()), *self._doubted())
            self._ask_once(first or (error.message,), partial(self.send, close=close, anyway=True))
            return
        self.back()
        self.panes.tell(error)
        if isinstance(error, Conflict):
            self.following.show_news(error.news, then=self.composing.looked)

    def _ask_once(self, first: tuple[str, ...], then: Callable[[], None]) -> None:
        """Show what should be thought of first; enter does it all the same."""
        self.panes.composer.strip.ask(first, then, self.session.keymap.key_of)

    def _unread(self) -> tuple[str, ...]:
        notes = unacknowledged(self.panes.conversation, self.session.me)
        return tuple(f"{self.session.name(note.author)} wrote a note to be read first." for note in notes[:1])

    def _doubted(self) -> tuple[str, ...]:
        return tuple(words for doubt in self.doubts for words in doubt())

    def _unkept(self) -> tuple[str, ...]:
        left = self.panes.composer.strip.offers.left
        return (f"Still to be kept: “{left.text}”",) if left is not None else ()

    def take_back(self) -> None:
        """Take back my reply that has not left yet; its text is the draft again."""
        leaving = self.panes.leaving
        if leaving is not None and leaving.conversation is not None:
            self.composing.flush()
            command = commands.Unsend(conversation=leaving.conversation, entry=leaving.id)
            self.session.do(command, self._taken_back)

    def _taken_back(self, outcome: Outcome) -> None:
        """Go on writing it, in the conversation it was written in."""
        self.panes.leaving = None
        opened, draft, conversation = self.panes.opened, outcome.draft, outcome.conversation
        if conversation is None:
            return
        if opened is None or opened.conversation.id != conversation.id:
            self.following.open(conversation.id)
            return
        drafts = {**opened.drafts, **({draft.kind: draft} if draft else {})}
        self.panes.opened = replace(opened, drafts=drafts)
        self.following.took(outcome)
        self.composing.restore(self.panes.opened)
        self.panes.screen.set_focus(self.panes.composer.writing)
        self.panes.say("Taken back; your text is the draft again.", role=Role.GOOD)

    @property
    def seconds_left(self) -> int | None:
        """How long the reply can still be taken back; None when there is none."""
        until = self.panes.leaving.undo_until if self.panes.leaving else None
        if until is None:
            return None
        return max(0, ceil((until - self.session.now()).total_seconds()))

    def tick(self) -> None:
        """Once a second while something can be taken back."""
        if self.seconds_left == 0:
            self.panes.leaving = None

    def countdown(self) -> Line:
        """What the last line says of it."""
        left = self.seconds_left
        if not left:
            return ()
        key = self.session.keymap.key_of("app.undo")
        until = self.panes.leaving.undo_until if self.panes.leaving else None
        if left >= SOON or until is None:
            said = "leaves later"
        elif self.session.low_bandwidth:
            said = f"leaves at {local(until, self.session.zone):%H:%M:%S}"
        else:
            said = f"leaves in {left} s"
        return (Span(said, Role.WARNING), Span(f" · {key} takes it back · ", Role.MUTED))
