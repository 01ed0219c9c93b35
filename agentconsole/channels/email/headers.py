"""The headers of a mail or of one of its parts, and what they say, guarded.

The standard library's parser recurses once per level of nesting and takes seconds for many parts, and its
newer header objects raise on headers that real programs write; so headers are split here.
"""

import re

from agentconsole.channels.email import bounds, charsets, words

FIELD = re.compile(rb"(?!--)([!-9;-~]{1,998}+)[ \t]*+:([^\n]*+(?:\n[ \t][^\n]*+)*+\n?)")
"""A name, and a value with the lines that go on with it. Nothing that was matched is given back: reading a
header takes as long as it is."""
BLANK = re.compile(rb"\n\r?\n")
FOLD = re.compile(r"[\r\n\0]+[ \t]*")


class Headers:
    """Values by lower-case name, those of one name in the order they came."""

    def __init__(self, fields: dict[str, list[bytes]]) -> None:
        self.fields = fields
        self.charset = ""
        self.said: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        """What was asked for already: the values as they stand, and as people read them."""

    def read_as(self, charset: str) -> None:
        """What is not in UTF-8 is in this charset."""
        self.charset = charset
        self.said.clear()
        self.texts.clear()

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def raw(self, name: str) -> str:
        """The first value of this name on one line, 8-bit characters decoded, encoded words not."""
        values = self.fields.get(name)
        if not values:
            return ""
        if name not in self.said:
            self.said[name] = _one_line(values[0], self.charset)
        return self.said[name]

    def all(self, name: str) -> list[str]:
        """The values of this name, each on one line, as many as the bounds say."""
        values = self.fields.get(name)
        return [_one_line(value, self.charset) for value in values[: bounds.REPEATED]] if values else []

    def text(self, name: str) -> str:
        """The first value of this name as a person reads it."""
        if name not in self.texts:
            said = self.raw(name)
            if "=?" in said:
                said = FOLD.sub(" ", words.decoded(said))
            self.texts[name] = " ".join(said.split())
        return self.texts[name]


def read(raw: bytes, start: int = 0) -> tuple[Headers, int]:
    """The headers that begin at `start`, and where the body begins."""
    found: dict[str, list[bytes]] = {}
    position, room = start, bounds.HEADER_BLOCK
    field = FIELD.match(raw, position)
    if field is None and raw.startswith((b"From ", b">From "), start):
        position = raw.find(b"\n", start) + 1 or len(raw)
        field = FIELD.match(raw, position)
    while field is not None:
        name, begins, position = field[1], field.start(2), field.end()
        value = raw[begins : min(position, begins + bounds.FIELD, begins + room)]
        found.setdefault(name.decode("ascii").lower(), []).append(value)
        room -= len(name) + len(value)
        if room <= 0:
            blank = BLANK.search(raw, position - 1)
            return Headers(found), blank.end() if blank else len(raw)
        field = FIELD.match(raw, position)
    end = raw[position : position + 2]
    return Headers(found), position + (2 if end == b"\r\n" else 1 if end[:1] == b"\n" else 0)


def _one_line(value: bytes, charset: str) -> str:
    value = value.strip()
    if value.isascii() and b"\n" not in value and b"\r" not in value and b"\0" not in value:
        return value.decode("ascii")
    # A byte of nothing is a mark and no space: what stands before it must not pass for the whole.
    text = "".join(charsets.decode(piece, own or charset) for own, piece in words.by_charset(value))
    return FOLD.sub(" ", text.replace("\0", "\ufffd")).strip()
