"""Who has read what: the person at this console by having it before them, the others as they say."""

from agentconsole.model.entry import Entry, Kind
from agentconsole.model.keeping import Change
from agentconsole.model.reading import Readers
from agentconsole.rules.reads import READ
from agentconsole.tui.marking import Marking
from agentconsole.tui.opened import Opened, but
from agentconsole.tui.screens.panes import Panes

PEOPLE = frozenset(
    (Kind.CLAIM, Kind.ASK, Kind.ANSWER, Kind.DECLINE, Kind.WITHDRAW, Kind.INTRODUCE, Kind.RELEASE)
) | {Kind.ACCEPT, Kind.STANDIN, Kind.RETURN}
"""After these, a note may be for other people."""


class Attending:
    """Marks as read what was read, and shows who else has."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.marking = Marking(panes.session)
        self.readers: dict[int, Readers] = {}
        """Who has read what is on the screen, as far as it is known."""

    def land(self, opened: Opened) -> None:
        """A conversation has been opened."""
        self.marking.conversation = opened.conversation.id
        self.readers = {each.entry: each for each in opened.readers}

    def tick(self) -> None:
        """Once a second: what has been before the person long enough is read."""
        self.marking.look(entry for entry in self._before_me() if not self._have_read(entry))
        self.learn()

    def changed(self, changes: tuple[Change, ...]) -> None:
        """Somebody has read something, or it is for other people now."""
        read = {change.entry for change in changes if change.kind == "read"}
        others = any(
            change.entry_kind in PEOPLE and self.panes.is_open(change.conversation) for change in changes
        )
        if (others and self.readers) or self.readers.keys() & read:
            self._ask()

    def _before_me(self) -> list[Entry]:
        """What can be read on the screen now, first what is read first."""
        panes, screen = self.panes, self.panes.screen
        covered = screen.has_class("-narrow") and screen.has_class("-list")
        if panes.opened is None or covered or screen.app.screen is not screen:
            return []
        if panes.entry.display:
            found = [panes.entry.entry] if panes.entry.entry else []
        else:
            current = panes.thread.current
            found = [*([current] if current else []), *panes.thread.wholly_in_view()]
        found += [note for note in panes.card.pinned if note.id in panes.card.pinned_in_view]
        return list({entry.id: entry for entry in found}.values())

    def _have_read(self, entry: Entry) -> bool:
        known = self.readers.get(entry.id)
        return known is not None and any(each.agent == self.session.me for each in known.read)

    def learn(self) -> None:
        """Ask who has read what has come into view."""
        shown = [entry.id for entry in self.panes.thread.wholly_in_view() if entry.kind in READ]
        if self.panes.entry.display and self.panes.entry.entry:
            shown.append(self.panes.entry.entry.id)
        new = [number for number in shown if number not in self.readers]
        if new and self.panes.opened is not None:
            self.readers |= {number: Readers(entry=number) for number in new}
            self._ask()

    def _ask(self) -> None:
        """Always of all of them: the answer to an older question, about others, is not heard any more."""
        desk, numbers = self.session.desk, tuple(self.readers)
        self.session.background.ask("readers", lambda: desk.readers(numbers), self._know)

    def _know(self, found: tuple[Readers, ...]) -> None:
        me = self.session.me
        self.readers |= {each.entry: but(each, me) for each in found if each.entry in self.readers}
        self.panes.thread.know_readers(self.readers)
        self.panes.entry.know_readers(self.readers)
