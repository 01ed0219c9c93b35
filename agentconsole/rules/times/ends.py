"""Stretches of time, by their first moment or their last: `eod`, `end of next week`, `next month`."""

import re
from datetime import date, datetime, tzinfo

from agentconsole.model.hours import Hours
from agentconsole.rules.calendar import DAY, days_of, stretch
from agentconsole.rules.hours import closing, first_working, next_closing, opening
from agentconsole.rules.times.days import day_of, is_weekday, month_of

_OF_DAY = (
    r"(?:(?:the )?(?:end of (?:the |this )?(?:(?:business|working|work) )?day|(?:close|end) of business"
    r"|close of play)|eod|eob|cob|coc)"
)
_DAY = re.compile(rf"{_OF_DAY}(?: (?:on |of )?(?P<after>.+))?|(?P<before>.+?) {_OF_DAY}", re.ASCII)
_LONGER = re.compile(r"(?:the )?end of (?:(?:the|this|(next)) )?(week|month|year)|eo([wmy])", re.ASCII)
_OF_NAMED = re.compile(r"(?:the )?end of (?P<after>.+)", re.ASCII)
_STRETCH = re.compile(r"(?:later )?(this|next) (week|month|year)", re.ASCII)
_UNITS = {"w": "week", "m": "month", "y": "year"}
AHEAD = 60
"""Weeks or months without a working day that are passed over."""


def end_of(said: str, now: datetime, hours: Hours, zone: tzinfo | None) -> datetime | None:
    """The end of a working day, week, month or year, the next that is still to come. `zone` is the desk's."""
    there = now.astimezone(zone)
    if longer := _LONGER.fullmatch(said):
        return _last_closing(longer[2] or _UNITS[longer[3]], int(bool(longer[1])), there, hours)
    match = _DAY.fullmatch(said) or _OF_NAMED.fullmatch(said)
    if match is None:
        return None
    named = match["after"] or match.groupdict().get("before")
    if not named:
        return next_closing(now, hours, zone)
    if month := month_of(named):
        return _last_closing("month", (month - there.month) % 12, there, hours)
    day = day_of(named, there.date())
    return closing_of(day, named, now, hours, zone) if day else None


def closing_of(day: date, named: str, now: datetime, hours: Hours, zone: tzinfo | None) -> datetime:
    """When the desk closes that day; where a weekday was named that is today, today if that is to come."""
    if is_weekday(named) and (sooner := closing(day - 7 * DAY, hours, zone)) > now:
        return sooner
    return closing(day, hours, zone)


def of_stretch(said: str, now: datetime, hours: Hours, zone: tzinfo | None, *, by: bool) -> datetime | None:
    """When a coming week, month or year begins at the desk, or ends."""
    match = _STRETCH.fullmatch(said)
    if match is None:
        return None
    there = now.astimezone(zone)
    if by or match[1] == "this":
        return _last_closing(match[2], int(match[1] == "next"), there, hours)
    days = days_of(stretch(match[2], there.date(), 1))
    return opening(first_working(iter(days), hours, zone) or days[0], hours, zone)


def _last_closing(unit: str, ahead: int, there: datetime, hours: Hours) -> datetime | None:
    for more in range(ahead, ahead + AHEAD):
        days = reversed(days_of(stretch(unit, there.date(), more)))
        day = first_working(days, hours, there.tzinfo)
        if day and (at := closing(day, hours, there.tzinfo)) > there:
            return at
    return None
