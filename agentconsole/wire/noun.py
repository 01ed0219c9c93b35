"""How a noun becomes JSON: one table says its fields, their shapes and what they mean.

The JSON, the tests and the reference pages are all made from these tables.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Shape(Struct, frozen=True):
    """What a value looks like in JSON, in words, and how it gets there."""

    words: str
    write: Callable[[Any], Any]


class Field(Struct, frozen=True):
    """One field of a noun. `source` finds its value in the thing: the attribute of that name by default."""

    name: str
    shape: Shape
    meaning: str
    source: Callable[[Any], Any] | None = None


class Noun(Generic[T]):
    """A kind of thing on the wire. Called with a thing, it gives the JSON object."""

    def __init__(self, name: str, meaning: str, *fields: Field) -> None:
        self.name = name
        self.meaning = meaning
        self.fields = fields
        self._writers = [
            (field.name, field.source or attrgetter(field.name), field.shape.write) for field in fields
        ]

    def __call__(self, thing: T) -> dict[str, Any]:
        """The thing with every field, null where there is nothing."""
        return {name: write(source(thing)) for name, source, write in self._writers}


def rfc3339(at: datetime) -> str:
    """The time in UTC, with `Z`: `2026-11-17T09:12:00Z`."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"


def optional(shape: Shape) -> Shape:
    """The same, or null."""
    return Shape(f"{shape.words} or null", lambda value: None if value is None else shape.write(value))


def array(shape: Shape) -> Shape:
    """A list of them."""
    return Shape(f"list of {shape.words}", lambda values: [shape.write(value) for value in values])


def nested(noun: Noun[Any]) -> Shape:
    """Another noun inside."""
    return Shape(noun.name, noun)


def _as_is(value: Any) -> Any:
    return value


NUMBER = Shape("number", _as_is)
BOOL = Shape("true or false", _as_is)
TEXT = Shape("text", str)
TEXT_OR_NULL = Shape("text or null", lambda text: text or None)
WORD = Shape("word", str)
HANDLE = Shape("handle", str)
TIME = Shape("time", rfc3339)
OBJECT = Shape("object", dict)
