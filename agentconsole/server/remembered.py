"""Answers that are given again while nothing has changed.

Every console reads its inbox again and again, and scripts poll it. What was answered is still true where the
desk's newest change is the one it was before the answer was made; and for a second at most, since a snooze or
an absence may end without one.
"""

import time
from collections.abc import Awaitable, Callable

from agentconsole.server.asked import Answer, Asked, Work, packed, takes_packed

SECONDS = 1.0
MOST = 500
"""Answers that are kept."""
LARGEST = 200_000
"""Bytes of one that is."""


class Remembered:
    """The answers of late to one route."""

    def __init__(
        self,
        work: Work,
        latest: Callable[[], int],
        newest: Callable[[], Awaitable[int]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`latest` is asked in a thread, `newest` the same in the event loop."""
        self._work = work
        self._latest = latest
        self._newest = newest
        self._clock = clock
        self._kept: dict[tuple[object, ...], tuple[int, float, Answer]] = {}

    def __call__(self, asked: Asked) -> Answer:
        """The answer, made anew where it has to be."""
        key, position, now = _key(asked), self._latest(), self._clock()
        kept = self._still_true(key, position)
        if kept is not None:
            return kept
        answer = packed(self._work(asked), asked.headers)
        if len(self._kept) >= MOST:
            self._kept = {}
        if len(answer.body) <= LARGEST:
            self._kept[key] = position, now, answer
        return answer

    async def glance(self, asked: Asked) -> Answer | None:
        """The answer, where it has not to be made anew."""
        key = _key(asked)
        return self._still_true(key, await self._newest()) if key in self._kept else None

    def _still_true(self, key: tuple[object, ...], position: int) -> Answer | None:
        kept = self._kept.get(key)
        if kept is None or kept[0] != position or self._clock() - kept[1] >= SECONDS:
            return None
        return kept[2]


def _key(asked: Asked) -> tuple[object, ...]:
    """What an answer is to: who asks what, and how they want it said."""
    how = asked.exact, takes_packed(asked.headers)
    return asked.token.agent, asked.token.scope, *asked.path.values(), asked.query, *how
