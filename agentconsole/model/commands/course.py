"""What becomes of a conversation, and who looks after it."""

from datetime import datetime

from agentconsole.model.commands.base import Command, InConversation


class Claim(InConversation, frozen=True):
    """Become the owner of a conversation that has none, or whose owner has left the desk."""


class Brief(InConversation, frozen=True, kw_only=True):
    """Write down where we are, in at most seven lines. Replaces the brief before it."""

    text: str


class Snooze(InConversation, frozen=True, kw_only=True):
    """Set a conversation aside until a time, and say why."""

    until: datetime
    reason: str


class Wake(InConversation, frozen=True):
    """End a snooze: by hand, or when its time has come."""


class Close(InConversation, frozen=True, kw_only=True):
    """Say that the matter is settled. A late message from the customer reopens it."""

    anyway: bool = False
    """Also with a promise still to be kept."""


class Reopen(InConversation, frozen=True):
    """Say that the matter is not settled after all."""


class Restrict(InConversation, frozen=True, kw_only=True):
    """Only these people see the conversation from now on, with its owner, whoever stands in for them, whom it
    is offered to and whoever is asked in it. Given again, it names them anew."""

    people: tuple[str, ...] = ()


class Unrestrict(InConversation, frozen=True):
    """Everybody on the desk sees the conversation again."""


class HandOver(InConversation, frozen=True, kw_only=True):
    """Offer ownership to a colleague, with a brief and a reason. It moves when they accept."""

    to: str
    brief: str
    reason: str


class AcceptHandOver(InConversation, frozen=True):
    """Become the owner. The owner before stays in the thread as a specialist."""


class RefuseHandOver(InConversation, frozen=True, kw_only=True):
    """Decline ownership, and say why. The owner may also call the handover off with it."""

    reason: str


class StandIn(Command, frozen=True, kw_only=True):
    """While I am away, let a colleague act for me in the conversations I own."""

    agent: str
    until: datetime


class Return(Command, frozen=True):
    """I am back: nobody stands in for me any more."""
