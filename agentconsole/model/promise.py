"""What we told a customer we would do, and by when."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.model.conversation import CustomerRef

LONGEST = 500
"""Characters of what is promised."""


class PromiseState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    RENEGOTIATED = "renegotiated"
    """The customer was given another time, and it is still to be kept."""
    BROKEN = "broken"
    """Its time passed. It stays before us until somebody has talked to the customer about it."""
    WITHDRAWN = "withdrawn"
    """The reply that made it was taken back before it left."""


PENDING = frozenset({PromiseState.OPEN, PromiseState.RENEGOTIATED})


class Term(Struct, frozen=True, kw_only=True):
    """A time that was promised before, and what became of it."""

    due_at: datetime
    ended_at: datetime
    state: PromiseState
    reason: str = ""
    by: str = ""


class Promise(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was promised to whom, by when, and what came of it.

    Whoever owns the conversation owes it; while they are away, whoever stands in for them.
    """

    id: int
    conversation: int
    entry: int
    """The entry that made it."""
    text: str
    due_at: datetime
    made_by: str
    at: datetime
    message: int | None = None
    """The reply it was made with, if it was."""
    state: PromiseState = PromiseState.OPEN
    ended_at: datetime | None = None
    """When it was kept, broken or withdrawn."""
    kept_with: int | None = None
    """The reply that kept it, or in which a broken one was talked about."""
    settled_at: datetime | None = None
    """When somebody talked to the customer about a broken one."""
    past: tuple[Term, ...] = ()
    """The times promised before this one, oldest first."""
    before: "Promise | None" = None
    """What it was before the reply that kept it, as long as that can be taken back."""
    customer: CustomerRef | None = None
    """To whom. Looked up when read, as are the next two."""
    owner: str | None = None
    stand_in: str | None = None

    @property
    def pending(self) -> bool:
        """It is still to be kept."""
        return self.state in PENDING

    @property
    def owed(self) -> bool:
        """Somebody still has to do something about it."""
        return self.pending or (self.state == PromiseState.BROKEN and self.settled_at is None)

    def as_of(self, now: datetime) -> "Promise":
        """As it stands then: what was to be kept by then is broken, also before the desk has noted it."""
        if not self.pending or self.due_at > now:
            return self
        return replace(self, state=PromiseState.BROKEN, ended_at=self.due_at)


class Promised(Struct, frozen=True, kw_only=True):
    """A promise as a sentence makes it: found in a draft, or given with a reply."""

    text: str
    """The sentence."""
    due_at: datetime
    start: int = 0
    """Where it stands in the draft: offsets in characters."""
    end: int = 0
