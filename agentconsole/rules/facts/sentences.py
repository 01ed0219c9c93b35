"""Where the sentences of a draft stand. Its words are passed over once, so the time is linear in the draft.

A sentence ends with its mark, with its paragraph, and with its line, except where a long line was
wrapped and the next goes on in lower case. A line that ends in a colon keeps the list under it, since
"Please send me:" asks for what the list names. Quoted lines (`> `) are no sentences of ours.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

WRAPPED = 40
"""A line shorter than this was ended by its writer, and not by an editor's margin."""
_LINE = re.compile(r"[^\n\r]+")
_ITEM = re.compile(r"[ \t]*(?:[-*•–·]|\(?(?:\d{1,2}|[a-zA-Z])[.)])[ \t]+")
_CHUNK = re.compile(r"\S+")
_MARKS = ".!?…。！？"
_CLOSERS = "\"'”’)]}*_»"


class Sentence(NamedTuple):
    """A piece of a text, with its offsets in characters."""

    text: str
    start: int
    end: int


def sentences(text: str, abbreviations: Collection[str] = ()) -> Iterator[Sentence]:
    """The sentences of a text in order, without quoted lines, list marks and the space around them.

    Abbreviations, in lower case with their full stops (`e.g.`), end none.
    """
    for start, end in _blocks(text):
        for begin, stop in _split(text, start, end, abbreviations):
            yield Sentence(text[begin:stop], begin, stop)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The stretches in which a sentence may run: a line, with the lines that go on with it."""
    start = end = 0
    last = ""
    listing = False
    for match in _LINE.finditer(text):
        line = match[0]
        if not line.strip():
            continue
        item = _ITEM.match(line)
        apart = text.count("\n", end, match.start()) > 1
        if item and (listing or last.rstrip().endswith(":")):
            end, last, listing = match.end(), line, True
            continue
        if not item and not apart and len(last) >= WRAPPED and line.lstrip()[0].islower():
            end, last = match.end(), line
            continue
        yield start, end
        quoted = line.lstrip().startswith(">")
        start = match.end() if quoted else item.end() + match.start() if item else match.start()
        end, last, listing = match.end(), "" if quoted else line, False
    yield start, end


def _split(text: str, start: int, end: int, abbreviations: Collection[str]) -> Iterator[tuple[int, int]]:
    """The sentences of one stretch."""
    begin, stop = -1, start
    for match in _CHUNK.finditer(text, start, end):
        begin = match.start() if begin < 0 else begin
        stop = match.end()
        if _ends(match[0], abbreviations) and not _numbers_an_item(text, match):
            yield begin, stop
            begin = -1
    if begin >= 0:
        yield begin, stop


def _ends(chunk: str, abbreviations: Collection[str]) -> bool:
    bare = chunk.rstrip(_CLOSERS)
    return bare[-1:] in _MARKS and bare != "" and bare.lstrip("([\"'“‘").lower() not in abbreviations


def _numbers_an_item(text: str, chunk: re.Match[str]) -> bool:
    """Whether this is the `2.` that begins a line."""
    return (
        len(chunk[0]) <= 3
        and _begins_a_line(text, chunk.start())
        and _ITEM.match(text, chunk.start()) is not None
    )


def _begins_a_line(text: str, at: int) -> bool:
    before = text[max(0, at - 80) : at]
    return before.rstrip(" \t")[-1:] in {"\n", "\r"}
