"""The demo from its first moment to its last: a place of its own, a desk, a cast, and nothing left."""

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread
from types import FrameType

from agentconsole.desk.api import Desk
from agentconsole.desk.demo.cast import play
from agentconsole.desk.demo.guide import GUIDE
from agentconsole.desk.demo.making import make_demo
from agentconsole.desk.demo.people import ME
from agentconsole.desk.local import LocalDesk
from agentconsole.store.sqlite import open_store

PREFIX = "agentconsole-demo-"


@contextmanager
def demo_desk(now: datetime | None = None) -> Iterator[tuple[Desk, str, str]]:
    """The desk, who to be on it, and a guide to the first minutes; alive until the block ends.

    It lives in a temporary directory, removed at the end, also when the program is told to end.
    """
    with ExitStack() as after:
        after.enter_context(_told_to_end())
        directory = after.enter_context(
            tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
        )
        path = make_demo(Path(directory), now or datetime.now(UTC))
        desk = LocalDesk(open_store(path), name="demo")
        after.callback(desk.close)
        stop = Event()
        living = Thread(target=play, args=(desk, stop), name="demo", daemon=True)
        living.start()
        after.callback(living.join)
        after.callback(stop.set)
        yield desk.seen_by(ME), ME, GUIDE


@contextmanager
def _told_to_end() -> Iterator[None]:
    """SIGTERM and SIGHUP end the block in order, unless somebody else looks after them."""
    names = ("SIGTERM", "SIGHUP")
    signals = [getattr(signal, name) for name in names if hasattr(signal, name)]
    ours = [each for each in signals if signal.getsignal(each) == signal.SIG_DFL]
    if current_thread() is not main_thread():
        ours = []
    for each in ours:
        signal.signal(each, _end)
    try:
        yield
    finally:
        for each in ours:
            signal.signal(each, signal.SIG_DFL)


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
