"""One line of JSON to what the desk receives, or the reason why not in a sentence."""

import re
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from agentconsole.model.commands import Receive
from agentconsole.model.entry import RESERVED, Kind
from agentconsole.model.people import Contact

DIRECTIONS = ("in", "out", "event")
WORD = re.compile(r"[a-z][a-z0-9_-]{0,39}")
LONGEST = 1_000
"""Characters of an id, a key or a name."""
WORDS = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "null": "null",
    "array": "a list",
    "object": "an object",
    "datetime": "a time",
    "datetime` with a timezone component": "a time with a zone",
}
EXAMPLE = "such as 2026-03-01T10:00:00Z"
MISSING = re.compile(r"missing required field `(\w+)`(?: - at `\$\.?(\S*)`)?")
WRONG = re.compile(r"Expected `(\w+)(?: \| null)?`, got `(\w+)`(?: - at `\$\.?(\S*)`)?")


class Unusable(Exception):
    """The line is not an entry. The message says why."""


class _Customer(Struct):
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    handle: str | None = None
    organization: str | None = None


class _Line(Struct):
    """Where something may be left out, null says the same: it is what our own JSON writes."""

    channel: str
    external_id: str
    at: datetime
    customer: _Customer
    direction: str
    conversation: str | None = None
    subject: str | None = None
    kind: str | None = None
    author: str | None = None
    text: str | None = None
    data: dict[str, Any] | None = None


_decoder = msgspec.json.Decoder(_Line)


def entry(line: bytes) -> Receive:
    """What the line brings. Raises `Unusable`."""
    found = _decoded(line)
    for name, value in (("channel", found.channel), ("external_id", found.external_id)):
        _require(bool(value.strip()), f"{name} is empty.")
        _require(len(value) <= LONGEST, f"{name} is longer than {LONGEST:,} characters.")
    conversation = found.conversation or ""
    _require(len(conversation) <= LONGEST, f"conversation is longer than {LONGEST:,} characters.")
    return Receive(
        channel=found.channel,
        external_id=found.external_id,
        at=_time(found.at),
        customer=_contact(found.customer),
        direction=_direction(found.direction),
        kind=_kind(found.kind or "", found.direction),
        author=found.author or "",
        keys=(conversation,) if conversation else (),
        begins=bool(conversation),
        subject=found.subject or "",
        text=found.text or "",
        data=found.data or {},
    )


def _decoded(line: bytes) -> _Line:
    try:
        return _decoder.decode(line)
    except msgspec.ValidationError as error:
        raise Unusable(_in_words(str(error))) from None
    except UnicodeDecodeError:
        raise Unusable("It is not written in UTF-8.") from None
    except msgspec.DecodeError as error:
        raise Unusable(f"It is not JSON: {str(error).removeprefix('JSON is malformed: ')}.") from None
    except RecursionError:
        raise Unusable("It is nested too deeply.") from None


def _in_words(error: str) -> str:
    """The decoder's message as a sentence about a field."""
    missing = MISSING.search(error)
    if missing:
        return f"{_path(missing[2], missing[1])} is missing."
    wrong = WRONG.search(error)
    if wrong:
        expected, got = WORDS.get(wrong[1], wrong[1]), WORDS.get(wrong[2], wrong[2])
        hint = f" {EXAMPLE}" if wrong[1] == "datetime" else ""
        return f"{wrong[3] or 'A line'} should be {expected}{hint}, and is {got}."
    if "datetime" in error:
        return f"at should be a time {EXAMPLE}, and is not."
    return error.replace("`", "") + "."


def _path(where: str | None, name: str) -> str:
    return f"{where}.{name}" if where else name


def _require(holds: bool, reason: str) -> None:
    if not holds:
        raise Unusable(reason)


def _time(at: datetime) -> datetime:
    _require(at.tzinfo is not None, f"at has no time zone; write a time {EXAMPLE}.")
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise Unusable("at is not a time that can be kept.") from None


def _contact(customer: _Customer) -> Contact:
    known = {name: (value or "").strip() for name, value in msgspec.structs.asdict(customer).items()}
    somebody = any(known[name] for name in ("email", "phone", "handle", "name"))
    _require(somebody, "customer needs an email, a phone, a handle or a name.")
    for name, value in known.items():
        _require(len(value) <= LONGEST, f"customer.{name} is longer than {LONGEST:,} characters.")
    return Contact(**known)


def _direction(direction: str) -> str:
    _require(
        direction in DIRECTIONS, f'direction should be "in", "out" or "event", and is "{direction[:40]}".'
    )
    return direction


def _kind(kind: str, direction: str) -> str:
    kind = kind or ("event" if direction == "event" else Kind.MESSAGE.value)
    _require(bool(WORD.fullmatch(kind)), f'kind should be one lower-case word, and is "{kind[:40]}".')
    _require(kind not in RESERVED, f'kind "{kind}" is the desk\'s own: only an agent can do that, here.')
    if kind == Kind.MESSAGE:
        _require(direction != "event", 'A message goes "in" or "out"; an event needs another kind.')
    if kind == Kind.NOTE:
        _require(direction != "in", 'A note is our own: its direction is "out" or "event".')
    return kind
