"""Times as people write them: "tue 9am", "3bd", "24 nov", "in 2h".

`now` is always an argument and carries the writer's zone, which should be a `ZoneInfo`: days, weeks
and hours of the clock are then counted in local wall time, so "tomorrow 9am" is nine o'clock also
when the clocks change in between. Hours and minutes of a span are counted as they pass. A clock time
that is skipped means the moment as far after the gap; one that comes twice, the first.

What the words mean: a day without a time is 09:00, and "today" without one is 17:00. A weekday is
the next such day after today; "next tue" is the Tuesday of next week, which begins on Monday. A date
without a year is the first such date from today on. "9am" is the next time it is nine. "eod" is
17:00 today, or of the next working day when that has passed; "eow" is the next Friday 17:00. "3bd"
is the same time three working days (Monday to Friday) later.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from agentconsole.model.errors import Invalid

MORNING = time(9)
EVENING = time(17)
DAY = timedelta(days=1)
FRIDAY = 4
LONGEST = 80
HINT = "Write it like: 30m, 2h, 3d, 3bd, tomorrow 9am, tue 14:30, eod, 24 nov, 2026-11-24 09:00."

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_LENGTHS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": DAY, "w": 7 * DAY}
_UNIT = r"(?:m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)"
_SPAN = re.compile(rf"(?:in )?((?:\d{{1,6}} ?{_UNIT}(?![a-z]) ?)+)", re.ASCII)
_PART = re.compile(r"(\d+) ?([mhdw])", re.ASCII)
_WORKING = re.compile(r"(?:in )?(\d{1,4}) ?bd", re.ASCII)
_CLOCK = re.compile(
    r"(?:^|(?<=\d)t| )(?:at )?"
    r"(?:(\d{1,2})(?::(\d\d))?(?::(\d\d)(?:\.(\d{1,6}))?)?(?: ?(am|pm))?|(noon))"
    r" ?(z|utc|[+-]\d\d:?\d\d(?::\d\d)?)?$",
    re.ASCII,
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_DATE = re.compile(r"(?:([a-z]+) )?(?:(\d{1,2}) ([a-z]+)|([a-z]+) (\d{1,2}))(?: (\d{4}))?", re.ASCII)
_WEEKDAY = re.compile(r"(next )?([a-z]+)", re.ASCII)


def parse_when(text: str, now: datetime) -> datetime:
    """The moment meant by the text, in UTC. It may be past. Raises `Invalid`."""
    said = _tidy(text)
    try:
        found = _after_a_span(said, now) or _end(said, now) or _day_and_clock(said, now)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise Invalid(f"“{text}” is not a time I can read.", HINT)
    return found


def parse_future(text: str, now: datetime) -> datetime:
    """Like `parse_when`, for what cannot be in the past. Raises `Invalid`."""
    at = parse_when(text, now)
    if at <= now:
        raise Invalid(f"“{text}” is not in the future: it was {say_when(at, now)}.", HINT)
    return at


def say_when(at: datetime, now: datetime) -> str:
    """The moment in the zone of `now`, to the minute, as `parse_when` reads it: `Tue 24 Nov 09:00`.

    The year is added where it does not go without saying, the offset where a clock time comes twice.
    """
    there = at.astimezone(now.tzinfo).replace(second=0, microsecond=0)
    day = f"{_short(WEEKDAYS[there.weekday()])} {there.day} {_short(MONTHS[there.month - 1])}"
    clock = f"{there:%H:%M}"
    forms = (f"{day} {clock}", f"{day} {there.year:04} {clock}")
    exact = f"{forms[1]} {there.isoformat()[19:]}"
    return next((words for words in forms if _means(words, there, now)), exact)


def moment(day: date, clock: time, zone: tzinfo | None) -> datetime:
    """The moment, in UTC, when the clock on the wall shows this."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def shift(now: datetime, span_text: str, *, back: bool = False) -> datetime | None:
    """The moment that long after `now` (or before it), in UTC: days by the calendar, then hours as they
    pass. None when the text is not a span; raises `OverflowError` beyond the years 1 to 9999."""
    found = _span(span_text)
    if found is None:
        return None
    days, hours = (-part if back else part for part in found)
    # An empty sum would forget which of two equal clock times `now` is.
    return (now + days if days else now).astimezone(UTC) + hours


def _tidy(text: str) -> str:
    """Lower case, single blanks, no commas; nothing when it is too long to be a time."""
    return " ".join(text.lower().replace(",", " ").split()) if len(text) <= LONGEST else ""


def _short(name: str) -> str:
    return name[:3].title()


def _means(words: str, there: datetime, now: datetime) -> bool:
    try:
        return parse_when(words, now) == there.astimezone(UTC)
    except Invalid:
        return False


def _span(said: str) -> tuple[timedelta, timedelta] | None:
    """Its whole days, and its hours and minutes."""
    match = _SPAN.fullmatch(said)
    if match is None:
        return None
    days = hours = timedelta()
    for count, unit in _PART.findall(match[1]):
        length = int(count) * _LENGTHS[unit]
        days, hours = (days + length, hours) if unit in "dw" else (days, hours + length)
    return days, hours


def _after_a_span(said: str, now: datetime) -> datetime | None:
    working = _WORKING.fullmatch(said)
    if working is None:
        return shift(now, said)
    day = _working_days_after(now.date(), int(working[1]))
    return moment(day, now.time(), now.tzinfo)


def _working_days_after(day: date, count: int) -> date:
    while count:
        day += DAY
        count -= day.weekday() <= FRIDAY
    return day


def _end(said: str, now: datetime) -> datetime | None:
    """The end of the working day or week."""
    if said not in ("eod", "eow"):
        return None
    passed = now.time() >= EVENING
    today = now.date()
    if said == "eow":
        ahead = (FRIDAY - today.weekday()) % 7
        return moment(today + (7 if passed and not ahead else ahead) * DAY, EVENING, now.tzinfo)
    return moment(_working_days_after(today, 1) if passed else today, EVENING, now.tzinfo)


def _day_and_clock(said: str, now: datetime) -> datetime | None:
    """A day, a time of the day, or both; perhaps with the offset they are meant in."""
    match = _CLOCK.search(said)
    clock = _clock(match) if match else None
    if match is None or clock is None:
        day = _day(said, now.date())
        return moment(day, EVENING if said == "today" else MORNING, now.tzinfo) if day else None
    zone = _zone(match[7]) if match[7] else now.tzinfo
    today = now.astimezone(zone).date()
    if match.start() == 0:
        at = moment(today, clock, zone)
        return at if at > now else moment(today + DAY, clock, zone)
    day = _day(said[: match.start()], today)
    return moment(day, clock, zone) if day else None


def _clock(match: re.Match[str]) -> time | None:
    """The time of day; nothing for a bare number, which may be a day. Raises `ValueError`."""
    hours, minutes, seconds, fraction, half, noon = match.groups()[:6]
    if noon:
        return time(12)
    if not (minutes or half):
        return None
    hour = int(hours)
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hours)
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(minutes or 0), int(seconds or 0), int((fraction or "").ljust(6, "0")))


def _zone(said: str) -> tzinfo | None:
    offset = "Z" if said in ("z", "utc") else said
    return datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo


def _day(said: str, today: date) -> date | None:
    """The day meant, or None. Raises `ValueError` for one that no calendar has."""
    if said in ("today", "tomorrow"):
        return today + DAY * (said == "tomorrow")
    if iso := _ISO.fullmatch(said):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if written := _DATE.fullmatch(said):
        return _written_date(written, today)
    if named := _WEEKDAY.fullmatch(said):
        weekday = _named(WEEKDAYS, named[2])
        if weekday is not None:
            monday = today - today.weekday() * DAY
            ahead = (weekday - today.weekday() - 1) % 7 + 1
            return monday + (7 + weekday) * DAY if named[1] else today + ahead * DAY
    return None


def _written_date(written: re.Match[str], today: date) -> date | None:
    month = _named(MONTHS, written[3] or written[4])
    if month is None:
        return None
    number = int(written[2] or written[5])
    day = date(int(written[6]), month + 1, number) if written[6] else _from_today(today, month + 1, number)
    if written[1] and _named(WEEKDAYS, written[1]) != day.weekday():
        said = f"{day.day} {_short(MONTHS[month])} {day.year}"
        raise Invalid(
            f"{said} is a {WEEKDAYS[day.weekday()].title()}.", "Leave the weekday out, or correct it."
        )
    return day


def _from_today(today: date, month: int, number: int) -> date:
    """The first such date from today on. Raises `ValueError` when there is none."""
    date(2000, month, number)  # a leap year: what it does not have, no year has
    year = today.year
    while True:
        try:
            found = date(year, month, number)
        except ValueError:
            if year > 9999:
                raise
            found = today - DAY
        if found >= today:
            return found
        year += 1


def _named(names: tuple[str, ...], said: str) -> int | None:
    """Which of the names it begins, in three letters or more."""
    return next((at for at, name in enumerate(names) if len(said) >= 3 and name.startswith(said)), None)
