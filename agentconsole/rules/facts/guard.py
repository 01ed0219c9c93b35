"""The guard: which sentences of a draft ask for what the customer has told already.

It is total and stable: no draft makes it raise, its time is linear in the draft, and a sentence replaced
by what it offers `instead` is not found again. It knows sentences one by one and nothing around them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from agentconsole.model.fact import Fact, FactKind, Finding
from agentconsole.rules.facts.asking import Reader
from agentconsole.rules.facts.grammar import grammar
from agentconsole.rules.facts.kinds import BUILT_IN, by_name
from agentconsole.rules.facts.languages import Language
from agentconsole.rules.facts.languages import language as language_of
from agentconsole.rules.facts.phrases import Phrases, words_of
from agentconsole.rules.facts.sentences import Sentence, sentences

LONGEST = 80
"""A longer value is cut when it is said in a confirmation."""


def asks_for(sentence: str, language: Language, kinds: Sequence[FactKind]) -> tuple[str, ...]:
    """The kinds of fact that the sentence asks for, in the order of the kinds."""
    found = Reader(words_of(sentence), grammar(language, tuple(kinds))).read()
    return tuple(name for name in by_name(kinds) if name in found)


def findings(
    draft: str, facts: Sequence[Fact], *, language: str = "en", kinds: Sequence[FactKind] = BUILT_IN
) -> tuple[Finding, ...]:
    """The sentences of a draft that ask for a fact which holds.

    There is one finding for each kind a sentence asks for; it names the newest fact of the kind. All of a
    sentence offer the same `instead`. A language without a file is not guarded.
    """
    spoken = language_of(language)
    held = _newest(facts)
    if spoken is None or not held:
        return ()
    guard = _Guard(spoken, tuple(by_name(kinds).values()), held)
    return tuple(
        finding for sentence in sentences(draft, spoken.abbreviations) for finding in guard.check(sentence)
    )


def _newest(facts: Iterable[Fact]) -> dict[str, Fact]:
    """The newest fact of each kind that holds."""
    held = sorted((fact for fact in facts if fact.holds), key=lambda fact: (fact.told_at, fact.id))
    return {fact.kind: fact for fact in held}


class _Guard:
    """What is known of one customer, in one language."""

    def __init__(self, language: Language, kinds: tuple[FactKind, ...], held: Mapping[str, Fact]) -> None:
        self.language = language
        self.kinds = kinds
        self.held = held
        self.labels = {kind.name: _label(kind, language) for kind in kinds}
        self.values = {name: " ".join(words_of(fact.value)) for name, fact in held.items()}
        self.greetings = Phrases((phrase, "") for phrase in language.greetings)

    def check(self, sentence: Sentence) -> Iterator[Finding]:
        """What the sentence asks for although it is held."""
        asked = asks_for(sentence.text, self.language, self.kinds)
        known = [
            self.held[name] for name in asked if name in self.held and not self._says(sentence.text, name)
        ]
        if not known:
            return
        start = sentence.start + self._greeting(sentence.text)
        text = sentence.text[start - sentence.start :]
        instead = self._instead(known, [name for name in asked if name not in self.held])
        for fact in known:
            yield Finding(
                sentence=text, start=start, end=sentence.end, kind=fact.kind, fact=fact, instead=instead
            )

    def _says(self, text: str, name: str) -> bool:
        """Whether the sentence says the value itself: then it confirms, and does not ask."""
        return self.values[name] != "" and f" {self.values[name]} " in f" {' '.join(words_of(text))} "

    def _greeting(self, text: str) -> int:
        """How many characters a greeting takes, as in "Hi Mei, ". It is no part of the question."""
        head, comma, tail = text.partition(",")
        words = words_of(head[:LONGEST])
        greets = len(words) <= 4 and bool(words) and self.greetings.longest(words, 0) > 0
        return len(head) + 1 + len(tail) - len(tail.lstrip()) if greets and comma and tail.strip() else 0

    def _instead(self, known: Sequence[Fact], missing: Sequence[str]) -> str:
        """What we have, then a question for the rest. A value that would read as a question is left out."""
        say = self.language.say
        have = say.have.format(clauses=self._joined(self._clause(fact) for fact in known))
        rest = say.rest.format(named=self._joined(map(self._named, missing))) if missing else ""
        full = f"{have} {rest}".strip()
        return next((text for text in (full, have) if self._is_clear(text)), say.already)

    def _is_clear(self, text: str) -> bool:
        """Whether it asks for nothing that is held, and ends where it ends also before another sentence."""
        *ours, after = sentences(f"{text} And", self.language.abbreviations)
        asked = (name for sentence in ours for name in asks_for(sentence.text, self.language, self.kinds))
        return after.text == "And" and not any(name in self.held for name in asked)

    def _clause(self, fact: Fact) -> str:
        own = self.language.kinds.get(fact.kind)
        clause = (own.say.clause if own else "") or self.language.say.clause
        value = " ".join(fact.value.split())
        short = value if len(value) <= LONGEST else value[: LONGEST - 1].rstrip() + "…"
        return clause.format(label=self.labels[fact.kind], value=short)

    def _named(self, name: str) -> str:
        own = self.language.kinds.get(name)
        return (own.say.named if own else "") or self.language.say.named.format(label=self.labels[name])

    def _joined(self, parts: Iterable[str]) -> str:
        *first, last = parts
        return f"{', '.join(first)} {self.language.say.joined} {last}" if first else last


def _label(kind: FactKind, language: Language) -> str:
    own = language.kinds.get(kind.name)
    return (own.label if own else "") or kind.label
