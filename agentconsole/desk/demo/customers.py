"""The customers: some write in by themselves, most answer when they have been answered."""

from collections import defaultdict, deque
from collections.abc import Sequence
from functools import partial

from agentconsole.desk.api import Desk
from agentconsole.desk.demo.agenda import Agenda
from agentconsole.desk.demo.making import received
from agentconsole.desk.demo.matters import matter_of
from agentconsole.desk.demo.script import Beat
from agentconsole.model.keeping import Change

ANSWER = (8.0, 14.0)
"""Seconds after which a customer answers what has reached them."""


class Customers:
    """Everybody who writes from outside."""

    def __init__(self, desk: Desk, agenda: Agenda, told: Sequence[Beat], *, me: str) -> None:
        self._desk = desk
        self._agenda = agenda
        self._me = me
        self._answered: set[int] = set()
        self._answers: defaultdict[str, deque[Beat]] = defaultdict(deque)
        for beat in told:
            if beat.cue == "later" and beat.matter:
                self._answers[beat.matter.key].append(beat)
            elif beat.at is not None and beat.at > agenda.clock():
                agenda.at(beat.at, partial(self._write, beat))

    def notice(self, change: Change) -> None:
        """What has reached a customer is answered, if they have something left to say."""
        if change.kind != "delivery" or change.entry is None or change.conversation is None:
            return
        entry = self._desk.entry(change.entry)
        if entry.delivery != "sent" or entry.author.id != self._me or entry.id in self._answered:
            return
        self._answered.add(entry.id)
        answers = self._answers[matter_of(self._desk, change.conversation)]
        if answers:
            self._agenda.within(*ANSWER, partial(self._write, answers.popleft()))

    def _write(self, beat: Beat) -> None:
        self._desk.do(received(beat, self._agenda.clock()))
