"""Who has read what: the person at this console by having it before them, the others as they say."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from agentconsole.model import commands
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import Change
from agentconsole.model.reading import Readers
from agentconsole.rules.reads import READ
from agentconsole.tui.attention import Attention
from agentconsole.tui.opened import Opened
from agentconsole.tui.screens.panes import Panes

TOGETHER = timedelta(seconds=3)
"""What is read within so long is told the desk at once."""
PEOPLE = frozenset(
    (Kind.CLAIM, Kind.ASK, Kind.ANSWER, Kind.DECLINE, Kind.WITHDRAW, Kind.INTRODUCE, Kind.RELEASE)
) | {Kind.ACCEPT, Kind.STANDIN, Kind.RETURN}
"""After these, a note may be for other people."""


class Attending:
    """Marks as read what was read, and shows who else has."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.attention = Attention()
        self.readers: dict[int, Readers] = {}
        """Who has read what is on the screen, as far as it is known."""
        self.pending: list[int] = []
        """What has been read and the desk does not know yet."""
        self.since: datetime | None = None

    def key(self) -> None:
        """Somebody pressed a key here."""
        self.attention.key(self.session.clock())

    def leave(self) -> None:
        """Another conversation takes the place of this one."""
        self._flush()
        self.attention.forget()

    def land(self, _: Opened) -> None:
        """A conversation has been opened."""
        self.readers = {}
        self.panes.thread.know_readers({})
        self._learn()

    def tick(self) -> None:
        """Once a second: what has been before the person long enough is read."""
        before = self._before_me()
        now = self.session.clock()
        done = self.attention.look({entry.id: entry.text for entry in before}, now)
        if done:
            self.pending += done
            self.since = self.since or now
        if self.since is not None and (not self.attention.spent or now - self.since >= TOGETHER):
            self._flush()
        self._learn()

    def changed(self, changes: tuple[Change, ...]) -> None:
        """Somebody has read something, or it is for other people now."""
        read = {change.entry for change in changes if change.kind == "read"}
        others = any(
            change.entry_kind in PEOPLE and self.panes.is_open(change.conversation) for change in changes
        )
        again = self.readers.keys() if others else self.readers.keys() & read
        if again:
            self._ask(tuple(number for number in again if number))

    def _before_me(self) -> list[Entry]:
        """What can be read on the screen now, first what is read first; without what I wrote."""
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
        return [entry for entry in {entry.id: entry for entry in found}.values() if self._is_to_read(entry)]

    def _is_to_read(self, entry: Entry) -> bool:
        known = self.readers.get(entry.id)
        read = known is not None and any(each.agent == self.session.me for each in known.read)
        return entry.kind in READ and entry.author.id != self.session.me and not read

    def _flush(self) -> None:
        opened, read = self.panes.opened, tuple(self.pending)
        self.pending, self.since = [], None
        if opened is None or not read:
            return

        def failed(_: DeskError) -> None:
            self.attention.read.difference_update(read)

        command = commands.MarkRead(conversation=opened.conversation.id, entries=read)
        self.session.do(command, None, failed)

    def _learn(self) -> None:
        """Ask who has read what has come into view."""
        shown = [entry.id for entry in self.panes.thread.wholly_in_view() if entry.kind in READ]
        if self.panes.entry.display and self.panes.entry.entry:
            shown.append(self.panes.entry.entry.id)
        new = [number for number in shown if number not in self.readers]
        if new and self.panes.opened is not None:
            self.readers |= {number: Readers(entry=number) for number in new}
            self._ask(tuple(self.readers))

    def _ask(self, entries: Iterable[int]) -> None:
        desk, numbers = self.session.desk, tuple(entries)
        self.session.background.ask("readers", lambda: desk.readers(numbers), self._know)

    def _know(self, found: tuple[Readers, ...]) -> None:
        self.readers |= {each.entry: each for each in found if each.entry in self.readers}
        self.panes.thread.know_readers(self.readers)
        self.panes.entry.know_readers(self.readers)
