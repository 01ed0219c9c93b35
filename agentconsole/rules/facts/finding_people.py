"""Who they are: what to call them, what language they speak, where and when they are."""

import re
from collections.abc import Iterator

from agentconsole.model.fact import Found
from agentconsole.rules.facts.finding_text import at, groups, later, meant
from agentconsole.rules.facts.finding_zones import ABBREVIATIONS, CITIES

_NO_NAME = (
    r"(?!(?:not|wrong|on|in|at|is|and|or|the|a|an|still|back|when|if|asap|now|today|tomorrow|tonight|again|later|please|so|as|to|for|of|with|"
    r"my|your|his|her|it|that|this|there|here|spelled|spelt|misspelled|incorrect|correct|different|listed|showing|was|has|had|have|been|change|changed|"
    r"never|also|but|because|just|no|yes|what|which|who|id|number|email|mail|phone|account|ssn|password|address|contact|mobile|card|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|crazy|old|stupid|anytime|morning|afternoon|evening|name|missing|under|first|last|full|"
    r"am|are|booking|confirmation|company|city|zip|sure|ok|can|could|would|will|want|wanna|need|i|im|we|you|whatever|anything|policy|claim|credit|dob|date)\b)"
)
_WORD = r"[^\W\d_][^\W\d_'-]{0,24}"
_BIG = r"(?-i:[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻŁŃŅŇŌŐŒŔŘŚŞŠŤŪŮŰŲŹŻŽ][^\W\d_]{0,24}(?:['-][^\W\d_]{1,24})?)"
_NAME = rf"({_NO_NAME}(?:{_BIG}(?: (?:(?:de|van|von|der|da|bin|al|el|la|le|di|del|dos) ){{0,2}}{_NO_NAME}{_BIG}){{0,3}}|{_WORD}(?: {_NO_NAME}{_WORD}){{0,2}}))(?![\w@])"
_BIG_NAME = rf"({_NO_NAME}{_BIG}(?: {_NO_NAME}{_BIG}){{0,2}})(?![\w@])"
_ALWAYS = later(
    rf"\bmy ?(?:(?:first|full|given|preferred|complete) )?name(?:'s|\s{{1,2}}is|\s{{0,1}}:|s)?\s{{1,2}}(?:is |mr\.? |mrs\.? |ms\.? |dr\.? )?{_NAME}"
    rf"|(?:^|\n)[^\w\n]{{0,20}}(?:(?:ok|okay|yes|sure|hi|hello)[, ]{{1,2}})?(?:full |first |customer |complete )?name(?:\s{{0,2}}[:=-]| is)?\s{{1,2}}{_NAME}"
    rf"|\bdetails:? name(?: is)? {_NAME}",
)
_CALLED = later(
    rf"\b(?:(?:just |please |you can |you may |everyone |everybody |they |friends |people )?call(?:s)? me|i go by|i'm called|i am called|i prefer(?: to be called)?|preferred name(?: is|:)|the name is|the name's)\s{{1,2}}{_BIG_NAME}"
    rf"|^[^\w\n]{{0,40}}(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|dear \w{{1,20}})[,.! ]{{1,3}}(?:there[,.! ]{{1,2}}|all[,.! ]{{1,2}}|team[,.! ]{{1,2}})?(?:i'm|i am|this is|it's) {_BIG_NAME}(?=[,.!\n]| (?:and|from|here|again)\b|$)"
    rf"|\bthis is {_BIG_NAME}(?= (?:from|with|here|again|calling|writing)\b)",
)
_WEEK = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December".split())


def names(text: str) -> Iterator[Found]:
    """What to call them: what they say their name is, or what they ask to be called."""
    for pattern in (_ALWAYS, _CALLED):
        yield from (one for one in groups("name", pattern, text) if one.value not in _WEEK)


LANGUAGES = (
    "english german deutsch french français spanish español italian italiano portuguese português brazilian dutch nederlands swedish "
    "norwegian danish finnish polish czech slovak hungarian romanian bulgarian greek turkish russian ukrainian arabic hebrew persian "
    "farsi hindi urdu bengali tamil telugu punjabi marathi gujarati chinese mandarin cantonese japanese korean thai vietnamese "
    "indonesian malay tagalog filipino swahili catalan welsh irish icelandic croatian serbian slovenian estonian latvian lithuanian"
).split()
_LANGUAGE = rf"((?:brazilian )?(?:{'|'.join(LANGUAGES)}))\b"
_SPOKEN = later(
    rf"\b(?:i|we) (?:(?:only|mainly|mostly|just|also|can) ){{0,2}}(?:speak|write|prefer|understand|talk)(?: only)?(?: in)? {_LANGUAGE}"
    rf"|\bmy (?:first |native |mother |preferred )?(?:language|tongue) is {_LANGUAGE}"
    rf"|\b(?:reply|replies|answer|answers|respond|response|write|writing|write back|talk|speak|communicate|continue|chat|correspond)(?: to me| to us| me| with me)? in {_LANGUAGE}"
    rf"|\b(?:in) {_LANGUAGE},? (?:please|pls|if possible|if you can)\b|\bplease,? in {_LANGUAGE}"
    rf"|\blanguage\s{{0,2}}: {{0,2}}{_LANGUAGE}",
)
_NOT_SPOKEN = later(r"\b(?:can't|cannot|don't|do not|not|couldn't|won't|they|he|she|staff|agents?|stop)\s{1,2}(?:please )?$")


def languages(text: str) -> Iterator[Found]:
    """The language in which they want to talk."""
    return groups("language", _SPOKEN, text, unless=_NOT_SPOKEN)


ZONE_CUES = frozenset(
    word for names in (CITIES, ABBREVIATIONS, CITIES.values()) for name in names for word in re.findall("[a-z]+", name.lower())
)
_OFFSET = later(r"(?<![\w/])((?:UTC|GMT) ?[+\-−] ?(?:1[0-4]|0?\d)(?::?(?:00|30|45))?)(?![\d:])", 0)
_SHORT = later(
    rf"\b(?:my (?:time ?zone|local time) is|time ?zone\s{{0,2}}[:=]|i'm (?:in|on)|i am (?:in|on)|we're (?:in|on)|we are (?:in|on)|here (?:is|in)|\d(?: ?[ap]m)?(?: \(?my time)?)"
    rf"\s{{0,2}}(?:the )?((?-i:{'|'.join(ABBREVIATIONS)}))\b",
)
_IANA = later(r"(?<![\w/])((?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z][A-Za-z_-]{2,20}(?:/[A-Z][A-Za-z_]{2,20})?)(?![\w/])", 0)
_PLACE = later(
    r"\b(?:i'm|im|i am|we're|we are|i live|we live|living|based|located|i work|writing|calling) (?:currently |here |over |based |located )?(?:in|from) "
    rf"({'|'.join(sorted(map(re.escape, CITIES), key=len, reverse=True))})\b(?!,? (?:this week|today|right now|until|till|for (?:a|the|two|work)|at the moment|on (?:holiday|vacation|business)|visiting|airport|store|time))",
)


def zones(text: str) -> Iterator[Found]:
    """Their time zone: an offset, a zone's name or its usual abbreviation, or a city for which a zone is named."""
    for pattern in (_OFFSET, _IANA):
        yield from groups("zone", pattern, text)
    for match in _SHORT().finditer(text):
        if meant(text, match.start()):
            yield at("zone", text, match.start(1), match.end(1), ABBREVIATIONS[match[1]])
    for match in _PLACE().finditer(text):
        if meant(text, match.start()):
            yield at("zone", text, match.start(1), match.end(1), CITIES[match[1].lower()])
