"""The names of mailboxes as IMAP writes them, and the answer to LIST.

Names are in modified UTF-7 (RFC 3501, 5.1.3): "&" and all that is not printable ASCII is written as
"&", base64 of UTF-16 with "," for "/", and "-". Special uses are those of RFC 6154.
"""

import base64
import re
from collections.abc import Iterable

from msgspec import Struct

from agentconsole.model.errors import Invalid

PLAIN = re.compile(r"[\x20-\x25\x27-\x7e]+|&|[^\x20-\x7e]+")
SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")
LISTED = re.compile(rb'\((?P<flags>[^)]*)\) (?P<delimiter>NIL|"(?:\\.|[^"])*") (?P<name>.*)', re.DOTALL)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
SENT_NAMES = ("sent", "sent items", "sent mail", "sent messages")
"""What the folder is called where the server does not say which it is."""


class Mailbox(Struct, frozen=True):
    """A mailbox of the server."""

    name: str
    flags: frozenset[str]
    """In lower case, with their backslash."""
    delimiter: str = "/"


def quoted(text: str) -> str:
    """A string of the protocol. Raises `Invalid` for one that would end the command and begin another."""
    if CONTROL.search(text) or not text.isascii():
        raise Invalid(f"{text!r} cannot be said to a mail server", "Control characters are not allowed here")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def encoded(name: str) -> str:
    """A mailbox's name, ready for a command. Raises `Invalid` for one that no mailbox can have."""
    if not name or CONTROL.search(name):
        raise Invalid(f"{name!r} is not the name of a mailbox", "A name is one line of text")
    try:
        return quoted(PLAIN.sub(_shift, name))
    except UnicodeEncodeError as problem:
        raise Invalid(f"{name!r} is not the name of a mailbox", "It holds half a character") from problem


def _shift(piece: re.Match[str]) -> str:
    text = piece[0]
    if text == "&":
        return "&-"
    if text.isascii():
        return text
    return "&" + base64.b64encode(text.encode("utf-16-be"), b"+,").decode().rstrip("=") + "-"


def decoded(name: str) -> str:
    """The name as people write it; what is no modified UTF-7 stays as it is."""
    return SHIFTED.sub(_unshift, name)


def _unshift(piece: re.Match[str]) -> str:
    if not piece[1]:
        return "&"
    try:
        return base64.b64decode(piece[1] + "===", b"+,").decode("utf-16-be")
    except ValueError:
        return piece[0]


def listed(answer: Iterable[bytes | tuple[bytes, bytes] | None]) -> list[Mailbox]:
    """The mailboxes in an answer to LIST. A name that is a literal comes as a pair."""
    found = []
    for line in answer:
        whole = b"".join((line[0].rpartition(b"{")[0], line[1])) if isinstance(line, tuple) else line or b""
        parts = LISTED.match(whole)
        if parts is None:
            continue
        name = parts["name"].decode("utf-8", "replace")
        found.append(
            Mailbox(
                decoded(name if isinstance(line, tuple) else _unquoted(name)),
                frozenset(parts["flags"].decode("ascii", "replace").lower().split()),
                _unquoted(parts["delimiter"].decode("ascii", "replace")),
            )
        )
    return found


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text


def sent(mailboxes: list[Mailbox]) -> str:
    """The folder of sent mail: the one the server says it is, else one that is called so; "" for none."""
    for mailbox in mailboxes:
        if "\\sent" in mailbox.flags:
            return mailbox.name
    names = {each.name.rpartition(each.delimiter)[2].lower(): each.name for each in reversed(mailboxes)}
    return next((names[name] for name in SENT_NAMES if name in names), "")
