"""Headers with letters of eight bits, of which nothing says in what charset they are (RFC 5322 has none).

UTF-8 shows by itself. What the same mail says of its text, or of another header, is meant here as well. Where
it says nothing, they are read as Windows writes western languages: a guess, and it is called one. What the
headers declare by themselves stands beside it.
"""

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from agentconsole.channels.email import charsets, words
from agentconsole.channels.email.headers import Headers
from agentconsole.channels.email.parts import Part

GUESSED = "Letters in its headers are read by guess: the mail does not say in which charset they are."
PEOPLE_READ = ("from", "sender", "reply-to", "to", "cc", "bcc", "subject")
LOOKED_AT = 20
"""Parts, and headers, that may say a charset."""


class Supplied(Struct, frozen=True):
    """What the headers of a message do not say by themselves."""

    declared: Headers
    """Those that declare not all of their letters, with a mark (U+FFFD) for each they do not."""
    note: str = ""
    """What must be said of it."""


def settle(root: Part) -> Supplied:
    """Have headers that do not declare their letters read by what the mail says elsewhere."""
    declared = _declared(root.headers)
    if not declared.fields:
        return Supplied(declared)
    stated = next(filter(charsets.has_letters, _stated(root)), "")
    root.headers.read_as(stated)
    return Supplied(declared, "" if stated else GUESSED)


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
    waiting = [root]
    for _ in range(LOOKED_AT):
        if waiting:
            part = waiting.pop(0)
            waiting += part.children[:LOOKED_AT]
            yield part.parameters.get("charset", "")
    yield from islice(_of_encoded_words(root.headers), LOOKED_AT)


def _of_encoded_words(headers: Headers) -> Iterator[str]:
    for name in headers.fields:
        found = words.OPENING.search(headers.raw(name))
        if found:
            yield found[1]
