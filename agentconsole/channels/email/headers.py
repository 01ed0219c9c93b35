"""The headers of a mail or of one of its parts, and what they say, guarded.

The standard library's parser recurses once per level of nesting and takes seconds for many parts, and its
newer header objects raise on headers that real programs write; so headers are split here.
"""

import re

from agentconsole.channels.email import bounds, charsets, words

NAMED = re.compile(rb"(?!--)([!-9;-~]+)[ \t]*:")
BLANK = re.compile(rb"\n\r?\n")
FOLD = re.compile(r"[\r\n\0]+[ \t]*")


class Headers:
    """Values by lower-case name, those of one name in the order they came."""

    def __init__(self, fields: dict[str, list[bytes]]) -> None:
        self.fields = fields
        self.said: dict[str, str] = {}
        """What was asked for already."""

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def raw(self, name: str) -> str:
        """The first value of this name on one line, 8-bit characters decoded, encoded words not."""
        values = self.fields.get(name)
        if not values:
            return ""
        if name not in self.said:
            self.said[name] = _one_line(values[0])
        return self.said[name]

    def all(self, name: str) -> list[str]:
        """The values of this name, each on one line, as many as the bounds say."""
        return [_one_line(value) for value in self.fields.get(name, ())[: bounds.REPEATED]]

    def text(self, name: str) -> str:
        """The first value of this name as a person reads it."""
        said = self.raw(name)
        return " ".join(FOLD.sub(" ", words.decoded(said)).split()) if said else ""


def read(raw: bytes, start: int = 0) -> tuple[Headers, int]:
    """The headers that begin at `start`, and where the body begins."""
    block = _Block()
    position = start
    while position < len(raw):
        newline = raw.find(b"\n", position)
        after = len(raw) if newline < 0 else newline + 1
        line = raw[position : min(after, position + bounds.FIELD)]
        if line in (b"\n", b"\r\n"):
            return block.headers(), after
        separator = position == start and line.startswith((b"From ", b">From "))
        if not block.take(line) and not separator:
            return block.headers(), position
        if block.room <= 0:
            blank = BLANK.search(raw, after - 1)
            return block.headers(), blank.end() if blank else len(raw)
        position = after
    return block.headers(), len(raw)


class _Block:
    def __init__(self) -> None:
        self.fields: list[tuple[str, list[bytes]]] = []
        self.field_room = 0
        self.room = bounds.HEADER_BLOCK

    def headers(self) -> Headers:
        found: dict[str, list[bytes]] = {}
        for name, lines in self.fields:
            found.setdefault(name, []).append(b"".join(lines))
        return Headers(found)

    def take(self, line: bytes) -> bool:
        """Whether the line belongs to the headers."""
        if line[:1] in (b" ", b"\t"):
            if self.fields:
                self._keep(line)
            return bool(self.fields)
        named = NAMED.match(line)
        if named:
            self.fields.append((named[1].decode("ascii").lower(), []))
            self.room -= named.end()
            self.field_room = bounds.FIELD
            self._keep(line[named.end() :])
        return bool(named)

    def _keep(self, line: bytes) -> None:
        kept = line[: self.field_room]
        self.fields[-1][1].append(kept)
        self.field_room -= len(kept)
        self.room -= len(kept)


def _one_line(value: bytes) -> str:
    value = value.strip()
    if value.isascii() and b"\n" not in value and b"\r" not in value and b"\0" not in value:
        return value.decode("ascii")
    # A byte of nothing is a mark and no space: what stands before it must not pass for the whole.
    return FOLD.sub(" ", charsets.decode(value).replace("\0", "\ufffd")).strip()
