"""The one place of the console that knows threads.

`Background.ask(group, question, then)` runs a question to the desk in a thread and calls `then` with
the answer on the console's own thread. In a group only the newest question counts: an answer to an
older one is dropped, and an older one that has not begun is not asked. `Background.do(deed, then)`
runs what changes the desk: every deed, one after another, in the order given, so that no draft is
overtaken by an older one. What goes wrong is posted as `Failed` unless `failed` is given.

`Watcher` waits for changes and posts `DeskChanged`, `DeskLost` and `DeskBack`.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Event, Thread
from typing import TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from agentconsole.desk.api import Changes
from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import Change

T = TypeVar("T")

log = logging.getLogger(__name__)

READERS = 4
WAIT_SECONDS = 0.5
"""How long the watcher waits at a time, and so how long it may take to stop."""
RETRY_SECONDS = 2.0


@dataclass
class Failed(Message):
    """A question or a deed came to nothing. `group` is "" for a deed."""

    error: DeskError
    group: str = ""


@dataclass
class DeskChanged(Message):
    """Something changed, here or in another process."""

    changes: tuple[Change, ...]


@dataclass
class DeskLost(Message):
    """The desk cannot be reached. What is shown may be old."""

    error: DeskError


@dataclass
class DeskBack(Message):
    """The desk can be reached again; changes missed meanwhile follow."""


class Background:
    """Questions and deeds in threads, answers on the thread of `pump` (an app, a screen, a widget).

    All methods are called on the console's own thread.
    """

    def __init__(self, pump: MessagePump) -> None:
        self._pump = pump
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="desk-reader")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="desk-writer")
        self._newest: dict[str, object] = {}
        self._questions: set[Future[None]] = set()
        self._deeds: set[Future[None]] = set()

    def ask(
        self,
        group: str,
        question: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Ask in a thread; the answer goes to `then`, unless the group has a newer question by then."""
        turn = object()
        self._newest[group] = turn

        def wanted() -> bool:
            return self._newest.get(group) is turn

        def run() -> None:
            if wanted():
                self._answer(question, then, failed, group, wanted)

        _keep(self._questions, self._readers.submit(run))

    def drop(self, *groups: str) -> None:
        """The answer to what was asked in these groups is not wanted any more."""
        for group in groups:
            self._newest.pop(group, None)

    def do(
        self,
        deed: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Do something after all that was given before; nothing given here is ever dropped."""
        _keep(self._deeds, self._writer.submit(self._answer, deed, then or _nothing, failed, "", _always))

    @property
    def is_doing(self) -> bool:
        """Not all that was given is done."""
        return bool(self._deeds)

    @property
    def underway(self) -> frozenset[Future[None]]:
        """What is being asked or done, and has not got its answer yet."""
        return frozenset(self._questions | self._deeds)

    def close(self, seconds: float = 5.0) -> bool:
        """Stop asking, and wait for the deeds to be done. False when time ran out before."""
        self._newest.clear()
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=False)
        return not wait(tuple(self._deeds), timeout=seconds).not_done

    def _answer(
        self,
        question: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[DeskError], None] | None,
        group: str,
        wanted: Callable[[], bool],
    ) -> None:
        """In a thread: get the answer, and hand it or what went wrong to the console's thread."""
        answer = attempt(question)

        def land() -> None:
            if not (wanted() and self._pump.is_running):  # while a console ends its panes are gone already
                return
            if not isinstance(answer, DeskError):
                then(answer)
            elif failed is not None:
                failed(answer)
            else:
                self._pump.post_message(Failed(answer, group))

        if wanted():
            self._pump.call_later(land)


class Watcher:
    """Waits for changes after a position in a thread of its own, and posts them to `pump`."""

    def __init__(self, pump: MessagePump, desk: Changes, after: int) -> None:
        self._pump = pump
        self._desk = desk
        self._after = after
        self._stop = Event()
        self._lost = False
        self._thread = Thread(target=self._watch, name="desk-watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self, seconds: float = 2.0) -> bool:
        """End; nothing is posted afterwards. False when the desk does not let go in time."""
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    @property
    def position(self) -> int:
        """Up to where everything has been told."""
        return self._after

    def is_behind(self, position: int) -> bool:
        """Whether what happened up to there is still to be told, and will be."""
        return self._after < position and self._thread.is_alive()

    def _watch(self) -> None:
        while not self._stop.is_set():
            news = attempt(self._next)
            if isinstance(news, DeskError):
                self._lose(news)
            else:
                self._tell(news)

    def _next(self) -> Sequence[Change]:
        if self._desk.wait(self._after, seconds=WAIT_SECONDS):
            return self._desk.changes(self._after)
        return ()

    def _tell(self, changes: Sequence[Change]) -> None:
        if self._stop.is_set():
            return
        if self._lost:
            self._lost = False
            self._pump.post_message(DeskBack())
        if changes:
            self._pump.post_message(DeskChanged(tuple(changes)))
            self._after = changes[-1].position

    def _lose(self, error: DeskError) -> None:
        if not self._lost and not self._stop.is_set():
            self._lost = True
            self._pump.post_message(DeskLost(error))
        self._stop.wait(RETRY_SECONDS)


def attempt(question: Callable[[], T]) -> T | DeskError:
    """The answer, or what went wrong in words for a person. Nothing is raised in a thread, unseen."""
    try:
        return question()
    except DeskError as error:
        return error
    except Exception as error:  # a fault in the desk must be seen, and must not end the console
        log.exception("unexpected error while asking the desk")
        return DeskError(
            f"Something unexpected happened: {type(error).__name__}.", "The log has the details."
        )


def _keep(kept: set[Future[None]], future: Future[None]) -> None:
    """As long as it runs."""
    kept.add(future)
    future.add_done_callback(kept.discard)


def _always() -> bool:
    return True


def _nothing(_: object) -> None:
    return
