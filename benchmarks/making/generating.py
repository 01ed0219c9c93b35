"""The whole of a made desk as one stream in order of time.

A desk of N entries has N/20 customers, N/5 conversations, one customer with N/10 entries, and one with a
hundred. Only the conversations under way at a moment are in memory.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush, heapreplace, merge
from random import Random

from benchmarks.making.conversations import Happening, Matter, happenings
from benchmarks.making.people import HUNDRED, STAR, Person, person

Who = Callable[[Random, int, int], Person]

SEED = 1
START = datetime(2019, 1, 1, tzinfo=UTC)
END = datetime(2026, 1, 1, tzinfo=UTC)
TURNS = 5
"""Of a conversation, on average, and over each stretch of a desk nearly exactly."""
LENGTHS = {1: 10, 2: 6, 3: 14, 4: 22, 5: 18, 6: 12, 8: 9, 12: 6, 20: 3}
DRIFT = 40
STILL_OPEN = 0.03
"""Of all conversations, the newest are not closed; of the others, a few were forgotten."""
AT_LEAST_OPEN = 60
FORGOTTEN = 0.01


def desk(entries: int, *, seed: int = SEED) -> Iterator[Happening]:
    """Everything that happened on a desk of that many entries, oldest first."""
    star = entries // 10
    crowd = Crowd(seed, entries // 20)
    parts = (
        _matters(Random(f"{seed} crowd"), "c", entries - star - 100, crowd.who),
        _matters(Random(f"{seed} star"), "s", star, lambda *_: person(seed, STAR)),
        _matters(Random(f"{seed} hundred"), "h", 100, lambda *_: person(seed, HUNDRED)),
    )
    streams = (_in_order(part, Random(f"{seed} texts {number}")) for number, part in enumerate(parts))
    return merge(*streams, key=lambda each: each.at)


class Crowd:
    """Everybody but the two with a history of their own. They come one after another over the years, and
    who came long ago has written more often."""

    def __init__(self, seed: int, customers: int) -> None:
        self.seed = seed
        self.customers = customers - 2

    def who(self, choose: Random, number: int, of: int) -> Person:
        """The customer of a conversation: somebody new, or somebody known."""
        newest = number * self.customers // of
        comes = number == 0 or newest > (number - 1) * self.customers // of
        return person(self.seed, 3 + (newest if comes else int((newest + 1) * choose.random() ** 1.5)))


def _matters(choose: Random, name: str, entries: int, who: Who) -> Iterator[Matter]:
    """Conversations over all the years, oldest first, that have exactly so many entries together."""
    count = max(1, entries // TURNS)
    step = (END - START - timedelta(days=30)) / count
    still_open = max(int(count * STILL_OPEN), AT_LEAST_OPEN) if name == "c" else 1
    used = 0
    for number in range(count):
        turns = _length(choose, used - number * TURNS, left=entries - used, rest=count - number - 1)
        used += turns
        yield Matter(
            name=f"{name}{number}",
            customer=who(choose, number, count),
            begins=(START + step * (number + choose.random())).replace(microsecond=0),
            turns=turns,
            ends=number < count - still_open and (name != "c" or choose.random() >= FORGOTTEN),
        )


def _length(choose: Random, ahead: int, *, left: int, rest: int) -> int:
    """How many turns the next conversation has: `ahead` of the plan by so many, `left` for it and the
    `rest` of them."""
    drawn = choose.choices(list(LENGTHS), list(LENGTHS.values()))[0]
    if not rest:
        return left
    if abs(ahead) > DRIFT:
        drawn = TURNS - 2 if ahead > 0 else TURNS + 3
    return max(1, min(drawn, left - rest))


def _in_order(matters: Iterator[Matter], choose: Random) -> Iterator[Happening]:
    """The turns of conversations that overlap, oldest first."""
    under_way: list[tuple[datetime, int, Happening, Iterator[Happening]]] = []
    for number, matter in enumerate(matters):
        while under_way and under_way[0][0] <= matter.begins:
            yield _next(under_way)
        turns = happenings(matter, choose)
        first = next(turns)
        heappush(under_way, (first.at, number, first, turns))
    while under_way:
        yield _next(under_way)


def _next(under_way: list[tuple[datetime, int, Happening, Iterator[Happening]]]) -> Happening:
    _, number, happening, turns = under_way[0]
    following = next(turns, None)
    if following is None:
        heappop(under_way)
    else:
        heapreplace(under_way, (following.at, number, following, turns))
    return happening
