"""A bare answer: `A-1042`, where the last thing we wrote asked for the order number.

Without the question such a line tells nothing, so it is looked at only when we asked for exactly one kind of
fact that has a form of its own.
"""

import re
from collections.abc import Collection, Sequence

from agentconsole.model.fact import FactKind, Found
from agentconsole.rules.facts.finding_text import quoted
from agentconsole.rules.facts.guard import asks_for
from agentconsole.rules.facts.languages import language
from agentconsole.rules.facts.sentences import sentences

LONGEST = 80
"""Characters of an answer that is nothing but a value."""
_LEAD = re.compile(
    r"(?:(?:sure|yes|yep|ok|okay|hi|hello|hey|thanks|here(?: it is| you go|'s| is)?|it'?s|it is|that'?s"
    r"|is|my|the|order|number|no|serial|version|#)\b[\s,.:!#-]{0,4}|#\s?)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:[\s,.!]|thanks|thank you|thx|please)*$", re.IGNORECASE)
_FORMS = {
    "order": re.compile(r"(?=[A-Za-z\d -]{0,24}\d{2})[A-Za-z]{0,5}[- ]?\d[A-Za-z\d-]{2,23}"),
    "serial": re.compile(r"(?=[A-Za-z\d-]{0,30}\d)[A-Za-z\d][A-Za-z\d-]{5,30}"),
    "version": re.compile(r"v?\d{1,4}(?:\.\d{1,6}){1,4}"),
}
"""What has a form of its own: a word that could be anything is no answer."""


def asked(text: str, kinds: Sequence[FactKind], code: str = "en") -> tuple[str, ...]:
    """The kinds of fact that a message of ours asks for."""
    words = language(code)
    if words is None:
        return ()
    found = (
        kind for one in sentences(text, words.abbreviations) for kind in asks_for(one.text, words, kinds)
    )
    return tuple(dict.fromkeys(found))


def could_be_answer(text: str) -> bool:
    """Short enough, and with a digit in it: worth looking up what we asked."""
    return len(text) <= LONGEST and any(character.isdecimal() for character in text)


def answer(text: str, asked_for: Collection[str]) -> Found | None:
    """The value that a short message is, when exactly one kind with a form was asked for."""
    wanted = [kind for kind in asked_for if kind in _FORMS]
    if len(wanted) != 1 or not could_be_answer(text) or quoted(text):
        return None
    start, end = 0, _TAIL.search(text).start()  # type: ignore[union-attr] # an empty tail is one too
    while (lead := _LEAD.match(text, start)) is not None:
        start = lead.end()
    found = _FORMS[wanted[0]].fullmatch(text, start, end)
    if found is None:
        return None
    return Found(kind=wanted[0], value=" ".join(found[0].split()), start=found.start(), end=found.end())
