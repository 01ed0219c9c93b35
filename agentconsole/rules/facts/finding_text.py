"""What of a text the customer says themselves, and how sure they are of it; what the finders have in common.

Every pattern of the finders has an upper bound on each repeat, so that looking for facts takes time that
grows with the length of the text and with nothing else, whatever is in it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from msgspec import Struct

from agentconsole.model.fact import Found
from agentconsole.rules import quoting

MOST = 20_000
"""Characters of one message that are read. Logs and books that somebody pasted are longer."""

Later = Callable[[], re.Pattern[str]]
Region = Callable[[], str | None]
"""Tells the country of a customer as two letters, where it is known."""
Search = Callable[[str, str | None], Iterable[Found]]
"""What it finds in a text, for customers of a country."""


class Finder(Struct, frozen=True):
    """Something that finds values of one kind."""

    kind: str
    cues: frozenset[str]
    """Words, in lower case and without digits, of which one stands in every text where it finds something."""
    search: Search
    digits: bool = False
    """Nothing is found where there is no digit."""
    by_country: bool = False
    """What it finds depends on the country."""


DOTTED = "1.2.3"
SEVEN = "1234567"
SHOP = "123-1234567"
SPELLED = "mailcom"
STREET = "strasse"
"""Cues that are no words: a number with two dots, seven digits, a shop's number, an e-mail address without
marks, a street whose name is one word with it."""


def words(text: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(text.split())


def later(*source: str, flags: int = re.IGNORECASE) -> Later:
    """A pattern that is compiled when it is first used: there are many, and most texts need none. Its parts
    are alternatives."""
    return cache(lambda: re.compile("|".join(source), flags))


def finder(
    kind: str, cues: frozenset[str], *patterns: Later, unless: Later | None = None, digits: bool = False
) -> Finder:
    """One that takes the groups of patterns."""

    def search(text: str, _region: str | None) -> Iterator[Found]:
        for pattern in patterns:
            yield from groups(kind, pattern, text, unless=unless)

    return Finder(kind, cues, search, digits)


def groups(kind: str, pattern: Later, text: str, *, unless: Later | None = None) -> Iterator[Found]:
    """The group that took part in each match that the customer means, save where something else is said
    right before it."""
    for match in pattern().finditer(text):
        if meant(text, match.start()) and not (unless and said_before(unless, text, match.start())):
            group = match.lastindex or 0
            yield at(kind, text, match.start(group), match.end(group))


def at(kind: str, text: str, start: int, end: int, value: str = "") -> Found:
    """What stands at a place, without the blanks around it, or the normal form of it that is given."""
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    end = start + len(said.strip())
    return Found(kind=kind, value=value or text[start:end], start=start, end=end)


_MARKED = later(r"^[ \t]{0,3}>[^\n]{0,20000}", flags=re.MULTILINE)
"""A line of a quote."""
_BEFORE_MARKED = later(r":[ \t]{0,9}\n(?=[ \t]{0,3}>)")
"""Where the line above one ends, which may announce it: a colon is found faster than the line is."""
_ANNOUNCES = later(r"[^\n>]{0,200}(?:<[^\n<>]{3,80}>|wrote)[^\n]{0,20}", flags=re.IGNORECASE)
_ELSEWHERE = {
    "://": later(r"https?://\S{1,2000}"),
    "www.": later(r"www\.\S{1,2000}"),
    "@": later(r"@(?<![\w.+-]@)\w{1,40}+(?!(?:[.-]\w{1,60}){0,3}\.[a-z]{2})"),
}
"""A link and somebody's handle are no words of the customer, and links are full of numbers. Each by the sign
it has."""


def spoken(text: str) -> str:
    """The text with marked quotes, links and handles put out by blanks, so that places in it stay the same.
    An apostrophe is always `'`."""
    text = text[:MOST].replace("’", "'")
    if ">" in text:
        text = _MARKED().sub(_blanks, _without_announcements(text))
    for sign, elsewhere in _ELSEWHERE.items():
        if sign in text:
            text = elsewhere().sub(_blanks, text)
    return text


def _without_announcements(text: str) -> str:
    pieces: list[str] = []
    done = 0
    for found in _BEFORE_MARKED().finditer(text):
        start, end = text.rfind("\n", 0, found.start()) + 1, found.end() - 1
        if _ANNOUNCES().fullmatch(text, start, found.start()):
            pieces += [text[done:start], " " * (end - start)]
            done = end
    return "".join([*pieces, text[done:]])


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


_REPLY = later(
    r"\s{0,200}(?:On [^\n]{5,200}(?:\n[^\n]{1,100})? wrote:|-{2,20} ?(?:Original|"
    r"Forwarded) Message ?-{2,20})\s{0,20}?\n(?!\s{0,20}>)"
)


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of what an earlier message said, the line that announces it among it. A signature is the
    customer's own."""
    text = text[:MOST]
    if "\n" not in text:
        return ()
    if _REPLY().match(text):
        return ((0, len(text)),)
    starts = [0, *(place + 1 for place, each in enumerate(text) if each == "\n"), len(text) + 1]
    return tuple(
        (starts[fold.first], starts[fold.last + 1])
        for fold in quoting.folds(text)
        if fold.what != "signature"
    )


_ADVERB = r"(?:(?:even|actually|really|currently|yet|still|exactly|just|quite)\s{1,2})?"
_DENIED = later(
    r"(?:\b(?:not|never|no longer|without|isn't|isnt|wasn't|wasnt|aren't|don't|dont|doesn't|doesnt|didn't|"
    r"didnt|haven't|havent|hasn't|won't|can't|cannot|ain't|wrong|fake|false)\s{1,2}"
    + _ADVERB
    + r"(?:the |my |an? |have |own |use |on ){0,2}|\b(?:if|whether|maybe|perhaps|possibly|probably|suppose|"
    r"assuming|e\.g\.|for example|for instance|such as|something like|i (?:think|guess|believe|assume)|"
    r"might be|could be|not sure)[,:]?\s{1,2}(?:that )?(?:it's |it is |is |was )?(?:the |my |an? |i have |"
    r"i'm |i am )?|\b(?:his|her|hers|their|your|someone's|somebody's|whose|he|she|they)\s{1,2}(?:old |new )?|"
    r"(?<!\bit)(?<!\bthat)(?<!\bhere)(?<!\bwhat)(?<!\bthere)(?<!\bname)(?<!\bnumber)(?<!\bwho)(?<!\blet)"
    r"(?<=\w)'s\s{1,2}(?:old |new )?)$"
)
_WINDOW = 48


def meant(text: str, start: int) -> bool:
    """Whether what begins here is said of the customer themselves and as it is: nothing right before it
    denies it ("not", "isn't"), doubts it ("maybe", "if") or gives it to somebody else ("my sister's")."""
    return not said_before(_DENIED, text, start)


def said_before(pattern: Later, text: str, start: int) -> bool:
    """Whether the pattern, which ends with `$`, fits what stands right before a place."""
    return pattern().search(text, max(0, start - _WINDOW), start) is not None
