"""What every command is."""

from msgspec import Struct


class Command(Struct, frozen=True, kw_only=True, omit_defaults=True, tag=str.lower):
    """One thing somebody wants done."""


class InConversation(Command, frozen=True, kw_only=True):
    """A command about one conversation."""

    conversation: int


class AboutAsk(Command, frozen=True, kw_only=True):
    """A command about one ask."""

    ask: int


class AboutPromise(Command, frozen=True, kw_only=True):
    """A command about one promise."""

    promise: int
