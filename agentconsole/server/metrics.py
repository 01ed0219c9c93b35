"""What is counted, in the text format of Prometheus (exposition format 0.0.4).

Counted are requests by route, never by address: no number of a customer or word of a search is in a label.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock

TYPE = b"text/plain; version=0.0.4; charset=utf-8"
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds."""


class Metrics:
    """Counts since the server began. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: dict[tuple[str, str, int], int] = {}
        self._took: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}
        self.cut_off = 0

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request was answered. A stream is counted, and not how long it was."""
        with self._lock:
            key = (method, route, status)
            self._requests[key] = self._requests.get(key, 0) + 1
            took = self._took.setdefault(route, [0] * (len(BOUNDS) + 1))
            took[bisect_left(BOUNDS, seconds)] += 1
            self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def text(self, gauges: Mapping[str, tuple[str, float]]) -> str:
        """All of it, and what is true now: for each name what it means, and how much."""
        with self._lock:
            lines = [*self._counts(), *self._histogram()]
        for name, (meaning, value) in gauges.items():
            lines += _head(name, "gauge", meaning)
            lines.append(f"{name} {value:g}")
        lines += _head("agentconsole_live_cut_off_total", "counter", "Live streams of readers too slow.")
        lines.append(f"agentconsole_live_cut_off_total {self.cut_off}")
        return "\n".join(lines) + "\n"

    def _counts(self) -> Iterator[str]:
        name = "agentconsole_requests_total"
        yield from _head(name, "counter", "Requests answered, by route and status.")
        for (method, route, status), count in sorted(self._requests.items()):
            yield f'{name}{{method="{method}",route="{route}",status="{status}"}} {count}'

    def _histogram(self) -> Iterator[str]:
        name = "agentconsole_request_seconds"
        yield from _head(name, "histogram", "How long requests took, by route.")
        for route, took in sorted(self._took.items()):
            total = 0
            for bound, count in zip(BOUNDS, took, strict=False):
                total += count
                yield f'{name}_bucket{{route="{route}",le="{bound:g}"}} {total}'
            yield f'{name}_bucket{{route="{route}",le="+Inf"}} {sum(took)}'
            yield f'{name}_sum{{route="{route}"}} {self._seconds[route]:.6f}'
            yield f'{name}_count{{route="{route}"}} {sum(took)}'


def _head(name: str, kind: str, meaning: str) -> Iterable[str]:
    return f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"
