"""What measurements say: a middle, how far they spread, and how two of them that took turns compare."""

import statistics
from collections.abc import Sequence

from msgspec import Struct


class Figures(Struct, frozen=True):
    """Values measured one after another, in the order they were."""

    values: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The median."""
        return statistics.median(self.values)

    def part(self, share: float) -> float:
        """The value that this share of all (0 to 1) does not exceed, between two where it falls between."""
        ordered = sorted(self.values)
        place = share * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (ordered[above] - ordered[below]) * (place - below)

    @property
    def p95(self) -> float:
        """What nineteen of twenty do not exceed."""
        return self.part(0.95)


APART = 0.15
"""So much two runs of the same may differ for what is the same in all turns of one of them: where a program
and its data happen to lie in memory."""
STARTED = 0.4
"""So much, where programs are compared that are started once or twice in a run."""


class Ratio(Struct, frozen=True):
    """How many times the other: the middle of the quotients turn by turn, and between which two another run
    should come out: those that one of twenty is below and above, at least so far from the middle."""

    middle: float
    low: float
    high: float


def ratio(ours: Figures, other: Figures, apart: float = APART) -> Ratio | None:
    """Turn by turn, so that a machine that is slow for a while is slow for both. None where the other has
    nothing to divide by."""
    quotients = [mine / theirs for mine, theirs in zip(ours.values, other.values, strict=True) if theirs]
    if not quotients:
        return None
    found = Figures(tuple(quotients))
    low = min(found.part(0.05), found.middle * (1 - apart))
    return Ratio(found.middle, low, max(found.p95, found.middle * (1 + apart)))


def figures(values: Sequence[float]) -> Figures:
    """Of at least one value."""
    assert values, "nothing was measured"
    return Figures(tuple(values))
