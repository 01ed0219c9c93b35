"""Numbers that name one thing: an order, a serial number, the version of a product."""

import re
from collections.abc import Iterator

from agentconsole.model.fact import Found
from agentconsole.rules.facts.finding_text import (
    DOTTED,
    SHOP,
    Finder,
    at,
    finder,
    groups,
    later,
    meant,
    words,
)

_LINK = r"\s{0,3}(?:(?:is|was|it's|its|=|:|-|#|№|of mine is)\s{0,3})?#?\s{0,2}"
_NUMBER = r"(?:number|num|no|nr|id|code|ref|reference|#|№)(?!\w)\.?"
_ID = r"([a-z0-9](?:[a-z0-9]|[-/_](?=[a-z0-9])){1,39})(?![\w@])(?!\.\w)"
_JOINING = (
    "and|for|on|the|at|is|in|to|of|but|it|i|a|was|my|we|or|by|not|with|from|as|so|if|im|has|an|am|pm|x|ph|"
    "can|you"
)
_TORN = (
    rf"((?:[a-z]{{1,6}} )?\d{{1,8}}(?: (?!(?:{_JOINING})\b)[a-z]{{1,4}}(?: \d{{1,8}})?){{0,4}}|"
    rf"(?:[a-z]{{1,4}} \d{{1,4}} ?){{2,5}})\b"
)
"""A number that was torn apart where letters meet digits: `kj 5623`."""
_WHAT = (
    r"\b(?:(?:order|booking|reservation|purchase|itinerary)(?: confirmation| reference| ref)?|con(?:fir|"
    r"for)mation|pnr|record locator)"
)
_CALLED = later(rf"{_WHAT}\s{{0,2}}{_NUMBER}{_LINK}{_ID}")
_CALLED_TORN = later(rf"{_WHAT} {_NUMBER}(?: is| was| its)? {_TORN}")
_BARE = later(
    r"\b(?:order|booking|reservation|purchase|pnr)(?: reference|"
    r" ref)?\s{0,2}[#:]?\s{0,2}((?-i:[A-Z]{1,4}-?\d{3,20}|(?=[A-Z]{0,7}\d)[A-Z0-9]{6,8}|"
    r"\d{5,20}(?:-\d{3,10}){0,3}))(?![\w@])(?!\.\d)(?! (?:units?|pieces?|items?|of|times|usd|dollars?|eur)\b)"
)
_IS = later(
    r"\b(?:order|booking|reservation|purchase) (?:is|was):?\s{1,2}"
    r"((?-i:[A-Z]{1,4}-\d{3,20})|\d{7,20})(?![\w@-])(?!\.\d)(?! (?:usd|dollars?|eur|yen)\b)",
    r"\b(?:order|booking|reservation|purchase) (?:is|was):?\s{1,2}#\s?([a-z0-9-]{3,20})(?![\w@])",
)
"""Where it can be nothing but its number: `my order is A-1042`, and not `my order is 100 short`."""
_SHOPS = later(r"(?<![\w-])(\d{3}-\d{7}-\d{7})(?![\w-])")
"""How the largest shop writes the number of an order."""
_MARKS = later(r"[^a-z0-9\s]", flags=re.NOFLAG)


def _orders(text: str, _region: str | None) -> Iterator[Found]:
    for pattern in (_CALLED, _BARE, _IS, _SHOPS):
        yield from (one for one in groups("order", pattern, text) if _is_number(one.value))
    if not _MARKS().search(text):
        for match in _CALLED_TORN().finditer(text):
            if meant(text, match.start()):
                yield at("order", text, *match.span(1), match[1].replace(" ", ""))


def _is_number(value: str) -> bool:
    """An identifier has a digit and more than two characters, or is six capitals."""
    digits = any(each.isdigit() for each in value)
    return (digits and len(value) > 2) or (len(value) == 6 and value.isascii() and value.isupper())


_SERIAL = later(
    rf"(?:\bserial\s{{0,2}}(?:number|num|no|nr|#)?(?!\w)\.?|\bs/n\b|\bimei\s{{0,2}}(?:number|"
    rf"no)?\b\.?){_LINK}"
    r"((?=[a-z-]{0,12}\d)[a-z0-9](?:[a-z0-9]|[-/](?=[a-z0-9])){4,39}(?: \d{2,6}){0,4})(?![\w@])"
)

_DOTS = r"\d{1,4}(?:\.\d{1,8}){1,5}(?:[.-]?[a-z][0-9a-z]{0,12})?"
_ENDED = r"(?![\w-]|\.\d)"
_VERSION = later(
    r"\bversion\s{0,2}(?:number)?(?:\s{1,2}(?:is|was|of the app is))?\s{0,2}[:=]?\s{0,2}v?"
    rf"({_DOTS}|\d{{1,4}}(?![\w,]|\s?%|\.\d)|\d{{1,4}}(?=,\s)){_ENDED}(?! (?:will|is out|comes|is coming)\b)",
    rf"\b(?:build|release|firmware|"
    rf"ver\.?)\s{{0,2}}(?:number)?(?: is)?\s{{0,2}}[:=]?\s{{0,2}}v?({_DOTS}){_ENDED}",
    rf"(?<![\w.])v\.? ?({_DOTS}){_ENDED}",
)
_LONG = r"(?!\d{3}\.\d{3}\.\d{4}\b)\d{1,4}(?:\.\d{1,8}){2,5}(?:\.?[a-z][0-9a-z]{0,12})?"
_RUNNING = later(
    r"\b(?:app|software|firmware|client|running|updated to|update to|upgraded to|i'm on|i am on|on|using|"
    r"installed)"
    rf"(?: the)?\s{{1,2}}({_LONG}){_ENDED}",
    rf"\b(?-i:[A-Z])[a-z]{{2,15}} ({_LONG}){_ENDED}",
    rf"\A\s{{0,40}}(?:yes,? |no,? |it's |it is )?v?({_LONG})[.!]?\s{{0,40}}\Z",
)
"""A number with two dots that nothing calls a version. Three, three and four digits are a phone number."""
_OTHER = later(
    r"\b(?:next|upcoming|coming|previous|prior|old|older|earlier|newer|last|from|before|until|till|than|"
    r"since|wait\w{0,3} for|when (?:is|will|does)|about|get|like|prefer|want|need|support\w{0,3}|via|"
    r"try\w{0,3}|(?:upgrade|upgrading|update|updating|switch|switching|move|moving|go|going|compared) to|"
    r"android|ios|ipados|windows|mac ?os|os ?x|ubuntu|linux|watchos|tvos)\s{1,2}(?:the |an? )?(?:app )?$"
)


def _running(text: str, _region: str | None) -> Iterator[Found]:
    return (one for one in groups("version", _RUNNING, text, unless=_OTHER) if not _is_internet(one.value))


def _is_internet(value: str) -> bool:
    parts = value.split(".")
    return len(parts) == 4 and all(each.isdigit() and int(each) < 256 for each in parts)


FINDERS = (
    finder("serial", words("serial imei n"), _SERIAL, digits=True),
    Finder(
        "order",
        words("order booking reservation purchase itinerary confirmation conformation pnr record") | {SHOP},
        _orders,
    ),
    finder("version", words("version build release firmware ver v"), _VERSION, unless=_OTHER, digits=True),
    Finder("version", frozenset({DOTTED}), _running, digits=True),
)
