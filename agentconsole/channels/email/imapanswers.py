"""What an IMAP server answers to FETCH, out of the pieces that imaplib makes of it."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct

from agentconsole.channels.email import dates

UID = re.compile(rb"\bUID (\d+)")
SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
ARRIVED = re.compile(rb'\bINTERNALDATE "([^"]+)"')
BODY = re.compile(rb'\bBODY\[[^\]]*\](?:<\d+>)? (?:NIL|"((?:\\.|[^"\\])*)")')
"""A text that is no literal: nothing, or one short line."""


class Listed(Struct, frozen=True):
    """What is known of a mail before it is fetched."""

    size: int
    """In bytes, as the server believes."""
    arrived: datetime | None
    """INTERNALDATE, in UTC."""


def listed(said: Iterable[Any]) -> dict[int, Listed]:
    """By number. An answer without a size is about something else, such as a flag that changed."""
    found = {}
    for head, *_ in _answers(said):
        uid, size, arrived = UID.search(head), SIZE.search(head), ARRIVED.search(head)
        if uid and size:
            when = dates.parse(arrived[1].decode("ascii", "replace")) if arrived else None
            found[int(uid[1])] = Listed(int(size[1]), when)
    return found


def contents(said: Iterable[Any]) -> dict[int, bytes]:
    """The texts asked for, by number."""
    found: dict[int, bytes] = {}
    for head, *literal in _answers(said):
        uid, body = UID.search(head), BODY.search(head)
        if uid and literal:
            found[int(uid[1])] = literal[0]
        elif uid and body:
            found[int(uid[1])] = re.sub(rb"\\(.)", rb"\1", body[1] or b"")
    return found


def text(said: Iterable[Any]) -> str:
    """What the server said in words."""
    return b" ".join(each for each in said if isinstance(each, bytes)).decode("utf-8", "replace")[:300]


def _answers(said: Iterable[Any]) -> Iterator[list[bytes]]:
    """For each answer what is said beside its literal, and the literal where there is one: imaplib gives
    these as a pair, and what stands behind the literal as the next piece."""
    pair: list[bytes] = []
    for piece in said:
        if isinstance(piece, tuple):
            if pair:
                yield pair
            pair = [piece[0], piece[1]]
        elif pair:
            yield [pair[0] + b" " + (piece or b""), pair[1]]
            pair = []
        elif piece:
            yield [piece]
    if pair:
        yield pair
