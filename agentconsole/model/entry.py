"""One thing that happened. Entries are only ever added."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

if TYPE_CHECKING:
    Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
else:
    Json = Any  # msgspec decodes no recursive types, and JSON is what it decodes


class Kind(StrEnum):
    """The kinds of entry the desk itself gives a meaning to.

    An entry that came from outside may have any other kind (`order`, `refund`, `call`): it is an
    event that is shown and searched, and that decides nothing.
    """

    MESSAGE = "message"
    NOTE = "note"
    CLAIM = "claim"
    ASK = "ask"
    SEEN = "seen"
    ANSWER = "answer"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    INTRODUCE = "introduce"
    RELEASE = "release"
    BRIEF = "brief"
    SNOOZE = "snooze"
    WAKE = "wake"
    CLOSE = "close"
    REOPEN = "reopen"
    HANDOVER = "handover"
    ACCEPT = "accept"
    REFUSE = "refuse"
    UNSEND = "unsend"
    STANDIN = "standin"
    RETURN = "return"
    IDENTITY = "identity"
    MERGE = "merge"
    UNMERGE = "unmerge"
    AGENT = "agent"
    LEAVE = "leave"
    FACT = "fact"
    DISMISS = "dismiss"
    REPEAT = "repeat"
    PROMISE = "promise"
    KEEP = "keep"
    RENEGOTIATE = "renegotiate"
    BREAK = "break"
    ACK = "ack"
    UNPIN = "unpin"
    BOUNCE = "bounce"
    SETTLE = "settle"
    RESTRICT = "restrict"
    UNRESTRICT = "unrestrict"


FROM_OUTSIDE = frozenset({Kind.MESSAGE, Kind.NOTE, Kind.BOUNCE})
"""The only kinds of our own that a channel or a file may bring: nothing from outside can claim,
hand over or answer."""

RESERVED = frozenset(Kind) - FROM_OUTSIDE


class Visibility(StrEnum):
    """Who can ever read an entry."""

    CUSTOMER = "customer"
    TEAM = "team"


def visibility(kind: str) -> Visibility:
    """Only a message reaches the customer. It follows from the kind, so no flag can be wrong."""
    return Visibility.CUSTOMER if kind == Kind.MESSAGE else Visibility.TEAM


class AuthorType(StrEnum):
    """Which side of the desk an entry comes from."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"


class Author(Struct, frozen=True, kw_only=True):
    """Who did it. `id` is a customer's number or an agent's handle; it is null for the system,
    and for a colleague known by name only, as in an imported history."""

    type: AuthorType
    id: int | str | None = None
    name: str = ""


SYSTEM = Author(type=AuthorType.SYSTEM, name="agentconsole")


class Attachment(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file that came with a message, listed but not unpacked."""

    name: str
    media_type: str = "application/octet-stream"
    size: int = 0
    """In bytes, after transfer decoding."""
    inline: bool = False


Delivery = Literal["waiting", "sending", "sent", "failed", "uncertain", "unsent"]
"""Where a message of ours stands on its way out. `uncertain`: the program was stopped in the
instant in which it cannot be known whether the message left."""


MACHINES = frozenset({"bounce", "auto-reply", "automatic"})
"""What `data["machine"]` says of messages that no person wrote."""


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that happened, in order of time."""

    id: int = 0
    """Sorts by time (`model.ids`). 0 until it is kept."""
    at: datetime
    """In UTC. When it happened, which for imported history is long before it came in."""
    kind: str
    author: Author
    channel: str = "desk"
    """The way it came in or goes out; `desk` for what happens among ourselves."""
    conversation: int | None = None
    customer: int | None = None
    """The customer whose conversation it is."""
    party: int | None = None
    """Another customer who writes or is written to in it. It shows in their history as well."""
    version: int = 0
    """The version of the conversation this entry made: 1 for its first entry, in order of arrival."""
    text: str = ""
    """As it came. Nothing from outside may reach a screen but through `rules.screening`."""
    subject: str = ""
    ask: int | None = None
    promise: int | None = None
    agent: str | None = None
    """The colleague it is about: the specialist asked, the new owner, the stand-in."""
    about: tuple[int, ...] = ()
    """The ids of the entries it refers to."""
    until: datetime | None = None
    """Due time of an ask or a promise; end of a snooze or of an absence."""
    reason: str = ""
    suggested_reply: str = ""
    must_read: bool = False
    """A note that nobody in the conversation writes to the customer before having read."""
    signed_for: str | None = None
    """The handle of the owner in whose place the author acts."""
    attachments: tuple[Attachment, ...] = ()
    external_id: str = ""
    """What the channel calls it. Unique within the channel, which makes intake idempotent."""
    kept_raw: bool = False
    """It could not be read as what it claims to be: the text is the bytes, decoded as well as can be."""
    data: dict[str, Json] = {}
    """What the source knew beside the text: an order's number, an amount, a mail's headers."""
    delivery: Delivery | None = None
    """Not part of what happened: looked up in the outbox when the entry is read."""
    undo_until: datetime | None = None
    """With `delivery` waiting: nothing is handed to a channel before this moment."""

    @property
    def visibility(self) -> Visibility:
        """Who can ever read it."""
        return visibility(self.kind)

    @property
    def by_machine(self) -> bool:
        """A message that no person wrote: shown, and waited for by nobody."""
        return self.data.get("machine") in MACHINES

    @property
    def incoming(self) -> bool:
        """A message from a customer."""
        return self.kind == Kind.MESSAGE and self.author.type == AuthorType.CUSTOMER

    @property
    def outgoing(self) -> bool:
        """A message to the customer."""
        return self.kind == Kind.MESSAGE and self.author.type == AuthorType.AGENT
