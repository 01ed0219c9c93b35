"""Cases in turn, A B C A B C, so that a machine that slows down slows all of them."""

import statistics
import time
from collections.abc import Callable, Mapping

Case = Callable[[], object]


def in_turn(cases: Mapping[str, Case], *, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each round of each case, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(rounds + 1):
        for name, case in cases.items():
            started = time.perf_counter()
            case()
            taken = (time.perf_counter() - started) * 1000
            if number:
                times[name].append(taken)
    return times


def spread(times: list[float]) -> str:
    """Median, and the 5th and 95th percentile, in milliseconds."""
    cuts = statistics.quantiles(times, n=20)
    return f"{statistics.median(times):8.3f} ({cuts[0]:.3f} to {cuts[-1]:.3f})"


def ratio(times: list[float], to: list[float]) -> float:
    """Of the medians."""
    return statistics.median(times) / statistics.median(to)
