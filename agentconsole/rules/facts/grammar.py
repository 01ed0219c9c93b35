"""A language's file together with the kinds a desk knows, made ready for reading sentences."""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from agentconsole.model.fact import FactKind
from agentconsole.rules.facts.languages import KindWords, Language
from agentconsole.rules.facts.phrases import Phrases, words_of

NO_WORDS = KindWords()
_MARKS_WITHIN = frozenset("/&#+'\"%$“”‘’")


class Form(Enum):
    """How a noun stands for its kind."""

    FULL = "wherever something is asked for"
    SHORT = "after your, and in a list"
    WHICH = "after a question word"
    BESIDE = "beside the word version"


class Noun(NamedTuple):
    """What a kind is called, in one form."""

    kind: str
    form: Form


class Grammar:
    """The words of asking, indexed. Words are in lower case, as `words_of` gives them."""

    def __init__(self, language: Language, kinds: Sequence[FactKind]) -> None:
        self.words = language.words
        self.kinds = {kind.name: language.kinds.get(kind.name, NO_WORDS) for kind in kinds}
        self.nouns = Phrases(pair for kind in kinds for pair in self._nouns_of(kind))
        self.questions = Phrases(
            (phrase, name) for name, kind in self.kinds.items() for phrase in kind.phrases
        )
        asks = language.asks
        self.verbs = Phrases((phrase, "") for phrase in asks.verbs)
        self.gerunds = Phrases((phrase, "") for phrase in asks.gerunds)
        self.openers = Phrases((phrase, "") for phrase in asks.openers)
        self.having = Phrases((phrase, "") for phrase in asks.having)
        self.wishes = Phrases((phrase, "") for phrase in asks.wishes)
        self.polar = Phrases((phrase, "") for phrase in asks.polar)
        self._known = frozenset[str]().union(*self.words.values())

    def _nouns_of(self, kind: FactKind) -> Iterator[tuple[str, Noun]]:
        own = self.kinds[kind.name]
        forms = (
            (Form.FULL, own.nouns),
            (Form.SHORT, own.short),
            (Form.WHICH, own.which),
            (Form.BESIDE, own.beside),
        )
        for form, phrases in forms:
            yield from ((phrase, Noun(kind.name, form)) for phrase in phrases)
        called = kind.asked or (() if own.nouns else (kind.label,))
        for phrase in called:
            yield " ".join(words_of(phrase)), Noun(kind.name, Form.FULL)

    def is_a(self, word: str, *classes: str) -> bool:
        """Whether the word is in one of the classes that the language's file names."""
        return any(word in self.words[name] for name in classes)

    def ends_a_clause(self, word: str) -> bool:
        """Whether a new clause may begin after it: most marks, and words such as `but`."""
        return word in self.words["turns"] or not (word[0].isalnum() or word in _MARKS_WITHIN)

    def joins(self, word: str) -> bool:
        """Whether the next thing of a list may follow: `and`, a comma, a slash."""
        return word in self.words["joins"] or not (word[0].isalnum() or word in "#'\"?")

    def is_unknown(self, word: str) -> bool:
        """Whether it may be the name of a product or anything else that the language's file does not list."""
        return word[0].isalnum() and word not in self._known

    def choices(self, word: str, before: str) -> frozenset[str]:
        """The kinds that have the word, or it with the word before it, among their choices."""
        return frozenset(
            name
            for name, kind in self.kinds.items()
            if word in kind.choices or f"{before} {word}" in kind.choices
        )


@lru_cache(maxsize=16)
def grammar(language: Language, kinds: tuple[FactKind, ...]) -> Grammar:
    """The grammar of a language for some kinds, made once."""
    return Grammar(language, kinds)
