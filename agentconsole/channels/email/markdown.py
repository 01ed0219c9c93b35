"""What an agent writes, in Markdown, as modest HTML.

The text of a mail is what was typed; the HTML beside it says the same. So nothing typed may vanish: HTML is
shown as it is written, a backslash is a backslash, and a star within a word is a star. Nothing is fetched
by whoever reads it: a picture becomes a link to it.
"""

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from agentconsole.channels.email.mime import lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

LONGEST = 100_000
"""Characters. A longer text is shown as it is."""
LEADING = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
OFF = ("code", "lheading", "reference", "html_block", "html_inline", "entity", "escape", "image")
"""Rules by which ordinary letters are misread: an indented paragraph is no code, a line of dashes no mark
of a heading, and what follows `[1]:` does not vanish."""


def to_html(text: str) -> str:
    """The text as HTML, without a page around it."""
    if len(text) > LONGEST:
        return as_it_is(text)
    return str(_reader().render("\n".join(lines(text))))


def as_it_is(text: str) -> str:
    """Any text as HTML that shows it letter by letter."""
    return f"<p>{'<br>'.join(escape(line) for line in lines(text))}</p>\n"


def page(*pieces: str) -> str:
    """A whole document, which reads from right to left where its words do."""
    head = '<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8"></head>\n'
    return f'{head}<body dir="auto">\n{"".join(pieces)}</body>\n</html>\n'


@cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True, "xhtmlOut": False})
    reader.enable(["table", "linkify"]).disable(list(OFF))
    reader.validateLink = lambda url: bool(LEADING.match(url))  # type: ignore[method-assign]
    reader.inline.ruler.at("emphasis", _emphasis)
    for part in ("open", "close"):
        mark = "<p><strong>" if part == "open" else "</strong></p>\n"
        reader.add_render_rule(f"heading_{part}", lambda *_, mark=mark: mark)
    assert reader.linkify is not None
    reader.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    return reader


def _emphasis(state: "StateInline", silent: bool) -> bool:
    from markdown_it.rules_inline import emphasis

    source, start = state.src, state.pos
    end = start
    while end < state.posMax and source[end] == "*":
        end += 1
    within = 0 < start < end < state.posMax and source[start - 1].isalnum() and source[end].isalnum()
    if silent or not within:
        return emphasis.tokenize(state, silent)
    state.pending += source[start:end]
    state.pos = end
    return True
