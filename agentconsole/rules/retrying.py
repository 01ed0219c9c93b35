"""When to try again what could not be sent."""

from datetime import datetime, timedelta

WAITS = (
    *(timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1)),
    *(timedelta(hours=4), timedelta(hours=8), timedelta(hours=12), timedelta(hours=20)),
)
"""After the first attempt, the second, ...: not quite two days in all."""
SPREAD = 0.05
"""How much longer a wait can be, so that what failed together does not come back together."""
GOLDEN = 0x9E3779B1
"""Multiplying by it scatters numbers that are close to each other."""


def next_try(attempts: int, now: datetime, entry: int = 0) -> datetime | None:
    """The moment to try again after that many failed attempts; None when it is time to give up. The same
    entry waits equally long each time it is asked."""
    if not 1 <= attempts <= len(WAITS):
        return None if attempts > 0 else now
    share = (entry * GOLDEN % 2**32) / 2**32
    return now + WAITS[attempts - 1] * (1 + SPREAD * share)
