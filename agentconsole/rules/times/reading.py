"""Reading a time: what the text means, or why it means none."""

import re
from datetime import date, datetime, time

from agentconsole.model.errors import Invalid
from agentconsole.model.hours import DEFAULT, Hours
from agentconsole.rules.calendar import DAY
from agentconsole.rules.hours import closing, moment, opening, zone_of_desk
from agentconsole.rules.times.clocks import clock_of
from agentconsole.rules.times.days import day_of, is_weekday
from agentconsole.rules.times.ends import closing_of, end_of, of_stretch
from agentconsole.rules.times.spans import after_a_span, whole_days

LONGEST = 80
HINT = "Write it like: 30m, 2h, 3bd, 4bh, tomorrow 9am, tue 14:30, eod, 24 nov, 2026-11-24 09:00."

_PART = re.compile(r"(?:(.+?) )?(?:in the )?(morning|afternoon|evening|night|tonight)", re.ASCII)
_PARTS = {
    "morning": (None, time(12)),
    "afternoon": (time(13), time(17)),
    **dict.fromkeys(("evening", "night", "tonight"), (time(18), time(22))),
}
"""When they begin and end; the morning begins when the desk opens."""
_NUMERALS = re.compile(r"\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b", re.ASCII)
_BARE_HOUR = re.compile(r"(?:.* |^)(?:at )?(\d{1,2})(?: o'?clock)?", re.ASCII)


def parse_when(text: str, now: datetime, hours: Hours = DEFAULT) -> datetime:
    """The moment meant by the text, in UTC. It may be past. Raises `Invalid`."""
    return _parsed(text, now, hours, by=False)


def parse_by(text: str, now: datetime, hours: Hours = DEFAULT) -> datetime:
    """The last moment at which what is promised "by" the text is kept, in UTC. Raises `Invalid`."""
    return _parsed(text, now, hours, by=True)


def _parsed(text: str, now: datetime, hours: Hours, *, by: bool) -> datetime:
    said = _tidy(text)
    try:
        found = _moment(said, now, hours, by)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise Invalid(f"“{text}” is not a time I can read", _next_step(said))
    return found


def _tidy(text: str) -> str:
    """Lower case, single blanks, no commas; nothing when it is too long to be a time."""
    return " ".join(text.lower().replace(",", " ").split()) if len(text) <= LONGEST else ""


def _next_step(said: str) -> str:
    if numerals := _NUMERALS.search(said):
        return f"{numerals[0]} can be two dates: write it like 24 nov or 2026-11-24."
    if (bare := _BARE_HOUR.fullmatch(said)) and 0 < int(bare[1]) <= 12 and said != bare[1]:
        return f"{bare[1]} is {bare[1]}am, {bare[1]}pm or {int(bare[1]):02}:00. {HINT}"
    return HINT


def _moment(said: str, now: datetime, hours: Hours, by: bool) -> datetime | None:
    zone = zone_of_desk(hours, now.tzinfo)
    if by and (later := whole_days(said, now, hours)):
        return closing(later.astimezone(zone).date(), hours, zone)
    return (
        after_a_span(said, now, hours)
        or end_of(said, now, hours, zone)
        or of_stretch(said, now, hours, zone, by=by)
        or _at_a_clock(said, now, by)
        or _in_a_part(said, now, hours, by)
        or _on_a_day(said, now, hours, by)
    )


def _at_a_clock(said: str, now: datetime, by: bool) -> datetime | None:
    """A time of the day, perhaps with a day, and with the zone it is meant in."""
    clock = clock_of(said)
    if clock is None:
        return None
    zone = clock.zone or now.tzinfo
    today = now.astimezone(zone).date()
    if not clock.rest:
        at = moment(today, clock.at, zone)
        return at if at > now else moment(today + DAY, clock.at, zone)
    day = day_of(clock.rest, today)
    if day and by and is_weekday(clock.rest) and (sooner := moment(day - 7 * DAY, clock.at, zone)) > now:
        return sooner
    return moment(day, clock.at, zone) if day else None


def _in_a_part(said: str, now: datetime, hours: Hours, by: bool) -> datetime | None:
    """A part of a day: when it begins, or `by` when it ends."""
    match = _PART.fullmatch(said)
    if match is None:
        return None
    named = "today" if match[1] in (None, "this", "today") else match[1]
    day = day_of(named, now.date())
    if day is None:
        return None
    starts, ends = _PARTS[match[2]]
    if by and is_weekday(named) and (sooner := moment(day - 7 * DAY, ends, now.tzinfo)) > now:
        return sooner
    clock = ends if by else starts
    return moment(day, clock, now.tzinfo) if clock else _opening(day, now, hours)


def _on_a_day(said: str, now: datetime, hours: Hours, by: bool) -> datetime | None:
    day = day_of(said, now.date())
    if day is None:
        return None
    if not (by or said == "today"):
        return _opening(day, now, hours)
    zone = zone_of_desk(hours, now.tzinfo)
    at = closing_of(day, said, now, hours, zone)
    # Whoever promises something for today after closing means to stay.
    return moment(day + DAY, time(), now.tzinfo) if by and at <= now and day == now.date() else at


def _opening(day: date, now: datetime, hours: Hours) -> datetime:
    return opening(day, hours, zone_of_desk(hours, now.tzinfo))
