"""A moment in a history, as people name it: `14 mar`, `tue`, `2023`, `2023-03`, `3w`, `yesterday`."""

from datetime import datetime, timedelta

from agentconsole.model.errors import Invalid
from agentconsole.rules.query import parse_query
from agentconsole.rules.times import parse_when

HINT = "Write it like 14 mar, tue, 3w, 2023, 2023-03 or 2023-03-14."
BACK = (timedelta(), timedelta(days=7), timedelta(days=366))


def past_moment(text: str, now: datetime) -> datetime:
    """The newest moment before `now` that the text can mean, in UTC. Raises `Invalid`."""
    said = text.strip()
    try:
        found = parse_query(f"after:{said}", now).after if said and " " not in said else None
    except Invalid:
        found = None
    if found is not None:
        return found
    for back in BACK:
        try:
            at = parse_when(said, now - back)
        except Invalid:
            break
        if at <= now:
            return at
    raise Invalid(f"“{text}” is not a time in the past that I can read.", HINT)
