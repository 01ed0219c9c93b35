"""HTML mail as plain text that can be read: paragraphs, lists, tables row by row, quotes, real link targets.

Nothing is fetched, and nothing that is shown in a mail program is lost, however deep it is nested.
"""

import re

from agentconsole.channels.email.frames import FRAMED, Frames, Mark
from agentconsole.channels.email.links import page, target
from agentconsole.channels.email.markup import Tag, tokens

BLOCK_NAMES = """
    address article aside body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form header hgroup html legend main nav option section summary tbody tfoot thead
"""
BLOCKS = frozenset(BLOCK_NAMES.split())
PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:max-height|opacity)\s*:\s*0(?![.\d])", re.IGNORECASE
)
BASE = re.compile(r"<base\b", re.IGNORECASE)
EMPTY_NAMES = "area base basefont bgsound br col embed frame hr img input link meta param source track wbr"
EMPTY = frozenset(EMPTY_NAMES.split())
"""Elements without an end."""


def to_text(source: str) -> str:
    """The text of an HTML document. What it hides is left out, unless that leaves nothing."""
    seen = _Reading(hide=True)
    text = seen.read(source)
    if (text and not seen.hidden) or not source.strip():
        return text
    return _Reading(hide=False).read(source)


class _Reading:
    """One pass over a document."""

    def __init__(self, *, hide: bool) -> None:
        self.hide = hide
        self.frames = Frames()
        self.hidden = 0
        """How many elements of `hidden_name` stand open within the hidden one."""
        self.hidden_name = ""
        self.link: tuple[str, Mark] | None = None
        self.base = ""

    def read(self, source: str) -> str:
        """The text of the document."""
        self.base = _base(source) if BASE.search(source) else ""
        for token in tokens(source):
            if isinstance(token, str):
                if not self.hidden:
                    self.frames.write(token)
            elif self.hidden:
                self._within_hidden(token)
            elif token.ends:
                self._end(token.name)
            else:
                self._start(token)
        self._unlink()
        return self.frames.text()

    def _within_hidden(self, tag: Tag) -> None:
        if tag.name == self.hidden_name:
            self.hidden += -1 if tag.ends else 1

    def _start(self, tag: Tag) -> None:
        if self._hides(tag):
            self.hidden, self.hidden_name = 1, tag.name
        elif tag.name in FRAMED:
            self.frames.open(tag.name, tag.inside)
        elif tag.name in PARAGRAPHS:
            self.frames.gap()
        elif tag.name in BLOCKS:
            self.frames.newline()
        else:
            self._inline(tag)

    def _inline(self, tag: Tag) -> None:
        match tag.name:
            case "br":
                self.frames.write_break()
            case "hr":
                self.frames.rule()
            case "img":
                self._image(tag.attributes())
            case "a":
                self._unlink()
                attributes = tag.attributes()
                if "href" in attributes:
                    self.link = (attributes["href"], self.frames.mark())

    def _end(self, name: str) -> None:
        if name == "a":
            self._unlink()
        elif name in FRAMED:
            self.frames.close(name)
        elif name in PARAGRAPHS:
            self.frames.gap()
        elif name in BLOCKS:
            self.frames.newline()
        elif name == "br":
            self.frames.write_break()

    def _unlink(self) -> None:
        if self.link is None:
            return
        href, mark = self.link
        self.link = None
        text = self.frames.since(mark)
        where = target(text, href, self.base)
        if where:
            self.frames.append(where)

    def _image(self, attributes: dict[str, str]) -> None:
        alt = " ".join(attributes.get("alt", "").split())
        if alt:
            self.frames.write(f"[image: {alt}]")
        elif attributes.get("src", "").lower().startswith("cid:"):
            self.frames.write("[image]")

    def _hides(self, tag: Tag) -> bool:
        if not self.hide or tag.name in EMPTY or not tag.inside.strip("/ "):
            return False
        attributes = tag.attributes()
        return (
            "hidden" in attributes
            or "preheader" in attributes.get("class", "").lower()
            or bool(HIDING.search(attributes.get("style", "")))
        )


def _base(source: str) -> str:
    """Where the page says it stands: the first that says so counts, and for all links."""
    for token in tokens(source):
        if isinstance(token, Tag) and token.name == "base":
            href = token.attributes().get("href")
            if href is not None:
                return page(href)
    return ""
