"""How long something must be before a person to count as read, and what has been.

Attention is given to one thing at a time: what the cursor is on first, then the rest of what is wholly in
view, in its order. What leaves the view before its time is up begins anew; so what was only scrolled past
was not read. Without a key for a minute nobody is looking.
"""

from collections.abc import Mapping, Set
from datetime import datetime, timedelta

GLANCE = 1.0
"""Seconds it takes to see what something is."""
WORDS_A_MINUTE = 250
LONGEST = 8.0
"""Seconds after which also a long text counts as read."""
AWAKE = timedelta(minutes=1)
"""So long after the last key somebody still looks at the screen."""
STEP = 5.0
"""Seconds at most that count at once: a program that was asleep saw nobody read."""


def seconds_to_read(text: str) -> float:
    """A glance, and the time for its words."""
    return min(LONGEST, GLANCE + len(text.split()) * 60 / WORDS_A_MINUTE)


class Attention:
    """What one person has before them, and since when."""

    def __init__(self) -> None:
        self.read: set[int] = set()
        """What was read in this sitting."""
        self.spent: dict[int, float] = {}
        self.key_at: datetime | None = None
        self.seen_at: datetime | None = None

    def key(self, at: datetime) -> None:
        """Somebody pressed a key."""
        self.key_at = at

    def look(self, in_view: Mapping[int, str], at: datetime) -> tuple[int, ...]:
        """What has been read by now. `in_view` is what can be read on the screen, first what is read first,
        with its text."""
        passed = (at - self.seen_at).total_seconds() if self.seen_at else 0.0
        self.seen_at = at
        self.forget(in_view.keys())
        if self.key_at is None or at - self.key_at > AWAKE:
            return ()
        return self._spend(min(max(passed, 0.0), STEP), in_view)

    def forget(self, but: Set[int] = frozenset()) -> None:
        """What is out of view now was not read to its end."""
        self.spent = {number: spent for number, spent in self.spent.items() if number in but}

    def _spend(self, seconds: float, in_view: Mapping[int, str]) -> tuple[int, ...]:
        done = []
        for number, text in in_view.items():
            if number in self.read:
                continue
            missing = seconds_to_read(text) - self.spent.get(number, 0.0)
            if seconds < missing:
                self.spent[number] = self.spent.get(number, 0.0) + seconds
                break
            seconds -= missing
            self.read.add(number)
            done.append(number)
        return tuple(done)
