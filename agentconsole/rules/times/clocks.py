"""Times of the day: `9am`, `14:30`, `noon`, with the zone they are meant in."""

import re
from datetime import datetime, time, tzinfo
from typing import NamedTuple

from agentconsole.rules import zones

_ZONE = (
    r"z|(?:utc|gmt)(?:[+-]\d\d?(?::?\d\d)?)?|[+-]\d\d(?::?\d\d(?::\d\d)?)?|[a-z]+(?:/[a-z_+-]+){1,2}|"
    + "|".join(zones.ABBREVIATIONS)
)
_HOUR = r"(\d{1,2})(?::(\d\d))?(?::(\d\d)(?:\.(\d{1,6}))?)?(?: ?(am|pm))?|(noon|midday|midnight)"
_LAST = re.compile(rf"(?:^|(?<=\d)t| )(?:at )?(?:{_HOUR})(?: ?({_ZONE}))?$", re.ASCII)
_BEFORE_A_DAY = r" (?:on )?(?=[a-z]|\d{1,2} [a-z]|\d{4}-)"
_FIRST = re.compile(rf"(?:at )?(?:{_HOUR})(?: ({_ZONE}))?{_BEFORE_A_DAY}", re.ASCII)


class Clock(NamedTuple):
    """A time of the day, and what is left of the text: the day, or nothing."""

    at: time
    zone: tzinfo | None
    """Where it is meant; None where the writer is."""
    rest: str


def clock_of(said: str) -> Clock | None:
    """The time of the day that a text ends or begins with. Raises `ValueError` for one no clock shows."""
    for pattern in (_LAST, _FIRST):
        match = pattern.search(said) if pattern is _LAST else pattern.match(said)
        if match is None:
            continue
        rest = said[: match.start()] or said[match.end() :]
        if (at := _time(match, rest)) is not None:
            return Clock(at, _zone(match[7]) if match[7] else None, rest)
    return None


def _time(match: re.Match[str], rest: str) -> time | None:
    """Nothing for a bare number, which may be a day. Raises `ValueError`."""
    hours, minutes, seconds, fraction, half, named = match.groups()[:6]
    if named:
        if named == "midnight" and rest:  # of two, whose day is it?
            raise ValueError(rest)
        return time(0 if named == "midnight" else 12)
    if not (minutes or half):
        return None
    hour = int(hours)
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hours)
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(minutes or 0), int(seconds or 0), int((fraction or "").ljust(6, "0")))


def _zone(said: str) -> tzinfo:
    zone = zones.read(said) or datetime.fromisoformat(f"2000-01-01T00:00{said}").tzinfo
    if zone is None:
        raise ValueError(said)
    return zone
