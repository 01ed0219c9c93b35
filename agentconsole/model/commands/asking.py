"""Pulling specialists in."""

from datetime import datetime

from agentconsole.model.commands.base import AboutAsk, InConversation


class Ask(InConversation, frozen=True, kw_only=True):
    """Pull a specialist in with one question."""

    specialist: str
    question: str
    about: tuple[int, ...] = ()
    due_at: datetime | None = None


class See(AboutAsk, frozen=True):
    """Say that the specialist has the question before them."""


class Answer(AboutAsk, frozen=True, kw_only=True):
    """Answer an ask, perhaps with a reply the owner may take into the draft."""

    text: str
    suggested_reply: str = ""


class Decline(AboutAsk, frozen=True, kw_only=True):
    """Say that one cannot answer, and why."""

    reason: str


class Withdraw(AboutAsk, frozen=True):
    """Take a question back."""


class Introduce(InConversation, frozen=True, kw_only=True):
    """Let a specialist write to the customer here, beside the owner."""

    specialist: str


class Release(InConversation, frozen=True, kw_only=True):
    """End an introduction."""

    specialist: str
