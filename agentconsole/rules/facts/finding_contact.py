"""Where a customer can be reached, as they write it: e-mail addresses and phone numbers.

An e-mail address is one that `rules.identities` reads. A phone number is one that the numbering plan of its
country knows (the library phonenumbers), in the form of E.164; where no country is known and the customer
says that it is their number, its digits.
"""

import re
from collections.abc import Iterator

from agentconsole.model.fact import Found
from agentconsole.rules import identities
from agentconsole.rules.facts.finding_text import (
    SEVEN,
    SPELLED,
    Finder,
    at,
    later,
    meant,
    said_before,
    words,
)

_EMAIL = later(
    r"(?<![\w.+@-])([\w.+'-]{1,64}+@\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){1,5}+)",
    r"(?<![\w.+@-])([\w.+-]{1,64}+ {1,2}@ {1,2}\w[\w-]{0,62}(?: {0,2}\. {0,2}[a-z][a-z-]{1,20}){1,3}+)",
)
_SPELLED = later(
    r"(?<![\w.])([a-z][\w.]{1,40}?(?: \d{1,6}\b)?) ?(gmail|googlemail|yahoo|hotmail|outlook|redd?iffmail|"
    r"icloud|aol|protonmail|email|mail|live|comcast)\.?(com?n?|net)\b(?!\.)",
)
_NOBODY = later(
    r"(?:no-?reply|do-?not-?reply|support|info|help(?:desk)?|service|care|customer[\w.-]{0,20}|sales|contact|"
    r"billing|admin|postmaster|mailer-daemon|abuse)@",
)
"""Addresses that belong to a company and not to a customer."""
_OF_OTHERS = later(
    r"\b(?:(?:e-?)?mail(?:ed|s)? (?:to|from|by|at)|(?:wrote|written|writing) to|(?:came|comes|received|"
    r"got) from|from|contact(?:ed)?|driver|seller|scam\w{0,4}|old|friend|company)[\w ']{0,16}[:,]?\s{0,2}$",
    r"(?:\b(?:his|her|their|your|whose|old|wrong)|(?<!it)(?<!that)'s) (?:e-?mail|mail|phone|mobile|cell|"
    r"number|contact)(?: address| number| id)?(?: is| was|:)?(?: not)?\s{0,2}$",
)


def emails(text: str, _region: str | None = None) -> Iterator[Found]:
    """Their own addresses. Also those whose marks were lost on the way: `mei 55 gmailcom`."""
    for match in _EMAIL().finditer(text):
        identity = identities.email(re.sub(r"\s", "", match[0]).strip(".'-"))
        if identity and not _NOBODY().match(match[0]) and _theirs(text, match.start()):
            yield at("email", text, match.start(), match.end(), identity.value)
    if "@" in text:
        return
    for match in _SPELLED().finditer(text):
        local = match[1].replace(" ", "")
        identity = identities.email(f"{local}@{match[2]}.{match[3].replace('con', 'com')}")
        if identity and local.lower() not in _BEFORE_A_PROVIDER and _theirs(text, match.start()):
            yield at("email", text, match.start(), match.end(), identity.value)


_BEFORE_A_PROVIDER = words("my the is and or use have for with a on in to of via at your from by an")


def _theirs(text: str, start: int) -> bool:
    return meant(text, start) and not said_before(_OF_OTHERS, text, start)


_CALLED = later(
    r"\b(?:(?:tele)?phone|mobile|cell(?:phone| phone)?|contact|whatsapp|landline|ph|tel|call me (?:at|on)|"
    r"(?:reach|text|ring|phone) me (?:at|on)|my number)(?: ?(?:number|num|no|nr|#)\b\.?)?\s{0,2}(?:is|was|=|"
    r":|-|#)?\s{0,2}(\+?\(?\d(?:[ ().\-/]{0,2}\d){6,14})(?![\d-])",
)
_A_LINE_OF_ITS_OWN = later(
    r"(?:^|\n)(?:[^\n\d]{0,24}[:.]|[ \t]{0,9}(?:[tmph]|tel|mob|mobile|phone|cell)?[.:]?)[ \t]{0,3}$"
)
_NOT_A_PHONE = later(
    r"(?:\b(?:order|booking|reference|ref|case|serial|imei|account|acct|a/c|card|ssn|policy|claim|tracking|"
    r"invoice|id|confirmation|flight|password|pin|code|error|sku|isbn|dpci)\b[\w ]{0,16}[#:.]?\s{0,2}|"
    r"\b(?:call(?:ed|ing|s)?|dial(?:l?ed)?|rang|text(?:ed|s)?|phoned|from|by|your|driver|support|hotline|"
    r"the)\b[\w ]{0,16}[:,]?\s{0,2})$",
)


def phones(text: str, region: str | None) -> Iterator[Found]:
    """Their own numbers. `region` is the country (`US`) whose numbers are known without their `+`."""
    announced: list[tuple[int, int]] = []
    for match in _CALLED().finditer(text):
        announced.append(match.span(1))
        if _theirs(text, match.start()):
            yield at("phone", text, *match.span(1), _normal(match[1], region))
    for start, end, number in _written(text, region):
        if _alone(text, start) and not any(start < last and first < end for first, last in announced):
            yield at("phone", text, start, end, number)


def _alone(text: str, start: int) -> bool:
    """A number that nothing announces: in a signature, at the beginning of what they write, or among their
    own details; not one that they called or that is somebody else's."""
    if said_before(_A_LINE_OF_ITS_OWN, text, start) or text[: min(start, 200)].isspace():
        return True
    return _theirs(text, start) and not said_before(_NOT_A_PHONE, text, start)


def _written(text: str, region: str | None) -> Iterator[tuple[int, int, str]]:
    """Start, end and E.164 form of the numbers that a country's plan knows."""
    from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

    known = _region(region)
    if known is None and "+" not in text:
        return
    for match in PhoneNumberMatcher(text, known, leniency=Leniency.VALID, max_tries=50):
        yield match.start, match.end, format_number(match.number, PhoneNumberFormat.E164)


def _normal(number: str, region: str | None) -> str:
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_valid_number, parse

    identity = identities.phone(number)
    spelled = identity.value if identity else re.sub(r"\D", "", number)
    try:
        parsed = parse(spelled, _region(region))
    except NumberParseException:
        return spelled
    return format_number(parsed, PhoneNumberFormat.E164) if is_valid_number(parsed) else spelled


def _region(region: str | None) -> str | None:
    """The region as the library spells it, or none where it knows no such country."""
    from phonenumbers import SUPPORTED_REGIONS

    return region.upper() if region and region.upper() in SUPPORTED_REGIONS else None


def country_of(number: str) -> str | None:
    """The country (`NZ`) of a number that begins with `+`; None where it tells none."""
    from phonenumbers import NumberParseException, parse, region_code_for_number

    try:
        return region_code_for_number(parse(number))
    except NumberParseException:
        return None


EMAIL = Finder("email", words("@") | {SPELLED}, emails)
PHONE = Finder("phone", frozenset({SEVEN}), phones, digits=True, by_country=True)
