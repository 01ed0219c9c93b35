"""Lines of text with a meaning, before any front end gives them a colour.

A `Span` is plain text and the role it plays; both front ends style roles, and nobody parses markup.
Widths are cells of a terminal, as `rich.cells` measures them.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from agentconsole.rules.screening import MARK, screen_line

PIECE = 4_096
"""Characters of a word that are looked through at a time."""
ELLIPSIS = "…"
WIDEST = 2
LONGEST_LETTER = 32
"""Characters of the longest thing that is shown as one letter, once it is screened: a family of emoji."""
_PIECE = re.compile(f"{MARK}+|[^{MARK}]+")
_WORD = re.compile("( *)([^ ]+)")
ONE_CELL = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0481\u2010-\u2027\u2190-\u2193\u2500-\u259f]*")
"""Letters of one cell each that are part of no other, which most text is made of."""


class Role(StrEnum):
    """What a piece of text is. Nothing is told by the role alone: colour only repeats the words."""

    TEXT = "text"
    MUTED = "muted"
    TITLE = "title"
    ACCENT = "accent"
    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"
    NOTE = "note"
    ASK = "ask"
    ANSWER = "answer"
    EVENT = "event"
    SEPARATOR = "separator"
    MARK = "mark"
    """Stands for something that was screened out."""
    LINK = "link"
    UNREAD = "unread"
    SELECTED = "selected"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


class Span(NamedTuple):
    """A piece of text of one role: a `Role`, or a name a front end has for a thing of its own. It is
    screened, and has no newline."""

    text: str
    role: str = Role.TEXT


Line = tuple[Span, ...]

BETWEEN = Span(" · ", Role.MUTED)


def spans(text: str, role: str = Role.TEXT) -> Line:
    """Text from outside as one line: screened, with what was taken out as spans of role `MARK`."""
    return marked(screen_line(text), role)


def marked(screened: str, role: str = Role.TEXT) -> Line:
    """Screened text of one line as spans, the marks in it apart."""
    pieces = _PIECE.findall(screened)
    return tuple(Span(piece, Role.MARK if piece[0] == MARK else role) for piece in pieces)


def plain(line: Line) -> str:
    """The text of a line."""
    return "".join(span.text for span in line)


def cells_of(text: str) -> int:
    """How many cells a text takes."""
    return len(text) if text.isascii() else cell_len(text)


def width(line: Line) -> int:
    """How many cells a line takes."""
    return sum(cells_of(text) for text, _ in line)


def crop(line: Line, cells: int) -> Line:
    """The line in at most so many cells; what does not fit ends in `…`."""
    return line if width(line) <= cells else _cut(line, cells)


def fit(line: Line, cells: int) -> Line:
    """The line in exactly so many cells, cut or filled with blanks."""
    missing = cells - width(line)
    if missing < 0:
        line = _cut(line, cells)
        missing = cells - width(line)
    return (*line, Span(" " * missing)) if missing > 0 else line


def spread(left: Line, right: Line, cells: int) -> Line:
    """Two lines in one of exactly so many cells, one at each end; the left one gives way, all of it if need
    be."""
    room = cells - width(right)
    if not right or room > 1:
        return (*fit(left, room - 1), Span(" "), *right) if right else fit(left, cells)
    return fit(crop(right, cells), cells)


def joined(parts: Iterable[Line]) -> Line:
    """The parts that are not empty in one line, ` · ` between them."""
    return tuple(span for part in parts if part for span in (BETWEEN, *part))[1:]


def flow(parts: Iterable[Line], cells: int, rows: int) -> list[Line]:
    """Parts one after another, ` · ` between them, in at most so many lines. What finds no room is counted
    at the end of the last one: ` +3`."""
    every = [crop(part, cells) for part in parts]
    lines: list[Line] = []
    for at, part in enumerate(every):
        grown = (*lines[-1], BETWEEN, *part) if lines else part
        last = len(lines) >= rows
        more = Span(f" +{len(every) - at - 1}", Role.MUTED) if last and at + 1 < len(every) else Span("")
        if lines and width((*grown, more)) <= cells:
            lines[-1] = grown
        elif len(lines) < rows:
            lines.append(part)
        else:
            rest = Span(f" +{len(every) - at}", Role.MUTED)
            return [*lines[:-1], (*crop(lines[-1], cells - width((rest,))), rest)]
    return lines


def wrap(text: str, cells: int) -> list[str]:
    """Screened text in lines of at most so many cells, broken between words, or within one that is
    too long. Only blanks where a line ends are lost. The narrowest width is 2, the widest letter's."""
    return [piece for line in text.split("\n") for piece in _wrapped(line, max(cells, WIDEST))]


def _wrapped(line: str, cells: int) -> Iterator[str]:
    line = line.rstrip(" ")  # or else every blank at the end begins a search of its own for a word
    size_of = len if ONE_CELL.fullmatch(line) else cell_len
    if len(line) <= cells * LONGEST_LETTER and size_of(line) <= cells:
        yield line
        return
    kept: list[str] = []
    used = 0
    for found in _WORD.finditer(line):
        blank, word = found.groups()
        size = size_of(word) if len(word) <= cells * LONGEST_LETTER else cells + 1
        if kept and used + len(blank) + size > cells:
            yield "".join(kept)
            kept, used = [], 0
        elif used + len(blank) + size <= cells:
            kept.append(blank)
            used += len(blank)
        pieces = [word] if size <= cells else list(_chopped(word, cells))
        yield from pieces[:-1]
        kept.append(pieces[-1])
        used += size_of(pieces[-1])
    yield "".join(kept)


def _chopped(word: str, cells: int) -> Iterator[str]:
    """A word in pieces that fit: between letters, never between a letter and its accent."""
    begin = used = 0
    for start, size in _letters(word):
        if used + size > cells:
            yield word[begin:start]
            begin, used = start, 0
        used += size
    yield word[begin:]


def _letters(word: str) -> Iterator[tuple[int, int]]:
    """Where each letter begins, and its cells. A long word is looked through in pieces: each begins with a
    letter, as the last one of a piece may go on behind it."""
    at = 0
    while at < len(word):
        letters = split_graphemes(word[at : at + PIECE])[0]
        rest = at + PIECE < len(word) and len(letters) > 1
        for start, _, size in letters[:-1] if rest else letters:
            yield at + start, size
        at += letters[-1][0] if rest else PIECE


def _head(text: str, cells: int) -> str:
    """As much of the text as fits, without a letter cut in two."""
    if cells <= 0:
        return ""
    if ONE_CELL.fullmatch(text, 0, cells + 1):
        return text[:cells]
    near = text[: cells + LONGEST_LETTER]
    head = next(_chopped(near, cells))
    if len(near) == len(text) or len(head) + LONGEST_LETTER <= len(near):
        return head
    return next(_chopped(text[: (cells + 1) * LONGEST_LETTER], cells))


def _cut(line: Line, cells: int) -> Line:
    """As much of a line that does not fit as does, and `…`."""
    if cells <= 0:
        return ()
    kept: list[Span] = []
    room = cells - 1
    for span in line:
        head = _head(span.text, room)
        kept.append(span._replace(text=head + ("" if head == span.text else ELLIPSIS)))
        room -= cells_of(head)
        if head != span.text:
            break
    return tuple(kept)
