"""What a mail says, by three readers: ours, the standard library's, and the one whose results stand beside
the mails as JSON. That one marks each letter that a header does not declare; of ours, both readings are here.
"""

import email
import email.policy
import hashlib
import json
from base64 import b64decode
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from msgspec import Struct

from agentconsole.channels.email import charsets, dates, parts, reading, transfer
from agentconsole.channels.email.addresses import parse as addresses_of
from agentconsole.channels.email.html import to_text
from agentconsole.channels.email.incoming import receive

NOW = datetime(2100, 1, 1, tzinfo=UTC)
Value = str | tuple[str, ...] | datetime | None


class Reading(Struct):
    """One mail as one reader reads it. None: not there, or it raised."""

    subject: Value = None
    from_: Value = None
    to: Value = None
    date: Value = None
    content_type: Value = None
    text: Value = None
    attachments: Value = None
    """Digests of their bytes, sorted."""


KINDS = Reading.__struct_fields__


def plain(text: str) -> str:
    """White space does not count: readers differ in what they leave of a fold."""
    return " ".join(text.split())


def digests(bodies_: Iterable[bytes]) -> tuple[str, ...]:
    """Sorted, of contents without the white space at their end, about which readers differ."""
    return tuple(sorted(hashlib.sha256(body.rstrip()).hexdigest()[:12] for body in bodies_))


def person(name: str, address: str) -> str:
    """As our entries name people."""
    return plain(f"{name} <{address}>" if name and address else name or address)


def declared(raw: bytes) -> Reading:
    """Our reader: what the headers declare by themselves, a mark for each letter they do not."""
    return _ours(raw, as_declared=True)


def shown(raw: bytes) -> Reading:
    """Our reader: what people see, such letters read by what the mail says elsewhere, or by guess."""
    return _ours(raw, as_declared=False)


def _ours(raw: bytes, *, as_declared: bool) -> Reading:
    found = receive(raw, ours=frozenset(), now=NOW)
    said: dict[str, Any] = {"subject": found.subject, **found.data}
    if as_declared:
        said |= said.get("declared", {})
    whole = parts.with_lines(raw)
    root = parts.split(whole)
    claimed = dates.parse(root.headers.raw("date"))
    return Reading(
        subject=plain(said["subject"]),
        from_=_people(said.get("from")),
        to=_people(said.get("to")),
        date=claimed,
        content_type=root.media_type,
        text=plain(found.text),
        attachments=digests(_contents(whole, root)),
    )


def _people(value: Any) -> tuple[str, ...]:
    return tuple(plain(str(one)) for one in value or ())


def _contents(whole: bytes, root: parts.Part) -> Iterable[bytes]:
    for one in reading.read(whole, root).listed:
        if one.inner < 0:
            body = transfer.undo(whole[one.part.start : one.part.end], one.part.encoding)
            if one.part.media_type.startswith("text/"):
                body = charsets.decode(body, one.part.parameters.get("charset", "")).encode()
            yield body.replace(b"\r\n", b"\n")


def standard(raw: bytes) -> Reading:
    """The standard library with its modern policy; what raises is not read."""
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
    except Exception:
        return Reading()
    assert isinstance(message, EmailMessage)
    return Reading(
        subject=_guarded(lambda: plain(str(message["subject"] or ""))),
        from_=_guarded(lambda: _standard_people(message, "from")),
        to=_guarded(lambda: _standard_people(message, "to")),
        date=_guarded(lambda: message["date"].datetime.astimezone(UTC)),
        content_type=_guarded(message.get_content_type),
        text=_guarded(lambda: plain(_standard_text(message))),
        attachments=_guarded(lambda: digests(map(_standard_content, message.iter_attachments()))),
    )


def _guarded(read: Callable[[], Value]) -> Value:
    try:
        return read()
    except Exception:
        return None


def _standard_people(message: EmailMessage, name: str) -> tuple[str, ...]:
    header = message[name]
    return tuple(person(one.display_name, one.addr_spec) for one in header.addresses) if header else ()


def _standard_text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    content = body.get_content()
    return to_text(content) if body.get_content_subtype() == "html" else str(content)


def _standard_content(part: Any) -> bytes:
    if part.get_content_maintype() == "message":
        content = bytes(part.get_content())
    else:
        content = part.get_payload(decode=True) or b""
    if part.get_content_maintype() == "text":
        content = charsets.decode(content, part.get_content_charset() or "").encode()
    return bytes(content).replace(b"\r\n", b"\n")


def expected(path: Path, raw: bytes) -> Reading:
    """What stands in the JSON beside a mail; what is not there is not compared."""
    parsed = json.loads(path.with_suffix(".json").read_text("utf-8"))
    headers = {str(header["name"]): header["value"] for header in reversed(parsed["parts"][0]["headers"])}
    kind = headers.get("content_type", {}).get("ContentType")
    when = headers.get("date")
    return Reading(
        subject=plain(headers["subject"]["Text"]) if "subject" in headers else None,
        from_=_expected_people(headers.get("from")),
        to=_expected_people(headers.get("to")),
        date=_moment(when["DateTime"]) if isinstance(when, dict) else None,
        content_type=f"{kind['c_type']}/{kind['c_subtype']}".lower() if kind and kind["c_subtype"] else None,
        text=plain(" ".join(_texts(parsed))),
        attachments=digests(
            _expected_content(parsed["parts"][index], raw) for index in parsed["attachments"]
        ),
    )


def _expected_people(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, dict) or "Address" not in value:
        return None
    found = value["Address"]
    people = found.get("List") or [one for group in found.get("Group", ()) for one in group["addresses"]]
    return tuple(person(one["name"] or "", one["address"] or "") for one in people)


def _moment(said: dict[str, Any]) -> datetime:
    offset = timedelta(hours=said["tz_hour"], minutes=said["tz_minute"])
    zone = timezone(-offset if said["tz_before_gmt"] else offset)
    names = ("year", "month", "day", "hour", "minute", "second")
    return datetime(*(said[name] for name in names), tzinfo=zone).astimezone(UTC)  # type: ignore[misc]


def _texts(parsed: dict[str, Any]) -> Iterable[str]:
    for index in parsed["text_body"]:
        body = parsed["parts"][index]["body"]
        if isinstance(body, dict) and "Text" in body:
            yield body["Text"]
        elif isinstance(body, dict) and "Html" in body:
            yield to_text(body["Html"])


def _expected_content(part: dict[str, Any], raw: bytes) -> bytes:
    body = part["body"]
    if "Message" in body:
        coding = [one["value"] for one in part["headers"] if one["name"] == "content_transfer_encoding"]
        inner = raw[part["offset_body"] : part["offset_end"]]
        return (b64decode(inner) if {"Text": "base64"} in coding else inner).replace(b"\r\n", b"\n")
    content = bytes(body["Binary"] if "Binary" in body else body.get("InlineBinary") or b"")
    text = body.get("Text") or body.get("Html")
    return (text.encode() if text is not None else content).replace(b"\r\n", b"\n")


def names_of(header: str) -> tuple[str, ...]:
    """The people in one header, as our reader names them."""
    return tuple(str(one) for one in addresses_of(header))
