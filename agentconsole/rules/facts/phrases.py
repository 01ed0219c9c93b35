"""Phrases of a language, and where they stand among the words of a sentence.

A phrase is words with a space between them; `a|b` is either word, and `~` among them means that the
place may stay empty. Matching costs at most the length of the phrase at each word, whatever the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

NOTHING = "~"
Payload = TypeVar("Payload")
_LEFT_OUT = re.compile(r"(?:https?://|www\.)\S+|@\w+")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[^\w\s]|\n")


def words_of(text: str) -> tuple[str, ...]:
    """The words and marks of a text in lower case, without addresses of the web and handles."""
    plain = _LEFT_OUT.sub(" ", text.replace("’", "'"))
    return tuple(_WORD.findall(plain.lower()))


class Slot(NamedTuple):
    """One place of a phrase."""

    words: frozenset[str]
    optional: bool


Slots = tuple[Slot, ...]


def slots_of(phrase: str) -> Slots:
    """The places of a phrase as it is written in a language's file."""
    places = (frozenset(place.split("|")) for place in phrase.split())
    return tuple(Slot(place - {NOTHING}, NOTHING in place) for place in places)


def end_of(slots: Slots, words: Sequence[str], at: int) -> int:
    """Where the longest reading of the phrase from here ends, or -1."""
    ends = {at}
    for slot in slots:
        moved = {end + 1 for end in ends if end < len(words) and words[end] in slot.words}
        ends = ends | moved if slot.optional else moved
        if not ends:
            return -1
    return max(ends)


class Phrases(Generic[Payload]):
    """Many phrases, each standing for something, found by the word they begin with."""

    def __init__(self, phrases: Iterable[tuple[str, Payload]]) -> None:
        self._by_first: dict[str, list[tuple[Slots, Payload]]] = {}
        for phrase, payload in phrases:
            slots = slots_of(phrase)
            for word in _first_words(slots):
                self._by_first.setdefault(word, []).append((slots, payload))

    def at(self, words: Sequence[str], at: int) -> Iterator[tuple[int, Payload]]:
        """Every phrase that begins here, with where it ends."""
        for slots, payload in self._by_first.get(words[at], ()):
            end = end_of(slots, words, at)
            if end > at:
                yield end, payload

    def longest(self, words: Sequence[str], at: int) -> int:
        """Where the longest phrase that begins here ends, or -1."""
        return max((end for end, _ in self.at(words, at)), default=-1)


def _first_words(slots: Slots) -> frozenset[str]:
    first: frozenset[str] = frozenset()
    for slot in slots:
        first |= slot.words
        if not slot.optional:
            break
    return first
