"""Parts of a mail as they go over the wire: every line ends with CR LF and none is too long for a server."""

import base64
import binascii
import re
from collections.abc import Sequence

from msgspec import Struct

from agentconsole.channels.email import bounds, fields

LINES = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")
FROM = re.compile(rb"^From ", re.MULTILINE)
MEDIA_TYPE = re.compile(r"(?!multipart/|message/)[a-z0-9][\w.+-]{0,60}/[a-z0-9][\w.+-]{0,60}", re.ASCII)
ANY_FILE = "application/octet-stream"


class File(Struct, frozen=True, kw_only=True):
    """A file that goes with a mail."""

    name: str
    media_type: str = ANY_FILE
    content: bytes


def text(kind: str, value: str) -> bytes:
    """A part of text: `kind` is `plain` or `html`."""
    octets = "\r\n".join(lines(value)).rstrip("\r\n").encode("utf-8", "replace") + b"\r\n"
    readable = binascii.b2a_qp(octets, istext=True)
    # A line that begins with "From " is changed by those who keep many mails in one file.
    readable = FROM.sub(b"=46rom ", readable)
    packed = base64.encodebytes(octets).replace(b"\n", b"\r\n")
    encoding, body = ("quoted-printable", readable) if len(readable) <= len(packed) else ("base64", packed)
    head = fields.field("Content-Type", [f"text/{kind};", "charset=utf-8"])
    return head + fields.field("Content-Transfer-Encoding", [encoding]) + b"\r\n" + body


def lines(value: str) -> list[str]:
    """The lines of a text, whichever way they end, without characters that are no text."""
    return [CONTROLS.sub("", line) for line in LINES.split(value)]


def file(one: File) -> bytes:
    """A part that is a file. Its name has no folders, and is never empty."""
    name = fields.clean(one.name.replace("\\", "/").rpartition("/")[2])[: bounds.NAME] or "unnamed"
    kind = one.media_type.strip().lower()
    kind = kind if MEDIA_TYPE.fullmatch(kind) else ANY_FILE
    return (
        fields.field("Content-Type", [kind])
        + fields.field("Content-Disposition", ["attachment;", *fields.parameter("filename", name)])
        + fields.field("Content-Transfer-Encoding", ["base64"])
        + b"\r\n"
        + base64.encodebytes(one.content).replace(b"\n", b"\r\n")
    )


def multipart(kind: str, parts: Sequence[bytes], boundary: str) -> bytes:
    """Several parts as one. The boundary cannot be in them when it has `=_` in it: no encoding has."""
    line = b"--" + boundary.encode("ascii")
    head = fields.field("Content-Type", [f"multipart/{kind};", f'boundary="{boundary}"'])
    return head + b"\r\n" + b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"
