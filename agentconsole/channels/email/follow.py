"""Following a mailbox for as long as the program runs, through every break of the connection."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event

from msgspec import Struct

from agentconsole.channels.email import waiting
from agentconsole.channels.email.cursor import Cursor, Passed
from agentconsole.channels.email.fetch import Batch, Fetcher
from agentconsole.model.errors import DeskError, NotLoggedIn

POLL_SECONDS = 120.0
LONGEST_PAUSE = 60.0
KEPT_OUT = 60.0, 300.0
"""The first and the longest pause after a login was refused: providers lock an account that keeps trying."""


class Standing(Struct, frozen=True, kw_only=True):
    """How it stands with a mailbox, told whenever it may have changed."""

    account: str
    mailbox: str
    at: datetime
    connected: bool
    left: int = 0
    """Mails that are known to wait on the server."""
    passed: tuple[Passed, ...] = ()
    """Mails that the server does not give."""
    notes: tuple[str, ...] = ()
    error: str = ""
    """Why it is not connected, or why what came could not be kept."""
    hint: str = ""
    code: str = ""
    """The `code` of that error."""


class Follower:
    """One mailbox, followed in one thread: `run` in it, `stop` from any other.

    `take` keeps a batch and its cursor in one transaction. When it raises a `DeskError` the same mail comes
    again, after a pause. `tell` is called in the thread that runs.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        cursor: Cursor,
        *,
        take: Callable[[Batch], object],
        tell: Callable[[Standing], object],
        poll: float = POLL_SECONDS,
        longest_pause: float = LONGEST_PAUSE,
    ) -> None:
        self.cursor = cursor
        self._fetcher = fetcher
        self._take = take
        self._tell = tell
        self._poll = poll
        self._longest = longest_pause
        self._pause = 0.0
        self._stop = Event()

    def run(self) -> None:
        """Until `stop`: fetch what is there, wait for more, and begin again after every fault."""
        while not self._stop.is_set():
            try:
                self._fetch_all()
                self._wait()
            except DeskError as fault:
                self._fetcher.close()
                if not self._stop.is_set():
                    self._say(error=fault)
                    self._stop.wait(self._next_pause(fault))
        self._fetcher.close()

    def stop(self) -> None:
        """Let `run` return, whatever it waits for."""
        self._stop.set()
        self._fetcher.interrupt()

    def _fetch_all(self) -> None:
        complete = False
        while not (complete or self._stop.is_set()):
            batch = self._fetcher.fetch(self.cursor.mailbox, self.cursor)
            if batch.receives or batch.cursor != self.cursor:
                self._take(batch)
            self.cursor, complete = batch.cursor, batch.complete
            if batch.receives:
                self._pause = 0.0
            self._say(batch)

    def _wait(self) -> None:
        connection = self._fetcher.connection
        if connection is not None and not self._stop.is_set():
            waiting.wait(connection, self._poll, self._stop)
            # Not before: a server that lets us in only to hang up is left alone for longer each time.
            self._pause = 0.0

    def _next_pause(self, fault: DeskError) -> float:
        """1, 2, 4 … seconds, and up to half of it less, so that not all come back at the same instant."""
        first, longest = KEPT_OUT if isinstance(fault, NotLoggedIn) else (1.0, self._longest)
        self._pause = min(max(first, self._pause * 2), longest)
        return self._pause * random.uniform(0.5, 1.0)

    def _say(self, batch: Batch | None = None, *, error: DeskError | None = None) -> None:
        self._tell(
            Standing(
                account=self._fetcher.account.name,
                mailbox=self.cursor.mailbox,
                at=datetime.now(UTC),
                connected=error is None,
                left=batch.left if batch else 0,
                passed=self.cursor.passed,
                notes=batch.notes if batch else (),
                error=error.message if error else "",
                hint=error.hint if error else "",
                code=error.code if error else "",
            )
        )
