"""HTML taken apart into text and tags, in one pass.

A tree is not needed to read a mail, and building one by the rules is quadratic in hostile markup: lexbor
takes 27 seconds for 50,000 nested list items and 40 for a tag with 100,000 attributes. Here every character
is looked at a fixed number of times, whatever it is.
"""

import html
import re
from collections.abc import Iterator

from msgspec import Struct

TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*)((?:[^>=]|=\s*"[^"]*"|=\s*'[^']*'|=)*+)>""")
ATTRIBUTE = re.compile(r"""([^\s/=>"']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
HUGE_NUMBER = re.compile(r"&#[xX]?0*[0-9a-fA-F]{8,};?")
UNSEEN = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
"""What stands between these tags is not text of the mail, and holds no tags."""


class Tag(Struct, frozen=True):
    """A start tag or an end tag, its name in lower case."""

    name: str
    ends: bool
    inside: str
    """All between the name and the `>`."""

    def attributes(self) -> dict[str, str]:
        """Its attributes by lower-case name; of two with one name the first counts."""
        found: dict[str, str] = {}
        for name, double, single, bare in ATTRIBUTE.findall(self.inside):
            found.setdefault(name.lower(), unescaped(double or single or bare))
        return found


def tokens(source: str) -> Iterator[str | Tag]:
    """The text and the tags of a document, in order. Comments, scripts and styles are left out."""
    return _Tokens(source).all()


def unescaped(text: str) -> str:
    """The text with its character references read."""
    if "&" not in text:
        return text
    # Python refuses to read numbers of thousands of digits.
    return html.unescape(HUGE_NUMBER.sub("\ufffd", text) if "&#" in text else text)


class _Tokens:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.without_end: set[str] = set()

    def all(self) -> Iterator[str | Tag]:
        source = self.source
        while True:
            opening = source.find("<", self.position)
            if opening < 0:
                break
            if opening > self.position:
                yield unescaped(source[self.position : opening])
            self.position = opening
            if source.find(">", opening) < 0:
                break
            yield from self._markup()
        if self.position < len(source):
            yield unescaped(source[self.position :])

    def _markup(self) -> Iterator[str | Tag]:
        tag = TAG.match(self.source, self.position)
        if tag:
            self.position = tag.end()
            found = Tag(tag[2].lower(), bool(tag[1]), tag[3])
            if found.name in UNSEEN:
                self._skip(found)
            else:
                yield found
        elif self.source.startswith("<!--", self.position):
            self._after("-->", self.position + 2)
        elif self.source.startswith(("<!", "<?", "</"), self.position):
            self._after(">", self.position)
        else:
            self.position += 1
            yield "<"

    def _skip(self, tag: Tag) -> None:
        """To the end tag; a start tag without one is ignored, so that no text is lost behind it."""
        if tag.ends or tag.name in self.without_end:
            return
        end = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(self.source, self.position)
        if end:
            self.position = end.start()
        else:
            self.without_end.add(tag.name)

    def _after(self, ending: str, start: int) -> None:
        end = -1 if ending in self.without_end else self.source.find(ending, start)
        if end < 0:
            self.without_end.add(ending)
            end = self.source.find(">", start)
            self.position = end + 1 if end >= 0 else len(self.source)
        else:
            self.position = end + len(ending)
