"""By what a mail is known, and which mails it belongs with."""

import hashlib
import re

from agentconsole.channels.email import bounds
from agentconsole.channels.email.headers import Headers

IN_BRACKETS = re.compile(r"<([^<>]+)>")
WHITE = re.compile(r"\s+")
QUOTED_FROM = re.compile(rb"^>+From ", re.MULTILINE)
LONGEST = 500
TOLD_APART_BY = (
    *("sender", "reply-to", "to", "cc", "in-reply-to", "references"),
    *("content-type", "content-transfer-encoding"),
)
"""The headers besides From, Date and Subject by which mails of one Message-ID are told apart."""
DIGITS = 24
"""Of the digest, in hexadecimal: too many for anybody to make a mail that is taken for another."""
PASSED_ON = 20
"""Of a longer thread the first, which holds it together, and the last."""


def external_id(raw: bytes, headers: Headers, body: int) -> str:
    """The Message-ID and a digest of what the mail says, to whom, and how it is to be read and answered.

    A Message-ID can be used again, by a broken program or by a stranger, and a second message under it
    must not be taken for the first. The same mail that came another way, with other `Received` headers or
    line endings, is still the same.
    """
    own = message_id(headers)
    if not own:
        return f"sha256:{hashlib.sha256(raw).hexdigest()}"
    said = [headers.text(name) for name in ("from", "date", "subject")]
    said += ["\n".join(" ".join(each.split()) for each in headers.all(name)) for name in TOLD_APART_BY]
    says = hashlib.sha256("".join(f"{each}\0" for each in said).encode("utf-8", "replace"))
    text = raw[body:].translate(None, b"\r").strip()
    says.update(QUOTED_FROM.sub(b"From ", text) if b">From " in text else text)
    return f"{own}#{says.hexdigest()[:DIGITS]}"


def keys(headers: Headers, own_addresses: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What the conversation of this mail is known by: its own id, the one it answers, then the others,
    the nearest first. `own_addresses` are those in its headers: old programs quote them in In-Reply-To."""
    references = _ids(headers, "references")
    if len(references) > bounds.LINKS:
        references = references[:1] + references[1 - bounds.LINKS :]
    found = [message_id(headers), *_ids(headers, "in-reply-to")[: bounds.LINKS], *reversed(references)]
    return tuple(dict.fromkeys(f"mid:{one}" for one in found if one and one.lower() not in own_addresses))


def message_id(headers: Headers) -> str:
    """The mail's own id, without brackets; empty when it has none."""
    value = headers.raw("message-id")
    return _short(next(iter(IN_BRACKETS.findall(value)), value.strip("<> ")))


def earlier(headers: Headers) -> list[str]:
    """The messages a mail answers, without brackets, the one it answers directly first."""
    return [*_ids(headers, "in-reply-to"), *reversed(_ids(headers, "references"))][: bounds.LINKS]


def thread(headers: Headers) -> list[str]:
    """The messages that came before a mail in its thread, without brackets, the oldest first: what an answer
    to it passes on (RFC 5322, 3.6.4)."""
    found = list(dict.fromkeys(_ids(headers, "references") or _ids(headers, "in-reply-to")[:1]))
    return found if len(found) <= PASSED_ON else [found[0], *found[1 - PASSED_ON :]]


def _ids(headers: Headers, name: str) -> list[str]:
    found = [one for value in headers.all(name) for one in IN_BRACKETS.findall(value)]
    if not found:
        found = [one for value in headers.all(name) for one in value.split() if "@" in one]
    return [_short(one) for one in found]


def _short(identifier: str) -> str:
    identifier = WHITE.sub("", identifier)
    if len(identifier) <= LONGEST:
        return identifier
    return f"sha256:{hashlib.sha256(identifier.encode('utf-8', 'replace')).hexdigest()}"
