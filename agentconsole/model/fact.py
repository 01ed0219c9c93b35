"""What a customer has already told us."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class FactState(StrEnum):
    """How sure we are of a fact. Nothing is ever removed."""

    SUGGESTED = "suggested"
    """Found in what the customer wrote; nobody has looked at it yet."""
    CONFIRMED = "confirmed"
    """A colleague noted or confirmed it."""
    DISMISSED = "dismissed"
    """It was found, and is none."""


class FactKind(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One sort of thing that a customer tells once."""

    name: str
    """A lower-case word: `order`, `email`, `serial`. How scripts and settings call it."""
    label: str
    """In a sentence: `order number`."""
    pattern: str = ""
    """For a kind that a desk defines: a regular expression. Its first group is the value, or the whole."""
    asked: tuple[str, ...] = ()
    """For a kind that a desk defines: what a question for it is called, as in `policy number`."""
    several: bool = False
    """Many can hold at once, so a newer value does not take the place of an older one."""


class Found(Struct, frozen=True, kw_only=True):
    """A value that stands in a text."""

    kind: str
    value: str
    start: int
    """Where it stands: offsets into the text, in characters."""
    end: int


class Fact(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something a customer has already told us, with the entry it came from."""

    id: int
    customer: int
    """The customer's own row, also when merged."""
    kind: str
    value: str
    told_at: datetime
    """When the customer said it: the moment of the entry it came from."""
    entry: int | None = None
    """Where they said it. Null when a colleague noted it without naming an entry."""
    conversation: int | None = None
    channel: str = ""
    state: FactState = FactState.SUGGESTED
    by: str | None = None
    """The colleague who confirmed, noted or dismissed it."""
    at: datetime | None = None
    """When they did."""
    superseded_by: int | None = None
    """The fact of the same kind that was told later. Looked up when read."""

    @property
    def holds(self) -> bool:
        """Nobody dismissed it and nothing newer took its place."""
        return self.state != FactState.DISMISSED and self.superseded_by is None


class Finding(Struct, frozen=True, kw_only=True):
    """A sentence of a draft that asks for what the customer has told already."""

    sentence: str
    start: int
    """Where the sentence stands in the draft: offsets in characters."""
    end: int
    kind: str
    fact: Fact
    instead: str
    """A sentence that says what we have, to put in its place."""
