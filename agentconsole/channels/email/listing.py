"""What comes with a mail beside its text, in the order of its parts."""

import re

from msgspec import Struct

from agentconsole.channels.email import bounds, headers, transfer
from agentconsole.channels.email.parts import Part
from agentconsole.model.entry import Attachment

MESSAGES = frozenset({"message/rfc822", "message/global", "message/news"})
NAMES = {
    "text/calendar": "invitation.ics",
    "application/ms-tnef": "winmail.dat",
    "application/vnd.ms-tnef": "winmail.dat",
    "application/pgp-encrypted": "pgp-version.txt",
    "application/pgp-signature": "signature.asc",
    "application/pgp-keys": "key.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
    "application/pkcs7-mime": "encrypted or signed message.p7m",
    "application/x-pkcs7-mime": "encrypted or signed message.p7m",
    "message/delivery-status": "delivery report.txt",
    "message/disposition-notification": "read receipt.txt",
    "text/rfc822-headers": "returned headers.txt",
}
"""What a part without a name is called, by its kind."""


class Listed(Struct, frozen=True):
    """An attachment, and where its bytes are."""

    attachment: Attachment
    part: Part
    inner: int = -1
    """Which file within the part it is, when the part is a file of files."""
    whole: bool = True
    """It ends as its encoding should."""


def listed(raw: bytes, part: Part, name: str, *, inline: bool) -> Listed:
    """A part as it is listed, with a name in any case."""
    size, whole = transfer.size(raw[part.start : part.end], part.encoding)
    called = named(name) or _described(raw, part)
    attachment = Attachment(name=called, media_type=part.media_type, size=size, inline=inline)
    return Listed(attachment, part, whole=whole)


def named(name: str) -> str:
    """A name on one line, not longer than the bounds allow. It is not yet fit for a file system."""
    name = " ".join(re.sub(r"[\r\n\0]", " ", name).split())
    return name if len(name) <= bounds.NAME else f"{name[: bounds.NAME - 1]}…"


def _described(raw: bytes, part: Part) -> str:
    """A name for a part that has none."""
    if part.media_type in MESSAGES:
        inner, _ = headers.read(raw[part.start : min(part.end, part.start + bounds.HEADER_BLOCK)])
        return named(inner.text("subject") or "forwarded message") + ".eml"
    described = NAMES.get(part.media_type) or named(part.headers.text("content-description"))
    return described or f"unnamed {part.media_type.partition('/')[0]}"
