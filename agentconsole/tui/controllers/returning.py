"""What comes back while one looks: a reply that was to be sent later, one that could not be delivered.

The desk has made its text the draft again. Whoever is writing there finds it above what they have typed.
"""

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.desk.api import Desk
from agentconsole.model.entry import AuthorType, Entry, Kind
from agentconsole.model.keeping import Draft, DraftKind
from agentconsole.show.spans import Role
from agentconsole.tui.controllers.composing import Composing
from agentconsole.tui.screens.panes import Panes

AGAIN = "Not sent; your text is the draft again"


class Back(Struct, frozen=True):
    """A message of mine that is a draft again."""

    message: Entry
    why: str
    draft: Draft | None


class Returning:
    """Shows what has become a draft again in the open conversation."""

    def __init__(self, panes: Panes, composing: Composing) -> None:
        self.panes = panes
        self.session = panes.session
        self.composing = composing
        self.known: set[int] = set()
        """Messages of which it was said."""

    def arrived(self, entries: tuple[Entry, ...]) -> None:
        """Entries are new, or stand otherwise than before."""
        first = {
            number: entry.reason
            for entry in entries
            if entry.kind == Kind.UNSEND and entry.author.type == AuthorType.SYSTEM
            for number in entry.about
        }
        for entry in entries:
            back = entry.id in first or entry.delivery == "failed"
            if back and self._is_mine(entry) and entry.id not in self.known:
                self.known.add(entry.id)
                self.look(entry, first.get(entry.id, ""))

    def _is_mine(self, entry: Entry) -> bool:
        return (
            entry.outgoing and entry.author.id == self.session.me and self.panes.is_open(entry.conversation)
        )

    def look(self, message: Entry, why: str) -> None:
        """Go on writing it."""
        desk, me = self.session.desk, self.session.me
        self.session.background.ask(f"back {message.id}", lambda: find(desk, message, why, me), self._show)

    def _show(self, back: Back) -> None:
        opened, paper = self.panes.opened, self.composing.paper
        if opened is None or not self.panes.is_open(back.message.conversation):
            return
        if paper is not None and paper.kind is DraftKind.REPLY:
            self._add(back.message.text)
        elif back.draft is not None:
            drafts = {**opened.drafts, DraftKind.REPLY: back.draft}
            self.panes.opened = replace(opened, drafts=drafts)
            if paper is None:
                self.composing.restore(self.panes.opened)
        self.panes.say(AGAIN, back.why[:1].upper() + back.why[1:], role=Role.WARNING)

    def _add(self, text: str) -> None:
        """Above what is being written, unless it is there already."""
        writing = self.panes.composer.writing
        if text not in writing.text:
            writing.put(f"{text}\n\n{writing.text}".rstrip("\n"))
            self.composing.changed()


def find(desk: Desk, message: Entry, why: str, me: str) -> Back:
    """Calls the desk, so it belongs into `Background.ask`."""
    number = message.conversation or 0
    errors = (each.error for each in desk.outbox(conversation=number) if each.entry.id == message.id)
    return Back(message, why or next(errors, ""), desk.draft(number, DraftKind.REPLY, by=me))
