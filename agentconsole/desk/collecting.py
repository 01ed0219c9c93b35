"""Mail into the desk from one mailbox.

What came in and how far the mailbox was fetched are kept in one transaction.
"""

from collections.abc import Callable
from threading import Event

import msgspec
from msgspec.structs import replace

from agentconsole.channels.email import cursor as cursors
from agentconsole.channels.email.fetch import Batch, Fetcher
from agentconsole.channels.email.follow import Follower, Standing
from agentconsole.channels.email.mailboxes import SENT_NAMES
from agentconsole.desk.api import Desk, Outcome
from agentconsole.desk.channels import STANDING
from agentconsole.desk.clock import Clock
from agentconsole.desk.postline import Line, News, Tell
from agentconsole.model.commands import Receive
from agentconsole.model.entry import Json
from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import Mark

CURSOR = "cursor:"
OURS_FROM_OUTSIDE = "mail"
"""The kind of what says it is from us and came in from outside: an event, which decides nothing."""

Ours = Callable[[], frozenset[str]]


class Collector:
    """Brings the mail of one mailbox: once, or for as long as it runs."""

    def __init__(
        self, desk: Desk, line: Line, mailbox: str, ours: frozenset[str], *, clock: Clock, tell: Tell
    ) -> None:
        self.mailbox = mailbox
        self.channel = line.account.name
        self._desk = desk
        self._clock = clock
        self._tell = tell
        self._own_words = mailbox == line.account.sent or _is_sent(mailbox)
        self._fetcher = Fetcher(line.account, line.incoming, ours, clock=clock)
        self._follower: Follower | None = None
        self._stopped = Event()

    def once(self) -> Standing:
        """Fetch all that is there; how it stands then."""
        cursor, fault, batch = self._cursor(), None, None
        try:
            while not (self._stopped.is_set() or (batch and batch.complete)):
                batch = self._fetcher.fetch(self.mailbox, cursor)
                if batch.receives or batch.cursor != cursor:
                    self.take(batch)
                cursor = batch.cursor
        except DeskError as error:
            fault = error
        finally:
            self._fetcher.close()
        standing = Standing(
            account=self.channel,
            mailbox=self.mailbox,
            at=self._clock(),
            connected=fault is None,
            left=batch.left if batch else 0,
            passed=cursor.passed,
            notes=batch.notes if batch else (),
            error=fault.message if fault else "",
            hint=fault.hint if fault else "",
            code=fault.code if fault else "",
        )
        self.note(standing)
        return standing

    def follow(self) -> None:
        """Until `stop`: fetch what is there, and wait for more."""
        self._follower = Follower(self._fetcher, self._cursor(), take=self.take, tell=self.note)
        if not self._stopped.is_set():
            self._follower.run()

    def stop(self) -> None:
        """Let `once` or `follow` return, whatever it waits for."""
        self._stopped.set()
        if self._follower is not None:  # before the line is cut, lest it take that for a fault and say so
            self._follower.stop()
        self._fetcher.interrupt()

    def take(self, batch: Batch) -> None:
        """Keep what came, and with it how far the mailbox has been fetched."""
        mark = Mark(channel=self.channel, name=CURSOR + self.mailbox, value=batch.cursor.value())
        outcomes = self._desk.receive([self._guarded(each) for each in batch.receives], marks=[mark])
        new = sum(isinstance(each, Outcome) and each.new for each in outcomes)
        if new:
            self._tell(News(self.channel, f"{self.mailbox}: {new} new"))
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                self._tell(News(self.channel, f"{self.mailbox}: a mail is not kept: {outcome}", problem=True))

    def note(self, standing: Standing) -> None:
        """Write down how it stands, where that has changed: other programs show it."""
        name = STANDING + self.mailbox
        before = self._desk.mark(self.channel, name) or {}
        now: dict[str, Json] = msgspec.to_builtins(standing)
        now["since"] = before.get("since") if before.get("connected") == now["connected"] else now["at"]
        now["last_success"] = now["at"] if standing.connected else before.get("last_success")
        if before.get("error", "") != standing.error:
            words = standing.error.removeprefix(f"{self.channel}: ") or "connected again"
            self._tell(News(self.channel, f"{self.mailbox}: {words}", problem=bool(standing.error)))
        for words in standing.notes:
            self._tell(News(self.channel, words, problem=True))
        if _worth_noting(before, now):
            self._desk.receive([], marks=[Mark(channel=self.channel, name=name, value=now)])

    def _cursor(self) -> cursors.Cursor:
        return cursors.read(self._desk.mark(self.channel, CURSOR + self.mailbox), self.mailbox)

    def _guarded(self, command: Receive) -> Receive:
        """As from outside. A mail that says it is from us is our own word only where nobody else can put
        mail: in the folder of what was sent."""
        if command.direction != "out" or self._own_words:
            return replace(command, guarded=True)
        return replace(
            command, guarded=True, direction="event", kind=OURS_FROM_OUTSIDE, keys=(), author="", begins=False
        )


def _is_sent(mailbox: str) -> bool:
    return mailbox.replace(".", "/").rpartition("/")[2].lower() in SENT_NAMES


def _worth_noting(before: dict[str, Json], now: dict[str, Json]) -> bool:
    """Something else than the time has changed, or a minute has passed."""
    same = all(before.get(name) == value for name, value in now.items() if name not in ("at", "last_success"))
    return not same or str(before.get("at"))[:16] != str(now["at"])[:16]
