"""Where an old message begins that has no marks, and so goes on to the end of the text.

Whatever stands below such a place is folded, so it has to be in the exact form of a mail program: people who
remember a mail in their own words answer it below.
"""

from collections.abc import Sequence

from agentconsole.rules import quoting_lines as asks
from agentconsole.rules.quoting_forms import is_one_sentence

LINES = 10_000
"""So many lines are looked at. Longer threads are cut where they are shown."""
MOST_BEGINNINGS = 3
"""Old messages at the very top that are tried, one after the other."""
BLANK = 6


def old_messages(lines: Sequence[str]) -> list[int]:
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


def skip_blank(lines: Sequence[str], number: int) -> int:
    """The next line that is not blank, among a few."""
    end = min(len(lines), number + BLANK)
    while number < end and not lines[number].strip():
        number += 1
    return number


def with_rule(lines: Sequence[str], number: int) -> int:
    """With the line across that stands above it."""
    for above in range(number - 1, max(-1, number - 3), -1):
        if asks.is_ruled(lines[above]):
            return above
        if lines[above].strip():
            break
    return number


def _begins(lines: Sequence[str], number: int) -> tuple[int | None, int]:
    """Where the old message begins that this line announces, and the line behind the announcement."""
    line = lines[number]
    if not line.strip() or asks.is_quoted(line):
        return None, number + 1
    if asks.is_separator(line):
        return _below_separator(lines, number)
    block = asks.header_block(lines, number)
    if block is not None:
        start = with_rule(lines, number)
        sure = block.exact and _stands_free(lines, start)
        return (start if sure and not _is_marked(lines, block.end) else None), block.end
    start_of_line = asks.introduction(lines, number)
    if start_of_line is None:
        return None, number + 1
    return _below_introduction(lines, start_of_line, number), number + 1


def _below_separator(lines: Sequence[str], number: int) -> tuple[int | None, int]:
    behind = skip_blank(lines, number + 1)
    block = asks.header_block(lines, behind, announced=True) if behind < len(lines) else None
    sure = block.exact if block else asks.is_exact_separator(lines[number])
    end = block.end if block else number + 1
    return (number if sure and not _is_marked(lines, end) else None), end


def _below_introduction(lines: Sequence[str], start: int, end: int) -> int | None:
    if _is_marked(lines, end + 1) or not _stands_free(lines, start):
        return None
    exact = asks.is_exact_introduction(lines, start, end)
    return start if exact or _is_all_that_follows(lines, start, end + 1) else None


def _is_marked(lines: Sequence[str], behind: int) -> bool:
    """Marked lines follow, which end where their marks end."""
    first = skip_blank(lines, behind)
    return first < len(lines) and asks.is_quoted(lines[first])


def _stands_free(lines: Sequence[str], start: int) -> bool:
    """Below a blank line, a line across or what a telephone adds, and no sentence says that it comes."""
    if not start or asks.is_ruled(lines[start]):
        return True
    above = start - 1
    if lines[above].strip():
        return asks.is_ruled(lines[above]) or asks.is_sent_from(lines[above])
    while above > max(0, start - BLANK) and not lines[above].strip():
        above -= 1
    return not lines[above].rstrip().endswith((":", "："))


def _is_all_that_follows(lines: Sequence[str], start: int, behind: int) -> bool:
    """One sentence below a blank line, and then the end: what else could have been written?"""
    rest = lines[behind : behind + BLANK]
    if not start or behind + BLANK < len(lines) or not rest or rest[0].strip():
        return False
    filled = [line for line in rest if line.strip()]
    return len(filled) == 1 and is_one_sentence(filled[0])
