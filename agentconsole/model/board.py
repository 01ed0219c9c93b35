"""What a lead sees: who waits, and who needs a hand. Nobody is ranked."""

from datetime import datetime

from msgspec import Struct

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.people import Agent
from agentconsole.model.promise import Promise


class Load(Struct, frozen=True, kw_only=True):
    """What an agent carries: counts of the conversations they own, by state, and what is asked of them."""

    agent: str
    open: int = 0
    waiting: int = 0
    snoozed: int = 0
    asked: int = 0
    promises: int = 0


class UnreadNote(Struct, frozen=True, kw_only=True):
    """A note that somebody it is for has not read for a day."""

    entry: Entry
    not_yet: tuple[str, ...]


class Board(Struct, frozen=True, kw_only=True):
    """The desk at one moment. Each list is in the order of what has waited longest."""

    at: datetime
    waiting: tuple[Conversation, ...] = ()
    """Customers who wait for us."""
    more_waiting: bool = False
    """There are more of them than are listed."""
    promises: tuple[Promise, ...] = ()
    """Due today or overdue, and broken ones nobody has talked about."""
    asks: tuple[Ask, ...] = ()
    """Not answered yet."""
    handovers: tuple[Conversation, ...] = ()
    """Offered and not yet accepted."""
    away: tuple[Agent, ...] = ()
    """Away, with nobody standing in who is here."""
    notes: tuple[UnreadNote, ...] = ()
    loads: tuple[Load, ...] = ()
