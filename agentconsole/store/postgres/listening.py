"""Hearing of changes as they are committed: one line to the database, on which all who wait are told.

What is told is a position and nothing else. A line that breaks is made anew; and from time to time the
position is looked up all the same, so that nothing is missed for want of a word.
"""

import os
import select
import threading
import time
from collections.abc import Sequence
from contextlib import closing

import psycopg

from agentconsole.model.errors import DeskError
from agentconsole.store.postgres.place import Place, connect

CHANNEL = "agentconsole"
LOOK = 2.0
"""Seconds after which the position is looked up in any case."""
AGAIN = 0.5
"""Seconds until the next try, when there is no line."""
GONE = 2.0
"""Seconds in which a thread that is to end does so, unless it is just waiting for a server."""
_LATEST = b"SELECT coalesce(max(position), 0) FROM change"


class Listening:
    """The last position heard of, and the thread that hears."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._heard = threading.Condition()
        self._latest = 0
        self._lost = 0
        """How often the line was lost: who waits looks for themselves then."""
        self._ending = False
        self._thread: threading.Thread | None = None
        self._ended, self._end = os.pipe()

    def wait(self, after: int, seconds: float) -> None:
        """Until there may be something after that position, at most so long."""
        with self._heard:
            self._begin()
            lost = self._lost
            self._heard.wait_for(
                lambda: self._latest > after or self._lost != lost or self._ending, max(seconds, 0)
            )

    def close(self) -> None:
        """Everybody wakes, and the thread ends."""
        with self._heard:
            if self._ending:
                return
            self._ending = True
            self._heard.notify_all()
            os.write(self._end, b".")
        if self._thread is not None:
            self._thread.join(GONE)
        if self._thread is None or not self._thread.is_alive():
            os.close(self._ended)
            os.close(self._end)

    def _begin(self) -> None:
        if self._thread is None and not self._ending:
            self._thread = threading.Thread(target=self._listen, name="desk-changes", daemon=True)
            self._thread.start()

    def _listen(self) -> None:
        while not self._ending:
            try:
                with closing(connect(self._place)) as line:
                    line.execute(f"LISTEN {CHANNEL}".encode())
                    self._hear(line)
            except (psycopg.Error, DeskError):
                self._tell_lost()
                self._pause([], AGAIN)

    def _hear(self, line: psycopg.Connection) -> None:
        """Until the line is lost or no longer wanted."""
        look_at = 0.0
        while not self._ending:
            told = [int(each.payload) for each in line.notifies(timeout=0)]
            if time.monotonic() >= look_at:
                told += [int(row[0]) for row in line.execute(_LATEST).fetchall()]
                look_at = time.monotonic() + LOOK
            if told:
                self._tell(max(told))
            self._pause([line.fileno()], look_at - time.monotonic())

    def _pause(self, files: Sequence[int], seconds: float) -> None:
        """Until there is something to read, or it is time to end."""
        poll = select.poll()
        for file in (*files, self._ended):
            poll.register(file, select.POLLIN)
        poll.poll(max(seconds, 0.0) * 1000)

    def _tell(self, position: int) -> None:
        with self._heard:
            if position > self._latest:
                self._latest = position
                self._heard.notify_all()

    def _tell_lost(self) -> None:
        with self._heard:
            self._lost += 1
            self._heard.notify_all()
