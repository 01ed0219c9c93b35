"""The headers of a mail or of one of its parts, and what they say, guarded.

The standard library's parser recurses once per level of nesting and takes seconds for many parts, and its
newer header objects raise on headers that real programs write; so headers are split here.
"""

import re

from agentconsole.channels.email import bounds, charsets, guessing, words

FIELD = re.compile(rb"(?!--)([!-9;-~]{1,998}+)[ \t]*+:([^\n]*+(?:\n[ \t][^\n]*+)*+\n?)")
"""A name, and a value with the lines that go on with it. Nothing that was matched is given back: reading a
header takes as long as it is."""
BLANK = re.compile(rb"\n\r?\n")
UNUSUAL = re.compile(rb"[\r\n\0\x1b]")
FOLD = re.compile(r"[\r\n\0]+[ \t]*")


class Headers:
    """Values by lower-case name, those of one name in the order they came."""

    def __init__(self, fields: dict[str, list[bytes]]) -> None:
        self.fields = fields
        self.charset = ""
        self.said: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        """What was asked for already: the values as they stand, and as people read them."""
        self.cut: tuple[str, ...] = ()
        """The names of those that are longer than what is read of them."""
        self.more = False
        """There are more of them than are read."""
        self.stray = False
        """A line that is no header ends them, and no blank one."""

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
            return _known(found, more=True), blank.end() if blank else len(raw)
        field = FIELD.match(raw, position)
    end = raw[position : position + 2]
    blank_line = 2 if end == b"\r\n" else 1 if end[:1] == b"\n" else 0
    if room > bounds.HEADER_BLOCK - bounds.FIELD and (blank_line or not end):
        return Headers(found), position + blank_line
    return _known(
        found, stray=bool(found) and not blank_line and end not in (b"", b"--")
    ), position + blank_line


def _known(found: dict[str, list[bytes]], *, more: bool = False, stray: bool = False) -> Headers:
    """Headers of which it must be said that they are not all there is, or not what they should be."""
    headers = Headers(found)
    headers.more, headers.stray = more, stray
    headers.cut = tuple(name for name, values in found.items() if any(map(_is_cut, values)))
    return headers


def _is_cut(value: bytes) -> bool:
    return len(value) >= bounds.FIELD and not value.endswith(b"\n")


def _one_line(value: bytes, charset: str) -> str:
    value = value.strip()
    if value.isascii() and not UNUSUAL.search(value):
        return value.decode("ascii")
    charset = guessing.escaped(value) or charset
    # A byte of nothing is a mark and no space: what stands before it must not pass for the whole.
    text = "".join(charsets.decode(piece, own or charset) for own, piece in words.by_charset(value))
    return FOLD.sub(" ", text.replace("\0", "\ufffd")).strip()
