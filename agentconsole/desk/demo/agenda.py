"""What is going to happen, and when."""

import heapq
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from agentconsole.desk.clock import Clock
from agentconsole.model.errors import DeskError

log = logging.getLogger(__name__)
Deed = Callable[[], object]


class Agenda:
    """Deeds in order of time. People take a moment, never exactly the same one."""

    def __init__(self, clock: Clock, random: Random) -> None:
        self.clock = clock
        self._random = random
        self._deeds: list[tuple[datetime, int, Deed]] = []
        self._count = 0

    def at(self, moment: datetime, deed: Deed) -> None:
        """Do it then."""
        self._count += 1
        heapq.heappush(self._deeds, (moment, self._count, deed))

    def within(self, shortest: float, longest: float, deed: Deed) -> None:
        """Do it when so many seconds have passed."""
        self.at(self.clock() + timedelta(seconds=self._random.uniform(shortest, longest)), deed)

    def do_due(self) -> None:
        """Do what is due. What the desk refuses was overtaken: somebody was quicker."""
        while self._deeds and self._deeds[0][0] <= self.clock():
            _, _, deed = heapq.heappop(self._deeds)
            try:
                deed()
            except DeskError as refused:
                log.info("not done: %s", refused)

    def seconds_left(self) -> float | None:
        """Until the next deed; None when there is none."""
        if not self._deeds:
            return None
        return max(0.0, (self._deeds[0][0] - self.clock()).total_seconds())
