"""The live stream of a server, read in a thread: what changes is known as it does, and whether the server is
there is known within seconds.

No change is missed: the stream goes on after the position that was known last, and whenever it begins anew
the server is asked for what came after it besides. A line that says nothing for `Waits.silent` is dead.
"""

from collections import deque
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import datetime
from random import uniform
from threading import Condition, Event, Thread, get_ident
from time import monotonic

import msgspec
from msgspec import Struct

from agentconsole.client import answers
from agentconsole.client.errors import NotADesk, Unreached
from agentconsole.client.events import events
from agentconsole.client.http import Stream
from agentconsole.client.line import Line
from agentconsole.desk.clock import now
from agentconsole.model.errors import DeskError, NotLoggedIn
from agentconsole.model.keeping import Change
from agentconsole.model.link import LinkState
from agentconsole.wire.live import CHANGE, EVENTS, HERE, LAST_EVENT

REMEMBERED = 2_000
"""Changes that are kept to be told without asking."""
PAGE = 500
FIRST_PAUSE = 0.1
NOTICE_SECONDS = 0.5


class _Position(Struct):
    position: int


class Live:
    """Follows the changes of a desk from `start` to `stop`. Safe from any thread."""

    def __init__(
        self, line: Line, *, back: Callable[[], None], beat: Callable[[], None], renew: Callable[[], None]
    ) -> None:
        """`back` is called when the server is there again, before the state is live; `beat` at each sign of
        life; `renew` when it does not know the token."""
        self._line = line
        self._back = back
        self._beat = beat
        self._renew = renew
        self._news = Condition()
        self._over = Event()
        self._stream: Stream | None = None
        self._thread: Thread | None = None
        self._state = LinkState.CATCHING_UP
        self._since = now()
        self._error: DeskError | None = None
        self._floor: int | None = None
        """Everything that one may see and that came after it, up to `_newest`, is in `_changes`."""
        self._newest = 0
        self._changes: deque[Change] = deque()
        self._promised: dict[int, int] = {}
        self._failures = 0

    def start(self) -> None:
        """Begin, once."""
        with self._news:
            if self._thread is not None or self._over.is_set():
                return
            self._thread = Thread(target=self._run, name="desk-live", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._over.set()
        with self._news:
            stream = self._stream
            self._news.notify_all()
        if stream is not None:
            stream.hang_up()
        if self._thread is not None:
            self._thread.join(1)

    @property
    def standing(self) -> tuple[LinkState, datetime]:
        """How it stands, and since when."""
        with self._news:
            return self._state, self._since

    @property
    def away(self) -> Unreached | None:
        """What keeps us from the server, where it is known that we cannot get there."""
        with self._news:
            return self._error if isinstance(self._error, Unreached) else None

    def is_away(self, problem: Unreached) -> bool:
        """Whether a request that failed means that the server is out of reach. While the stream says that it
        is there, nothing old is shown for new: it has a moment to notice."""
        with self._news:
            if self._thread is None:
                return not isinstance(problem, NotADesk)
            return self._news.wait_for(lambda: self._state is not LinkState.LIVE, NOTICE_SECONDS)

    def wait(self, after: int, seconds: float) -> bool | None:
        """Whether there is a change after the position, now or within the time; None where the stream began
        later than that, and the server is to be asked. Raises what keeps us from the server."""
        self.start()
        until = monotonic() + seconds
        with self._news:
            while not self._over.is_set():
                if self._error is not None:
                    raise self._error.with_traceback(None)
                if self._floor is not None and after < self._floor:
                    return None
                if self._floor is not None and self._changes and self._changes[-1].position > after:
                    self._promised[get_ident()] = after
                    return True
                if not self._news.wait(max(0.0, until - monotonic())):
                    return False
            return False

    def changes(self, after: int, limit: int) -> tuple[Change, ...] | None:
        """The changes that this thread was promised by `wait`; None where the server is to be asked."""
        with self._news:
            promised = self._promised.pop(get_ident(), None)
            if promised != after or self._floor is None or after < self._floor:
                return None
            return tuple(each for each in self._changes if each.position > after)[:limit]

    def nothing_between(self, after: int) -> None:
        """The server was asked: nothing that we may see came after that position and before the stream."""
        with self._news:
            if self._floor is not None and after < self._floor:
                self._floor = after

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self._follow()
            except NotLoggedIn as error:
                self._lose(error)
                self._renew()
            except DeskError as error:
                self._lose(error)
            self._failures += 1
            longest = min(self._line.waits.longest, FIRST_PAUSE * 2**self._failures)
            self._over.wait(uniform(longest / 2, longest))

    def _follow(self) -> None:
        known = self._newest if self._floor is not None else None
        headers = {"Accept": EVENTS, **({} if known is None else {LAST_EVENT: str(known)})}
        with ExitStack() as stack:
            stream = stack.enter_context(self._line.http.stream("/v1/live", headers))
            if stream.head.status != 200 or stream.head.kind != EVENTS:
                answers.body_of(stream.whole(100_000), self._line.url, kind=EVENTS)
                raise NotADesk("The live stream of the server is none")
            with self._news:
                self._stream = stream
            try:
                self._read(stream.parts(), known)
            finally:
                with self._news:
                    self._stream = None
        raise Unreached("The live stream has ended")

    def _read(self, parts: Iterable[bytes], known: int | None) -> None:
        begun = False
        for event in events(parts):
            if self._over.is_set():
                return
            if event.name == HERE:
                self._begin(_position(event.data))
            elif event.name == CHANGE:
                self._take((_change(event.data),))
            elif begun and not event.name:
                self._beat()
            if not begun:
                begun = True
                self._catch_up(known)

    def _begin(self, position: int) -> None:
        """The first time; or on a desk that is not the one it was, as after a backup was put back."""
        with self._news:
            if self._floor is None or position < self._newest:
                self._floor = self._newest = position
                self._changes.clear()

    def _catch_up(self, known: int | None) -> None:
        """The stream is there. Ask for what came before it, and send what waits."""
        self._stands(LinkState.CATCHING_UP)
        while known is not None:
            body = self._line.fetch("changes", {"after": known, "limit": PAGE})
            page: tuple[Change, ...] = self._line.read("changes", body)
            self._take(page)
            known = page[-1].position if page else None
        self._back()
        self._failures = 0
        self._stands(LinkState.LIVE)

    def _take(self, changes: Iterable[Change]) -> None:
        with self._news:
            for change in changes:
                if self._floor is not None and change.position > self._newest:
                    self._changes.append(change)
                    self._newest = change.position
            while len(self._changes) > REMEMBERED:
                self._floor = self._changes.popleft().position
            self._news.notify_all()

    def _stands(self, state: LinkState, error: DeskError | None = None) -> None:
        with self._news:
            self._error = error
            if state is not self._state:
                self._state, self._since = state, now()
            self._news.notify_all()

    def _lose(self, error: DeskError) -> None:
        """A server that hung up may be there again at once. When it is not, or fell silent, nobody is."""
        brief = isinstance(error, Unreached) and not error.slow and not self._failures
        self._stands(*((LinkState.CATCHING_UP,) if brief else (LinkState.OFFLINE, error)))


def _position(data: bytes) -> int:
    try:
        return msgspec.json.decode(data, type=_Position).position
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise NotADesk("The live stream does not begin as it should") from None


def _change(data: bytes) -> Change:
    try:
        return msgspec.json.decode(data, type=Change)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise NotADesk("A change in the live stream cannot be understood") from None
