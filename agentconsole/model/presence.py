"""Who is in a conversation at this moment."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Doing(StrEnum):
    """What an agent does in a conversation."""

    LOOKING = "looking"
    WRITING = "writing"
    """A reply to the customer is being typed."""


class Presence(Struct, frozen=True, kw_only=True):
    """That an agent is in a conversation. It ends by itself: a console that is gone says nothing more."""

    agent: str
    conversation: int
    doing: Doing
    since: datetime
    until: datetime
    """Not after, unless the console says so again."""
