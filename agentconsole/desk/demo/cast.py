"""The living part of the demo: colleagues who answer, customers who write, mail that leaves."""

import logging
from datetime import timedelta
from random import Random
from threading import Event

from agentconsole.desk.api import Desk
from agentconsole.desk.clock import Clock
from agentconsole.desk.clock import now as system_clock
from agentconsole.desk.demo.agenda import Agenda
from agentconsole.desk.demo.channel import SimulatedChannel
from agentconsole.desk.demo.colleagues import Colleagues
from agentconsole.desk.demo.customers import Customers
from agentconsole.desk.demo.people import ME
from agentconsole.desk.demo.script import stories
from agentconsole.desk.outbox import deliver
from agentconsole.model.errors import DeskError

log = logging.getLogger(__name__)
MOMENT = 0.25
"""Seconds after which a pause is looked up from, to see whether it is time to stop."""
ROUND = timedelta(seconds=1)
"""How often the post is taken away."""


class Cast:
    """Everybody but the person at the keyboard. Never acts as `me`."""

    def __init__(self, desk: Desk, clock: Clock = system_clock, *, me: str = ME, seed: int = 1) -> None:
        self.position = desk.latest()
        """The newest change they have taken notice of."""
        self._desk = desk
        self._agenda = Agenda(clock, Random(seed))
        self._channel = SimulatedChannel()
        told = stories(clock())
        self._colleagues = Colleagues(desk, self._agenda, told, me=me)
        self._customers = Customers(desk, self._agenda, told, me=me)
        self._agenda.at(clock(), self._post)

    def act(self) -> float:
        """Take notice of what changed and do what is due; seconds until there is more to do."""
        for change in self._desk.changes(self.position):
            self.position = change.position
            self._colleagues.notice(change)
            self._customers.notice(change)
        self._agenda.do_due()
        return self._agenda.seconds_left() or 0.0

    def _post(self) -> None:
        now = self._agenda.clock()
        self._agenda.at(now + ROUND, self._post)
        deliver(self._desk, [self._channel], now)
        self._desk.come_due(now)


def play(desk: Desk, stop: Event, cast: Cast | None = None) -> None:
    """Let the cast act until told to stop."""
    cast = cast or Cast(desk)
    while not stop.is_set():
        try:
            pause = cast.act()
            desk.wait(cast.position, seconds=min(pause, MOMENT))
        except DeskError as busy:
            log.warning("the demo pauses: %s", busy)
            stop.wait(1)
