"""Which lines of a mail to fold: old messages, signatures, disclaimers. Nothing is ever taken away.

The text is looked at once from above, for the place where an old message begins that has no marks, and once
from below: as long as what ends the text is a quote, a signature or a disclaimer, it is folded. So a quote
with an answer below it stays open. Every question about a line costs the same however long the text is.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from agentconsole.rules import quoting_lines as asks

What = Literal["quote", "signature", "disclaimer"]
LINES = 10_000
"""From above, so many lines are looked at. Longer threads are cut where they are shown."""
PIECES = 60
"""From below, so many quotes, signatures and disclaimers."""
SIGNATURE = 25
"""Lines of a signature below `-- `."""
CLOSING = 14
"""Lines below `Kind regards`, that among them."""
CLOSING_LEAST = 3
"""Lines with something in them. A name below a greeting takes no more room than a fold."""
NARROW = 90
PARAGRAPH = 40
PARAGRAPH_CHARACTERS = 4_000


class Fold(Struct, frozen=True):
    """Lines to fold, counted from 0, both of them included."""

    first: int
    last: int
    what: What


def folds(text: str) -> tuple[Fold, ...]:
    """What to fold, from top to bottom, at least one line with words staying open if there is one."""
    lines = text.split("\n")
    for start in (*_old_messages(lines), len(lines)):
        found = _Folding(lines, start).found()
        if _leaves_something(lines, found):
            return found
    return ()


def _leaves_something(lines: Sequence[str], found: Sequence[Fold]) -> bool:
    folded = {number for fold in found for number in range(fold.first, fold.last + 1)}
    return any(line.strip() for number, line in enumerate(lines) if number not in folded)


MOST_BEGINNINGS = 3
"""Old messages at the very top that are tried, one after the other."""


def _old_messages(lines: Sequence[str]) -> list[int]:
    """Where an old message without marks begins that goes on to the end, from top to bottom. Of several,
    those count that have nothing new above them, and the first that has."""
    found: list[int] = []
    number = 0
    while number < min(len(lines), LINES) and len(found) < MOST_BEGINNINGS:
        begins, behind = _begins(lines, number)
        if begins is not None:
            found.append(begins)
            if any(line.strip() for line in lines[:begins]):
                break
        number = behind
    return found


def _begins(lines: Sequence[str], number: int) -> tuple[int | None, int]:
    """Where the old message begins that this line announces, and the line behind the announcement."""
    line = lines[number]
    if not line.strip() or asks.is_quoted(line):
        return None, number + 1
    if asks.is_separator(line):
        behind = _skip_blank(lines, number + 1)
        block = asks.header_block(lines, behind, announced=True) if behind < len(lines) else None
        return _marked(lines, number, block or number + 1)
    block = asks.header_block(lines, number)
    if block is not None:
        return _marked(lines, _with_rule(lines, number), block)
    start = asks.introduction(lines, number)
    return _marked(lines, start, number + 1) if start is not None else (None, number + 1)


def _marked(lines: Sequence[str], start: int, behind: int) -> tuple[int | None, int]:
    """No beginning where marked lines follow: those end where their marks end."""
    first = _skip_blank(lines, behind)
    quoted = first < len(lines) and asks.is_quoted(lines[first])
    return (None if quoted else start), behind


def _skip_blank(lines: Sequence[str], number: int, most: int = 6) -> int:
    end = min(len(lines), number + most)
    while number < end and not lines[number].strip():
        number += 1
    return number


def _with_rule(lines: Sequence[str], number: int) -> int:
    """With the line across that stands above it."""
    for above in range(number - 1, max(-1, number - 3), -1):
        if asks.is_ruled(lines[above]):
            return above
        if lines[above].strip():
            break
    return number


class _Folding:
    """From below: one piece after the other, as long as none is new."""

    def __init__(self, lines: Sequence[str], start: int) -> None:
        self.lines = lines
        self.end = start
        """The line behind what is still open."""
        self.folds: list[Fold] = []
        self._add(start, len(lines), "quote")

    def found(self) -> tuple[Fold, ...]:
        """All of it, from top to bottom, with a banner at the top."""
        for _ in range(PIECES):
            if not self._trim() or not self._piece():
                break
        banner = _banner(self.lines, self.end)
        if banner:
            self._add(0, banner, "disclaimer")
        return _merged(sorted(self.folds, key=lambda fold: fold.first))

    def _piece(self) -> bool:
        return (
            self._quote() or self._disclaimer() or self._sent_from() or self._signature() or self._closing()
        )

    def _add(self, first: int, behind: int, what: What) -> None:
        """Without the blank lines around it."""
        while first < behind and not self.lines[first].strip():
            first += 1
        while behind > first and not self.lines[behind - 1].strip():
            behind -= 1
        if first < behind:
            self.folds.append(Fold(first, behind - 1, what))

    def _fold(self, first: int, what: What) -> bool:
        self._add(first, self.end, what)
        self.end = first
        return True

    def _trim(self) -> bool:
        while self.end and not self.lines[self.end - 1].strip():
            self.end -= 1
        return self.end > 0

    def _quote(self) -> bool:
        start = self.end
        while start and (
            not self.lines[start - 1].strip()
            or asks.is_quoted(self.lines[start - 1])
            or self._wrapped(start - 1)
        ):
            start -= 1
        if not any(asks.is_quoted(line) for line in self.lines[start : self.end]):
            return False
        above = start - 1
        begins = asks.introduction(self.lines, above) if above >= 0 else None
        if begins is None:
            begins = _block_above(self.lines, start)
        return self._fold(start if begins is None else begins, "quote")

    def _wrapped(self, number: int) -> bool:
        """The rest of a marked line that was too long for a program on the way."""
        if not 0 < number < self.end - 1 or not asks.is_quoted(self.lines[number + 1]):
            return False
        return asks.is_quoted(self.lines[number - 1]) and asks.goes_on(
            self.lines[number - 1], self.lines[number]
        )

    def _paragraph(self) -> int:
        start = self.end
        least = max(0, self.end - PARAGRAPH)
        while start > least and self.lines[start - 1].strip() and not asks.is_quoted(self.lines[start - 1]):
            start -= 1
        return start

    def _disclaimer(self) -> bool:
        start = self._paragraph()
        if start == self.end:
            return False
        said = "\n".join(line[:PARAGRAPH_CHARACTERS] for line in self.lines[start : self.end])
        if not asks.is_disclaimer(said[:PARAGRAPH_CHARACTERS]) and not _is_list_footer(
            self.lines[start : self.end]
        ):
            return False
        return self._fold(_with_rule(self.lines, start), "disclaimer")

    def _sent_from(self) -> bool:
        return asks.is_sent_from(self.lines[self.end - 1]) and self._fold(self.end - 1, "signature")

    def _signature(self) -> bool:
        for number in range(self.end - 1, max(-1, self.end - 1 - SIGNATURE), -1):
            line = self.lines[number]
            if asks.is_quoted(line):
                return False
            if line.rstrip() == "--" and line[:1] == "-":
                return self._fold(number, "signature")
        return False

    def _closing(self) -> bool:
        filled = 0
        for number in range(self.end - 1, max(-1, self.end - 1 - CLOSING), -1):
            line = self.lines[number]
            if (
                asks.is_quoted(line)
                or len(line) > NARROW
                or line.rstrip().endswith("?")
                or _is_afterthought(line)
            ):
                return False
            filled += bool(line.strip())
            if asks.is_closing(line):
                return (filled >= CLOSING_LEAST or bool(self._below())) and self._fold(number, "signature")
        return False

    def _below(self) -> bool:
        """A signature stands directly below already, to which a greeting belongs."""
        return bool(self.folds) and self.folds[-1].what == "signature"


def _block_above(lines: Sequence[str], start: int) -> int | None:
    """Headers of an old message directly above its marked lines."""
    for number in range(start - 1, max(-1, start - asks.HEADERS), -1):
        if asks.is_quoted(lines[number]):
            return None
        if asks.is_separator(lines[number]):
            return number
        block = asks.header_block(lines, number)
        if block is not None:
            return _with_separator(lines, _with_rule(lines, number))
    return None


def _with_separator(lines: Sequence[str], number: int) -> int:
    """With the line that announces the old message, which may stand above a blank one."""
    for above in range(number - 1, max(-1, number - 3), -1):
        if asks.is_separator(lines[above]):
            return above
        if lines[above].strip():
            break
    return number


def _is_list_footer(lines: Sequence[str]) -> bool:
    """What a mailing list adds: a line across, its name, and where it is."""
    said = "\n".join(lines).lower()
    return (
        asks.is_ruled(lines[0]) and 1 < len(lines) < 9 and ("http" in said or "@" in said) and "list" in said
    )


def _is_afterthought(line: str) -> bool:
    return line.strip().lower().startswith(("ps:", "p.s.", "ps ", "p.s ", "pps"))


def _banner(lines: Sequence[str], end: int) -> int:
    """The line behind a warning that a server put above the mail; 0 when there is none."""
    first = _skip_blank(lines, 0)
    behind = first
    while behind < min(end, first + 6) and lines[behind].strip() and not asks.is_quoted(lines[behind]):
        behind += 1
    said = "\n".join(line[:PARAGRAPH_CHARACTERS] for line in lines[first:behind])
    warns = any(word in said.lower() for word in BANNERS) and asks.is_disclaimer(said[:PARAGRAPH_CHARACTERS])
    return behind if warns and behind < end else 0


BANNERS = (
    "originated from outside", "external email", "external sender", "do not click links", "externe e-mail",
    "externer absender", "expéditeur externe", "remitente externo", "remetente externo", "mittente esterno",
    "externe afzender", "ekstern afsender", "extern avsändare", "nadawca zewnętrzny", "внешний отправитель",
    "外部からのメール", "社外からのメール", "外部邮件", "外部郵件",
)  # fmt: skip


def _merged(found: Sequence[Fold]) -> tuple[Fold, ...]:
    """Neighbours of one kind are one fold."""
    merged: list[Fold] = []
    for fold in found:
        last = merged[-1] if merged else None
        if last and last.what == fold.what and fold.first - last.last <= 2:
            merged[-1] = Fold(last.first, fold.last, fold.what)
        else:
            merged.append(fold)
    return tuple(merged)
