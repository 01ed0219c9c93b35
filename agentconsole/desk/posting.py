"""The post of a desk in the background of a program that is there for something else."""

from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Protocol

from agentconsole.model.errors import DeskError

FIRST_SECONDS = 1.0
"""Before the post begins: whoever opens the console is to see it first."""
LOOK_SECONDS = 5.0
"""Between two looks whether the turn is ours."""
END_SECONDS = 5.0


class Carrier(Protocol):
    """A `Post`."""

    def run(self) -> None: ...

    def stop(self) -> None: ...


class Turning(Protocol):
    """What one program has at a time."""

    def take(self) -> bool: ...

    def give(self) -> None: ...


class Posting:
    """Carries the post from `start` to `stop`, whenever no other program does."""

    def __init__(self, make: Callable[[], Carrier] | None = None, turn: Turning | None = None) -> None:
        self._make = make
        self._turn = turn
        self._over = Event()
        self._carrier: Carrier | None = None
        self._changing = Lock()
        self._thread = Thread(target=self._run, name="posting", daemon=True)

    def start(self) -> None:
        """Begin, soon."""
        if self._make is not None:
            self._thread.start()

    def stop(self) -> None:
        """End, and wait a moment for what is on its way."""
        with self._changing:
            self._over.set()
            if self._carrier is not None:
                self._carrier.stop()
        if self._thread.is_alive():
            self._thread.join(END_SECONDS)

    def _run(self) -> None:
        assert self._make is not None and self._turn is not None
        wait = FIRST_SECONDS
        while not self._over.wait(wait):
            wait = LOOK_SECONDS
            try:
                if self._turn.take():
                    self._carry(self._make)
            except DeskError:
                continue
            finally:
                self._turn.give()

    def _carry(self, make: Callable[[], Carrier]) -> None:
        with self._changing:
            if self._over.is_set():
                return
            self._carrier = make()
        self._carrier.run()
