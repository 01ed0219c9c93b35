"""Days as people name them: `tomorrow`, `tue`, `next tue`, `24 nov`, `the 24th of November`, `2026-11-24`."""

import re
from datetime import date

from agentconsole.model.errors import Invalid
from agentconsole.rules.calendar import DAY, MONTHS, WEEKDAYS, day_month

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_NUMBER = r"(\d{1,2})(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?:(?!the )([a-z]+) )?(?:the )?(?:{_NUMBER} (?:of )?([a-z]+)|([a-z]+) (?:the )?{_NUMBER})"
    r"(?: (\d{4}))?",
    re.ASCII,
)
_WEEKDAY = re.compile(r"(?:(next|this|coming) )?([a-z]+)", re.ASCII)
_NEAR = {"today": 0, "tomorrow": 1, "day after tomorrow": 2, "the day after tomorrow": 2}


def day_of(said: str, today: date) -> date | None:
    """The day meant, or None. Raises `ValueError` for one that no calendar has, `Invalid` for a weekday
    that its date has not."""
    said = said.removeprefix("on ")
    if said in _NEAR:
        return today + _NEAR[said] * DAY
    if iso := _ISO.fullmatch(said):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if written := _DATE.fullmatch(said):
        return _written_date(written, today)
    weekday = _weekday(said)
    if weekday is None:
        return None
    if said.startswith("next "):
        return today + (7 + weekday - today.weekday()) * DAY
    return today + ((weekday - today.weekday() - 1) % 7 + 1) * DAY


def is_weekday(said: str) -> bool:
    """Whether the text names the next day of a name, which leaves open whether today is one."""
    said = said.removeprefix("on ")
    return _weekday(said) is not None and not said.startswith("next ")


def month_of(said: str) -> int | None:
    """The month of that name: 1 to 12."""
    month = _named(MONTHS, said)
    return None if month is None else month + 1


def _weekday(said: str) -> int | None:
    match = _WEEKDAY.fullmatch(said)
    return _named(WEEKDAYS, match[2]) if match else None


def _written_date(written: re.Match[str], today: date) -> date | None:
    month = month_of(written[3] or written[4])
    if month is None:
        return None
    number = int(written[2] or written[5])
    day = date(int(written[6]), month, number) if written[6] else _from_today(today, month, number)
    named = _named(WEEKDAYS, written[1]) if written[1] else day.weekday()
    if named is None:
        return None
    if named != day.weekday():
        said = f"{day_month(day)} {day.year}"
        raise Invalid(
            f"{said} is a {WEEKDAYS[day.weekday()].title()}", "Leave the weekday out, or correct it."
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
