"""Which kinds of fact one sentence asks for: what opens a question, and the things it lists.

After an opener the words are read as a list. What comes between a noun and the next comma or "and"
says more about it and is passed over. Every opener reads as far as the next, so each word is read once.
"""

from collections.abc import Sequence
from itertools import pairwise

from agentconsole.rules.facts.grammar import Grammar
from agentconsole.rules.facts.nouns import Place, Things
from agentconsole.rules.facts.openers import Listener, Mode, Opener


class Reader:
    """Reads one sentence."""

    def __init__(self, words: Sequence[str], grammar: Grammar) -> None:
        self.words = words
        self.grammar = grammar
        self.things = Things(words, grammar)
        self.found: set[str] = set()
        self.beside: set[str] = set()

    def read(self) -> frozenset[str]:
        """The names of the kinds that the sentence asks for."""
        openers = list(Listener(self.words, self.grammar).openers()) or self._bare()
        for opener, following in pairwise([*openers, Opener(len(self.words), Mode.BARE)]):
            self._list(opener, following.at)
        for at in range(len(self.words)):
            self.found.update(name for _, name in self.grammar.questions.at(self.words, at))
        self._choices()
        return frozenset(self.found | (self.beside if self.found & {"version", "os"} else set()))

    def _bare(self) -> list[Opener]:
        """ "Order number?" A noun alone asks when a question mark or please follows, and there is no verb."""
        words, is_a = self.words, self.grammar.is_a
        polite = any(word == "?" or is_a(word, "please") for word in words[-3:])
        says = any(is_a(word, "modals", "ours", "subject_of") for word in words[:-2])
        start = next((at for at, word in enumerate(words) if not is_a(word, "joins", "adverbs")), 0)
        return [Opener(start, Mode.BARE)] if polite and not says else []

    def _list(self, opener: Opener, end: int) -> None:
        """Everything that an opener asks for."""
        at, place = opener.at, Place(opener.mode)
        while at < end:
            if place.fresh:
                thing = self.things.at(at, place)
                if thing.end < 0:
                    return
                self.found |= thing.kinds
                self.beside |= thing.beside
                place = place._replace(fresh=False, named=place.named or bool(thing.kinds))
                if thing.end > at:
                    at = thing.end
                    continue
            word, strays = self.words[at], self._strays(at, place)
            if self.grammar.is_a(word, "breaks") or word == "?" or (strays and opener.mode is Mode.WHICH):
                return
            if strays:
                place = place._replace(mode=Mode.REQUEST, bare=False, lost=True)
            place = self._past(at, place)
            at += 1

    def _strays(self, at: int, place: Place) -> bool:
        """Whether a question turns to something else before it named a kind, as in "what happened to"."""
        asks_which = place.mode is Mode.WHICH and not place.named
        return asks_which and self.grammar.is_a(self.words[at], "aside", "modals", "with")

    def _past(self, at: int, place: Place) -> Place:
        """The place after a word that is no part of a thing."""
        word, before, is_a = self.words[at], self.words[at - 1] if at else "", self.grammar.is_a
        if is_a(word, "question"):
            return Place(Mode.WHICH)
        if word == ":" or (is_a(word, "with") and not is_a(before, "troubles", "tied")):
            return place._replace(fresh=True, bare=True, lost=False)
        if self.grammar.joins(word) and not place.lost:
            return place._replace(fresh=True)
        return place._replace(bare=place.bare and (place.named or not is_a(word, "aside")))

    def _choices(self) -> None:
        """ "Are you on iOS or Android?" """
        words, grammar = self.words, self.grammar
        if "?" not in words[-2:] or not any(grammar.polar.longest(words, at) > 0 for at in range(len(words))):
            return
        for at in range(2, len(words) - 1):
            if grammar.is_a(words[at], "or"):
                left = grammar.choices(words[at - 1], words[at - 2])
                self.found |= left & self._choice_after(at + 1)

    def _choice_after(self, at: int) -> frozenset[str]:
        while at < len(self.words) - 1 and self.grammar.is_a(self.words[at], "your", "the", "a", "aside"):
            at += 1
        following = self.words[at + 1] if at + 1 < len(self.words) else ""
        return self.grammar.choices(self.words[at], "") | self.grammar.choices(following, self.words[at])
