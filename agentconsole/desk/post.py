"""The post: mail in from every mailbox of the desk, and out of its outbox.

What came in and how far the mailbox was fetched are kept in one transaction. What goes out is leased, so
several programs may carry one desk's post without sending anything twice.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Event, Thread

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from agentconsole.channels.email import cursor as cursors
from agentconsole.channels.email import ours
from agentconsole.channels.email.account import Account
from agentconsole.channels.email.fetch import Batch, Fetcher
from agentconsole.channels.email.follow import Follower, Standing
from agentconsole.channels.email.sentfolder import SentFolder
from agentconsole.channels.email.smtp import Smtp
from agentconsole.desk.api import Desk
from agentconsole.desk.clock import Clock
from agentconsole.desk.clock import now as system_clock
from agentconsole.desk.outbox import deliver
from agentconsole.model.entry import Json
from agentconsole.model.errors import DeskError
from agentconsole.model.ids import EPOCH
from agentconsole.model.keeping import Mark, Outgoing

log = logging.getLogger(__name__)

CURSOR = "cursor:"
STANDING = "standing:"
LOOK_SECONDS = 1.0
"""Between two looks for what is due in the outbox, where nothing tells of it."""
LOOK_AGAIN = timedelta(minutes=1)
"""Between two looks for an uncertain message in the folder of sent mail."""

Secret = Callable[[], str]


class Line(Struct, frozen=True, kw_only=True):
    """An account, and its secrets for coming in and going out."""

    account: Account
    incoming: Secret
    outgoing: Secret


class Post:
    """Carries the mail of a desk for as long as it runs."""

    def __init__(self, desk: Desk, lines: Sequence[Line], *, clock: Clock = system_clock) -> None:
        self.desk = desk
        self.lines = tuple(lines)
        self.clock = clock
        self.ours = frozenset(line.account.address.lower() for line in lines)
        self._senders = [
            Smtp(line.account, line.outgoing, content=desk.attachment) for line in lines if line.account.smtp
        ]
        self._stop = Event()
        self._followers: list[Follower] = []
        self._looked: dict[int, datetime] = {}

    def once(self) -> list[Standing]:
        """Fetch all that is there and send all that is due; how it stands with each mailbox."""
        stands = [self._fetched(line, mailbox) for line, mailbox in self._mailboxes()]
        self.send_due()
        return stands

    def run(self) -> None:
        """Until `stop`: follow every mailbox, and send what comes due."""
        threads = [
            Thread(target=self._follower(line, mailbox).run, name=f"post-{mailbox}", daemon=True)
            for line, mailbox in self._mailboxes()
        ]
        for thread in threads:
            thread.start()
        position = self.desk.latest()
        while not self._stop.is_set():
            self.send_due()
            self.desk.wait(position, seconds=LOOK_SECONDS)
            position = self.desk.latest()
        for follower in self._followers:
            follower.stop()
        for thread in threads:
            thread.join(timeout=10)

    def stop(self) -> None:
        """Let `run` return, whatever it waits for."""
        self._stop.set()

    def send_due(self) -> int:
        """Hand over what is due; how many messages left."""
        self._look_up_uncertain()
        return deliver(self.desk, self._senders, self.clock(), clock=self.clock)

    def _mailboxes(self) -> list[tuple[Line, str]]:
        return [
            (line, mailbox) for line in self.lines if line.account.imap for mailbox in line.account.mailboxes
        ]

    def _fetcher(self, line: Line) -> Fetcher:
        return Fetcher(line.account, line.incoming, self.ours, clock=self.clock)

    def _cursor(self, line: Line, mailbox: str) -> cursors.Cursor:
        return cursors.read(self.desk.mark(line.account.name, CURSOR + mailbox), mailbox)

    def _follower(self, line: Line, mailbox: str) -> Follower:
        follower = Follower(
            self._fetcher(line),
            self._cursor(line, mailbox),
            take=lambda batch: self.take(line.account, mailbox, batch),
            tell=self.note,
        )
        self._followers.append(follower)
        return follower

    def _fetched(self, line: Line, mailbox: str) -> Standing:
        fetcher, cursor = self._fetcher(line), self._cursor(line, mailbox)
        fault: DeskError | None = None
        batch: Batch | None = None
        try:
            while batch is None or not batch.complete:
                batch = fetcher.fetch(mailbox, cursor)
                self.take(line.account, mailbox, batch)
                cursor = batch.cursor
        except DeskError as error:
            fault = error
        finally:
            fetcher.close()
        standing = Standing(
            account=line.account.name,
            mailbox=mailbox,
            at=self.clock(),
            connected=fault is None,
            left=batch.left if batch else 0,
            passed=cursor.passed,
            notes=batch.notes if batch else (),
            error=fault.message if fault else "",
            hint=fault.hint if fault else "",
        )
        self.note(standing)
        return standing

    def take(self, account: Account, mailbox: str, batch: Batch) -> None:
        """Keep what came, and how far the mailbox has been fetched with it."""
        mark = Mark(channel=account.name, name=CURSOR + mailbox, value=batch.cursor.value())
        outcomes = self.desk.receive([replace(each, guarded=True) for each in batch.receives], marks=[mark])
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                log.error("%s: a mail could not be kept: %s", account.name, outcome)

    def note(self, standing: Standing) -> None:
        """Write down how it stands with a mailbox, where that has changed: others show it."""
        name = STANDING + standing.mailbox
        before = self.desk.mark(standing.account, name) or {}
        now: dict[str, Json] = msgspec.to_builtins(standing)
        now["since"] = before.get("since") if before.get("connected") == now["connected"] else now["at"]
        now["last_success"] = now["at"] if standing.connected else before.get("last_success")
        if _worth_noting(before, now):
            self.desk.receive([], marks=[Mark(channel=standing.account, name=name, value=now)])

    def _look_up_uncertain(self) -> None:
        """What may have left is looked for where sent mail is kept; found there, it has."""
        for message in self.desk.outbox():
            line = self._line_of(message) if message.state == "uncertain" else None
            if line is not None and self._is_time(message) and _has_left(line, message):
                self.desk.settle(message.entry.id, state="sent", error="Found in the folder of sent mail")

    def _is_time(self, message: Outgoing) -> bool:
        """Not more often than every `LOOK_AGAIN`."""
        now = self.clock()
        if now - self._looked.get(message.entry.id, EPOCH) < LOOK_AGAIN:
            return False
        self._looked[message.entry.id] = now
        return True

    def _line_of(self, message: Outgoing) -> Line | None:
        keeps = (line for line in self.lines if line.account.imap and line.account.files_sent)
        return next((line for line in keeps if line.account.name == message.entry.channel), None)


def _has_left(line: Line, message: Outgoing) -> bool:
    try:
        name = ours.message_id(message.key, line.account.address)
        return SentFolder(line.account, line.incoming).holds(name)
    except DeskError as fault:
        log.warning("%s: sent mail could not be looked at: %s", line.account.name, fault.message)
        return False


def _worth_noting(before: dict[str, Json], now: dict[str, Json]) -> bool:
    """Something else than the time has changed, or a minute has passed."""
    same = all(before.get(name) == value for name, value in now.items() if name not in ("at", "last_success"))
    return not same or _minutes(before) != _minutes(now)


def _minutes(noted: dict[str, Json]) -> str:
    at = noted.get("at")
    return at[:16] if isinstance(at, str) else (f"{at:%Y-%m-%dT%H:%M}" if isinstance(at, datetime) else "")
