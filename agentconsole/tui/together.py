"""Questions to a desk that do not need each other's answers: asked at once where each goes over a network.

A desk on this machine answers sooner than a question can be handed to another thread: there they are asked
one after another.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from agentconsole.desk.api import Desk
from agentconsole.model.link import LinkState

T = TypeVar("T")

AT_ONCE = 10
"""Questions on their way at a time. Opening a conversation asks nine that need only its customer."""


class Asking(Protocol):
    """Asks a question. What it gives waits for the answer, and gives or raises what the question did."""

    def __call__(self, question: Callable[[], T], /) -> Callable[[], T]: ...


def in_turn(question: Callable[[], T], /) -> Callable[[], T]:
    """Ask now, and wait."""
    answer = question()
    return lambda: answer


@contextmanager
def together(desk: Desk) -> Iterator[Asking]:
    """What is asked in this block is asked at once. A question must not wait for another."""
    if desk.link().state is LinkState.HERE:
        yield in_turn
        return
    from concurrent.futures import (
        ThreadPoolExecutor,
    )  # the first paint of a desk on this machine goes without

    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="desk-together") as threads:
        yield lambda question: threads.submit(question).result
