"""Spans from now: `2h`, `1h30m`, `3 days`, `3bd`, `4 business hours`."""

import re
from datetime import UTC, datetime, timedelta

from agentconsole.model.hours import Hours
from agentconsole.rules.calendar import DAY
from agentconsole.rules.hours import after_days, after_hours, zone_of_desk

_LENGTHS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": DAY, "w": 7 * DAY}
_UNIT = r"(?:m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)"
_COUNT = r"(?:\d{1,6} ?|an? )"
_SPAN = re.compile(rf"(?:in )?((?:{_COUNT}{_UNIT}(?![a-z]) ?)+)", re.ASCII)
_PART = re.compile(r"(\d+|a)n? ?([mhdw])[a-z]*", re.ASCII)
_WORK = r"(?:business|working|work) "
_WORKING = re.compile(rf"(?:in )?(?:(\d{{1,4}}) ?|an? )(?:b([dh])|{_WORK}(day|hour)s?)", re.ASCII)


def shift(now: datetime, span_text: str, *, back: bool = False) -> datetime | None:
    """The moment that long after `now` (or before it), in UTC: days by the calendar, then hours as they
    pass. None when the text is not a span; raises `OverflowError` beyond the years 1 to 9999."""
    found = _span(span_text)
    if found is None:
        return None
    days, hours = (-part if back else part for part in found)
    # An empty sum would forget which of two equal clock times `now` is.
    return (now + days if days else now).astimezone(UTC) + hours


def after_a_span(said: str, now: datetime, hours: Hours) -> datetime | None:
    """The moment that long after now, also in working days or hours. Raises `OverflowError`."""
    working = _WORKING.fullmatch(said)
    if working is None:
        return shift(now, said)
    count, zone = int(working[1] or 1), zone_of_desk(hours, now.tzinfo)
    if (working[2] or working[3])[0] == "d":
        return after_days(now, count, hours, zone)
    return after_hours(now, timedelta(hours=count), hours, zone)


def whole_days(said: str, now: datetime, hours: Hours) -> datetime | None:
    """Like `after_a_span`, for a span of days or weeks only."""
    days = _span(said)
    working = _WORKING.fullmatch(said)
    if (days and not days[1]) or (working and (working[2] or working[3])[0] == "d"):
        return after_a_span(said, now, hours)
    return None


def _span(said: str) -> tuple[timedelta, timedelta] | None:
    """Its whole days, and its hours and minutes."""
    match = _SPAN.fullmatch(said)
    if match is None:
        return None
    days = hours = timedelta()
    for count, unit in _PART.findall(match[1]):
        length = (1 if count == "a" else int(count)) * _LENGTHS[unit]
        days, hours = (days + length, hours) if unit in "dw" else (days, hours + length)
    return days, hours
