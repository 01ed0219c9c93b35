"""Telling the desk what the person at this console has read: a few entries at once, once each."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from agentconsole.model import commands
from agentconsole.model.entry import Entry
from agentconsole.model.errors import DeskError
from agentconsole.rules.reads import READ
from agentconsole.tui.attention import Attention
from agentconsole.tui.session import Session

TOGETHER = timedelta(seconds=3)
"""What is read within so long is told at once."""


class Marking:
    """What is before one person, and what of it has been read."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.attention = Attention()
        self.conversation: int | None = None
        """Where it is read: an entry of the same customer's history can be marked from there as well."""
        self.pending: list[int] = []
        """What has been read and the desk does not know yet."""
        self.since: datetime | None = None

    def key(self) -> None:
        """Somebody pressed a key."""
        self.attention.key(self.session.clock())

    def leave(self) -> None:
        """Something else takes the place of what is before them."""
        self.flush()
        self.attention.forget()

    def look(self, before: Iterable[Entry]) -> None:
        """Once a second: these can be read now, first what is read first."""
        now = self.session.clock()
        to_read = {entry.id: entry.text for entry in before if self.is_to_read(entry)}
        done = self.attention.look(to_read, now)
        if done:
            self.pending += done
            self.since = self.since or now
        if self.since is not None and (not self.attention.spent or now - self.since >= TOGETHER):
            self.flush()

    def is_to_read(self, entry: Entry) -> bool:
        """Somebody else said something in it."""
        return entry.kind in READ and entry.author.id != self.session.me

    def flush(self) -> None:
        """Tell the desk; what it does not take is read again."""
        read = tuple(self.pending)
        self.pending, self.since = [], None
        if self.conversation is None or not read:
            return

        def failed(_: DeskError) -> None:
            self.attention.read.difference_update(read)

        self.session.do(commands.MarkRead(conversation=self.conversation, entries=read), None, failed)
