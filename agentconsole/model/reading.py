"""Who has read what."""

from datetime import datetime

from msgspec import Struct


class Read(Struct, frozen=True, kw_only=True):
    """That an agent had an entry before them long enough to read it, or acknowledged it."""

    agent: str
    at: datetime


class Readers(Struct, frozen=True, kw_only=True):
    """Who has read an entry, and who of those in its conversation has not."""

    entry: int
    read: tuple[Read, ...] = ()
    """In the order they read it."""
    not_yet: tuple[str, ...] = ()
    """The handles of the others it is for."""
