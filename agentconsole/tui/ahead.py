"""What is asked of the desk before anybody wants it, so that it is there when they do.

An answer is good until `forget` says that the desk may have changed, or until it is some seconds old.
"""

import time
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from textual.message_pump import MessagePump
from textual.timer import Timer

from agentconsole.model.errors import DeskError
from agentconsole.tui.background import Background

T = TypeVar("T")
Key = tuple[object, ...]
FOREVER = float("inf")
REST = 0.1
"""Seconds: whoever goes on sooner only passes by."""


class Answer(NamedTuple, Generic[T]):
    """What was answered, to what, and when it was asked for."""

    key: Key
    asked_at: float
    found: T


class Ahead(Generic[T]):
    """One answer at most: to what was asked last."""

    def __init__(
        self,
        background: Background,
        group: str,
        *,
        seconds: float = FOREVER,
        hear: Callable[[T], None] = lambda _: None,
    ) -> None:
        self._background = background
        self._group = group
        self._seconds = seconds
        self._hear = hear
        """Called with an answer when it has come."""
        self._answer: Answer[T] | None = None

    def ask(self, key: Key, question: Callable[[], T]) -> None:
        """Ask, unless something is being done just now, which the answer may lack."""
        self.forget()
        if self._background.is_doing:
            return
        now = time.monotonic()

        def keep(found: T) -> None:
            self._answer = Answer(key, now, found)
            self._hear(found)

        self._background.ask(self._group, question, keep, _never_mind)

    def take(self, key: Key) -> T | None:
        """The answer to that, if it is there and good."""
        answer = self._answer
        if answer is None or answer.key != key or time.monotonic() - answer.asked_at > self._seconds:
            return None
        return answer.found

    @property
    def found(self) -> T | None:
        """What was answered last, to whatever, unless it was forgotten."""
        return None if self._answer is None else self._answer.found

    def forget(self) -> None:
        """The desk has changed: what is known, or on its way, may be old."""
        self._background.drop(self._group)
        self._answer = None


class Rest:
    """Calls when the person has rested where they went last."""

    def __init__(self, pump: MessagePump, then: Callable[[], None]) -> None:
        self._pump = pump
        self._then = then
        self._timer: Timer | None = None

    def begin(self) -> None:
        """The person has gone somewhere."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._pump.set_timer(REST, self._then)


def _never_mind(_: DeskError) -> None:
    """Nobody has asked for it."""
