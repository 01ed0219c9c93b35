"""When a mail was written, from headers that may say anything."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from agentconsole.channels.email.headers import Headers

OLDEST = datetime(1980, 1, 1, tzinfo=UTC)
"""Machines whose clock has stopped are in 1970."""
LONGEST = 200
SOON = timedelta(minutes=45)
"""A mail may be as long on its way."""
ZONES = timedelta(hours=26)
"""From the first place on earth where it is a certain hour to the last."""
COMMENT = re.compile(r"\([^()]*\)")


def at(headers: Headers, now: datetime) -> tuple[datetime, bool]:
    """The time of a mail in UTC, and whether its own date could be believed.

    A missing, impossible, ancient or future date gives way to the newest `Received`; without a credible
    one of those, to `now`: a mail from a broken clock must not be hidden where nobody looks.
    """
    claimed = parse(headers.raw("date"))
    if claimed is not None and OLDEST <= claimed <= now:
        return claimed, True
    for received in headers.all("received"):
        arrived = parse(received.rpartition(";")[2])
        if arrived is not None and OLDEST <= arrived <= now:
            return arrived, False
    return now, False


def is_hours_off(claimed: datetime, arrived: datetime) -> bool:
    """Whether a mail says that it is hours older than its arrival, as one does whose machine has the wrong
    zone: it would stand above what was read already. What is older than that was moved in, and old."""
    return SOON < arrived - claimed <= ZONES


def parse(text: str) -> datetime | None:
    """A date of RFC 5322, or one of ISO 8601, in UTC. Without a zone it is taken as UTC."""
    text = COMMENT.sub(" ", COMMENT.sub(" ", text[:LONGEST])).strip()
    try:
        if text[4:5] == "-":
            return _utc(datetime.fromisoformat(text), None)
        found = parsedate_tz(text)
        if found is None:
            return None
        year, month, day, hour, minute, second, *_ = found
        return _utc(datetime(year, month, day, hour, minute, min(second, 59)), found[9])
    except (ValueError, LookupError, TypeError, ArithmeticError):
        return None


def _utc(time: datetime, offset: int | None) -> datetime:
    if time.tzinfo is not None:
        return time.astimezone(UTC)
    return time.replace(tzinfo=UTC) - timedelta(seconds=offset or 0)
