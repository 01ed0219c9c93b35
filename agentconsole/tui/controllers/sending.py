"""From text to sent: the strip, what somebody said meanwhile, and taking it back in time."""

import re
from math import ceil

from msgspec.structs import replace

from agentconsole.desk.api import Outcome
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.errors import Conflict, DeskError
from agentconsole.model.keeping import DraftKind
from agentconsole.show.spans import Line, Role, Span
from agentconsole.tui.controllers.composing import Composing, Paper
from agentconsole.tui.controllers.following import Following
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers
from agentconsole.tui.screens.questions import asks, course
from agentconsole.tui.state import to_ask

SOON = 100
"""Seconds that are counted down; what leaves later than that was meant to."""
MENTION = re.compile(r"(?<![\w@])@([\w.-]*\w)")


class Sending:
    """What is written leaves only through the strip, and can be taken back for a while."""

    def __init__(self, panes: Panes, composing: Composing, following: Following) -> None:
        self.panes = panes
        self.session = panes.session
        self.composing = composing
        self.following = following
        self.sending = False
        self.handlers: Handlers = {
            "composer.strip": self.offer,
            "send.back": self.back,
            "send.now": self.send,
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

    def back(self) -> None:
        """Go on writing."""
        self.panes.screen.set_focus(self.panes.composer.writing)
        self.panes.composer.strip.away()

    def later(self) -> None:
        """Ask when, and send then."""
        if self.composing.paper is not None and self.composing.paper.kind is DraftKind.REPLY:
            reply = self._reply(self.composing.paper)
            self.panes.push(course.send_later(self.session, reply), self._left)

    def send(self, *, close: bool = False) -> None:
        """Send a reply, or keep a note."""
        paper = self.composing.paper
        if self.sending or paper is None or (close and paper.kind is DraftKind.NOTE):
            return
        self.sending = True
        self.session.do(self._command(paper, close), self._sent, self._refused)

    def _command(self, paper: Paper, close: bool) -> Command:
        if paper.kind is DraftKind.NOTE:
            return commands.Note(conversation=paper.conversation, text=self.panes.composer.text)
        return self._reply(paper, close)

    def _reply(self, paper: Paper, close: bool = False) -> commands.Reply:
        text = self.panes.composer.text
        return commands.Reply(conversation=paper.conversation, text=text, seen=paper.seen, close=close)

    def _left(self, outcome: Outcome | None) -> None:
        """The question when to send was answered, or not."""
        if outcome is None:
            self.back()
        else:
            self._sent(outcome)

    def _sent(self, outcome: Outcome) -> None:
        self.sending = False
        text = self.panes.composer.text
        said = outcome.entries[-1] if outcome.entries else None
        message = next((entry for entry in outcome.entries if entry.outgoing), None)
        self.composing.put_away()
        self.following.took(outcome)
        if message is not None:
            self.panes.leaving = message
        elif said is not None:
            self._mentions(text)

    def _mentions(self, note: str) -> None:
        """A colleague mentioned in a note is asked, if the writer wants that."""
        others = self.session.agents.keys() - {self.session.me}
        handles = [found for found in MENTION.findall(note) if found in others]
        state = self.panes.state()
        if handles and to_ask(state) is None:
            question = MENTION.sub("", note, count=1).strip(" ,:\n")
            self.panes.push(
                asks.ask(self.session, state, (), specialist=handles[0], question=question),
                lambda outcome: self.following.took(outcome) if outcome else None,
            )

    def _refused(self, error: DeskError) -> None:
        """Nothing was sent; the text is where it was."""
        self.sending = False
        self.back()
        self.panes.tell(error)
        if isinstance(error, Conflict):
            self.following.show_news(error.news, then=self.composing.looked)

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
        said = f"leaves in {left} s" if left < SOON else "leaves later"
        return (Span(said, Role.WARNING), Span(f" · {key} takes it back · ", Role.MUTED))
