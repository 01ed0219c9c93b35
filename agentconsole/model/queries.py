"""The shapes of a question to the desk, and of a list in answer."""

from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")


class InboxView(StrEnum):
    """Which conversations to list."""

    MINE = "mine"
    """Those I own or stand in for, that are not closed and not asleep; who waits longest, first."""
    ASKED = "asked"
    """Those whose ownership is offered to me, and then those in which an ask to me is pending; the one due
    soonest, first."""
    UNOWNED = "unowned"
    """Those nobody owns yet, or whose owner has left the desk; who waits longest, first."""
    WAITING = "waiting"
    """Those that wait on the customer; the one silent longest, first."""
    ALL = "all"
    """Every conversation in whatever state; the newest first."""


class PromiseView(StrEnum):
    """Which promises to list, those due first, first."""

    MINE = "mine"
    """Those I owe, in conversations I own or stand in for: to be kept, or broken and not talked about."""
    DUE = "due"
    """Everybody's that are due before the desk opens again tomorrow, or broken and not talked about."""
    ALL = "all"
    """Every promise, whatever became of it."""


class Page(Struct, Generic[T], frozen=True, kw_only=True):
    """A part of a list. A list that is cut says so."""

    items: tuple[T, ...]
    complete: bool = True
    """Nothing follows in the direction asked for."""
    cursor: int | None = None
    """Where to go on: pass it as `after`."""


class Filter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which entries of a history or a conversation are wanted."""

    channel: str | None = None
    kind: str | None = None


EVERYTHING = Filter()


class Query(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A search, as `rules.query` reads it: every part must hold."""

    words: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Words, or several in a row, that an entry must not have."""
    author: str | None = None
    """An agent's handle, or a customer's name, e-mail, phone number or handle."""
    customer: str | None = None
    channel: str | None = None
    kind: str | None = None
    conversation: int | None = None
    before: datetime | None = None
    """Entries earlier than this."""
    after: datetime | None = None
    """Entries of this moment and later."""
