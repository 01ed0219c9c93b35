"""A mail taken apart into its parts (RFC 2046), in one pass over its lines and without recursion."""

import re
from collections.abc import Mapping

from msgspec import Struct, field

from agentconsole.channels.email import bounds, headers, parameters
from agentconsole.channels.email.headers import Headers

BEFORE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,100}(?=(?:From|To|Subject|Date|Message-ID|Received|Return-Path|MIME-Version|Content-Type"
    rb"|Delivered-To|Reply-To|X-[!-9;-~]{1,60})[ \t]*:)",
    re.IGNORECASE,
)
"""What exports and pasted mails have before the headers."""


class Part(Struct):
    """One part: its headers, and where its body lies in the message."""

    headers: Headers
    media_type: str
    parameters: Mapping[str, str]
    start: int
    end: int
    boundary: bytes = b""
    """What separates the children of a multipart; empty for a leaf."""
    children: list["Part"] = field(default_factory=list)
    ended: int = 0
    """Where the line ends that says a multipart is over; 0 without one."""
    beyond: str = ""
    """Why it was not taken apart: the message is too `deep` here, or has too `many` parts."""

    @property
    def encoding(self) -> str:
        """How its body was made fit for the way, in lower case."""
        return self.headers.raw("content-transfer-encoding").partition(";")[0].strip().lower()


def with_lines(raw: bytes) -> bytes:
    """The bytes of a mail; those of an old Macintosh get lines that others know as such."""
    return raw if b"\n" in raw else raw.replace(b"\r", b"\n")


def split(raw: bytes) -> Part:
    """The whole message as a tree of parts."""
    return _Splitter(raw).whole()


class _Splitter:
    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.count = 0
        self.open: list[Part] = []
        self.last: Part | None = None
        self.known: dict[bytes, int] = {}

    def whole(self) -> Part:
        before = BEFORE.match(self.raw)
        root = self._begin(before.end() if before else 0, "text/plain")
        above = max(0, root.start - 1)
        while self.open and (above := self.raw.find(b"\n--", above)) >= 0:
            above += 1
            if self.last is None or above >= self.last.start:
                self._delimiter(above)
        self._close(0, len(self.raw))
        return root

    def _begin(self, position: int, default: str) -> Part:
        found, start = headers.read(self.raw, position)
        media_type, values = parameters.parse(found.raw("content-type"))
        if media_type.count("/") != 1 or media_type.endswith("/") or media_type.startswith("/"):
            media_type = default
        part = Part(found, media_type[: bounds.NAME], values, start, len(self.raw))
        self.count += 1
        self.last = part
        boundary = values.get("boundary", "").rstrip().encode("utf-8", "replace")
        if media_type.startswith("multipart/") and boundary:
            self._descend(part, boundary)
        return part

    def _descend(self, part: Part, boundary: bytes) -> None:
        if len(self.open) >= bounds.DEPTH:
            part.beyond = "deep"
            return
        part.boundary = boundary
        self.open.append(part)
        self._index()

    def _index(self) -> None:
        self.known = {part.boundary: depth for depth, part in enumerate(self.open)}

    def _delimiter(self, start: int) -> None:
        """The line that begins here, with two dashes, may be one."""
        newline = self.raw.find(b"\n", start)
        end = len(self.raw) if newline < 0 else newline
        token = self.raw[start + 2 : end].partition(b"\r")[0].rstrip()
        depth = self.known.get(token)
        if depth is not None:
            self._close(depth + 1, start)
            self._child(start, end)
        elif token.endswith(b"--") and token[:-2].rstrip() in self.known:
            depth = self.known[token[:-2].rstrip()]
            self.open[depth].ended = end
            self._close(depth, start)

    def _close(self, depth: int, position: int) -> None:
        """Everything open at this depth and below ends here, before the line break."""
        end = _before_newline(self.raw, position) if position < len(self.raw) else position
        for part in [*self.open[depth:], self.last]:
            if part is not None:
                part.end = max(part.start, end)
        self.last = None
        del self.open[depth:]
        self._index()

    def _child(self, start: int, end: int) -> None:
        parent = self.open[-1]
        if self.count >= bounds.PARTS:
            rest = Part(Headers({}), "application/octet-stream", {}, start, len(self.raw), beyond="many")
            parent.children.append(rest)
            self._close(0, start)
            return
        default = "message/rfc822" if parent.media_type == "multipart/digest" else "text/plain"
        parent.children.append(self._begin(min(end + 1, len(self.raw)), default))


def _before_newline(raw: bytes, position: int) -> int:
    if raw[position - 2 : position] == b"\r\n":
        return position - 2
    return position - 1 if raw[position - 1 : position] == b"\n" else position
