"""What to call them, and what language they speak."""

import re
from collections.abc import Iterator

from agentconsole.model.fact import Found
from agentconsole.rules.facts.finding_text import Finder, Later, finder, groups, later, words

_NOT_A_NAME = (
    "not wrong on in at is and or the a an still back when if asap now today tomorrow tonight again later"
    " please so as to for of with my your his her it that this there here spelled spelt misspelled incorrect"
    " correct correction change changed changes different listed showing was has had have been never also"
    " but because just no yes what which who id number email mail phone account ssn password pwd address"
    " contact mobile card monday tuesday wednesday thursday friday saturday sunday crazy old stupid anytime"
    " morning afternoon evening name missing under first last full am are booking confirmation company city"
    " zip sure ok can could would will want wanna need i im we you whatever anything policy claim credit dob"
    " date thanks thank looking calling writing from by ur urgently asap immediately directly out up off"
    " over using via any someone when how why"
)
_NO_NAME = rf"(?!(?:{_NOT_A_NAME.replace(' ', '|')})\b)"
_WORD = r"[^\W\d_][^\W\d_'-]{0,24}"
_BIG = r"(?-i:[A-ZÀ-ÖØ-ÞĀĆČĎĐĒĘĚĞĢĪİĶĹĻŁŃŅŇŐŒŔŘŚŞŠŤŪŮŰŹŻŽ][^\W\d_]{0,24}(?:['-][^\W\d_]{1,24})?)"
_PARTICLE = r"(?:(?:de|van|von|der|da|bin|al|el|la|le|di|del|dos) ){0,2}"
_FULL = rf"{_NO_NAME}{_BIG}(?: {_PARTICLE}{_NO_NAME}{_BIG}){{0,3}}"
_LOWER = rf"{_NO_NAME}{_WORD}(?: {_NO_NAME}{_WORD}){{0,2}}"
_NAME = rf"({_FULL}|{_LOWER})(?![\w@])"
_BIG_NAME = rf"({_FULL})(?![\w@])"
_QUIET_NAME = rf"(?-i:(?=[^\W\d_][^\W\d_A-Z])){_BIG_NAME}"
"""Not in capitals throughout: "this is URGENT" names nobody."""
_IS = r"(?:'s|\s{1,2}is|\s?:|s)?\s{1,2}(?:is |mr\.? |mrs\.? |ms\.? |dr\.? )?"
_NAMED = later(
    rf"(?<!is )\bmy ?(?:(?:first|full|given|preferred|complete) )?name{_IS}{_NAME}",
    r"(?:^|\n)[^\w\n]{0,20}(?:(?:ok|okay|yes|sure|hi|hello)[, ]{1,2})?(?:full |first |customer |"
    r"complete )?name"
    rf"(?:\s{{0,2}}[:=-]| is)?\s{{1,2}}{_NAME}",
    rf"\bdetails:? name(?: is)? {_NAME}",
)
_CALLED = later(
    r"\b(?:call(?:s)? me|i go by|i'?m called|i am called|i prefer to be called|preferred name(?: is|:))"
    rf"\s{{1,2}}{_BIG_NAME}",
)
_THIS_IS = later(
    rf"his is (?<=\b[Tt]his is ){_QUIET_NAME}(?= (?:from|with|here|again|calling|writing)\b)", flags=re.NOFLAG
)
"""Begins with plain letters, which are looked for fastest: nearly every message has the word."""
_GREETED = later(
    r"\A[^\w\n]{0,40}(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|"
    r"dear \w{1,20})[,.!\s]{1,3}(?:(?:there|all|team)[,.!\s]{1,3})?(?:i'?m|i am|this is|it's) "
    rf"{_QUIET_NAME}(?=[,.!\n]| (?:and|from|here|again)\b|$)",
    rf"\A[^\w\n]{{0,40}}(?:i'?m|i am|this is) {_QUIET_NAME}[.!]?\s{{0,9}}\Z",
)
_CALENDAR = words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July"
    " August September October November December"
)


def _names(pattern: Later, cues: str) -> Finder:
    def search(text: str, _region: str | None) -> Iterator[Found]:
        return (one for one in groups("name", pattern, text) if one.value not in _CALENDAR)

    return Finder("name", words(cues), search)


_LANGUAGES = (
    "english german deutsch french français spanish español italian italiano portuguese português dutch"
    " nederlands swedish norwegian danish finnish polish czech slovak hungarian romanian bulgarian greek"
    " turkish russian ukrainian arabic hebrew persian farsi hindi urdu bengali tamil telugu punjabi marathi"
    " gujarati chinese mandarin cantonese japanese korean thai vietnamese indonesian malay tagalog filipino"
    " swahili catalan welsh irish icelandic croatian serbian slovenian estonian latvian lithuanian"
)
_LANGUAGE = rf"((?:brazilian )?(?:{_LANGUAGES.replace(' ', '|')}))\b"
_SPOKEN = later(
    r"\b(?:i|we) (?:(?:only|mainly|mostly|just|also|can) ){0,2}(?:speak|write|prefer|understand|"
    r"talk)(?: only)?(?: in)? " + _LANGUAGE,
    rf"\bmy (?:first |native |mother |preferred )?(?:language|tongue) is {_LANGUAGE}",
    r"\b(?:reply|replies|answers?|respond|response|write|writing|write back|talk|speak|communicate|continue|"
    r"chat|correspond)"
    rf"(?: to me| to us| me| with me)? in {_LANGUAGE}",
    rf"\bin {_LANGUAGE},? (?:please|pls|if possible|if you can)\b",
    rf"\bplease,? in {_LANGUAGE}",
    rf"\blanguage\s{{0,2}}: {{0,2}}{_LANGUAGE}",
)
_NOT_SPOKEN = later(
    r"\b(?:can't|cannot|don't|do not|not|couldn't|won't|they|he|she|staff|agents?|stop)\s{1,2}(?:please )?$"
)

FINDERS = (
    _names(_NAMED, "name names myname"),
    _names(_CALLED, "call calls called by prefer preferred name"),
    _names(_THIS_IS, "this"),
    _names(_GREETED, "hi hello hey good dear this i"),
    finder("language", words(_LANGUAGES) | words("fran espa portugu"), _SPOKEN, unless=_NOT_SPOKEN),
)
