"""Postal addresses, or the part of one that was told."""

import re
from collections.abc import Iterator

from agentconsole.model.fact import Found
from agentconsole.rules.facts.finding_text import STREET, Finder, Later, at, groups, later, words

_SUFFIXES = (
    "street st road rd avenue ave lane ln drive dr boulevard blvd way court ct place pl terrace terr square"
    " sq close crescent parkway pkwy highway hwy row walk circle cir trail"
)
_STREET = (
    r"\d{1,6}[a-z]?(?:[/-]\d{1,4}[a-z]?)?,?\s{1,2}(?:[a-z0-9][\w.'-]{0,20}\s{1,2}){1,4}?"
    rf"(?:{_SUFFIXES.replace(' ', '|')})\b\.?"
)
_POSTAL = r"(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
_WHOLE = later(
    rf"(?<![\w.$£€#-])({_STREET}(?:[ ,]{{1,3}}[^\W_][\w.'#-]{{0,20}}){{0,10}}?[ ,.]{{1,3}}{_POSTAL})(?![\w-])"
)
_NEXT = r"and|contact|phone|ph|mobile|cell|tel|my|email|ssn|card|account|name|please|pls|but|i|thanks|because"
_TAIL = rf"(?:(?!\s(?:{_NEXT})\b)[^\n;!?]){{0,90}}"
_OWN = r"(?:my|our|new|current|delivery|shipping|mailing|home|billing|postal|correct|right|full|street)"
_TO = r"(?:deliver(?:ed)?|ship(?:ped)?|send|sent|post|mail)(?: it| this| them)? to"
_CALLED = later(
    rf"(?:\b{_OWN} add?ress(?: details?)?|(?:^|\n)[^\w\n]{{0,9}}(?:yes |sure |ok )?add?ress"
    r"|\b(?:number|no|name|phone|ssn) [\w ]{1,30}? (?:and )?add?ress)\s{0,2}(?:is|:|=|to|-)?\s{1,2}(?:now |"
    r"at )?"
    rf"((?=[^\n]{{0,40}}?\d)(?=[^\n]{{0,60}}?[a-z]{{3}})[a-z0-9#]{_TAIL})",
)
_THERE = later(
    rf"\b(?:(?:i|we)? ?live (?:at|on)|{_TO}|(?:i'?m|i am|we're|"
    rf"we are) (?:located )?at)\s{{1,2}}({_STREET}{_TAIL})",
)
_ROADS = "street st road rd avenue ave lane ln drive dr boulevard blvd terrace parkway pkwy"
_ALONE = later(
    r"\A[^\w\n]{0,40}(?:(?:yes|sure|ok|its|it's|it is|at|no\.?|number),? ){0,2}(\d{1,6}[a-z]?,? (?:(?!hours?|"
    r"min|miles?|km|days?|times?|weeks?)[\w.'-]{1,20} ){1,4}?(?<!\d )"
    rf"(?:{_ROADS.replace(' ', '|')})\b\.?(?:[ ,]{{1,3}}(?!(?:{_NEXT}|not|"
    rf"\d{{7,20}})\b)[\w.'#-]{{1,20}}){{0,9}})[^\w\n]{{0,9}}\s{{0,9}}\Z"
)
"""A message that is a street and nothing else."""
_CODE = later(
    r"\b(?:zip(?: ?code)?|post ?code|postal code|pin ?code|plz)\s{0,2}(?:is|:|=|#|-)?\s{0,2}"
    rf"(\d{{4,6}}(?:-\d{{4}})?|{_POSTAL})(?![\w-])"
)
_ABROAD = later(
    r"\b([A-ZÄÖÜ][\wäöüß.-]{1,40}(?:straße|strasse|str\.|gasse|weg|platz|allee|ring|laan|straat|gatan|"
    r"vej)\s{1,2}"
    r"\d{1,4} ?[a-z]?,?\s{1,2}(?:[A-Z]{1,2}-)?\d{4,5}(?: [A-Z]{2})?\s{1,2}[A-ZÄÖÜ][\wäöüß-]{1,30})",
    r"\b(\d{1,4}(?: ?(?:bis|ter))?,?\s{1,2}(?:rue|avenue|boulevard|place|chemin|allée|quai|cours|"
    r"impasse)\s{1,2}[^\n\d]{2,50}?,?\s{1,2}\d{5}\s{1,2}[A-ZÀ-Ý][\wà-ÿ-]{1,30})",
    flags=re.NOFLAG,
)
_OF_OTHERS = later(
    r"\b(?:stores?|shop|branch|restaurant|hotel|office|location|driver|seller|airport|stadium|outlet|centre|"
    r"center|station|wrong|old|previous|instead of|not)\b[^.\n]{0,30}$"
)
_BY_THE_WAY = later(
    r"\b(?:stores?|shop|branch|restaurant|hotel|office|location|driver|seller|airport|stadium|outlet|centre|"
    r"center|station|wrong|old|previous|instead of|not)\b[^.\n]{0,30}$|\b(?:on|at|in|near|to|from|by|"
    r"your)\b[^.\n]{0,12}$"
)
_STOP = later(r"(?<!\bst)(?<!\brd)(?<!\bave)(?<!\bdr)(?<!\bapt)(?<!\b[nesw])\.(?:\s|$)")


def _addresses(pattern: Later, unless: Later, cues: frozenset[str]) -> Finder:
    def search(text: str, _region: str | None) -> Iterator[Found]:
        for one in groups("address", pattern, text, unless=unless):
            stop = _STOP().search(text, one.start, one.end)
            said = text[one.start : stop.start() if stop else one.end].rstrip(" ,.:;-(")
            yield at("address", text, one.start, one.start + len(said))

    return Finder("address", cues, search, digits=True)


FINDERS = (
    _addresses(_CALLED, _OF_OTHERS, words("address adress")),
    _addresses(_THERE, _OF_OTHERS, words(_SUFFIXES)),
    _addresses(_ALONE, _OF_OTHERS, words(_ROADS)),
    _addresses(_WHOLE, _BY_THE_WAY, words(_SUFFIXES)),
    _addresses(
        _ABROAD,
        _BY_THE_WAY,
        words("rue avenue boulevard place chemin quai cours impasse") | {STREET},
    ),
    _addresses(_CODE, _OF_OTHERS, words("zip zipcode postcode post postal pin pincode plz")),
)
"""A street with its postcode, what follows "my address is", or the postcode alone."""
