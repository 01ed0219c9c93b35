"""When a desk is open."""

from datetime import date

from msgspec import Struct

MIDNIGHT = 24 * 60
"""The end of a day, in minutes."""


class Opening(Struct, frozen=True):
    """A stretch of one day: minutes after midnight, 0 to `MIDNIGHT`."""

    opens: int
    closes: int


Day = tuple[Opening, ...]
"""A day's openings, the earliest first, none into another. Two where the desk closes for lunch."""

WORKDAY: Day = (Opening(9 * 60, 17 * 60),)


class Hours(Struct, frozen=True, kw_only=True):
    """The hours of a desk: Monday to Friday, 9 to 17, unless something else is said."""

    week: tuple[Day, ...] = (WORKDAY,) * 5 + ((),) * 2
    """Seven days, Monday first."""
    holidays: frozenset[date] = frozenset()
    zone: str = ""
    """A name of the tz database; empty for the zone of whoever asks."""

    def on(self, day: date) -> Day:
        """When the desk is open that day."""
        return () if day in self.holidays else self.week[day.weekday()]

    @property
    def usual(self) -> Opening:
        """From the first opening of any weekday to the last closing of any: the length of a usual day."""
        spans = [span for day in self.week for span in day] or WORKDAY
        return Opening(min(span.opens for span in spans), max(span.closes for span in spans))


DEFAULT = Hours()
