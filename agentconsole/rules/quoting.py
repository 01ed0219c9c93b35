"""Which lines of a mail to fold: old messages, signatures, disclaimers. Nothing is ever taken away.

The text is looked at once from above, for the place where an old message begins that has no marks, and once
from below: as long as what ends the text is a quote, a signature or a disclaimer, it is folded. So a quote
with an answer below it stays open. Every question about a line costs the same however long the text is.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from agentconsole.rules import quoting_lines as asks
from agentconsole.rules import quoting_said as said_by
from agentconsole.rules.quoting_old import old_messages, skip_blank, with_rule

What = Literal["quote", "signature", "disclaimer"]
PIECES = 60
"""From below, so many quotes, signatures and disclaimers."""
SIGNATURE = 25
"""Lines of a signature below `-- `."""
CLOSING = 14
"""Lines below `Kind regards`, that among them."""
CLOSING_LEAST = 3
"""Lines with something in them. A name below a greeting takes no more room than a fold."""
NARROW = 90
MOTTO = 7
"""Small words below two dashes, from which they are no motto."""
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
    for start in (*old_messages(lines), len(lines)):
        found = _Folding(lines, start).found()
        if _leaves_something(lines, found):
            return found
    return ()


def _leaves_something(lines: Sequence[str], found: Sequence[Fold]) -> bool:
    folded = {number for fold in found for number in range(fold.first, fold.last + 1)}
    return any(line.strip() for number, line in enumerate(lines) if number not in folded)


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
        paragraph = self.lines[start : self.end]
        if not self._is_disclaimer(start, paragraph) and not _is_list_footer(paragraph):
            return False
        if not asks.is_ruled(self.lines[start]):
            start = self._where_law_begins(start)
        return self._fold(with_rule(self.lines, start), "disclaimer")

    def _where_law_begins(self, start: int) -> int:
        """What somebody wrote directly above stays open: lines without legal words that go on in none."""
        begins = start
        while begins < self.end - 1 and not said_by.has_legal_words(
            self.lines[begins][:PARAGRAPH_CHARACTERS]
        ):
            begins += 1
        while begins > start and asks.is_broken(self.lines[begins - 1]):
            begins -= 1
        return begins

    def _is_disclaimer(self, start: int, paragraph: Sequence[str]) -> bool:
        said = "\n".join(line[:PARAGRAPH_CHARACTERS] for line in paragraph)[:PARAGRAPH_CHARACTERS]
        if said_by.is_disclaimer(said):
            return True
        return said_by.is_disclaimer(said, below_signature=True) and self._is_below_signature(start)

    def _is_below_signature(self, start: int) -> bool:
        for line in self.lines[max(0, start - SIGNATURE) : start]:
            if _is_dashes(line) or asks.is_closing(line) or asks.is_sent_from(line):
                return True
        return False

    def _sent_from(self) -> bool:
        return asks.is_sent_from(self.lines[self.end - 1]) and self._fold(self.end - 1, "signature")

    def _signature(self) -> bool:
        for number in range(self.end - 1, max(-1, self.end - 1 - SIGNATURE), -1):
            line = self.lines[number]
            if asks.is_quoted(line) or said_by.is_afterthought(line):
                return False
            if _is_dashes(line):
                return not self._goes_on(number) and self._fold(number, "signature")
        return False

    def _goes_on(self, dashes: int) -> bool:
        """Below the two dashes stands what somebody says, and no card. `-- ` with its space is from a
        program: below it even a sentence may belong to the card, unless it speaks of oneself."""
        by_program = self.lines[dashes].endswith(" ")
        below = self.lines[dashes + 1 : self.end]
        if not by_program:
            return any(said_by.is_sentence(line, small=MOTTO) for line in below)
        gap = next((number for number, line in enumerate(below) if not line.strip()), len(below))
        return any(
            said_by.is_said_by_oneself(line, small=MOTTO if number < gap else said_by.SMALL_WORDS)
            for number, line in enumerate(below)
        )

    def _closing(self) -> bool:
        for number in range(self.end - 1, max(-1, self.end - 1 - CLOSING), -1):
            line = self.lines[number]
            if asks.is_closing(line):
                return self._is_card(number) and self._fold(number, "signature")
            if asks.is_quoted(line) or len(line) > NARROW:
                return False
        return False

    def _is_card(self, closing: int) -> bool:
        """Below a greeting stand a name, which is in its first paragraph, and what belongs to it."""
        below = self.lines[closing + 1 : self.end]
        filled = [number for number, line in enumerate(below) if line.strip()]
        if len(filled) + 1 < CLOSING_LEAST and not self._below():
            return False
        gap = next((after for before, after in pairwise(filled) if after > before + 1), len(below))
        return all(said_by.is_on_a_card(below[number], beside_name=number < gap) for number in filled)

    def _below(self) -> bool:
        """A signature stands directly below already, to which a greeting belongs."""
        return bool(self.folds) and self.folds[-1].what == "signature"


def _block_above(lines: Sequence[str], start: int) -> int | None:
    """Headers of an old message directly above its marked lines."""
    for number in range(start - 1, max(-1, start - asks.HEADERS), -1):
        if asks.is_quoted(lines[number]):
            return None
        if asks.is_separator(lines[number]):
            return number if skip_blank(lines, number + 1) >= start else None
        block = asks.header_block(lines, number)
        if block is not None and skip_blank(lines, block.end) >= start:
            return _with_separator(lines, with_rule(lines, number))
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
    said = "\n".join(lines[:9]).lower()
    listed = any(word in said for word in ("mailing list", "listinfo", "@lists.", "//lists."))
    placed = "http" in said or "@" in said
    return (
        asks.is_ruled(lines[0])
        and 1 < len(lines) < 9
        and listed
        and placed
        and not any(said_by.is_sentence(line) for line in lines)
    )


def _is_dashes(line: str) -> bool:
    return line[:1] == "-" and line.rstrip() == "--"


def _banner(lines: Sequence[str], end: int) -> int:
    """The line behind a warning that a server put above the mail; 0 when there is none."""
    first = skip_blank(lines, 0)
    behind = first
    while behind < min(end, first + 6) and lines[behind].strip() and not asks.is_quoted(lines[behind]):
        behind += 1
    said = "\n".join(line[:PARAGRAPH_CHARACTERS] for line in lines[first:behind])[:PARAGRAPH_CHARACTERS]
    lower = said.lower()
    if not any(word in lower for word in BANNERS):
        return 0
    warns = asks.NOT_WORDS.sub("", lower) in BANNERS or said_by.is_disclaimer(said)
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
