"""What the post of a desk is made of: an account with its secrets, and what it tells while it runs."""

from collections.abc import Callable

from msgspec import Struct

from agentconsole.channels.email.account import Account

Secret = Callable[[], str]
"""Gives the secret when it is needed, or raises a `DeskError`."""


class Line(Struct, frozen=True, kw_only=True):
    """An account, and its secrets for coming in and going out."""

    account: Account
    incoming: Secret
    outgoing: Secret
    also: tuple[str, ...] = ()
    """Channels that belong to no account, whose messages go out by this one."""


class News(Struct, frozen=True):
    """Something that happened to a channel, in words."""

    channel: str
    words: str
    problem: bool = False


Tell = Callable[[News], object]


def in_silence(_: News) -> None:
    """To nobody."""
