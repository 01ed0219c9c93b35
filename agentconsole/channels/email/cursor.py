"""How far a mailbox has been fetched."""

from typing import Any, cast

import msgspec
from msgspec import Struct

from agentconsole.model.entry import Json


class Passed(Struct, frozen=True, kw_only=True):
    """A mail that the server could not give. It is asked for again later."""

    uid: int
    reason: str


class Cursor(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a mailbox: all mail up to `last`, but for what was passed over.

    A number means a mail only together with the mailbox and its UIDVALIDITY (RFC 3501, 2.3.1.1). Later mail
    always has a greater number, also old mail that is moved in, and whoever has looked at it.
    """

    mailbox: str
    uidvalidity: int = 0
    last: int = 0
    passed: tuple[Passed, ...] = ()
    seen: int = 0
    """Mail up to here has been marked as seen, where the account asks for it,"""
    late: tuple[int, ...] = ()
    """but for these, which were passed over then and are kept by now."""

    def value(self) -> dict[str, Json]:
        """As JSON holds it."""
        return cast(dict[str, Json], msgspec.to_builtins(self))


def read(value: Any, mailbox: str) -> Cursor:
    """A cursor from its `value`; the beginning of the mailbox when there is none, or none that can be read.

    Beginning again costs time and brings nothing twice."""
    try:
        found = msgspec.convert(value, Cursor)
    except msgspec.ValidationError:
        return Cursor(mailbox=mailbox)
    return found if found.mailbox == mailbox else Cursor(mailbox=mailbox)


def spans(first: int, last: int, without: frozenset[int]) -> str:
    """The numbers from `first` to `last` but for some, as IMAP writes them; "" for none."""
    found = []
    for gap in [*sorted(each for each in without if first <= each <= last), last + 1]:
        if first < gap:
            found.append(f"{first}:{gap - 1}" if first < gap - 1 else f"{first}")
        first = gap + 1
    return ",".join(found)
