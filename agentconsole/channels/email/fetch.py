"""What is new in a mailbox.

A `Fetcher` keeps nothing on disk and changes nothing on the server, unless the account asks for `mark_seen`:
who calls it keeps what came together with the cursor, in one transaction, and only then asks for more. So
whatever is stopped at whatever moment, the worst is that mail comes again, which intake knows.

One mail that the server cannot give stops nothing: it is asked for alone, and when that fails as well, or
breaks the connection twice, it is passed over, named in the cursor, and asked for again later.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.channels.email import dates, incoming
from agentconsole.channels.email.account import Account
from agentconsole.channels.email.cursor import Cursor, spans
from agentconsole.channels.email.gather import Gathered, Mail, gather
from agentconsole.channels.email.imap import Connection
from agentconsole.channels.email.imaplogin import Secret
from agentconsole.model.commands import Receive
from agentconsole.model.entry import Json
from agentconsole.model.errors import DeskError, Unavailable
from agentconsole.model.ids import EPOCH

RETRY_SECONDS = 900.0
"""Between attempts at a mail that was passed over."""


def _now() -> datetime:
    return datetime.now(UTC)


class Batch(Struct, frozen=True, kw_only=True):
    """What a fetch brought, to be kept in one transaction with the cursor."""

    receives: tuple[Receive, ...]
    cursor: Cursor
    left: int = 0
    """How many mails still wait in the mailbox."""
    complete: bool = True
    """It was looked, and there was nothing to fetch."""
    notes: tuple[str, ...] = ()
    """What whoever looks after the desk should know, in sentences."""


class Fetcher:
    """Fetches mailboxes of one account over one connection, which it makes when it is needed.

    `ours` are our own addresses in lower case. `fetch` raises `Unavailable` when the server cannot be
    reached, `NotLoggedIn` when it does not let us in, `Misconfigured` for a mailbox that it does not have; to
    `fetch` again after any of them begins with a new connection.
    """

    def __init__(
        self,
        account: Account,
        secret: Secret,
        ours: frozenset[str],
        *,
        clock: Callable[[], datetime] = _now,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self.account = account
        self.connection: Connection | None = None
        self._secret = secret
        self._ours = ours
        self._clock = clock
        self._retry_seconds = retry_seconds
        self._done = False
        self._tried: dict[tuple[str, int], float] = {}
        self._open = Cursor(mailbox="")
        """The mailbox that is open on the connection, and from where it was looked through."""
        self._found: list[int] = []
        """The mails that were found in it then, in order."""

    def fetch(self, mailbox: str, cursor: Cursor, *, limit: int = 50) -> Batch:
        """The next mails after the cursor, the oldest first."""
        try:
            return self._fetch(mailbox, cursor, limit)
        except DeskError:
            self.close()
            raise

    def close(self) -> None:
        """Let the connection go."""
        connection, self.connection = self.connection, None
        self._open = Cursor(mailbox="")
        if connection is not None:
            connection.close()

    def interrupt(self) -> None:
        """Be done, from another thread: a `fetch` that waits for the server raises `Unavailable`, and so does
        every one after it."""
        self._done = True
        connection = self.connection
        if connection is not None:
            connection.interrupt()

    def _fetch(self, mailbox: str, cursor: Cursor, limit: int) -> Batch:
        connection = self._connected()
        notes: list[str] = []
        if cursor.mailbox != mailbox:
            cursor = Cursor(mailbox=mailbox)
        if not self._new(cursor):
            cursor = self._look(connection, cursor, notes)
        cursor = self._marked(connection, cursor)
        new = self._new(cursor)
        asked = [*new[:limit], *self._due(cursor)][:limit]
        gathered = gather(connection, asked, self._reconnected)
        now = monotonic()
        self._tried.update({(mailbox, each.uid): now for each in gathered.passed})
        after = _moved(cursor, gathered)
        left = len(self._new(after)) + len(self._due(after))
        return Batch(
            receives=tuple(self._received(mailbox, mail) for mail in gathered.mails),
            cursor=after,
            left=left,
            # Not when the last of what was found has come: more may have come in the meantime.
            complete=not asked,
            notes=tuple(notes),
        )

    def _connected(self) -> Connection:
        if self._done:
            raise Unavailable(f"{self.account.name} is fetched no more")
        if self.connection is None:
            self.connection = Connection(self.account, self._secret)
        return self.connection

    def _reconnected(self) -> Connection:
        """A new connection, as far as the last one was."""
        opened = self._open
        self.close()
        connection = self._connected()
        there = connection.select(opened.mailbox, writable=self.account.mark_seen)
        if there.uidvalidity != opened.uidvalidity:
            raise connection.broken("the mailbox was numbered anew meanwhile")
        self._open = opened
        return connection

    def _look(self, connection: Connection, cursor: Cursor, notes: list[str]) -> Cursor:
        """Open the mailbox and find what is new in it. The cursor begins again where its numbers mean
        nothing any more."""
        there = connection.select(cursor.mailbox, writable=self.account.mark_seen)
        went_back = 0 < there.uidnext <= cursor.last
        if there.uidvalidity != cursor.uidvalidity or went_back:
            if cursor.last:
                notes.append(
                    f"{self.account.name}: the server has numbered {cursor.mailbox} anew (UIDVALIDITY"
                    f" {cursor.uidvalidity}, now {there.uidvalidity}); all of it is looked through again"
                )
            cursor = Cursor(mailbox=cursor.mailbox, uidvalidity=there.uidvalidity)
        self._found = [] if there.uidnext == cursor.last + 1 else connection.after(cursor.last)
        self._open = cursor
        return cursor

    def _new(self, cursor: Cursor) -> list[int]:
        """The mails after the cursor that are known to be there."""
        opened = self._open
        if (opened.mailbox, opened.uidvalidity) != (
            cursor.mailbox,
            cursor.uidvalidity,
        ) or cursor.last < opened.last:
            return []
        return self._found[bisect_right(self._found, cursor.last) :]

    def _due(self, cursor: Cursor) -> list[int]:
        """Mails that were passed over and are to be asked for again."""
        tried, before = self._tried, monotonic() - self._retry_seconds
        return [each.uid for each in cursor.passed if tried.get((cursor.mailbox, each.uid), before) <= before]

    def _to_mark(self, cursor: Cursor) -> str:
        """Mails that are kept by now and not marked as seen."""
        if not self.account.mark_seen:
            return ""
        new = spans(cursor.seen + 1, cursor.last, frozenset(each.uid for each in cursor.passed))
        return ",".join([*map(str, cursor.late), *([new] if new else [])])

    def _marked(self, connection: Connection, cursor: Cursor) -> Cursor:
        connection.mark(self._to_mark(cursor), "\\Seen")
        return replace(cursor, seen=cursor.last, late=()) if self.account.mark_seen else cursor

    def _received(self, mailbox: str, mail: Mail) -> Receive:
        now = self._clock()
        found = incoming.receive(mail.raw, ours=self._ours, now=now)
        data: dict[str, Json] = {**found.data, "mailbox": mailbox}
        if len(mail.raw) < mail.size:
            said = found.data.get("notes", [])
            cut = f"Only the first {len(mail.raw):,} of {mail.size:,} bytes were fetched."
            data["notes"] = [cut, *(said if isinstance(said, list) else [])]
        at = found.at
        if mail.arrived is not None and mail.arrived >= EPOCH:
            if dates.is_hours_off(at, min(mail.arrived, now)):
                at, data["date_doubted"] = min(mail.arrived, now), True
            elif at == now:
                at = min(mail.arrived, now)
        return replace(found, channel=self.account.name, at=at, data=data)


def _moved(cursor: Cursor, gathered: Gathered) -> Cursor:
    """The cursor after these."""
    settled = set(gathered.settled)
    passed = {each.uid: each for each in cursor.passed if each.uid not in settled}
    passed.update({each.uid: each for each in gathered.passed})
    late = {each.uid for each in cursor.passed if each.uid <= cursor.seen} - passed.keys()
    return replace(
        cursor,
        last=max([cursor.last, *settled]),
        passed=tuple(passed[uid] for uid in sorted(passed)),
        late=tuple(sorted(late.union(cursor.late))),
    )
