"""Who else is in the open conversation: told of this console, and shown of the others.

What this console says is said in the background, never twice at once, again before it is over, and not
at all while nobody touches a key.
"""

from datetime import datetime, timedelta

from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import Change, DraftKind
from agentconsole.model.presence import Doing, Presence
from agentconsole.show.presences import too_words
from agentconsole.show.spans import Role, Span
from agentconsole.tui.controllers.composing import Composing
from agentconsole.tui.controllers.opening import Opening
from agentconsole.tui.opened import Opened
from agentconsole.tui.screens.panes import Panes

AGAIN = timedelta(seconds=15)
"""After which it is said again: well before a desk forgets it."""
TYPING = timedelta(seconds=60)
"""So long after the last letter somebody still writes."""
AWAKE = timedelta(minutes=10)
"""So long after the last key somebody still looks."""

Here = tuple[int, Doing]


class Accompanying:
    """What this console says of itself, and what the others do."""

    def __init__(self, panes: Panes, opening: Opening, composing: Composing) -> None:
        self.panes = panes
        self.session = panes.session
        self.opening = opening
        self.composing = composing
        self.told: Here | None = None
        """What the desk knows of this console."""
        self.told_at: datetime | None = None
        self.saying = False
        self.session.ending.append(self.leave)
        self.typed_at: datetime | None = None
        self.key_at: datetime | None = None

    def land(self, opened: Opened) -> None:
        """A conversation has been opened."""
        self.typed_at, self.key_at = None, self.session.clock()
        self._know(())

    def say(self) -> None:
        """It is on the screen."""
        self.tick()
        self._look()

    def key(self) -> None:
        """Somebody pressed a key."""
        self.key_at = self.session.clock()

    def typed(self) -> None:
        """The draft of a reply has changed."""
        paper = self.composing.paper
        if paper is not None and paper.kind is DraftKind.REPLY and not self.composing.saved:
            self.typed_at = self.session.clock()
            self.tick()

    def tick(self) -> None:
        """Once a second: say what is otherwise than it was said, or is about to be forgotten."""
        now, doing = self.session.clock(), self._doing()
        if doing != self.told or (doing and (self.told_at is None or now - self.told_at >= AGAIN)):
            self._say(doing)
        if any(each.until <= now for each in self.panes.present):
            self._know(self.panes.present)

    def changed(self, changes: tuple[Change, ...]) -> None:
        """Somebody has come, gone, or begins to write."""
        if any(each.kind == "presence" and self.panes.is_open(each.conversation) for each in changes):
            self._look()

    def back(self) -> None:
        """The desk can be reached again: it may have forgotten this console, and seen others."""
        self.told_at = None
        self.tick()
        self._look()

    def leave(self) -> None:
        """The console ends: said with the last drafts."""
        if self.told is not None:
            desk, me, (number, _) = self.session.desk, self.session.me, self.told
            self.told = None
            self.session.background.do(lambda: desk.here(number, None, by=me), failed=_never_mind)

    def _doing(self) -> Here | None:
        opened, now = self.panes.opened, self.session.clock()
        if opened is None or self.key_at is None or now - self.key_at > AWAKE:
            return None
        writing = self.panes.composer.is_open and self.composing.paper is not None
        if writing and self.typed_at is not None and now - self.typed_at < TYPING:
            return opened.conversation.id, Doing.WRITING
        return opened.conversation.id, Doing.LOOKING

    def _say(self, doing: Here | None) -> None:
        if self.saying:
            return
        desk, me, before = self.session.desk, self.session.me, self.told
        self.saying, self.told_at = True, self.session.clock()

        def say() -> None:
            if before is not None and (doing is None or doing[0] != before[0]):
                desk.here(before[0], None, by=me)
            if doing is not None:
                desk.here(*doing, by=me)

        def said(_: None) -> None:
            self.saying, self.told = False, doing
            self._unknown(False)

        def failed(_: DeskError) -> None:
            self.saying, self.told = False, doing
            self._unknown(True)

        self.session.background.ask("here", say, said, failed)

    def _look(self) -> None:
        desk, opened = self.session.desk, self.panes.opened
        if opened is None:
            return
        number = opened.conversation.id

        def know(found: tuple[Presence, ...]) -> None:
            if self.panes.is_open(number):
                self._know(found)

        self.session.background.ask("present", lambda: desk.present(number), know, _never_mind)

    def _unknown(self, unknown: bool) -> None:
        """That nobody can be told, and nobody is told of, is said where the others would stand."""
        if unknown != self.panes.alone:
            self.panes.alone = unknown
            self._know(() if unknown else self.panes.present)
            self.opening.title()

    def _know(self, found: tuple[Presence, ...]) -> None:
        now, me = self.session.clock(), self.session.me
        there = tuple(each for each in found if each.agent != me and each.until > now)
        before, self.panes.present = self.panes.present, there
        if _who(before) != _who(there):
            self.opening.title()
            self.show()

    def show(self) -> None:
        """Above what is being written, and where it is sent, stands who else writes a reply."""
        composer = self.panes.composer
        words = too_words(self.panes.present, self.session.agents) if self._is_reply() else ""
        composer.beside((Span(words, Role.WARNING),) if words else ())

    def _is_reply(self) -> bool:
        composer = self.panes.composer
        return composer.is_open and composer.kind is DraftKind.REPLY


def _who(present: tuple[Presence, ...]) -> list[tuple[str, Doing]]:
    """Without when it is over, which is later each time it is said."""
    return [(each.agent, each.doing) for each in present]


def _never_mind(_: DeskError) -> None:
    """That the desk cannot be reached is said by the link."""
