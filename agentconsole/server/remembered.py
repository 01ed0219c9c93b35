"""Answers that are given again while nothing has changed.

Every console reads its inbox again and again, and scripts poll it. What was answered is still true where the
desk's newest change is the one it was before the answer was made; and for a second at most, since a snooze or
an absence may end without one.
"""

import time
from collections.abc import Callable

from agentconsole.server.asked import Answer, Asked, Work

SECONDS = 1.0
MOST = 500
"""Answers that are kept."""


class Remembered:
    """The answers of late to one route."""

    def __init__(self, work: Work, clock: Callable[[], float] = time.monotonic) -> None:
        self._work = work
        self._clock = clock
        self._kept: dict[tuple[object, ...], tuple[int, float, Answer]] = {}

    def __call__(self, asked: Asked) -> Answer:
        """The answer, made anew where it has to be."""
        key = (asked.token.agent, asked.token.scope, *asked.path.values(), asked.query, asked.exact)
        position, now = asked.desk.latest(), self._clock()
        kept = self._kept.get(key)
        if kept is not None and kept[0] == position and now - kept[1] < SECONDS:
            return kept[2]
        answer = self._work(asked)
        if len(self._kept) >= MOST:
            self._kept = {}
        self._kept[key] = position, now, answer
        return answer
