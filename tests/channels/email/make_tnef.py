"""A `winmail.dat` made for a test."""

import struct

from agentconsole.channels.email import tnef


def attribute(level: int, name: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, 6, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def text_property(key: int, text: str) -> bytes:
    value = (text + "\0").encode("utf-16-le")
    return struct.pack("<HHII", tnef.UNICODE, key, 1, len(value)) + value + b"\0" * (-len(value) % 4)


def properties(*made: bytes) -> bytes:
    return struct.pack("<I", len(made)) + b"".join(made)


def winmail(text: str = "", html: bytes = b"", files: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    raw = struct.pack("<IH", tnef.SIGNATURE, 1) + attribute(1, tnef.CODE_PAGE, struct.pack("<II", 1252, 0))
    known = [struct.pack("<HHI", 3, 0x0017, 1)]
    if text:
        known.append(text_property(tnef.PLAIN, text))
    if html:
        known.append(
            struct.pack("<HHII", tnef.BYTES, tnef.HTML, 1, len(html)) + html + b"\0" * (-len(html) % 4)
        )
    raw += attribute(1, tnef.MESSAGE_PROPERTIES, properties(*known))
    for name, content in files:
        raw += attribute(2, tnef.ATTACHMENT_BEGINS, b"\0" * 14)
        raw += attribute(2, tnef.TITLE, name[:8].encode("cp1252", "replace") + b"\0")
        raw += attribute(2, tnef.DATA, content)
        raw += attribute(2, tnef.ATTACHMENT_PROPERTIES, properties(text_property(tnef.LONG_NAME, name)))
    return raw
