"""Numbers that name one thing: an order, a serial number, the version of a product."""

import re
from collections.abc import Iterator

from agentconsole.model.fact import Found
from agentconsole.rules.facts.finding_text import at, groups, later, meant, said_before

_LINK = r"\s{0,3}(?:(?:is|was|it's|its|=|:|-|#|№|of mine is)\s{0,3})?#?\s{0,2}"
_NUMBER = r"(?:number|num|no|nr|id|code|ref|reference|#|№)(?!\w)\.?"
_ID = r"([a-z0-9](?:[a-z0-9]|[-/_](?=[a-z0-9])){1,39})(?![\w@])(?!\.\w)"
_LOOSE = (
    r"((?:[a-z]{1,6} )?\d{1,8}(?: (?!(?:and|for|on|the|at|is|in|to|of|but|it|i|a|was|my|we|or|by|not|with|"
    r"from|as|so|if|im|has|an|am|pm|x|ph|can|you)\b)[a-z]{1,4}(?: \d{1,8})?){0,4})\b"
)
"""A number that was torn apart where letters meet digits: `kj 5623`."""
_WHAT = (
    r"\b(?:(?:order|booking|reservation|purchase|itinerary)(?: confirmation| reference| ref)?|con(?:fir|for)mation|"
    r"pnr|record locator|confirmation code)"
)
_ORDER = later(rf"{_WHAT}\s{{0,2}}{_NUMBER}{_LINK}{_ID}")
_LOOSE_ORDER = later(rf"{_WHAT} {_NUMBER}(?: is| was| its)? {_LOOSE}")
_BARE_ORDER = later(
    r"\b(?:order|booking|reservation|purchase|pnr)(?: reference| ref)?\s{0,2}[#:]?\s{0,2}"
    r"((?-i:[A-Z]{1,4}-?\d{3,20}|(?=[A-Z]{0,7}\d)[A-Z0-9]{6,8}|\d{5,20}(?:-\d{3,10}){0,3}))(?![\w@])(?!\.\d)"
    r"(?! (?:units?|pieces?|items?|of|times|usd|dollars?|eur)\b)",
)
_SHOP = later(r"(?<![\w-])(\d{3}-\d{7}-\d{7})(?![\w-])")
"""How the largest shop writes the number of an order."""
_CLEAN = later(r"[^a-z0-9\s]", 0)


def orders(text: str) -> Iterator[Found]:
    """Numbers of orders, bookings and reservations. An identifier has a digit, or is six capitals."""
    for pattern in (_ORDER, _BARE_ORDER, _SHOP):
        yield from (one for one in groups("order", pattern, text) if _names(one.value))
    if not _CLEAN().search(text):
        for match in _LOOSE_ORDER().finditer(text):
            if meant(text, match.start()):
                yield at("order", text, match.start(1), match.end(1), match[1].replace(" ", ""))


def _names(value: str) -> bool:
    """Whether it can be an identifier: not a word, and not one digit that counts something."""
    digits = sum(one.isdigit() for one in value)
    return (digits > 0 and len(value) > 2) or (len(value) == 6 and value.isascii() and value.isupper())


_SERIAL = later(
    rf"(?:\bserial\s{{0,2}}(?:number|num|no|nr|#)?\b\.?|\bs/n\b|\bimei\s{{0,2}}(?:number|no)?\b){_LINK}"
    r"([a-z0-9](?:[a-z0-9]|[-/ ](?=[a-z0-9]{2,20}\b(?<=\d))){4,39})(?![\w@])",
)


def serials(text: str) -> Iterator[Found]:
    """Serial numbers and IMEIs (15 digits, 3GPP TS 23.003)."""
    return (one for one in groups("serial", _SERIAL, text) if any(each.isdigit() for each in one.value))


_DOTTED = r"\d{1,4}(?:\.\d{1,8}){1,5}(?:\.?[a-z][0-9a-z]{0,12})?"
_VERSION = later(
    rf"(?:\bversion\s{{0,2}}(?:number)?(?:\s{{1,2}}(?:is|was|of the app is))?\s{{0,2}}[:=]?\s{{0,2}}v?({_DOTTED}|\d{{1,4}}(?![\w.,]|\s?%)|\d{{1,4}}(?=[.,](?:\s|$)))"
    rf"|\b(?:build|release|firmware|ver\.?)\s{{0,2}}(?:number)?(?: is)?\s{{0,2}}[:=]?\s{{0,2}}v?({_DOTTED})"
    rf"|(?<![\w.])v\.? ?({_DOTTED})"
    rf"|\b(?:app|software|firmware|client|running|updated? to|upgraded to|i'm on|i am on|on|using|installed)"
    rf"(?: the)?\s{{1,2}}({_DOTTED}))(?![\w-]|\.\d)",
)
_OTHER_VERSION = later(
    r"\b(?:next|upcoming|coming|previous|prior|old|older|earlier|newer|last|from|before|until|till|than|since|wait\w{0,3} for|"
    r"when (?:is|will|does)|about|get|like|prefer|back to|(?:down|re)\w{2,9} to|in|with|want|need|support\w{0,3}|via|"
    r"upgrade to|update to|try\w{0,3}|and|to)\s{1,2}(?:the |an? )?(?:app )?$",
)
_OF_A_SYSTEM = later(r"\b(?:android|ios|ipados|windows|mac ?os|os ?x|ubuntu|linux|watchos|tvos)\s{0,2}$")


def versions(text: str) -> Iterator[Found]:
    """The version of the product that they use, not one that they wait for, left or read about."""
    for match in _VERSION().finditer(text):
        group = match.lastindex or 1
        start = match.start()
        other = said_before(_OTHER_VERSION, text, start) or said_before(_OF_A_SYSTEM, text, start)
        if not other and meant(text, match.start()) and _is_version(match[group], group):
            yield at("version", text, match.start(group), match.end(group))


def _is_version(value: str, how: int) -> bool:
    """Whether a number that nothing calls a version can be one: neither an amount nor an internet address."""
    parts = value.split(".")
    return how < 4 or (len(parts) >= 3 and not (len(parts) == 4 and all(p.isdigit() and int(p) < 256 for p in parts)))
