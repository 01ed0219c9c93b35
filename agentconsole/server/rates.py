"""How often somebody may ask: a bucket for each, which fills up again as time passes."""

import math
import time
from collections.abc import Callable
from threading import Lock

from agentconsole.model.errors import TooMany

MOST_BUCKETS = 10_000
"""Above, those that are full again are forgotten: they say nothing."""


class TooSoon(TooMany):
    """It may be asked again after so many `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            "This token asks too often", f"Wait {math.ceil(seconds)} s, as the header Retry-After says"
        )
        self.seconds = seconds


class Rates:
    """Buckets by token."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = max(1.0, burst)
        self._clock = clock
        self._buckets: dict[int, tuple[float, float]] = {}
        self._lock = Lock()

    def take(self, token: int) -> None:
        """Ask once. Raises TooSoon."""
        if not self._rate:
            return
        now = self._clock()
        with self._lock:
            left, since = self._buckets.get(token, (self._burst, now))
            left = min(self._burst, left + (now - since) * self._rate)
            may = left >= 1
            self._buckets[token] = (left - 1 if may else left, now)
            if len(self._buckets) > MOST_BUCKETS:
                self._forget(now)
        if not may:
            raise TooSoon((1 - left) / self._rate)

    def _forget(self, now: float) -> None:
        full = [
            token
            for token, (left, since) in self._buckets.items()
            if left + (now - since) * self._rate >= self._burst
        ]
        for token in full:
            del self._buckets[token]
