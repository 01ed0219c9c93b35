"""Words as PostgreSQL keeps and finds them: a `tsvector` of the words that SQLite's FTS5 cuts a text into.

A `tsvector` has limits: a place after the 16383rd, the 256th place of one word, and what is beyond a million
bytes, it cannot hold. An entry that goes beyond is marked as loose: its phrases must be read in its text; and
one that has words no more is marked as cut: whatever is asked of it must be.
"""

from collections.abc import Iterable, Sequence

from agentconsole.model.queries import Query
from agentconsole.store.sql.tokens import LONGEST, tokens
from agentconsole.store.sql.words import can_be_indexed, facts, folded

LAST_PLACE = 16_383
MOST_PLACES = 255
MOST_BYTES = 1_000_000
IN_A_ROW = " <-> "
LOOSE, CUT = "#loose", "#cut"


def vector(text: str, tags: str) -> str:
    """What is kept of an entry: the words of a folded text and where they stand, and its tags."""
    places: dict[str, list[int]] = {}
    words = tokens(text)
    for place, word in enumerate(words, 1):
        places.setdefault(word, []).append(place)
    marks = {f"#{tag}"[:LONGEST] for tag in tags.split()}
    if len(words) > LAST_PLACE or any(len(each) > MOST_PLACES for each in places.values()):
        marks.add(LOOSE)
    if sum(_size(word) + 2 * len(each[:MOST_PLACES]) for word, each in places.items()) > MOST_BYTES:
        marks |= {LOOSE, CUT}
        places = {word: [] for word in _fitting(places)}
    return " ".join([*map(_quoted, marks), *(f"{_quoted(word)}{_at(each)}" for word, each in places.items())])


def _size(word: str) -> int:
    """In bytes, with what stands around it."""
    return len(word.encode()) + 8


def _fitting(words: Iterable[str]) -> list[str]:
    """As many of the words as there is room for."""
    room, found = MOST_BYTES, []
    for word in words:
        room -= _size(word)
        if room < 0:
            break
        found.append(word)
    return found


def _at(places: Sequence[int]) -> str:
    kept = [str(place) for place in places[:MOST_PLACES] if place <= LAST_PLACE]
    return f":{','.join(kept)}" if kept else ""


def _quoted(word: str) -> str:
    return f"'{word}'"


def expression(query: Query, authors: Sequence[str | int], customers: Sequence[int]) -> str:
    """The query as a `tsquery`; empty if the index cannot narrow it. Only among entries that are loose does
    it find too much."""
    wanted = [_row(text) for text in (*query.words, *query.phrases) if can_be_indexed(text)]
    wanted += [_row(text, ":*") for text in query.prefixes if can_be_indexed(text)]
    groups = facts(query, authors, customers)
    if not wanted and not groups:
        return ""
    wanted += [f"!({IN_A_ROW.join(each)})" for each in _unwanted(query)]
    text = [f"({' & '.join(wanted)} | {_quoted(CUT)})"] if wanted else []
    return " & ".join([*text, *(f"({' | '.join(_tag(tag) for tag in group)})" for group in groups)])


def unwanted_expression(query: Query) -> str:
    """What an entry is without, as a `tsquery`."""
    wanted = " & ".join(f"!({IN_A_ROW.join(each)})" for each in _unwanted(query))
    return f"{wanted} | {_quoted(CUT)}" if wanted else ""


def _unwanted(query: Query) -> list[list[str]]:
    return [list(map(_quoted, tokens(folded(text)))) for text in query.without if can_be_indexed(text)]


def _tag(tag: str) -> str:
    return _quoted(f"#{tag}"[:LONGEST])


def _row(text: str, last: str = "") -> str:
    """Words in a row; in what is loose, at least the words."""
    words = list(map(_quoted, tokens(folded(text))))
    words[-1] += last
    if len(words) == 1:
        return words[0]
    return f"({IN_A_ROW.join(words)} | ({' & '.join(words)} & {_quoted(LOOSE)}))"
