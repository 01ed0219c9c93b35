"""Headers as they go over the wire: ASCII, folded, and never more than the one line they are meant to be.

Written by hand because the standard library's folding breaks what it should keep: it encodes a Message-ID
that is longer than a line, so that the answer is in no thread, and it takes the quotation marks off a long
name, so that a comma in it makes two people.
"""

import base64
import re
from collections.abc import Iterable
from urllib.parse import quote

from agentconsole.channels.email import bounds
from agentconsole.channels.email.addresses import Address
from agentconsole.channels.email.domains import on_the_wire

WIDTH = 76
ENCODED_WORD = 54
"""Characters of an encoded word between `=?utf-8?q?` and `?=`, so that a line with the first of them has at
most 76 (RFC 2047, 2)."""
LONGEST_ID = 900
"""Characters of a Message-ID: it cannot be folded, and no line is longer than 998 (RFC 5322, 2.1.1)."""
BREAKS = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")
PHRASE = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
ID = re.compile(r"[!-;=?-~]+")
LOCAL = re.compile(r"[^\x00-\x20\x7f-\x9f()<>@,;:\\\"\[\]]{1,64}")
QUOTED_LOCAL = re.compile(r'"(?:[^"\\\x00-\x20\x7f-\x9f]|\\[!-~]){1,62}"')
UNENCODED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")


def clean(value: str) -> str:
    """On one line: control characters and line breaks of any kind become a space."""
    return BREAKS.sub(" ", value).strip()


def field(name: str, pieces: Iterable[str]) -> bytes:
    """The header, in as many lines as it needs; a line is broken between two pieces only."""
    lines = [f"{name}:"]
    for piece in pieces:
        if len(lines[-1]) + 1 + len(piece) > WIDTH and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {piece}"
    return "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n"


def text(value: str) -> list[str]:
    """The pieces of a header that is free text, such as the subject."""
    value = clean(value)
    pieces = value.split(" ")
    plain = value.isascii() and "=?" not in value and all(len(piece) < WIDTH for piece in pieces)
    return pieces if plain else encoded(value)


def encoded(value: str) -> list[str]:
    """As encoded words (RFC 2047), in the shorter of the two encodings, no character cut in two."""
    whole = value.encode("utf-8", "replace")
    q_is_shorter = len(_q(whole)) <= len(whole) * 4 / 3
    write = _q if q_is_shorter else _b
    words, held = [], b""
    for letter in value:
        more = held + letter.encode("utf-8", "replace")
        if len(write(more)) > ENCODED_WORD:
            words.append(held)
            more = letter.encode("utf-8", "replace")
        held = more
    return [f"=?utf-8?{'q' if q_is_shorter else 'b'}?{write(word)}?=" for word in (*words, held)]


def _q(octets: bytes) -> str:
    return "".join(
        chr(octet) if octet in UNENCODED else "_" if octet == 0x20 else f"={octet:02X}" for octet in octets
    )


def _b(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")


def people(addresses: Iterable[Address]) -> list[str]:
    """The pieces of a header that names people, each with an address that can be written to."""
    written = [_person(each) for each in addresses]
    for person in written[:-1]:
        person[-1] += ","
    return [piece for person in written for piece in person]


def _person(address: Address) -> list[str]:
    name = clean(address.name)[: bounds.NAME]
    if not name:
        return [address.email]
    return [*_name(name), f"<{address.email}>"]


def _name(name: str) -> list[str]:
    if "=?" in name or not name.isascii() or len(name) > WIDTH - 10:
        return encoded(name)
    if PHRASE.fullmatch(name):
        return name.split(" ")
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return [f'"{escaped}"']


def reachable(email: str) -> str:
    """The address as servers are told it; empty when it is none."""
    local, _, domain = email.strip().rpartition("@")
    domain = on_the_wire(domain)
    known = LOCAL.fullmatch(local) or QUOTED_LOCAL.fullmatch(local)
    if not known or not domain:
        return ""
    return f"{local}@{domain}"


def ids(values: Iterable[str]) -> list[str]:
    """Message-IDs in their brackets, each once. What can be none is left out."""
    bare = (clean(value).removeprefix("<").removesuffix(">") for value in values)
    found = (one for one in bare if len(one) <= LONGEST_ID and ID.fullmatch(one))
    return [f"<{one}>" for one in dict.fromkeys(found)]


def parameter(name: str, value: str) -> list[str]:
    """A parameter of a header, such as a file's name, in pieces that end with `;` but for the last
    (RFC 2231 where it is long or not ASCII)."""
    value = clean(value)
    if value.isascii() and len(value) <= WIDTH - 20:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return [f'{name}="{escaped}"']
    octets = [quote(letter, safe="", errors="replace") for letter in value]
    parts = [""]
    for octet in octets:
        if len(parts[-1]) + len(octet) > WIDTH - 20:
            parts.append("")
        parts[-1] += octet
    parts[0] = f"utf-8''{parts[0]}"
    if len(parts) == 1:
        return [f"{name}*={parts[0]}"]
    last = len(parts) - 1
    return [f"{name}*{at}*={part}{';' * (at < last)}" for at, part in enumerate(parts)]
