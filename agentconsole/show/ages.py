"""Moments as they are shown: in the reader's zone, as short as they can be understood.

`tz` is the reader's zone; None is this machine's. The names of days and months are English, like
all of our words, whatever the locale.
"""

from datetime import date, datetime, timedelta, tzinfo

from agentconsole.rules.times import MONTHS, WEEKDAYS

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def local(at: datetime, tz: tzinfo | None = None) -> datetime:
    """The moment on the reader's clock; where that clock has no such year, as it is."""
    try:
        return at.astimezone(tz)
    except (OverflowError, ValueError, OSError):
        return at


def clock(at: datetime, tz: tzinfo | None = None) -> str:
    """The time of the day: `09:12`."""
    return f"{local(at, tz):%H:%M}"


def day(at: datetime, tz: tzinfo | None = None, *, now: datetime | None = None) -> str:
    """The day: `Tue 17 Nov`, with the year unless it is the year of `now`."""
    there = local(at, tz)
    named = f"{_short(WEEKDAYS[there.weekday()])} {day_month(there)}"
    return named if now and local(now, tz).year == there.year else f"{named} {there.year}"


def age(at: datetime, now: datetime, tz: tzinfo | None = None) -> str:
    """How long ago, or how far ahead: `now`, `5 min`, `in 3 h`, `Tue`, `14 Mar`, `Mar 2023`."""
    gone = now - at
    ahead, span = ("in ", -gone) if gone < timedelta() else ("", gone)
    if span < MINUTE:
        return "now"
    if span < HOUR:
        return f"{ahead}{span // MINUTE} min"
    if span < DAY:
        return f"{ahead}{span // HOUR} h"
    there, here = local(at, tz), local(now, tz)
    if abs(there.date() - here.date()) < 7 * DAY:
        return _short(WEEKDAYS[there.weekday()])
    return day_month(there) if there.year == here.year else month(there)


def moment(at: datetime, now: datetime, tz: tzinfo | None = None) -> str:
    """Exactly when, as short as can be: `13:16` today, `Fri 20 Nov 09:00`, `14 Mar 2023 09:00`."""
    there, here = local(at, tz), local(now, tz)
    if there.date() == here.date():
        return clock(there, there.tzinfo)
    if abs(there.date() - here.date()) < 180 * DAY:
        return f"{_short(WEEKDAYS[there.weekday()])} {day_month(there)} {there:%H:%M}"
    return f"{day_month(there)} {there.year} {there:%H:%M}"


def told(at: datetime, now: datetime, tz: tzinfo | None = None) -> str:
    """The day something was said: `12 Mar`, `12 Mar 2023` of another year."""
    there = local(at, tz)
    return day_month(there) if there.year == local(now, tz).year else f"{day_month(there)} {there.year}"


def day_month(there: date) -> str:
    """`14 Mar`."""
    return f"{there.day} {_short(MONTHS[there.month - 1])}"


def month(there: date) -> str:
    """`Mar 2023`."""
    return f"{_short(MONTHS[there.month - 1])} {there.year}"


def _short(name: str) -> str:
    return name[:3].title()
