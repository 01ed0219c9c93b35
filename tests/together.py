"""Several who do the same thing at the same time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def at_once(count: int, work: Callable[[], T]) -> list[T]:
    """What the work gives to each of so many threads, none of which begins before all are there."""
    start = threading.Barrier(count)

    def begin(_: int) -> T:
        start.wait()
        return work()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))
