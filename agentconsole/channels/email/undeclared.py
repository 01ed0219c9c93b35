"""Headers with letters of eight bits, of which nothing says in what charset they are (RFC 5322 has none).

UTF-8 shows by itself. What the same mail says of its text, or of another header, is meant here as well. Where
it says nothing, they are read in the charset in which they and its text make most sense: a guess, and it is
called one. What the headers declare by themselves stands beside it.
"""

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from agentconsole.channels.email import charsets, guessing, transfer, words
from agentconsole.channels.email.headers import Headers
from agentconsole.channels.email.parts import Part

GUESSED = "Letters in its headers are read by guess: the mail does not say in which charset they are."
GUESSED_TEXT = "Letters of its text are read by guess: the mail does not say in which charset they are."
GUESSED_WITHIN = "Letters of a message within are read by guess: it does not say in which charset they are."
PEOPLE_READ = ("from", "sender", "reply-to", "to", "cc", "bcc", "subject")
LOOKED_AT = 20
"""Parts, and headers, that may say a charset."""
BEGINNING = 60_000
"""Bytes of a text as it was sent."""


class Supplied(Struct, frozen=True):
    """What the headers of a message do not say by themselves."""

    declared: Headers
    """Those that declare not all of their letters, with a mark (U+FFFD) for each they do not."""
    note: str = ""
    """What must be said of it."""


def settle(raw: bytes, root: Part) -> Supplied:
    """Have headers that do not declare their letters read by what the mail says elsewhere, or by guess."""
    declared = _declared(root.headers)
    if not declared.fields:
        return Supplied(declared)
    said = stated(root)
    root.headers.read_as(said or guessing.likely(_text(raw, root) + b"\n" + _letters(root.headers)))
    return Supplied(declared, "" if said else GUESSED)


def stated(root: Part) -> str:
    """The charset that the mail says of a text or a header, with letters beyond ASCII; empty without one."""
    return next(filter(charsets.has_letters, _stated(root)), "")


def _letters(headers: Headers) -> bytes:
    """What is read by guess."""
    values = [value for name in PEOPLE_READ for value in headers.fields.get(name, ())]
    return b"\n".join(value for value in values[:LOOKED_AT] if not _is_declared(value))


def _text(raw: bytes, root: Part) -> bytes:
    """The beginning of the first text that is read by guess as well."""
    for part in islice(_parts(root), LOOKED_AT):
        if part.media_type.startswith("text/") and charsets.is_silent(part.parameters.get("charset", "")):
            text = transfer.undo(raw[part.start : min(part.end, part.start + BEGINNING)], part.encoding)
            if not charsets.is_nearly_utf8(text):
                return text
    return b""


def _declared(headers: Headers) -> Headers:
    return Headers(
        {
            name: [_marked(value).encode() for value in headers.fields[name]]
            for name in PEOPLE_READ
            if not all(map(_is_declared, headers.fields.get(name, ())))
        }
    )


def _is_declared(value: bytes) -> bool:
    return value.isascii() or all(
        charset or charsets.is_utf8(piece) for charset, piece in words.by_charset(value)
    )


def _marked(value: bytes) -> str:
    return "".join(
        charsets.decode(piece, charset) if charset else piece.decode("utf-8", "replace")
        for charset, piece in words.by_charset(value)
    )


def _stated(root: Part) -> Iterator[str]:
    for part in islice(_parts(root), LOOKED_AT):
        yield part.parameters.get("charset", "")
    yield from islice(_of_encoded_words(root.headers), LOOKED_AT)


def _parts(root: Part) -> Iterator[Part]:
    waiting = [root]
    while waiting:
        part = waiting.pop(0)
        waiting += part.children[:LOOKED_AT]
        yield part


def _of_encoded_words(headers: Headers) -> Iterator[str]:
    for name in headers.fields:
        found = words.OPENING.search(headers.raw(name))
        if found:
            yield found[1]
