"""Cases in turn, A B A B, so that a machine that slows down slows all of them."""

import gc
import time
from collections.abc import Callable, Iterator, Mapping

from benchmarks.figures import Figures, figures

Case = Callable[[], float]
"""Does it once; how many milliseconds that took, or whatever else is measured."""


def timed(deed: Callable[[], object], *, times: int = 1) -> Case:
    """A case that takes as long as the deed; as one of several, where one alone is too short to compare."""

    def case() -> float:
        started = time.perf_counter()
        for _ in range(times):
            deed()
        return (time.perf_counter() - started) * 1000 / times

    return case


AT_LEAST = 3
"""Rounds that are measured however long they take."""


def rounds_within(rounds: int, seconds: float, *, before: int = 0) -> Iterator[int]:
    """The numbers of rounds, negative for those that do not count: so many, or fewer when the time is up."""
    end = time.perf_counter() + seconds
    for number in range(-before, rounds):
        if number >= AT_LEAST and time.perf_counter() > end:
            return
        yield number


def in_turn(cases: Mapping[str, Case], *, rounds: int, within: float, before: int = 1) -> dict[str, Figures]:
    """What each case measured, after some rounds that do not count. Every other round goes backwards, so
    that none always has the cold or the warm place. After `within` seconds it is enough."""
    found: dict[str, list[float]] = {name: [] for name in cases}
    for number in rounds_within(rounds, within, before=before):
        gc.collect()
        for name in list(cases)[:: -1 if number % 2 else 1]:
            measured = cases[name]()
            if number >= 0:
                found[name].append(measured)
    return {name: figures(values) for name, values in found.items()}
