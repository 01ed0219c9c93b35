"""One thing of a list that is asked for: "your full name", "the version of the app", "store address".

A determiner, adjectives and the noun, in this order. A noun with anything else before it is another
noun: a store address is no address of the customer's. Only kinds that products have may have the name
of one before them: "your Acme order number".
"""

from collections.abc import Sequence
from typing import NamedTuple

from agentconsole.rules.facts.grammar import Form, Grammar, Noun
from agentconsole.rules.facts.openers import Mode

PRODUCT = 2
"""How many words a product's name may have: "your Acme Prime order number"."""


class Place(NamedTuple):
    """Where the reading of a list stands."""

    mode: Mode
    fresh: bool = True
    """A thing may begin here."""
    bare: bool = True
    """A noun needs no "your" before it. After "contact us by" it does."""
    named: bool = False
    """A kind was named already."""
    lost: bool = False
    """The words went elsewhere, as in "tell us what happened", and only "with" leads back."""


class Thing(NamedTuple):
    """Where a thing ends, and the kinds it names. The end is -1 when a statement begins in its place."""

    end: int
    kinds: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


class Lead(NamedTuple):
    """What stands before a noun."""

    at: int
    """Where the noun is to begin."""
    determiner: str = ""
    """The class of the last determiner: `your`, `the`, `a`, or nothing."""
    other: bool = False
    """Somebody else's, or another than the one we know."""
    products: int = 0
    """How many words the language does not list stand before it."""


class Things:
    """The nouns of one sentence."""

    def __init__(self, words: Sequence[str], grammar: Grammar) -> None:
        self.words = words
        self.grammar = grammar

    def at(self, start: int, place: Place) -> Thing:
        """The thing that begins here."""
        lead = self._lead(start, place.mode)
        found = self._readings(lead, place)
        while not found and self._is_product(lead):
            lead = lead._replace(at=lead.at + 1, products=lead.products + 1)
            found = self._readings(lead, place)
        if not found:
            states = lead.at == start and self.grammar.is_a(self._word(start), "ours")
            return Thing(-1 if states else lead.at)
        return self._thing(lead, max(end for end, _ in found), found, place.mode)

    def _word(self, at: int) -> str:
        return self.words[at] if at < len(self.words) else ""

    def _thing(self, lead: Lead, end: int, found: list[tuple[int, Noun]], mode: Mode) -> Thing:
        after = self._word(end)
        if mode is Mode.REQUEST and self.grammar.is_a(after, "subject_of"):
            return Thing(-1)
        if lead.other or self.grammar.is_a(after, "heads"):
            return Thing(end)
        nouns = [noun for stop, noun in found if stop == end and self._is_fact(noun.kind, end, mode)]
        beside = frozenset(noun.kind for noun in nouns if noun.form is Form.BESIDE)
        return Thing(end, frozenset(noun.kind for noun in nouns if noun.form is not Form.BESIDE), beside)

    def _is_fact(self, name: str, end: int, mode: Mode) -> bool:
        """Whether what follows the noun leaves it a fact of the customer's."""
        kind, after, is_a = self.grammar.kinds[name], self._word(end), self.grammar.is_a
        if is_a(after, "of") and not kind.of:
            return False
        if kind.thing and mode is Mode.REQUEST and is_a(after, "away"):
            return False
        wished = bool(after) and self.grammar.wishes.longest(self.words, end) > 0
        return not (kind.chosen and mode is Mode.WHICH and wished)

    def _lead(self, at: int, mode: Mode) -> Lead:
        """Over the words that may stand before a noun."""
        lead, is_a = Lead(at), self.grammar.is_a
        while lead.at < len(self.words):
            word, end = self.words[lead.at], self.grammar.nouns.longest(self.words, lead.at)
            if end > 0 and not self._modifies(lead.at, end):
                break
            if end > 0:
                lead = lead._replace(at=end - 1)
            elif is_a(word, "others") or (word.endswith("'s") and not is_a(word, "own", "question")):
                lead = lead._replace(other=True)
            elif is_a(word, "your", "the", "a"):
                lead = lead._replace(
                    determiner=next(name for name in ("your", "the", "a") if is_a(word, name))
                )
            elif not self._passes(lead.at, mode):
                break
            lead = lead._replace(at=lead.at + 1)
        return lead

    def _modifies(self, at: int, end: int) -> bool:
        """Whether the noun belongs to the noun after it, as in "your device serial number"."""
        if end >= len(self.words) or self.grammar.nouns.longest(self.words, end) < 0:
            return False
        return all(self.grammar.kinds[noun.kind].thing for _, noun in self.grammar.nouns.at(self.words, at))

    def _passes(self, at: int, mode: Mode) -> bool:
        """Whether the word may stand before a noun and changes nothing."""
        word, is_a = self.words[at], self.grammar.is_a
        if is_a(word, "to_whom", "adjectives", "own", "adverbs") or word in "'\"“”‘#/":
            return True
        if is_a(word, "of"):
            return at > 0 and is_a(self.words[at - 1], "adjectives")
        return mode is Mode.WHICH and is_a(word, "copulas")

    def _is_product(self, lead: Lead) -> bool:
        word = self._word(lead.at)
        return lead.products < PRODUCT and bool(word) and self.grammar.is_unknown(word)

    def _readings(self, lead: Lead, place: Place) -> list[tuple[int, Noun]]:
        """The nouns that begin here and may stand in this place, with where they end."""
        if lead.at >= len(self.words):
            return []
        nouns = self.grammar.nouns.at(self.words, lead.at)
        standing = [(end, noun) for end, noun in nouns if self._may_stand(noun, end, lead, place)]
        if any(noun.form is Form.WHICH for _, noun in standing):
            # "Which phone" is a device, "your phone" a number.
            return [(end, noun) for end, noun in standing if noun.form is not Form.SHORT]
        return standing

    def _may_stand(self, noun: Noun, end: int, lead: Lead, place: Place) -> bool:
        kind = self.grammar.kinds[noun.kind]
        if place.mode is Mode.HAVING:
            return kind.had and noun.form is Form.FULL and not lead.products
        if (lead.products and not kind.open) or not (lead.determiner or place.bare):
            return False
        asks_which = place.mode is Mode.WHICH
        if (noun.form is not Form.FULL or (asks_which and lead.determiner)) and not self._is_whole(
            end, noun.form
        ):
            return False
        if noun.form is Form.WHICH:
            return asks_which and not lead.determiner
        return noun.form is not Form.SHORT or self._may_be_short(end, lead)

    def _may_be_short(self, end: int, lead: Lead) -> bool:
        if lead.determiner == "the":
            return self.grammar.is_a(self._word(end), "belongs")
        return lead.determiner != "a"

    def _is_whole(self, end: int, form: Form) -> bool:
        """Whether no other noun follows, of which this one would be a part.

        "Which version of iOS 11" is whole.
        """
        if form is Form.FULL and self._word(end)[:1].isdigit():
            end += 1
        word = self._word(end)
        return not word or not self.grammar.is_unknown(word)
