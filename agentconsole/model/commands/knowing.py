"""What the customer told us, and what we promised them."""

from datetime import datetime

from agentconsole.model.commands.base import AboutPromise, Command, InConversation


class SetFact(Command, frozen=True, kw_only=True):
    """Note or confirm something the customer has told us. A newer one takes the place of an older one, and
    both stay to be seen."""

    customer: str
    kind: str
    value: str
    entry: int | None = None
    """Where they said it; by default, they say it now."""


class DismissFact(Command, frozen=True, kw_only=True):
    """What was found is no fact."""

    fact: int


class FindFacts(Command, frozen=True, kw_only=True):
    """Look through all a customer ever wrote again, as when a desk has defined a new kind of fact."""

    customer: str


class MarkRepeat(InConversation, frozen=True, kw_only=True):
    """A draft asked for what the customer has told already: it was avoided, or is asked anyway."""

    fact: int
    sentence: str
    reason: str = ""
    """Why it is asked anyway. Without one, the question was avoided."""


class MakePromise(InConversation, frozen=True, kw_only=True):
    """Note what the customer was told we would do, and by when."""

    text: str
    due_at: datetime


class KeepPromise(AboutPromise, frozen=True, kw_only=True):
    """It is done; or, for a broken one, the customer has been talked to about it."""

    entry: int | None = None
    """The message that says so, where there is one."""


class Renegotiate(AboutPromise, frozen=True, kw_only=True):
    """The customer was given another time, and told why."""

    due_at: datetime
    reason: str


class BreakPromise(AboutPromise, frozen=True, kw_only=True):
    """Its time has passed. Only the desk itself notices that."""
