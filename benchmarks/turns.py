"""Cases in turn, A B A B, so that a machine that slows down slows all of them."""

import gc
import time
from collections.abc import Callable, Mapping

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


def in_turn(cases: Mapping[str, Case], *, rounds: int, before: int = 1) -> dict[str, Figures]:
    """What each case measured, after some rounds that do not count. Every other round goes backwards, so
    that none always has the cold or the warm place."""
    found: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(-before, rounds):
        gc.collect()
        for name in list(cases)[:: -1 if number % 2 else 1]:
            measured = cases[name]()
            if number >= 0:
                found[name].append(measured)
    return {name: figures(values) for name, values in found.items()}
