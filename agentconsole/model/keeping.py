"""What is kept beside the entries: text not yet sent, mail on its way, and the news of changes."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from agentconsole.model.entry import Delivery, Entry, Json


class DraftKind(StrEnum):
    """A reply reaches the customer, a note never does: different drafts, different editors."""

    REPLY = "reply"
    NOTE = "note"


class Wishes(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the writer of a mail wants otherwise than usual."""

    to: tuple[str, ...] = ()
    """Whom it goes to; by default whoever wrote last."""
    cc: tuple[str, ...] | None = None
    """Who else gets it; by default everybody the last message went to."""
    quote: bool = False
    """What they wrote last stands below."""


USUAL = Wishes()


class Draft(Struct, frozen=True, kw_only=True):
    """What an agent has typed and not sent. One of each kind per agent and conversation."""

    conversation: int
    agent: str
    kind: DraftKind
    text: str
    seen: int
    """The version of the conversation the writer saw."""
    saved_at: datetime
    wishes: Wishes = USUAL


class Outgoing(Struct, frozen=True, kw_only=True):
    """A message on its way out: the outbox holds one for each, from the moment it is written."""

    entry: Entry
    key: str
    """Stable through every attempt: a channel that is given it twice sends once."""
    state: Delivery
    due_at: datetime
    """Not handed to a channel before: the undo window, or a time chosen by the writer."""
    attempts: int = 0
    error: str = ""
    dated_at: datetime | None = None
    """When it was first due: the date it bears, the same through every attempt."""


class Decision(StrEnum):
    """What becomes of a message that could not be delivered, or perhaps was."""

    SENT = "sent"
    """It arrived: the customer or the server says so."""
    AGAIN = "again"
    """Send it once more, under the same key."""
    NEVER = "never"
    """It is not sent any more; its text is the draft again."""


class Mark(Struct, frozen=True, kw_only=True):
    """How far a channel has come with a place of its own, such as a mailbox. Kept in one transaction with
    what came in from there, so that nothing is lost or taken in twice."""

    channel: str
    name: str
    value: dict[str, Json]


ChangeKind = Literal["entry", "delivery", "draft", "read", "agent", "fact", "mark", "presence"]


class Change(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """That something changed, and what to look at again. Positions grow without gaps in order of
    commit, so whoever remembers one can ask for all that came after."""

    position: int
    at: datetime
    kind: ChangeKind
    entry_kind: str = ""
    conversation: int | None = None
    customer: int | None = None
    entry: int | None = None
    ask: int | None = None
    by: str | None = None
    agent: str | None = None
    """The colleague it concerns."""

    @property
    def hides(self) -> bool:
        """From now on something is hidden from whoever is told this, and they are not told what: whatever
        they have of the desk is to be looked at again."""
        return self.kind == "entry" and self.entry is None and self.conversation is None
