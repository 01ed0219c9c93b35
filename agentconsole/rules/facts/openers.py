"""Where a sentence begins to ask: "could you send", "please confirm", "may I have", "which".

The words are heard from left to right. Who is to act in the clause so far decides whether a verb asks:
"could you confirm your address" does, "we will confirm your address" does not.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from agentconsole.rules.facts.grammar import Grammar

REACH = 4
"""How many adverbs may stand between "you" and the verb."""


class Mode(Enum):
    """What may follow an opener."""

    REQUEST = "send us"
    WHICH = "which"
    HAVING = "do you have"
    BARE = "a noun alone, with a question mark"


class Opener(NamedTuple):
    """The word after it, and how it asks."""

    at: int
    mode: Mode


class Acting(Enum):
    """Who is to act in a clause."""

    OPEN = "nobody was named: a verb here is an imperative"
    THEIRS = "the customer"
    OURS = "somebody else"


class Listener:
    """Hears the words of one sentence in order."""

    def __init__(self, words: Sequence[str], grammar: Grammar) -> None:
        self.words = words
        self.grammar = grammar
        self.acting = Acting.OPEN
        self.negated = False
        self.minding = False
        self.last_mark = max((at for at, word in enumerate(words) if word == "?"), default=-1)

    def openers(self) -> Iterator[Opener]:
        """Every opener of the sentence."""
        past = 0
        for at, word in enumerate(self.words):
            opener = self._opener(at) if at >= past else None
            if opener is not None:
                past = opener.at
                yield opener
            self._hear(word, self._word(at - 1), self._word(at + 1))

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _hear(self, word: str, before: str, after: str) -> None:
        is_a = self.grammar.is_a
        if self.grammar.ends_a_clause(word):
            self.acting, self.negated = Acting.OPEN, False
        elif is_a(word, "please"):
            self.acting, self.negated = Acting.THEIRS, False
        elif is_a(word, "you"):
            self._hear_you(before, after)
        elif is_a(word, "ours") or (
            is_a(word, "modals") and self.acting is Acting.OPEN and not is_a(after, "you", "not")
        ):
            self.acting = Acting.OURS
        self.negated = (self.negated or is_a(word, "not")) and not is_a(word, "yet")
        self.minding = self.minding or is_a(word, "mind")

    def _hear_you(self, before: str, after: str) -> None:
        """ "Can you" and "you can" make the customer act; "help you" does not."""
        if self.grammar.is_a(before, "before_you"):
            self.acting, self.negated = Acting.THEIRS, False
        elif self.grammar.is_a(after, "modals"):
            self.acting = Acting.THEIRS

    def _opener(self, at: int) -> Opener | None:
        grammar, words = self.grammar, self.words
        if words[at] in grammar.words["question"] and self._asks_which(at):
            return Opener(at + 1, Mode.WHICH)
        end = grammar.having.longest(words, at)
        if end > 0 and not self.negated:
            return Opener(end, Mode.HAVING)
        end = grammar.openers.longest(words, at)
        if end > 0 and not self.negated and not grammar.is_a(self._word(at - 1), "spoils"):
            return Opener(end, Mode.REQUEST)
        end = grammar.verbs.longest(words, at)
        if end > 0 and self._may_ask(at):
            return Opener(end, Mode.REQUEST)
        end = grammar.gerunds.longest(words, at)
        return Opener(end, Mode.REQUEST) if end > 0 and self.minding and not self.negated else None

    def _asks_which(self, at: int) -> bool:
        """Whether this "what" is a question: it begins a clause, or is to be found out, or a `?` follows."""
        is_a, before = self.grammar.is_a, self._word(at - 1)
        if is_a(self._word(at + 1), "a"):
            return False
        if not before or self.grammar.ends_a_clause(before):
            return True
        if self.negated or (self.acting is Acting.OURS and is_a(before, "find_out")):
            return False
        return at < self.last_mark or is_a(before, "joins", "find_out") or before in "/&"

    def _may_ask(self, at: int) -> bool:
        """Whether a verb here is the customer's to do."""
        before = at - 1
        while before >= max(0, at - REACH) and self.grammar.is_a(self.words[before], "adverbs", "helping"):
            before -= 1
        if self.negated:
            return False
        word, is_a = self._word(before), self.grammar.is_a
        if not word or self.grammar.ends_a_clause(word):
            return True
        if any(is_a(skipped, "please") for skipped in self.words[before + 1 : at]):
            return True
        if is_a(word, "you"):
            return self.acting is Acting.THEIRS
        if is_a(word, "infinitive"):
            return self._told_to(before - 1)
        return self.acting is not Acting.OURS and (is_a(word, "joins") or word in "/&+")

    def _told_to(self, at: int) -> bool:
        word, is_a = self._word(at), self.grammar.is_a
        if is_a(word, "told_to"):
            return True
        if self.acting is Acting.THEIRS:
            return not is_a(word, "us")
        return is_a(word, "free_to") and self.acting is Acting.OPEN
