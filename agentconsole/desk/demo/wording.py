"""Days, and characters nobody can type, in the texts of the stories."""

import re
from datetime import datetime, timedelta

from msgspec import Struct

MARK = re.compile(r"\{(-?\d+)(?::(\w+))?\}|\{([a-z]+)\}")

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905

CHARACTERS = {
    "esc": "\x1b",
    "bel": "\x07",
    "csi": "\x9b",
    "rlo": "\u202e",
    "pdf": "\u202c",
    "zwsp": "\u200b",
    "backspace": "\x08",
}


class Wording(Struct, frozen=True):
    """Texts, as they read when it is `now`. English whatever the locale: they are quotations."""

    now: datetime

    def said(self, text: str) -> str:
        """The text with its days and odd characters in place."""
        return MARK.sub(self._mark, text)

    def _mark(self, found: re.Match[str]) -> str:
        days, form, character = found.groups()
        if character:
            return CHARACTERS.get(character, found[0])
        day = (self.now - timedelta(days=int(days))).date()
        forms = {
            "month": MONTHS[day.month - 1],
            "weekday": WEEKDAYS[day.weekday()],
            "year": str(day.year),
            "date": f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        }
        return forms.get(form or "", f"{day.day} {MONTHS[day.month - 1]}")
