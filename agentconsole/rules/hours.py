"""Counting in the hours of a desk: its openings and closings, working days and working hours.

Zones are arguments: the desk's own (`zone_of_desk`), or the one somebody is promised a time in. An
opening is counted as it passes, so a night in which the clocks change has an hour more or less.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from agentconsole.model.hours import Hours
from agentconsole.rules.calendar import DAY
from agentconsole.rules.zones import named

FAR = 20_000
"""Days after which nobody counts on: more than fifty years."""

Span = tuple[datetime, datetime]


def zone_of_desk(hours: Hours, here: tzinfo | None) -> tzinfo | None:
    """The zone of the desk's clock; where its hours name none, or one nobody knows, the one of here."""
    return (named(hours.zone) if hours.zone else None) or here


def moment(day: date, clock: time | int, zone: tzinfo | None) -> datetime:
    """The moment, in UTC, when the clock on the wall shows this: a time, or minutes after midnight."""
    if isinstance(clock, int):
        days, minutes = divmod(clock, 24 * 60)
        day, clock = day + days * DAY, time(*divmod(minutes, 60))
    return datetime.combine(day, clock, zone).astimezone(UTC)


def spans(day: date, hours: Hours, zone: tzinfo | None) -> list[Span]:
    """When the desk is open that day: from, to, in UTC."""
    found = ((moment(day, each.opens, zone), moment(day, each.closes, zone)) for each in hours.on(day))
    return [(opens, closes) for opens, closes in found if opens < closes]


def is_open(at: datetime, hours: Hours, zone: tzinfo | None) -> bool:
    """Whether the desk is open then. The moment of closing still counts."""
    day = at.astimezone(zone).date()
    return any(
        opens <= at <= closes for each in (day - DAY, day) for opens, closes in spans(each, hours, zone)
    )


def opening(day: date, hours: Hours, zone: tzinfo | None) -> datetime:
    """When the desk opens that day; on a closed day, when it usually does."""
    found = spans(day, hours, zone)
    return found[0][0] if found else moment(day, hours.usual.opens, zone)


def closing(day: date, hours: Hours, zone: tzinfo | None) -> datetime:
    """When the desk closes that day; on a closed day, when it usually does."""
    found = spans(day, hours, zone)
    return found[-1][1] if found else moment(day, hours.usual.closes, zone)


def works(day: date, hours: Hours, zone: tzinfo | None) -> bool:
    """Whether the desk opens at all that day."""
    return bool(spans(day, hours, zone))


def next_closing(now: datetime, hours: Hours, zone: tzinfo | None) -> datetime:
    """The end of this working day, or of the next one when that has passed. Raises `OverflowError`."""
    days = _days(now.astimezone(zone).date(), hours, zone)
    return next(at for day in days if (at := closing(day, hours, zone)) > now)


def end_of_today(now: datetime, hours: Hours) -> datetime:
    """When the day ends on the desk's clock: the midnight to come."""
    zone = zone_of_desk(hours, now.tzinfo)
    return moment(now.astimezone(zone).date() + DAY, time(), zone)


def first_working(days: Iterator[date], hours: Hours, zone: tzinfo | None) -> date | None:
    """The first of these days on which the desk opens."""
    return next((day for day in days if works(day, hours, zone)), None)


def after_days(now: datetime, count: int, hours: Hours, zone: tzinfo | None) -> datetime:
    """The same time so many working days later, or the nearest to it at which the desk is open that day.

    No days later is the next moment at which it is open. Raises `OverflowError` where there is none.
    """
    if not count:
        return after_hours(now, timedelta(), hours, zone)
    there = now.astimezone(zone)
    days = _days(there.date() + DAY, hours, zone)
    for _ in range(count - 1):
        next(days)
    day = next(days)
    return _nearest(moment(day, there.time(), zone), spans(day, hours, zone))


def after_hours(now: datetime, length: timedelta, hours: Hours, zone: tzinfo | None) -> datetime:
    """The moment after so much time at the open desk. Raises `OverflowError` where there is none."""
    left = length
    for day in _days(now.astimezone(zone).date() - DAY, hours, zone):
        for opens, closes in spans(day, hours, zone):
            start = max(opens, now.astimezone(UTC))
            if start < closes:
                if left <= closes - start:
                    return start + left
                left -= closes - start
    raise OverflowError(length)


def _days(first: date, hours: Hours, zone: tzinfo | None) -> Iterator[date]:
    """The working days from that one on. Raises `OverflowError` where they are too far away."""
    for ahead in range(FAR):
        if works(first + ahead * DAY, hours, zone):
            yield first + ahead * DAY
    raise OverflowError(first)


def _nearest(at: datetime, opened: list[Span]) -> datetime:
    """The moment itself when it is in an opening, else the next that begins, else the end of the last."""
    found = next(((opens, closes) for opens, closes in opened if at <= closes), None)
    return max(at, found[0]) if found else opened[-1][1]
