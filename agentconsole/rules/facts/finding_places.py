"""Postal addresses, or the part of one that was told."""

from collections.abc import Iterator

from agentconsole.model.fact import Found
from agentconsole.rules.facts.finding_text import at, groups, later

SUFFIXES = (
    "street st road rd avenue ave lane ln drive dr boulevard blvd way court ct place pl terrace terr square sq close "
    "crescent parkway pkwy highway hwy row walk circle cir trail"
).split()
ADDRESS_CUES = frozenset(
    "address adress zip zipcode postcode post postal pin pincode plz live deliver delivered ship shipped send str "
    "rue place chemin quai cours impasse".split()
).union(SUFFIXES)
_STREET = (
    rf"\d{{1,6}}[a-z]?(?:[/-]\d{{1,4}}[a-z]?)?,?\s{{1,2}}(?:[a-z0-9][\w.'-]{{0,20}}\s{{1,2}}){{1,4}}?(?:{'|'.join(SUFFIXES)})\b\.?"
)
_ZIP = r"(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
_WHOLE = later(rf"(?<![\w.$£€#-])({_STREET}(?:[ ,]{{1,3}}[^\W_][\w.'#-]{{0,20}}){{0,10}}?[ ,.]{{1,3}}{_ZIP})(?![\w-])")
_TAIL = r"(?:(?!\s(?:and|contact|phone|ph|mobile|cell|tel|my|email|ssn|card|account|name|please|but|i)\b)[^\n;!?]){0,90}"
_OWN = r"(?:my|our|new|current|delivery|shipping|mailing|home|billing|postal|correct|right|full|street)"
_CUED = later(
    rf"(?:\b{_OWN} add?ress(?: details?)?|(?:^|\n)[^\w\n]{{0,9}}(?:yes |sure |ok )?add?ress|\b(?:number|no|name|phone) [\w ]{{1,30}}? (?:and )?add?ress)\s{{0,2}}(?:is|:|=|to|-)?\s{{1,2}}(?:now |at )?"
    rf"((?=[^\n]{{0,40}}?\d)(?=[^\n]{{0,60}}?[a-z]{{3}})[a-z0-9#]{_TAIL})"
    rf"|\b(?:i live (?:at|on)|we live (?:at|on)|live at|deliver(?:ed)?(?: it| this| them)? to|ship(?:ped)?(?: it| this| them)? to|send(?: it| this| them)? to|(?:i'm|i am|we're|we are) (?:located )?at)\s{{1,2}}({_STREET}{_TAIL})",
)
_POSTCODE = later(
    rf"\b(?:zip(?: ?code)?|post ?code|postal code|postcode|pin ?code|plz)\s{{0,2}}(?:is|:|=|#|-)?\s{{0,2}}(\d{{4,6}}(?:-\d{{4}})?|{_ZIP})(?![\w-])",
)
_ABROAD = later(
    r"\b([A-ZÄÖÜ][\wäöüß.-]{1,40}(?:straße|strasse|str\.|gasse|weg|platz|allee|ring|laan|straat|gatan|vej)\s{1,2}\d{1,4} ?[a-z]?,?\s{1,2}(?:[A-Z]{1,2}-)?\d{4,5}(?: [A-Z]{2})?\s{1,2}[A-ZÄÖÜ][\wäöüß-]{1,30})"
    r"|\b(\d{1,4}(?: ?(?:bis|ter))?,?\s{1,2}(?:rue|avenue|boulevard|place|chemin|allée|quai|cours|impasse)\s{1,2}[^\n\d]{2,50}?,?\s{1,2}\d{5}\s{1,2}[A-ZÀ-Ý][\wà-ÿ-]{1,30})",
    0,
)
_OF_OTHERS = later(
    r"\b(?:stores?|shop|branch|restaurant|hotel|office|location|driver|seller|airport|stadium|outlet|centre|center|station|wrong|old|previous|instead of|not)\b[^.\n]{0,30}$",
)
_STOP = later(r"(?<!\bst)(?<!\brd)(?<!\bave)(?<!\bdr)(?<!\bapt)(?<!\b[nesw])\.(?:\s|$)")
_GIVEN_UP = " ,.:;-("


def addresses(text: str) -> Iterator[Found]:
    """Where they live or want things sent: a street with its postcode, what follows "my address is", or the
    postcode alone."""
    for pattern in (_CUED, _WHOLE, _ABROAD, _POSTCODE):
        for one in groups("address", pattern, text, unless=_OF_OTHERS):
            yield _ended(text, one.start, one.end)


def _ended(text: str, start: int, end: int) -> Found:
    """Without the end of the sentence that came along, and nothing after the first full stop with a blank."""
    said = text[start:end]
    if stop := _STOP().search(said):
        said = said[: stop.start()]
    return at("address", text, start, start + len(said.rstrip(_GIVEN_UP)))
