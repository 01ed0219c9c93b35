"""Encoded words in headers (RFC 2047), also as broken programs write them."""

import binascii
import re
from collections.abc import Iterator

from agentconsole.channels.email import charsets
from agentconsole.channels.email.transfer import base64

OPENING = re.compile(r"=\?([^?\s=*]{1,60})(?:\*[^?\s]{0,60})?\?([bBqQ])\?")
UNQUOTED = re.compile(
    rb"=\?([^?\s=*]{1,60})(?:\*[^?\s]{0,60})?\?[bBqQ]\?([^?\x80-\xff]*+[\x80-\xff][^?]*+)\?="
)
"""An encoded word with letters that its program left as they were."""


def decoded(text: str) -> str:
    """The text with its encoded words read. Words that cannot be read stand as they came."""
    if "=?" not in text:
        return text
    pieces: list[str | tuple[str, bytes]] = []
    position = 0
    while found := OPENING.search(text, position):
        end, after = _end(text, found.end())
        if end < 0:
            break
        gap = text[position : found.start()]
        if gap and not (gap.isspace() and pieces and isinstance(pieces[-1], tuple)):
            pieces.append(gap)
        _join(pieces, found[1].lower(), _content(text[found.end() : end], found[2]))
        position = after
    pieces.append(text[position:])
    return "".join(p if isinstance(p, str) else charsets.decode(p[1], p[0]) for p in pieces)


def by_charset(value: bytes) -> Iterator[tuple[str, bytes]]:
    """A header's bytes in pieces, each with the charset it declares: the content of an encoded word that has
    letters of eight bits in it is in the charset of that word, what stands around declares none."""
    position = 0
    for found in UNQUOTED.finditer(value):
        charset = found[1].decode("ascii", "replace")
        if charsets.has_letters(charset):
            yield "", value[position : found.start(2)]
            yield charset, found[2]
            position = found.end(2)
    yield "", value[position:]


def _end(text: str, start: int) -> tuple[int, int]:
    """Where the content ends and the text goes on. A word cut off at the end of the header counts."""
    end = text.find("?=", start)
    if end >= 0:
        return end, end + 2
    rest = text[start:].rstrip("?")
    return (-1, -1) if re.search(r"\s", rest) else (start + len(rest), len(text))


def _join(pieces: list[str | tuple[str, bytes]], charset: str, content: bytes) -> None:
    """Words of one charset side by side are one run of bytes: some programs split characters."""
    last = pieces[-1] if pieces else ""
    if isinstance(last, tuple) and last[0] == charset:
        pieces[-1] = (charset, last[1] + content)
    else:
        pieces.append((charset, content))


def _content(encoded: str, encoding: str) -> bytes:
    raw = encoded.encode("utf-8")
    return base64(raw) if encoding in "bB" else binascii.a2b_qp(raw, header=True)
