"""One matter with one customer, and what is going on in it now."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Status(StrEnum):
    """Where a conversation stands. Waiting means waiting on the customer."""

    OPEN = "open"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    CLOSED = "closed"


class CustomerRef(Struct, frozen=True, kw_only=True):
    """A customer, named in passing."""

    id: int
    name: str


class Handover(Struct, frozen=True, kw_only=True):
    """Ownership offered, not yet accepted. Until it is, nothing has moved."""

    entry: int
    to: str
    by: str
    brief: str
    reason: str
    at: datetime


class Brief(Struct, frozen=True, kw_only=True):
    """Where we are, in at most seven lines."""

    entry: int
    version: int
    """1 for the first brief of the conversation."""
    text: str
    author: str
    at: datetime


class MustRead(Struct, frozen=True, kw_only=True):
    """A note that is to be read before anybody writes to the customer."""

    entry: int
    author: str
    """The handle of whoever wrote it: they have read it."""
    acknowledged: tuple[str, ...] = ()
    """The agents who said that they have read it."""


class LastReply(Struct, frozen=True, kw_only=True):
    """What a reply changed, so that taking it back can restore it."""

    entry: int
    status: Status
    waiting_since: datetime | None
    last_out_at: datetime | None = None


class Conversation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One matter with one customer, over any number of channels.

    It follows from its entries (`rules.replay`): kept beside them to be found quickly, never
    changed without one.
    """

    id: int
    customer: CustomerRef
    """Whose it is; after a merge, the customer they were found to be."""
    begun_with: int = 0
    """The id of the customer's own row it was begun with. A merge does not change it, so that it can be
    undone."""
    subject: str = ""
    status: Status = Status.OPEN
    owner: str | None = None
    stand_in: str | None = None
    """Who acts for the owner now. Follows from the owner's absence, at the time of reading."""
    channels: tuple[str, ...] = ()
    """Those somebody wrote on; the latest, last."""
    opened_at: datetime | None = None
    last_entry_at: datetime | None = None
    waiting_since: datetime | None = None
    """Since when the customer has been waiting for an answer; null when they are not."""
    last_in_at: datetime | None = None
    """When the newest message from a customer was written, whenever it came in."""
    last_out_at: datetime | None = None
    open_asks: int = 0
    specialists: tuple[str, ...] = ()
    """Everyone who was ever pulled in, former owners among them."""
    restricted: bool = False
    """Only its people see it (`seen_by`)."""
    people: tuple[str, ...] = ()
    """Whom it was restricted to by name."""
    introduced: tuple[str, ...] = ()
    """Specialists who may write to the customer here, beside the owner."""
    brief: Brief | None = None
    heard_since_brief: int = 0
    """How many messages the customer wrote since the brief. Two make it stale."""
    must_read: tuple[MustRead, ...] = ()
    promises_owed: int = 0
    """How many promises are still to be kept, or broken and not yet talked about."""
    repeats_avoided: int = 0
    """How often a question whose answer we had was not asked again."""
    repeats_asked: int = 0
    """How often it was asked anyway, with a reason."""
    asked_anyway: tuple[str, ...] = ()
    """The sentences that were asked anyway, as they were written; nobody is told of these again."""
    handover: Handover | None = None
    handovers: int = 0
    """How often ownership has moved."""
    snoozed_until: datetime | None = None
    """Survives a message from the customer: they are seen at once, and the date stays."""
    snooze_reason: str = ""
    last_reply: LastReply | None = None
    version: int = 0
    """How many entries it has. Who sends says which version they saw."""
    heard_version: int = 0
    """The version of the last thing somebody said: a message, a note, an answer."""
    read_version: int = 0
    """The version up to which the agent who asks has seen it. Looked up when read."""
    unread: bool = False
    """Something was said that the agent who asks has not seen. Looked up when read."""

    def seen_by(self, agent: str) -> bool:
        """Whether that colleague may know of it."""
        offered = self.handover.to if self.handover else None
        its = (self.owner, self.stand_in, offered, *self.specialists, *self.people)
        return not self.restricted or agent in its

    def status_at(self, now: datetime) -> Status:
        """Where it stands at that moment: a snooze that is over has woken, noted or not."""
        over = self.snoozed_until is not None and self.snoozed_until <= now
        return Status.OPEN if over and self.status == Status.SNOOZED else self.status
