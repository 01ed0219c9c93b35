"""What a mail says, and what came with it: the best text of its parts, and the list of the others."""

import re

from msgspec import Struct

from agentconsole.channels.email import (
    bounds,
    charsets,
    flowed,
    guessing,
    html,
    parameters,
    remote,
    transfer,
    undeclared,
)
from agentconsole.channels.email.listing import Listed, listed
from agentconsole.channels.email.parts import Part
from agentconsole.model.entry import Attachment

FILES = frozenset(
    {"text/calendar", "text/csv", "text/vcard", "text/x-vcard", "text/directory", "text/rtf", "text/css"}
    | {"text/xml", "text/javascript", "text/rfc822-headers"}
)
"""Kinds of text that are made for programs. Any other is read as plain text (RFC 2046, 4.1.4)."""
HTMLS = frozenset({"text/html", "text/x-amp-html", "application/xhtml+xml"})
HTML_BEGINS = (b"<!doctype html", b"<html")
STUB = re.compile(
    r"html|browser|(e-?mail|mail) (client|program|reader)|view (this|it) (email|message|online)", re.I
)
STUB_LENGTH = 400
NOT_WHOLE = (
    "Its text is in base64 that is not whole or has other letters in it. `show --raw` gives it as it came."
)
CUT_FILE = "A file is in base64 that does not end as it should: it may be cut."
PICTURE = re.compile(rb"data:[\w.+-]{1,40}/[\w.+-]{1,60};base64,[A-Za-z0-9+/=\s%]+")
UNUSUAL = re.compile(rb"\x1b|~\{")
"""In ASCII, what may show another charset."""
META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


class Body(Struct, frozen=True, kw_only=True):
    """A mail as it is read."""

    text: str
    listed: tuple[Listed, ...]
    rendered: bool
    """The text was made from HTML."""
    notes: tuple[str, ...]
    """What lies beyond the bounds, or could not be read, in sentences."""
    pictures: str
    """Which of them were not loaded, in a sentence; empty when none."""
    guessed: bool
    """Nothing says in which charset its letters are."""

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """What came with it."""
        return tuple(one.attachment for one in self.listed)


class Piece(Struct):
    """A part that is text, not yet made readable."""

    source: str
    is_html: bool
    is_plain: bool

    def text(self) -> str:
        """As it is read. HTML is rendered once."""
        if self.is_html:
            self.source, self.is_html = html.to_text(self.source), False
        return self.source


def read(raw: bytes, root: Part) -> Body:
    """The text and the attachments of a message taken apart."""
    reader = _Reader(raw, root)
    text, rendered = _joined(reader.readable(root, ""))
    if not text:
        text, rendered = _joined(reader.spare)
    if len(text) > bounds.TEXT:
        text = text[: bounds.TEXT]
        reader.notes.append(f"The text is cut after {bounds.TEXT:,} characters.")
    return Body(
        text=text,
        listed=tuple(reader.listed),
        rendered=rendered,
        notes=tuple(dict.fromkeys(reader.notes)),
        pictures=remote.said(reader.remote) if reader.remote else "",
        guessed=reader.guessed,
    )


def _joined(pieces: list[Piece]) -> tuple[str, bool]:
    rendered = any(piece.is_html for piece in pieces)
    return "\n\n".join(filter(None, (_trimmed(piece.text()) for piece in pieces))), rendered


class _Reader:
    def __init__(self, raw: bytes, root: Part) -> None:
        self.raw = raw
        self.root = root
        self.listed: list[Listed] = []
        self.notes: list[str] = []
        self.room = bounds.TEXT
        self.remote: list[str] = []
        self.guessed = False
        self.spare: list[Piece] = []
        """A text that is a file, but shown in the mail: read when there is no other."""

    def readable(self, part: Part, within: str) -> list[Piece]:
        """The text of a part and of those in it, in order; what is not text becomes an attachment."""
        if not part.children:
            return self._leaf(part, within)
        found = [self.readable(child, part.media_type) for child in part.children]
        if part.media_type == "multipart/alternative":
            return _best(found)
        return [piece for pieces in found for piece in pieces]

    def _leaf(self, part: Part, within: str) -> list[Piece]:
        disposition, values = parameters.parse(part.headers.raw("content-disposition"))
        name = values.get("filename") or part.parameters.get("name", "")
        attached = disposition == "attachment"
        if _is_text(part) and (part is self.root or not (attached or name)):
            return self._piece(part)
        if _is_text(part) and not attached and not self.spare:
            self.spare = self._piece(part)
        inline = disposition == "inline" or (within == "multipart/related" and "content-id" in part.headers)
        self._attach(part, name, inline and not attached)
        return []

    def _piece(self, part: Part) -> list[Piece]:
        if part.end - part.start > bounds.ENCODED:
            self.notes.append(f"Of a text as it was sent, the first {bounds.ENCODED:,} bytes are read.")
        body = transfer.undo(self.raw[part.start : min(part.end, part.start + bounds.ENCODED)], part.encoding)
        if not transfer.is_whole(self.raw[part.start : part.end], part.encoding):
            self.notes.append(NOT_WHOLE)
        charset = part.parameters.get("charset", "")
        is_html = part.media_type in HTMLS or body[:200].lstrip().lower().startswith(HTML_BEGINS)
        if is_html:
            body = PICTURE.sub(b"", body)
            charset = _stated(body) or charset if charsets.is_silent(charset) else charset
        body = self._cut(part, body, min(self.room, bounds.HTML) if is_html else self.room)
        source = self._decoded(body, charset).replace("\r\n", "\n").replace("\r", "\n")
        if is_html:
            self.remote += remote.pictures(body)
        elif part.parameters.get("format", "").lower() == "flowed":
            source = flowed.joined(source, delete_space=part.parameters.get("delsp", "").lower() == "yes")
        return [Piece(source, is_html, part.media_type == "text/plain")]

    def _decoded(self, body: bytes, declared: str) -> str:
        if not charsets.is_silent(declared) or (body.isascii() and not UNUSUAL.search(body)):
            return charsets.decode(body, declared)
        charset = guessing.shown(body)
        if not charset and not charsets.is_nearly_utf8(body):
            charset = undeclared.stated(self.root)
            if not charset or not charsets.fits(body, charset):
                charset = guessing.likely(body)
                self.guessed = True
        return charsets.decode(body, charset)

    def _cut(self, part: Part, body: bytes, room: int) -> bytes:
        if len(body) > room:
            self.notes.append(f"The text is cut after {room:,} bytes.")
            self._attach(part, "the whole text", inline=True)
        self.room -= min(len(body), room)
        return body[:room]

    def _attach(self, part: Part, name: str, inline: bool) -> None:
        if part.beyond == "many":
            name = "the rest of the message"
            self.notes.append(f"Of more than {bounds.PARTS} parts, the rest is listed as one.")
        elif part.beyond == "deep":
            name = name or "nested parts"
            self.notes.append(f"Parts nested more than {bounds.DEPTH} deep are listed as one.")
        self.listed.append(listed(self.raw, part, name, inline=inline))
        if not self.listed[-1].whole:
            self.notes.append(CUT_FILE)


def _is_text(part: Part) -> bool:
    # A multipart without a boundary line in it is a text whose label is wrong.
    if part.media_type.startswith("multipart/"):
        return not part.beyond
    return part.media_type in HTMLS or (part.media_type.startswith("text/") and part.media_type not in FILES)


def _stated(body: bytes) -> str:
    """The charset an HTML document says it is in."""
    meta = META.search(body, 0, 2_000)
    return meta[1].decode("ascii", "replace") if meta else ""


def _best(options: list[list[Piece]]) -> list[Piece]:
    """Of several forms of one text, plain text, unless it only says that there is a better one."""
    rich = [pieces for pieces in options if any(piece.is_html for piece in pieces)]
    other = [pieces for pieces in options if pieces and pieces not in rich]
    # Several plain texts are no forms of one text, whatever their label says.
    plain = [piece for pieces in other for piece in pieces if piece.is_plain] or next(iter(other), [])
    text = "\n".join(piece.source for piece in plain).strip()
    if text and not (rich and _is_stub(text, rich[-1])):
        return plain
    return next((pieces for pieces in rich if any(piece.source.strip() for piece in pieces)), plain)


def _is_stub(text: str, rich: list[Piece]) -> bool:
    if len(text) > STUB_LENGTH or not STUB.search(text):
        return False
    return sum(len(piece.source) for piece in rich) > 4 * len(text)


def _trimmed(text: str) -> str:
    """Without blank lines before and white space after it."""
    return re.sub(r"\A(?:[ \t]*\n)+", "", text).rstrip()
