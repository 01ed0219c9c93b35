"""What of a mail was not read, or may be meant otherwise than it was read: each in a sentence.

Mail that is broken and can be read all the same, with nothing left out, is not mentioned: a part without an
end within a whole that has one, a forgotten semicolon, headers without a blank line before the next part.
"""

from collections.abc import Iterable, Iterator, Mapping, Sized

from agentconsole.channels.email import bounces, bounds, parameters
from agentconsole.channels.email.headers import Headers
from agentconsole.channels.email.parts import Part

LOOK = "`show --raw` gives it as it came."
TYPE = "content-type"
ONCE = ("from", "subject", "date", "message-id")
"""Headers that a mail has once (RFC 5322, 3.6), and that say what it is."""
NAMED = 3
"""Headers, or files, of one sentence."""
OUTSIDE = 500
"""Bytes before the first part or behind the last. What programs and lists write there is shorter."""
ENCODING = "content-transfer-encoding"
SIMPLE = frozenset({"text/plain", "text/html"})
ENCODINGS = frozenset({"", "base64", "quoted-printable", "x-uuencode", "uuencode", "x-uue", "uue"})
AS_IT_IS = (
    "binary",
    "none",
    "utf",
    "us-ascii",
    "iso-",
    "windows-",
    "identity",
    "plain",
    "raw",
    *"0123456789",
)
"""How transfer encodings begin that change nothing, with what programs write in their place."""


def of(raw: bytes, root: Part, people: Mapping[str, Sized]) -> list[str]:
    """All that must be said of a message taken apart. `people` are those read in each header."""
    said = [*_of_headers(root.headers, people)]
    if root.children:
        said += _of_whole(raw, root)
    waiting = [root]
    for part in waiting:
        if part.headers.cut or part.headers.stray or len(part.headers.fields.get(TYPE, ())) > 1:
            said += _of_odd(part.headers)
        if part.children:
            waiting += part.children
            said += _between(raw, part)
        elif part.media_type not in SIMPLE or ENCODING in part.headers.fields:
            said += _of_leaf(raw, part)
    return list(dict.fromkeys(said)) if said else said


def _of_headers(found: Headers, people: Mapping[str, Sized]) -> Iterator[str]:
    fields = found.fields
    if found.more:
        yield f"Of its headers, the first {bounds.HEADER_BLOCK:,} bytes are read."
    again = [name for name, values in fields.items() if len(values) > 1]
    if again:
        yield from _of_repeated(fields, again)
    many = [name for name, each in people.items() if len(each) >= bounds.PEOPLE]
    if any(_count(fields[name], b"@") > bounds.PEOPLE for name in many):
        yield f"Of the people in {_named(many)}, no more than {bounds.PEOPLE} are listed."
    if "references" in fields or "in-reply-to" in fields:
        yield from _of_links(fields)


def _of_repeated(fields: Mapping[str, list[bytes]], again: list[str]) -> Iterator[str]:
    often = [name for name in again if len(fields[name]) > bounds.REPEATED]
    if often:
        yield f"Of the headers named {_named(often)}, the first {bounds.REPEATED} are read."
    twice = [name for name in again if name in ONCE]
    if twice:
        yield f"It has more than one header named {_named(twice)}: the first one counts. {LOOK}"


def _of_links(fields: Mapping[str, list[bytes]]) -> Iterator[str]:
    for name in ("references", "in-reply-to"):
        if _count(fields.get(name, ()), b"<") > bounds.LINKS:
            yield f"Of the messages in {_named([name])}, no more than {bounds.LINKS} are looked for."


def _count(values: Iterable[bytes], letter: bytes) -> int:
    return sum(value.count(letter) for value in values)


def _of_whole(raw: bytes, root: Part) -> Iterator[str]:
    """Where the parts of the whole begin and end."""
    first = raw.find(b"--" + root.boundary, root.start)
    if first - root.start > OUTSIDE:
        yield f"Before its first part stand {first - root.start:,} bytes that are not shown. {LOOK}"
    if root.ended:
        behind = len(raw[root.ended :].strip())
        if behind > OUTSIDE:
            yield f"Behind its last part stand {behind:,} bytes that are not shown. {LOOK}"
    elif not any(child.beyond for child in root.children):
        yield f"It ends before its parts do: something may be missing. {LOOK}"


def _between(raw: bytes, part: Part) -> Iterator[str]:
    """What stands behind the last part of one within."""
    for child in part.children:
        if child.ended:
            end = raw.find(b"\n--" + part.boundary, child.ended)
            if raw[child.ended : end if end >= 0 else part.end].strip():
                yield f"Behind the last part of a part stands text that is not shown. {LOOK}"


def _of_odd(found: Headers) -> Iterator[str]:
    if found.cut:
        yield f"Longer than {bounds.FIELD:,} bytes, and cut there: {_named(found.cut)}."
    if len(found.fields.get(TYPE, ())) > 1:
        yield f"It has more than one header named Content-Type: the first one counts. {LOOK}"
    if len(found.raw(TYPE)) > parameters.MOST:
        yield f"Of a content type, the first {parameters.MOST:,} characters are read."
    if found.stray:
        yield f"A line among its headers is none: all that follows is read as text. {LOOK}"


def _of_leaf(raw: bytes, part: Part) -> Iterator[str]:
    if part.media_type.startswith("multipart/") and not part.beyond and raw[part.start : part.end].strip():
        missing = "are not there" if part.boundary else "cannot be told apart"
        yield f"The parts it says it has {missing}: it is read as one text. {LOOK}"
    if part.media_type in bounces.REPORTS and part.end - part.start > bounces.REPORT:
        yield f"Of its delivery report, the first {bounces.REPORT:,} bytes are read."
    encoding = part.encoding if ENCODING in part.headers else ""
    if encoding not in ENCODINGS and not encoding.startswith(AS_IT_IS):
        yield f"Encoded in a way that is not known, and shown as it came: {encoding[:40]}."


def _named(names: Iterable[str]) -> str:
    """`To, Cc and 3 more`."""
    every = [name[:40].title() for name in names]
    more = f" and {len(every) - NAMED} more" if len(every) > NAMED else ""
    return ", ".join(every[:NAMED]) + more
