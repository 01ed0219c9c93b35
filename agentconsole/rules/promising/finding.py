"""Finding promises in a draft: sentence by sentence, time by time."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from msgspec.structs import replace

from agentconsole.model.errors import Invalid
from agentconsole.model.hours import DEFAULT, Hours
from agentconsole.model.promise import LONGEST, Promised
from agentconsole.rules.facts.sentences import Sentence, sentences
from agentconsole.rules.promising.language import Language, spoken
from agentconsole.rules.text import shortened
from agentconsole.rules.times import parse_by

NEAR = 40
"""A time that comes first ("By Friday you will ...") is this near to what is promised, in characters."""
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "*": " ", "_": " ", "“": '"', "”": '"'})
_CLAUSE_BEGINS = re.compile(r"(?:^|[,;:(–—-]|\b(?:and|so|but|then))\s*$")
_BETWEEN = re.compile(r",? ?(?:or|and|to|-|–|\() ?(?:at the latest|latest)?")


class Head(NamedTuple):
    """What a time can hang on: where it stands, and whether it is a promise of ours."""

    start: int
    end: int
    ours: bool


class Time(NamedTuple):
    """A time in a sentence: where it stands, and the moment."""

    start: int
    end: int
    due: datetime


def promised(
    draft: str, now: datetime, zone: tzinfo, hours: Hours = DEFAULT, language: str = "en"
) -> tuple[Promised, ...]:
    """What a reply promises, in order: each sentence with its time, in UTC.

    `zone` is the customer's: "by Friday" is when a desk with these hours would close there. `now` may be in
    any zone. A sentence that promises two things by two times is there twice. A language we do not know is
    read as English.
    """
    patterns = spoken(language)
    there, local_hours = now.astimezone(zone), replace(hours, zone="")
    return tuple(
        Promised(text=shortened(sentence.text, LONGEST), due_at=due, start=sentence.start, end=sentence.end)
        for sentence in sentences(draft, patterns.abbreviations)
        for due in _dues(_plain(sentence), there, local_hours, patterns)
    )


def _plain(sentence: Sentence) -> str:
    return " ".join(sentence.text.translate(_PLAIN).lower().split())


def _dues(text: str, now: datetime, hours: Hours, patterns: Language) -> list[datetime]:
    """The moments promised in a sentence, the earliest first."""
    if text.rstrip(" \"')").endswith("?"):
        return []
    times = list(_times(text, now, hours, patterns))
    if not times:
        return []
    heads = _heads(text, patterns)
    held = [time for time in times if _is_ours(time, text, heads, patterns)]
    return sorted({time.due for time in _last_of_choices(held, text)})


def _times(text: str, now: datetime, hours: Hours, patterns: Language) -> Iterator[Time]:
    """What names a moment to come; of two in one place, the longer."""
    found = [match.span() for pattern in patterns.times for match in pattern.finditer(text)]
    taken = 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= taken and (due := _due(text[start:end], now, hours, patterns)):
            taken = end
            yield Time(start, end, due)


def _due(said: str, now: datetime, hours: Hours, patterns: Language) -> datetime | None:
    for pattern, means in patterns.means:
        said = pattern.sub(means, said)
    try:
        due = parse_by(said, now, hours)
    except Invalid:
        return None
    return due if due > now.astimezone(UTC) else None


def _heads(text: str, patterns: Language) -> list[Head]:
    """What times can hang on, by place; of two that begin together the longer is last."""
    undone = [match.span() for pattern in patterns.never for match in pattern.finditer(text)]
    ours = [match.span() for pattern in patterns.ours for match in pattern.finditer(text)]
    theirs = [match.span() for pattern in patterns.theirs for match in pattern.finditer(text)]
    open_ended = [match.end() for pattern in patterns.before for match in pattern.finditer(text)]
    first = min(open_ended, default=len(text))
    taken_back = _covered(ours, undone)
    return sorted(
        [Head(*span, ours=span[0] < first and span not in taken_back) for span in ours]
        + [Head(*span, ours=False) for span in theirs]
    )


def _covered(spans: Sequence[tuple[int, int]], by: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those that begin within others, or a blank after them."""
    ends: list[int] = []
    starts = sorted(by)
    for _, end in starts:
        ends.append(max(end, ends[-1] if ends else end))
    begins = [start for start, _ in starts]
    found = set()
    for span in spans:
        place = bisect_right(begins, span[0]) - 1
        if place >= 0 and span[0] <= ends[place] + 1:
            found.add(span)
    return found


def _is_ours(time: Time, text: str, heads: Sequence[Head], patterns: Language) -> bool:
    if any(pattern.match(text, time.end) for pattern in patterns.after):
        return False
    place = bisect_right(heads, time.start, key=lambda head: head.start)
    before = _nearest(heads, place, time.start)
    if before is not None and before.ours:
        return True
    after = heads[place] if place < len(heads) else None
    if after is None or not after.ours or after.start - time.end > NEAR:
        return False
    return before is None or _CLAUSE_BEGINS.search(text, max(0, time.start - 8), time.start) is not None


def _nearest(heads: Sequence[Head], place: int, start: int) -> Head | None:
    """The last that begins before the time; what is theirs must also have ended by then."""
    for head in reversed(heads[max(0, place - 8) : place]):
        if head.ours or head.end <= start:
            return head
    return None


def _last_of_choices(times: Sequence[Time], text: str) -> Iterator[Time]:
    """Of "Monday or Tuesday", Tuesday."""
    for at, time in enumerate(times):
        after = times[at + 1] if at + 1 < len(times) else None
        if after is None or not _BETWEEN.fullmatch(text, time.end, after.start):
            yield time
