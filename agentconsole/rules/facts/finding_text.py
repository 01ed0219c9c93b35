"""What of a text the customer says themselves, and how sure they are of it.

Every pattern of the finding rooms has an upper bound on each repeat, so that looking for facts takes time
that grows with the length of the text and with nothing else, whatever is in it.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from agentconsole.model.fact import Found

MOST = 20_000
"""Characters of one message that are read. Logs and whole books that somebody pasted are longer."""

Later = Callable[[], re.Pattern[str]]


def later(source: str, flags: int = re.IGNORECASE) -> Later:
    """A pattern that is compiled when it is first used: there are many, and most texts need none."""
    return cache(lambda: re.compile(source, flags))


_QUOTED = later(r"^[ \t]{0,3}>[^\n]{0,20000}", re.MULTILINE)
_HEADER = later(
    r"^(?:On [^\n]{5,200}(?:\n[^\n]{1,100})?wrote:[ \t]{0,9}$"
    r"|-{2,20} ?(?:Original|Forwarded) [Mm]essage ?-{2,20}"
    r"|_{20,80}\n)",
    re.MULTILINE,
)
_ELSEWHERE = later(r"https?://\S{1,2000}|www\.\S{1,2000}|(?<![\w.+-])@\w{1,40}+(?![.\w-]{0,3}\.)")
"""A link and somebody's handle are no words of the customer, and links are full of numbers."""

_ADVERB = r"(?:(?:even|actually|really|currently|yet|still|exactly|just|quite)\s{1,2})?"
_DENIED = later(
    r"(?:\b(?:not|never|no longer|without|isn't|isnt|wasn't|wasnt|aren't|don't|dont|doesn't|doesnt|didn't|"
    r"didnt|haven't|havent|hasn't|won't|can't|cannot|wrong|fake|false|ain't)\s{1,2}" + _ADVERB + r"(?:the |my |an? |have |own |use |on )?"
    r"|\b(?:if|whether|maybe|perhaps|possibly|probably|suppose|assuming|e\.g\.|for example|for instance|such as|"
    r"something like|i (?:think|guess|believe|assume)|might be|could be|not sure)[,:]?\s{1,2}"
    r"(?:that )?(?:it's |it is |is |was )?(?:the |my |an? |i have |i'm |i am )?"
    r"|\b(?:his|her|hers|their|your|someone's|somebody's|whose|he|she|they)\s{1,2}(?:old |new )?"
    r"|(?<!\bit)(?<!\bthat)(?<!\bhere)(?<!\bwhat)(?<!\bthere)(?<!\bname)(?<!\bnumber)(?<!\bwho)(?<!\blet)(?<=\w)"
    r"'s\s{1,2}(?:old |new )?)$",
)
_WINDOW = 48


def spoken(text: str) -> str:
    """The text with everything that does not count put out by blanks, so that places in it stay the same:
    quoted lines, what stands below the header of a reply, links, and handles. An apostrophe is always `'`."""
    text = text[:MOST].replace("’", "'")
    if "wrote:" in text or "essage" in text or "_____" in text:
        header = _HEADER().search(text)
        text = text[: header.start()] if header else text
    if ">" in text:
        text = _QUOTED().sub(_blanks, text)
    if "@" in text or "://" in text or "www." in text:
        text = _ELSEWHERE().sub(_blanks, text)
    return text


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


def meant(text: str, start: int) -> bool:
    """Whether what begins here is said of the customer themselves and as it is: nothing right before it
    denies it ("not", "isn't"), doubts it ("maybe", "if") or gives it to somebody else ("my sister's")."""
    return not said_before(_DENIED, text, start)


def said_before(pattern: Later, text: str, start: int) -> bool:
    """Whether the pattern, which ends with `$`, fits what stands right before a place."""
    return pattern().search(text, max(0, start - _WINDOW), start) is not None


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
