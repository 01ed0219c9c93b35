"""Mail, as far as the desk itself knows of it."""

from msgspec import Struct


class OwnMail(Struct, frozen=True, kw_only=True):
    """What this desk knows of its own mail."""

    channels: frozenset[str] = frozenset({"email"})
    """The channels whose messages are mails."""
    addresses: frozenset[str] = frozenset()
    """Our own addresses in lower case: a reply never goes to them."""
    first: str = "email"
    """The channel by which we write to somebody first."""
    largest: int = 25_000_000
    """Bytes of a file that may go with a reply. Many servers take no mail above that."""
    refused: tuple[str, ...] = ()
    """Endings in lower case, with their dot, of files that do not."""


NO_MAIL = OwnMail()
"""Of a desk that has no mail."""


class Recipients(Struct, frozen=True, kw_only=True):
    """To whom a reply goes, as `Name <address>`."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    """Those who were not in the last message, or whom only it brought along: we have not written to them."""
    gone: tuple[str, ...] = ()
    """Those who were, or who got our last one, and would not get this one."""
    strange: tuple[str, ...] = ()
    """Domains that nobody was written to at in this conversation, and that it did not begin with."""
