"""One question to one specialist."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class AskState(StrEnum):
    """How far an ask has come."""

    OPEN = "open"
    SEEN = "seen"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


PENDING = frozenset({AskState.OPEN, AskState.SEEN})


class Ask(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who is asked what, about which entries, by when, and what came of it."""

    id: int
    conversation: int
    entry: int
    specialist: str
    asked_by: str
    question: str
    at: datetime
    about: tuple[int, ...] = ()
    due_at: datetime | None = None
    state: AskState = AskState.OPEN
    seen_at: datetime | None = None
    ended_at: datetime | None = None
    answer: str = ""
    """The answer, or the reason it was declined for."""
    suggested_reply: str = ""

    @property
    def pending(self) -> bool:
        """Somebody still waits for it."""
        return self.state in PENDING
