"""The calendar: the names of its days and months, and the stretches it is cut into."""

from datetime import date, timedelta

DAY = timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)

Stretch = tuple[date, date]
"""A first and a last day."""


def short(name: str) -> str:
    """`Mon`, `Nov`."""
    return name[:3].title()


def day_month(day: date) -> str:
    """`14 Mar`."""
    return f"{day.day} {short(MONTHS[day.month - 1])}"


def stretch(unit: str, day: date, ahead: int = 0) -> Stretch:
    """The week, month or year that a day is in, or a later one. Raises `OverflowError` or `ValueError`
    beyond the years 1 to 9999."""
    if unit == "week":
        monday = day + (7 * ahead - day.weekday()) * DAY
        return monday, monday + 6 * DAY
    months = 12 if unit == "year" else 1
    first = day.year * 12 + (day.month - 1 if unit == "month" else 0) + months * ahead
    return _first_of(first), _first_of(first + months) - DAY


def days_of(these: Stretch) -> list[date]:
    """Its days, in order."""
    first, last = these
    return [first + ahead * DAY for ahead in range((last - first).days + 1)]


def _first_of(month: int) -> date:
    """The first day of a month, counted from the year 0."""
    year, before = divmod(month, 12)
    return date(year, before + 1, 1)
