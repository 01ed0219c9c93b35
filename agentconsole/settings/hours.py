"""The hours of a desk, as its configuration says them.

    [hours]
    friday = ["09:00-12:30", "13:30-16:00"]
    saturday = "10:00-14:00"
    holidays = ["2026-12-25"]
    zone = "Europe/Lisbon"

A day that is not named is open from 9 to 17, Monday to Friday, and closed otherwise; `[]` closes one.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from itertools import pairwise
from typing import TypeVar

from msgspec.structs import replace

from agentconsole.model.hours import DEFAULT, MIDNIGHT, Day, Hours, Opening
from agentconsole.rules.calendar import WEEKDAYS
from agentconsole.settings.zone import named_zone

OF_A_DAY = '"09:00-17:00", a list such as ["09:00-12:30", "13:30-17:00"], or [] for a closed day'
ALLOWED_OF_HOURS = {
    **dict.fromkeys(WEEKDAYS, OF_A_DAY),
    "holidays": 'days on which the desk is closed, such as ["2026-12-25", "2027-01-01"]',
    "zone": 'the zone of the desk\'s clock, such as "Europe/Lisbon"; without it, the zone of whoever asks',
}
"""Every key of `[hours]`, with what may stand there."""

Meant = TypeVar("Meant")
_OPENING = re.compile(r"(\d\d?):([0-5]\d) ?[-–] ?(\d\d?):([0-5]\d)", re.ASCII)


class Unusable(Exception):
    """A value that means no hours: its key, and what is wrong with it."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(key, why)
        self.key = key
        self.why = why


def read_hours(table: Mapping[str, object]) -> Hours:
    """What the keys of `[hours]` mean. Raises `Unusable`."""
    week = tuple(
        _said(name, table[name], _day) if name in table else usual
        for name, usual in zip(WEEKDAYS, DEFAULT.week, strict=True)
    )
    if not any(week):
        raise Unusable("", "never open the desk")
    holidays = _said("holidays", table.get("holidays", []), _holidays)
    return Hours(week=week, holidays=holidays, zone=_said("zone", table.get("zone", ""), _zone))


def at_home(hours: Hours, here: tzinfo) -> Hours:
    """The hours with the zone of this machine, where they name none: a desk's own clock is in UTC."""
    return hours if hours.zone else replace(hours, zone=getattr(here, "key", None) or "")


def _said(key: str, value: object, read: Callable[[object], Meant]) -> Meant:
    try:
        return read(value)
    except ValueError as error:
        raise Unusable(key, str(error)) from None


def _day(value: object) -> Day:
    said = [value] if isinstance(value, str) else value
    if not isinstance(said, list):
        raise ValueError(f"cannot be {value!r}")
    spans = tuple(sorted((_opening(each) for each in said), key=lambda span: span.opens))
    for before, after in pairwise(spans):
        if after.opens < before.closes:
            raise ValueError(f"has openings that overlap: {value!r}")
    return spans


def _opening(value: object) -> Opening:
    match = _OPENING.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"cannot be {value!r}")
    hours, minutes, until, and_minutes = map(int, match.groups())
    span = Opening(hours * 60 + minutes, until * 60 + and_minutes)
    if span.closes > MIDNIGHT:
        raise ValueError(f"goes on after midnight, which is 24:00: {value!r}")
    if span.opens >= span.closes:
        raise ValueError(f"closes before it opens: {value!r}; a night is two openings, which meet at 24:00")
    return span


def _holidays(value: object) -> frozenset[date]:
    if not isinstance(value, list):
        raise ValueError(f"cannot be {value!r}")
    return frozenset(_date(each) for each in value)


def _date(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueError(f"has {value!r}, which is no day") from None


def _zone(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"cannot be {value!r}")
    if value and named_zone(value) is None:
        raise ValueError(f"names no zone this machine knows: {value}")
    return value
