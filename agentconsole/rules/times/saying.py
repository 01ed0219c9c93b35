"""Saying a time, so that whoever typed it sees how it was understood."""

from datetime import UTC, datetime, tzinfo

from agentconsole.model.errors import Invalid
from agentconsole.model.hours import DEFAULT, Hours
from agentconsole.rules.calendar import WEEKDAYS, day_month, short
from agentconsole.rules.times.reading import HINT, parse_when
from agentconsole.rules.zones import called


def say_when(at: datetime, now: datetime) -> str:
    """The moment in the zone of `now`, to the minute, as `parse_when` reads it: `Tue 24 Nov 09:00`.

    The year is added where it does not go without saying, the offset where a clock time comes twice.
    """
    there = at.astimezone(now.tzinfo).replace(second=0, microsecond=0)
    day = f"{short(WEEKDAYS[there.weekday()])} {day_month(there)}"
    clock = f"{there:%H:%M}"
    forms = (f"{day} {clock}", f"{day} {there.year:04} {clock}")
    exact = f"{forms[1]} {there.isoformat()[19:]}"
    return next((words for words in forms if _means(words, there, now)), exact)


def parse_future(text: str, now: datetime, hours: Hours = DEFAULT) -> datetime:
    """Like `parse_when`, for what cannot be in the past: that is said, and refused. Raises `Invalid`."""
    at = parse_when(text, now, hours)
    if at <= now:
        raise Invalid(f"“{text}” is not in the future: it was {say_when(at, now)}", HINT)
    return at


def echo(at: datetime, now: datetime, zone: tzinfo | None) -> str:
    """The moment on a clock elsewhere, and on the writer's, whose zone is that of `now`:
    `Fri 27 Nov 17:00 Pacific/Auckland (Fri 27 Nov 04:00 here)`. Once, where both show the same."""
    here = say_when(at, now)
    if at.astimezone(zone).utcoffset() == at.astimezone(now.tzinfo).utcoffset():
        return here
    return f"{say_when(at, now.astimezone(zone))} {called(zone, at)} ({here} here)"


def _means(words: str, there: datetime, now: datetime) -> bool:
    try:
        return parse_when(words, now) == there.astimezone(UTC)
    except Invalid:
        return False
