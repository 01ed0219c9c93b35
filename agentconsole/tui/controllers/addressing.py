"""Who gets a reply that is a mail, what stands below it, and which files go along.

It is said above the text as soon as something is written, and kept with it until it is sent.
"""

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.desk.api import Desk, Outcome
from agentconsole.model import commands
from agentconsole.model.entry import Attachment
from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import USUAL, Change, DraftKind, Wishes
from agentconsole.model.mail import Recipients
from agentconsole.show.recipients import changes_lines, recipients_line, strange_words
from agentconsole.show.spans import Role, Span, spread, width
from agentconsole.tui.controllers.composing import Composing, Paper
from agentconsole.tui.quiet import is_no_news
from agentconsole.tui.screens import questions
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers

if TYPE_CHECKING:
    from agentconsole.tui.screens.questions.mail import Addressed

LABEL = 6
"""Cells of the word before the recipients."""
MARGIN = 2


class Found(Struct, frozen=True):
    """What the desk says of a reply in a conversation."""

    conversation: int
    recipients: Recipients | None
    """Null where it is no mail."""
    files: tuple[Attachment, ...]


class Addressing:
    """The line above a reply."""

    def __init__(self, panes: Panes, composing: Composing) -> None:
        self.panes = panes
        self.session = panes.session
        self.composing = composing
        self.composer = panes.composer
        self.wishes = composing.wishes
        self.found: Found | None = None
        self.handlers: Handlers = {
            "composer.recipients": self._ask_who,
            "composer.quote": self._quote,
            "composer.attach": self._attach,
            "composer.detach": self._detach,
        }

    @property
    def here(self) -> Found | None:
        """What is known of the reply that is being written."""
        paper, found = self.composing.paper, self.found
        if paper is None or paper.kind is not DraftKind.REPLY or found is None:
            return None
        return found if found.conversation == paper.conversation else None

    @property
    def recipients(self) -> Recipients | None:
        """Who gets it; null for what is no mail, or while it is not known."""
        return self.here.recipients if self.here else None

    @property
    def files(self) -> tuple[Attachment, ...]:
        """What lies beside it."""
        return self.here.files if self.here else ()

    def begun(self) -> None:
        """Something is being written: a line of before may be wrong by now."""
        self.show()
        self.look()

    def changed(self, changes: tuple[Change, ...]) -> None:
        """Somebody wrote, or a file was put beside the reply elsewhere."""
        paper = self.composing.paper
        if paper is not None and any(
            change.conversation == paper.conversation and change.kind in ("entry", "draft")
            for change in changes
        ):
            self.look()

    def look(self) -> None:
        """Ask the desk who gets it."""
        paper = self.composing.paper
        if paper is not None and paper.kind is DraftKind.REPLY:
            desk, me, number = self.session.desk, self.session.me, paper.conversation
            wishes = self.wishes.get(number, USUAL)
            self.session.background.ask(
                "addressing", lambda: find(desk, number, wishes, me), self._found, self._failed
            )

    def _found(self, found: Found) -> None:
        self.found = found
        self.show()

    def _failed(self, error: DeskError) -> None:
        if not is_no_news(error, "addressing", self.session.desk.link()):
            self.panes.tell(error)

    def show(self) -> None:
        """Say it above the text, in as much room as there is."""
        here, recipients = self.here, self.recipients
        if here is None or recipients is None:
            return
        room = self.panes.middle.room
        cells = room - LABEL - MARGIN
        quote = self.wishes.get(here.conversation, USUAL).quote
        line = recipients_line(recipients, here.files, cells, quote=quote)
        key = Span(f"{self.session.keymap.key_of('composer.recipients')} who gets it", Role.MUTED)
        if width(line) + width((key,)) + 2 < cells:
            line = spread(line, (key,), cells)
        self.composer.address(line, changes_lines(recipients, room - MARGIN))

    def dressed(self, reply: commands.Reply) -> commands.Reply:
        """The reply with what its writer wants."""
        wishes = self.wishes.get(reply.conversation, USUAL)
        return replace(reply, to=wishes.to, cc=wishes.cc, quote=wishes.quote)

    def doubts(self) -> tuple[str, ...]:
        """What is asked once before it is sent."""
        words = strange_words(self.recipients) if self.recipients else ""
        return (words,) if words else ()

    def sent(self, paper: Paper) -> None:
        """The next reply begins anew."""
        if paper.kind is DraftKind.REPLY:
            self.wishes.pop(paper.conversation, None)
            if self.found is not None and self.found.conversation == paper.conversation:
                self.found = None

    def _wish(self, wishes: Wishes) -> None:
        self.wishes[self.panes.conversation.id] = wishes
        self.composing.flush()
        self.look()

    def _now(self) -> Wishes:
        return self.wishes.get(self.panes.conversation.id, USUAL)

    def _ask_who(self) -> None:
        if self.recipients is not None:
            question = questions.mail.WhoGetsIt(self.session, self.panes.conversation.id, self.recipients)
            self.panes.push(question, self._addressed)

    def _addressed(self, meant: "Addressed | None") -> None:
        if meant is not None:
            self._wish(replace(self._now(), to=meant.to, cc=meant.cc))

    def _quote(self) -> None:
        self._wish(replace(self._now(), quote=not self._now().quote))
        self.show()

    def _attach(self) -> None:
        self.composing.flush()
        self.panes.push(questions.files.AttachFile(self.session, self.panes.conversation.id), self._beside)

    def _detach(self) -> None:
        self.panes.push(
            questions.files.detach(self.session, self.panes.conversation.id, self.files), self._beside
        )

    def _beside(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self.look()


def find(desk: Desk, conversation: int, wishes: Wishes, me: str) -> Found:
    """Calls the desk, so it belongs into `Background.ask`."""
    recipients = desk.recipients(conversation, to=wishes.to, cc=wishes.cc)
    return Found(conversation, recipients, desk.draft_files(conversation, by=me))
