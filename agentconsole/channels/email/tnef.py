"""The files and the text within a `winmail.dat`, as Outlook writes it (MS-OXTNEF).

Every length is held against what is there, and each step goes forward: what is broken ends the reading.
"""

import struct
from collections.abc import Iterator

from msgspec import Struct, field

from agentconsole.channels.email import bounds, charsets

SIGNATURE = 0x223E9F78
ATTACHMENT_BEGINS = 0x9002
TITLE, DATA, ATTACHMENT_PROPERTIES = 0x8010, 0x800F, 0x9005
BODY, MESSAGE_PROPERTIES, CODE_PAGE = 0x800C, 0x9003, 0x9007
LONG_NAME, MIME_TYPE, DISPLAY_NAME, SHORT_NAME = 0x3707, 0x370E, 0x3001, 0x3704
PLAIN, HTML = 0x1000, 0x1013
FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
"""Bytes of the values of each type, as they stand with what fills them up."""
BYTES, UNICODE, STRING, OBJECT = 0x102, 0x1F, 0x1E, 0x0D
MANY = 0x1000
MOST_PROPERTIES = 2_000


class File(Struct):
    """One file within."""

    name: str = ""
    media_type: str = ""
    content: bytes = b""


class Winmail(Struct):
    """What there is."""

    files: list[File] = field(default_factory=list)
    text: str = ""
    html: str = ""


def read(raw: bytes) -> Winmail | None:
    """What is within; None when it is no such file."""
    if len(raw) < 6 or struct.unpack_from("<I", raw)[0] != SIGNATURE:
        return None
    found = Winmail()
    code_page = "cp1252"
    for name, value in _attributes(raw):
        if name == CODE_PAGE and len(value) >= 4:
            code_page = f"cp{struct.unpack_from('<I', value)[0]}"
        elif name == ATTACHMENT_BEGINS:
            if len(found.files) >= bounds.PARTS:
                break
            found.files.append(File())
        elif found.files:
            _into_file(found.files[-1], name, value, code_page)
        else:
            _into_message(found, name, value, code_page)
    return found


def _attributes(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Level, name and type, length, value, check sum: one after the other."""
    position = 6
    while position + 9 <= len(raw):
        name, _, length = struct.unpack_from("<HHI", raw, position + 1)
        position += 9
        if length > len(raw) - position:
            yield name, raw[position:]
            return
        yield name, raw[position : position + length]
        position += length + 2


def _into_file(file: File, name: int, value: bytes, code_page: str) -> None:
    if name == TITLE:
        file.name = file.name or _string(value, code_page)
    elif name == DATA:
        file.content = value
    elif name == ATTACHMENT_PROPERTIES:
        said = dict(_properties(value, code_page))
        named = next((said[one] for one in (LONG_NAME, DISPLAY_NAME, SHORT_NAME) if said.get(one)), None)
        file.name = named if isinstance(named, str) else file.name
        kind = said.get(MIME_TYPE)
        file.media_type = kind.strip().lower() if isinstance(kind, str) else ""


def _into_message(found: Winmail, name: int, value: bytes, code_page: str) -> None:
    if name == BODY:
        found.text = _string(value, code_page)
    elif name == MESSAGE_PROPERTIES:
        for key, said in _properties(value, code_page):
            if key == PLAIN and isinstance(said, str):
                found.text = said
            elif key == HTML:
                found.html = said if isinstance(said, str) else charsets.decode(said, code_page)


def _properties(value: bytes, code_page: str) -> Iterator[tuple[int, str | bytes]]:
    """The properties of a kind that can be a name or a text. Others are passed over."""
    reader = _Reader(value)
    for _ in range(min(reader.number(), MOST_PROPERTIES)):
        kind, key = reader.short(), reader.short()
        if key >= 0x8000:
            reader.skip_name()
        values = reader.values(kind)
        if values is None or reader.over:
            return
        if values and kind in (UNICODE, STRING, BYTES):
            yield key, _said(values[0], kind, code_page)


def _said(value: bytes, kind: int, code_page: str) -> str | bytes:
    if kind == UNICODE:
        return value[: bounds.TEXT].decode("utf-16-le", "replace").partition("\0")[0]
    return value if kind == BYTES else _string(value, code_page)


def _string(value: bytes, code_page: str) -> str:
    return charsets.decode(value[: bounds.TEXT].partition(b"\0")[0], code_page)


class _Reader:
    """Numbers and values from bytes; beyond the end there are zeros and nothing."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.position = 0

    @property
    def over(self) -> bool:
        """Whether more was read than there is."""
        return self.position > len(self.raw)

    def take(self, length: int) -> bytes:
        """So many bytes, as far as there are."""
        taken = self.raw[self.position : self.position + length]
        self.position += length
        return taken

    def number(self) -> int:
        """Four bytes."""
        return int.from_bytes(self.take(4), "little")

    def short(self) -> int:
        """Two bytes."""
        return int.from_bytes(self.take(2), "little")

    def skip_name(self) -> None:
        """The name of a property that has no number of its own."""
        self.take(16)
        if self.number():
            self._padded()
        else:
            self.take(4)

    def values(self, kind: int) -> list[bytes] | None:
        """The values of one property; None for a type that is not known."""
        many, kind = bool(kind & MANY), kind & ~MANY
        if kind in FIXED:
            self.take(FIXED[kind] * (self.number() if many else 1))
            return []
        if kind not in (BYTES, UNICODE, STRING, OBJECT):
            return None
        found = []
        for _ in range(min(self.number(), MOST_PROPERTIES)):
            found.append(self._padded())
            if self.over:
                break
        return found

    def _padded(self) -> bytes:
        length = self.number()
        value = self.take(length)
        self.take(-length % 4)
        return value
