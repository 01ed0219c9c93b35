"""Mailboxes in one file, each mail after a line that begins with `From `.

A separator stands at the beginning or after an empty line, and lines of a mail that would look like one are
quoted with `>` (RFC 4155, and the mboxrd rule). A line of prose that begins with "From " does not separate:
it has no date as separators do, and no header follows.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct, field

from agentconsole.channels.base import Item, Problem
from agentconsole.channels.email.incoming import receive
from agentconsole.channels.files import sources
from agentconsole.channels.files.eml import LARGEST
from agentconsole.model.commands import Receive

LINE = 1_000_000
"""Bytes read at once. A longer line is read in pieces."""
SEPARATOR = 500
DATED = re.compile(
    rb"From .*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2}).*\d\d:\d\d"
)
HEADER = re.compile(rb"[A-Z][A-Za-z0-9-]*:|>From ")
QUOTED = re.compile(rb">+From ")
MARKS = b"F>"
"""The first letters of separators, and of lines that would be one without the quotation."""
EMPTY = (b"\n", b"\r\n")


class Mail(Struct):
    """One mail on its way out of a mailbox."""

    separated: bool
    """It came after a separator, and not at the beginning of a file without one."""
    size: int = 0
    lines: list[bytes] = field(default_factory=list)

    def add(self, lines: list[bytes], size: int) -> None:
        """Its next lines, or pieces of them, and their size. What is too large is counted and not kept."""
        self.size += size
        if self.size <= LARGEST:
            self.lines += lines
        else:
            self.lines.clear()

    def whole(self) -> bytes:
        """The bytes of it, without the empty line that a mailbox adds."""
        if self.lines and self.lines[-1] in EMPTY:
            self.lines.pop()
        return b"".join(self.lines)


def read(paths: Sequence[Path], *, ours: frozenset[str], now: datetime) -> Iterator[Item]:
    """The mails in these mailboxes."""
    before = 0
    for path in paths:
        position, number = before, 0
        try:
            with sources.opened(path) as file:
                for number, (mail, end) in enumerate(split(file), start=1):
                    position = before + end
                    found = _found(path, number, mail, ours, now)
                    yield Item(source=path, line=number, found=found, position=position)
        except OSError as error:
            problem = Problem(source=path, line=number + 1, reason=sources.unreadable(error))
            yield Item(source=path, line=number + 1, found=problem, position=position)
        before = max(position, before + sources.length(path))


def split(file: BinaryIO) -> Iterator[tuple[Mail, int]]:
    """The mails of one mailbox, each with the place where it ends."""
    mail: Mail | None = None
    end = 0
    for separates, lines, size, position in _runs(file):
        if separates:
            if mail is not None:
                yield mail, end
            mail = Mail(separated=True)
        else:
            mail = mail or Mail(separated=False)
            mail.add(lines, size)
        end = position
    if mail is not None:
        yield mail, end


def _runs(file: BinaryIO) -> Iterator[tuple[bool, list[bytes], int, int]]:
    """What a mailbox is made of: a separator, or lines that belong together, with their size; and the place
    after them. Nearly all lines are only passed on: the first letter tells."""
    lines: list[bytes] = []
    size = position = 0
    fresh = empty = True
    for line, following in pairwise(chain(iter(partial(file.readline, LINE), b""), [b""])):
        position += len(line)
        if fresh and line[0] in MARKS:
            if _separates(line, following, empty):
                if lines:
                    yield False, lines, size, position - len(line)
                    lines, size = [], 0
                yield True, [], 0, position
                empty, fresh = False, line.endswith(b"\n")
                continue
            line = line[1:] if QUOTED.match(line) else line
        lines.append(line)
        size += len(line)
        if size >= LINE:
            yield False, lines, size, position
            lines, size = [], 0
        empty = fresh and line in EMPTY
        fresh = line.endswith(b"\n")
    if lines:
        yield False, lines, size, position


def _separates(line: bytes, following: bytes, empty_before: bool) -> bool:
    if not line.startswith(b"From "):
        return False
    header_follows = bool(HEADER.match(following))
    dated = bool(DATED.match(line[:SEPARATOR]))
    # Some programs leave the empty line out, some write no date; none does both.
    return (dated and (empty_before or header_follows)) or (empty_before and header_follows)


def _found(path: Path, number: int, mail: Mail, ours: frozenset[str], now: datetime) -> Receive | Problem:
    if mail.size > LARGEST:
        reason = f"The mail is larger than {LARGEST:,} bytes."
    elif not mail.separated and not HEADER.match(mail.lines[0]):
        reason = 'A mailbox begins with a line "From ...", and this does not.'
    else:
        raw = mail.whole()
        if raw.strip():
            return receive(raw, ours=ours, now=now)
        reason = "The mail is empty."
    return Problem(source=path, line=number, reason=reason)
