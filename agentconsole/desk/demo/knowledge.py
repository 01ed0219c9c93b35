"""What the specialists say when they are asked."""

import re
from collections.abc import Sequence

from msgspec import Struct

from agentconsole.desk.demo.script import Beat

VOWELS = frozenset("aeiouyäöüáéíóúàèâêôãõąęı")
UNCLEAR = "I am not sure what you would like to know. Ask me once more, in a sentence?"


class Said(Struct, frozen=True):
    """An answer, and the letter to the customer that goes with it."""

    answer: str
    letter: str


class NotMine(Struct, frozen=True):
    """Why a specialist does not answer."""

    reason: str


class Knowledge:
    """What each specialist knows: of the matters of the stories, and of their skill."""

    def __init__(self, told: Sequence[Beat]) -> None:
        known = [beat for beat in told if beat.cue == "knows"]
        self._particular = {(beat.matter.key, beat.who): beat for beat in known if beat.matter}
        self._general = [beat for beat in known if not beat.matter]

    def answer(self, who: str, question: str, *, matter: str, customer: str, owner: str) -> Said | NotMine:
        """What they know of this very matter comes first, then what belongs to their skill; a question
        for somebody else goes back, with a name."""
        if not understood(question):
            return NotMine(UNCLEAR)
        particular = self._particular.get((matter, who))
        if particular is not None and _fits(particular, question):
            return Said(particular.text, particular.second)
        fitting = [beat for beat in self._general if _fits(beat, question)]
        found = _best([beat for beat in fitting if beat.who == who], question)
        if found is None and fitting:
            return NotMine(f"I would only be guessing. @{fitting[0].who} knows this: ask there?")
        return _addressed(found or self._general[-1], customer, owner)


def understood(text: str) -> bool:
    """Two words or more that could be words."""
    words = {word for word in re.findall(r"[^\W\d_]{2,}", text.casefold()) if len(set(word)) > 1}
    return sum(not word.isascii() or bool(VOWELS & set(word)) for word in words) >= 2


def _fits(known: Beat, question: str) -> int:
    """How many of the words it is found by begin a word of the question."""
    said = re.findall(r"\w+", question.casefold())
    return sum(any(word.startswith(beginning) for word in said) for beginning in known.words[0].split(","))


def _best(known: Sequence[Beat], question: str) -> Beat | None:
    return max(known, key=lambda each: _fits(each, question), default=None)


def _addressed(known: Beat, customer: str, owner: str) -> Said:
    first = customer.split()[0] if customer.strip() else ""
    greeting = f"Hello {first}," if first.isalpha() else "Hello,"
    return Said(known.text, f"{greeting}\n\n{known.second}\n\n{owner}")
