"""Moments that have been, as people name them: `2023`, `2023-03`, `2023-03-14 09:00`, `14 mar`, `tue`,
`yesterday`, `3w`.

A search (`rules.query`) and `rules.times` name them in their own ways; here both are read, and always
backwards: `tue` is the last one, `3w` is three weeks ago, and a day without a time is its beginning.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from agentconsole.model.errors import Invalid
from agentconsole.rules.query import parse_query
from agentconsole.rules.times import parse_when, shift

HINT = "Write it like 2023, 2023-03, 2023-03-14 09:00, 14 mar, tue, yesterday or 3w."
BACK = tuple(timedelta(days=days) for days in (0, 1, 7, 366, 4 * 366))
"""How far to look for the day or the hour that was the last of its name."""

_TO_COME = re.compile(
    r"(?:in|next|later|tomorrow|eo[bdwmy]|co[bc]|(?:the )?(?:end|close|day after))\b|.* (?:eod|cob)$"
    r"|(?:\d+ ?|an? )(?:b[dh]|(?:busi|wor).*)$",
    re.ASCII,
)


def past_moment(text: str, now: datetime) -> datetime:
    """The newest moment up to `now` that the text can mean, in UTC. Raises `Invalid`."""
    said = " ".join(text.lower().split())
    found = next((at for at in _readings(said, now) if at <= now), None)
    if found is None:
        raise Invalid(f"“{text}” is not a time in the past that I can read.", HINT)
    return found


def _readings(said: str, now: datetime) -> Iterator[datetime]:
    """All it can mean, the likeliest first; some of it is yet to come."""
    if not said or _TO_COME.match(said):
        return
    with suppress(OverflowError):
        if ago := shift(now, said, back=True):
            yield ago
            return
    with suppress(Invalid):
        if found := parse_query(f"after:{said.replace(' ', 't', 1)}", now).after:
            yield found
    for words in (f"{said} 00:00", said):
        for back in BACK:
            with suppress(Invalid):
                yield parse_when(words, now - back)
