"""The post: mail in from every mailbox of the desk, and out of its outbox.

Each mailbox and each way out has a thread of its own, so that a server that does not answer holds up nobody
else's mail. What goes out is leased, so several programs may carry one desk's post without sending anything
twice.
"""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event, Thread
from time import monotonic

from agentconsole.channels.email.follow import Standing
from agentconsole.desk.api import Desk
from agentconsole.desk.channels import forget_mailboxes
from agentconsole.desk.clock import Clock
from agentconsole.desk.clock import now as system_clock
from agentconsole.desk.collecting import Collector
from agentconsole.desk.dispatching import Dispatcher
from agentconsole.desk.postline import Line, News, Tell, in_silence
from agentconsole.model.errors import DeskError

__all__ = ["Line", "News", "Post", "Tell"]

LOOK_SECONDS = 1.0
"""Between two looks for what is due in the outbox, where nothing tells of it."""
AGAIN_SECONDS = 30.0
"""Before a part of the post that failed for no known reason begins again."""
END_SECONDS = 10.0
"""What is on its way when it is to end may take so long."""


class Post:
    """Carries the mail of a desk for as long as it runs. `ours` are all addresses of the desk, in lower case,
    also those of accounts it does not carry."""

    def __init__(
        self,
        desk: Desk,
        lines: Sequence[Line],
        *,
        ours: frozenset[str] = frozenset(),
        clock: Clock = system_clock,
        tell: Tell | None = None,
    ) -> None:
        self._desk = desk
        self.lines = tuple(lines)
        self._stop = Event()
        tell = tell or in_silence
        self._tell = tell
        ours = ours | {line.account.address.lower() for line in lines}
        self.collectors = [
            Collector(desk, line, mailbox, ours, clock=clock, tell=tell)
            for line in lines
            if line.account.imap
            for mailbox in line.account.mailboxes
        ]
        self.dispatchers = [
            Dispatcher(desk, line, clock=clock, tell=tell) for line in lines if line.account.smtp
        ]

    def once(self) -> list[Standing]:
        """Fetch all that is there and send all that is due; how it stands with each mailbox."""
        self._begin()
        stands = [each.once() for each in self.collectors if not self._stop.is_set()]
        self.send_due()
        return stands

    def send_due(self) -> int:
        """Hand over what is due; how many messages left."""
        return sum(each.send_due(self._stop) for each in self.dispatchers)

    def run(self) -> None:
        """Until `stop`: follow every mailbox, and send what comes due."""
        self._begin()
        parts = [_Part(each.mailbox, each.follow) for each in self.collectors]
        parts += [_Part("outbox", partial(self._dispatch, each)) for each in self.dispatchers]
        while not self._stop.is_set():
            for part in parts:
                part.begin()
            self._stop.wait(AGAIN_SECONDS)
        for each in self.collectors:
            each.stop()
        until = monotonic() + END_SECONDS
        for part in parts:
            part.end(until)

    def stop(self) -> None:
        """Let `run` or `once` return, whatever it waits for, but for a message that is on its way."""
        self._stop.set()
        for each in self.collectors:
            each.stop()

    def _begin(self) -> None:
        for line in self.lines:
            forget_mailboxes(
                self._desk, line.account.name, line.account.mailboxes if line.account.imap else ()
            )

    def _dispatch(self, dispatcher: Dispatcher) -> None:
        while not self._stop.is_set():
            try:
                position = self._desk.latest()
                dispatcher.send_due(self._stop)
                self._desk.wait(position, seconds=LOOK_SECONDS)
            except DeskError as fault:
                self._tell(News(dispatcher.line.account.name, fault.message, problem=True))
                self._stop.wait(AGAIN_SECONDS)


class _Part:
    """One thread of the post, begun again when it ended before its time."""

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self._name = name
        self._work = work
        self._thread: Thread | None = None

    def begin(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._work, name=f"post {self._name}", daemon=True)
            self._thread.start()

    def end(self, until: float) -> None:
        if self._thread is not None:
            self._thread.join(max(0.0, until - monotonic()))
