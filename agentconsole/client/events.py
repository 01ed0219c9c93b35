"""Server-sent events, out of bytes as they come (HTML Living Standard, section 9.2.6)."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from agentconsole.client.errors import NotADesk

LONGEST = 1_000_000
"""Bytes of a line, and of an event."""


class Event(Struct, frozen=True, kw_only=True):
    """What was told. A sign of life has neither name nor data."""

    name: str = ""
    data: bytes = b""
    id: str = ""


def events(parts: Iterable[bytes]) -> Iterator[Event]:
    """Each event, and each sign of life. Raises `NotADesk` for one that has no end."""
    name, data, at, size = "", list[bytes](), "", 0
    for line in _lines(parts):
        if not line:
            yield Event(name=name, data=b"\n".join(data), id=at)
            name, data, at, size = "", [], "", 0
            continue
        size += len(line) + 1
        if size > LONGEST:
            raise NotADesk("A live event has no end")
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if not field:
            yield Event()
        elif field == b"event":
            name = value.decode("utf-8", "replace")
        elif field == b"id":
            at = value.decode("utf-8", "replace")
        elif field == b"data":
            data.append(value)


def _lines(parts: Iterable[bytes]) -> Iterator[bytes]:
    r"""Lines without their end, which is `\n`, `\r` or both."""
    left, after_return = b"", False
    for part in parts:
        if after_return and part.startswith(b"\n"):
            part = part[1:]
        after_return = part.endswith(b"\r")
        *whole, left = (left + part).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        yield from whole
        if len(left) > LONGEST:
            raise NotADesk("A line of the live stream has no end")
