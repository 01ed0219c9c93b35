"""The search grammar, the same on the command line and in the console.

    refund fee          both words            refund*          words that begin so
    "charged twice"     these words in a row  -lounge          without this word, or -"these words"
    from:ana            who wrote it          customer:"Mei Tan"   whose history
    channel:email  kind:note  in:482 (or conversation:482)
    before:2026-01      before January began  after:2026-01-05   from the start of that day on
    on:2026-03          within that month     after:3d           within the last three days

A date is a year, a month or a day in the zone of `now`, `today`, `yesterday`, an exact time, or a span
back from now. So `after:2026-01 before:2026-02` is January. A field with quotes around it, a URL and
`12:30` are text. Words stay as they are typed: a store folds them as it folds what it searches. A
quote left open runs to the end; a mark without a letter, digit or emoji finds nothing and is passed over.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from unicodedata import category

from msgspec.structs import replace

from agentconsole.model.errors import Invalid
from agentconsole.model.queries import Query
from agentconsole.rules.calendar import DAY

MOST_PARTS = 64
HINT = 'Write it like: refund fee, "charged twice", from:ana channel:email before:2026-01, word*, -word.'
DATE_HINT = "Write it like: 2026, 2026-01, 2026-01-05, 2026-01-05T09:00, today, yesterday, 3d."
MIDNIGHT = time()

_PART = re.compile(r'(-?)(?:([A-Za-z_]+):)?(?:"([^"]*)(?:"|$)|([^\s"]+))')
_STRETCH = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_EXACT = re.compile(r"\d{4}-\d\d-\d\dt\S+", re.ASCII)
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


def parse_query(text: str, now: datetime) -> Query:
    """What the text asks for. Raises `Invalid` for an unknown field, a bad value, or nothing to look for."""
    parts = _PART.findall(_UNKEEPABLE.sub(" ", text))
    if len(parts) > MOST_PARTS:
        raise Invalid(
            f"A search has at most {MOST_PARTS} parts; this has {len(parts)}.", "Look for fewer words."
        )
    query = Query()
    for minus, field, quoted, bare in parts:
        if field and not bare.startswith("//"):
            query = _with_field(query, minus + field, " ".join((quoted or bare).split()), now)
        elif bare:
            query = _with_word(query, minus, f"{field}:{bare}" if field else bare)
        elif _can_be_found(quoted):
            query = _with(query, "without" if minus else "phrases", " ".join(quoted.split()))
    if query == Query():
        raise Invalid("There is nothing to search for.", HINT)
    return query


def _can_be_found(text: str) -> bool:
    """Letters, digits and emoji are searched; punctuation and the signs of arithmetic alone are not."""
    return any(char.isalnum() or category(char) == "So" for char in text)


def _with(query: Query, part: str, text: str) -> Query:
    return replace(query, **{part: (*getattr(query, part), text)})


def _with_word(query: Query, minus: str, word: str) -> Query:
    if word.endswith(":") and word[:-1].lower() in _FIELDS:
        raise Invalid(f"{word} needs a value.", f"Write it without a blank: {word}value.")
    if not _can_be_found(word):
        return query
    if not word.endswith("*"):
        return _with(query, "without" if minus else "words", word)
    if minus:
        raise Invalid(
            f"-{word} cannot be searched: only whole words can be left out.", f"-{word.rstrip('*')}"
        )
    return _with(query, "prefixes", word.rstrip("*"))


def _with_field(query: Query, field: str, value: str, now: datetime) -> Query:
    name = field.lower()
    if name not in _FIELDS:
        from difflib import get_close_matches

        near = get_close_matches(name, _FIELDS, 1, cutoff=0)[0]
        hint = f'Perhaps you mean {near}:. To search for it as text, put it in quotes: "{field}:{value}".'
        raise Invalid(f"A search has no field {field}:.", hint)
    if not value:
        raise Invalid(f"{field}: needs a value.", HINT)
    return _FIELDS[name](query, name, value, now)


def _author(query: Query, field: str, value: str, now: datetime) -> Query:
    name = value.lstrip("@ ")
    if not name:
        raise Invalid(f"{field}:{value} names nobody.", "Write it like: from:ana.")
    return _only(query, "author", name)


def _name(query: Query, field: str, value: str, now: datetime) -> Query:
    return _only(query, field, value)


def _kind(query: Query, field: str, value: str, now: datetime) -> Query:
    return _only(query, field, value.lower())


def _conversation(query: Query, field: str, value: str, now: datetime) -> Query:
    digits = value.removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15):
        raise Invalid(f"{field}:{value} is not the number of a conversation.", "Write it like: in:482.")
    return _only(query, "conversation", int(digits))


def _only(query: Query, part: str, value: str | int) -> Query:
    other = getattr(query, part)
    if other not in (None, value):
        raise Invalid(
            f"One entry cannot have both {other} and {value} as its {part}.", "Search for one at a time."
        )
    return replace(query, **{part: value})


def _dates(query: Query, field: str, value: str, now: datetime) -> Query:
    """Narrow the time searched; several dates must all hold."""
    try:
        start, end = _stretch(value.lower(), now)
    except (ValueError, OverflowError):
        raise Invalid(f"{field}:{value} is not a date I can read.", DATE_HINT) from None
    if field == "before":
        return replace(query, before=min(start, query.before or start))
    query = replace(query, after=max(start, query.after or start))
    if field == "after":
        return query
    if end is None:
        raise Invalid(
            f"{field}:{value} is not a year, a month or a day.", "Use after: and before: for times."
        )
    return replace(query, before=min(end, query.before or end))


def _stretch(value: str, now: datetime) -> tuple[datetime, datetime | None]:
    """The start of what is named and, of a day, month or year, the end. Raises `ValueError`."""
    from agentconsole.rules.times import moment, shift  # most searches name no time

    if _EXACT.fullmatch(value):
        at = datetime.fromisoformat(value.upper())
        return (at if at.tzinfo else at.replace(tzinfo=now.tzinfo)).astimezone(UTC), None
    if ago := shift(now, value, back=True):
        return ago, None
    first, following = _days(value, now.date())
    return moment(first, MIDNIGHT, now.tzinfo), moment(following, MIDNIGHT, now.tzinfo)


def _days(value: str, today: date) -> tuple[date, date]:
    """The first day of what is named, and the first after it. Raises `ValueError`."""
    if value in ("today", "yesterday"):
        day = today - DAY * (value == "yesterday")
        return day, day + DAY
    match = _STRETCH.fullmatch(value)
    if match is None:
        raise ValueError(value)
    first = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    if match[3]:
        return first, first + DAY
    if match[2]:
        return first, (first + timedelta(days=31)).replace(day=1)
    return first, date(first.year + 1, 1, 1)


_FIELDS: dict[str, Callable[[Query, str, str, datetime], Query]] = {
    "from": _author,
    "customer": _name,
    "channel": _name,
    "kind": _kind,
    "in": _conversation,
    "conversation": _conversation,
    "before": _dates,
    "after": _dates,
    "on": _dates,
}
