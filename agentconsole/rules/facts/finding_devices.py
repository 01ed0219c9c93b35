"""Devices that have a name, and how a customer says that one is theirs."""

from collections.abc import Iterator

from agentconsole.model.fact import Found
from agentconsole.rules.facts.finding_text import Finder, at, later, meant, said_before, words

_FAMILIES = (
    r"i ?phone ?(?:\d{1,2} ?(?:s|c|e)?(?!\w|\.\d)|\d{1,2}s?(?= ?\+)|xs|xr|x|se)?(?: ?(?:pro max|pro|plus|\+|"
    r"max|mini|air))?",
    r"ipad(?: ?(?:pro|air|mini))?(?: ?\d{1,2}(?!\w|\.\d))?",
    r"ipod(?: (?:touch|nano|classic))?",
    r"mac ?book(?: ?(?:pro|air))?",
    r"imac(?: pro)?|mac (?:mini|pro|studio)",
    r"apple (?:watch|tv|vision pro)(?: (?:series \d{1,2}|ultra|se|4k))?|airpods(?: (?:pro|max))?|"
    r"homepod(?: mini)?",
    r"(?:samsung )?galaxy (?:[sajmaz] ?\d{1,3}(?!\d|\.\d)|note ?\d{0,2}|tab|watch|fold|z (?:flip|"
    r"fold))(?: ?\d{1,2})?(?: ?(?:plus|\+|ultra|edge|prime|pro|fe|e|lite|active))?",
    r"samsung (?:s|a|j|note) ?\d{1,2}(?: ?(?:plus|\+|ultra|edge))?|samsung (?:smart )?tv",
    r"(?:google )?pixel(?:book| (?:watch|buds))?(?: ?\d{1,2}a?)?(?: ?(?:pro|xl|fold))*",
    r"nexus ?\d{1,2}[px]?",
    r"one ?plus ?(?:\d{1,2}t?|nord|one|x)(?: ?(?:pro|r))?",
    r"huawei (?:mate|nova|p|y) ?\d{1,3}(?: ?(?:pro|lite))?|honor \d{1,2}x?",
    r"(?:motorola |moto )(?:[gexz] ?\d{0,2}|edge|razr)(?: ?(?:plus|play|power|force))?",
    r"(?:xiaomi|redmi|poco)(?: (?:mi|note|redmi))?(?: ?[a-z]?\d{1,2}[a-z]?)?(?: pro)?",
    r"htc (?:one|desire|u ?\d{1,2})(?: ?m\d)?|lg [gvk] ?\d{1,2}|nokia \d{1,4}|lumia \d{3,4}|"
    r"sony xperia(?: \w{1,3})?|xperia \w{1,3}",
    r"(?:lenovo )?thinkpad(?: [a-z]\d{1,3}\w?)?|lenovo (?:yoga|ideapad|legion)|dell (?:xps|inspiron|"
    r"latitude)(?: ?\d{2,4})?",
    r"(?:microsoft )?surface (?:pro|book|laptop|go|studio)(?: ?\d{1,2}(?!\w|\.\d))?|chromebook",
    r"(?:windows|win ?\d{1,2}|dell|hp|lenovo|acer|asus|toshiba|linux|gaming|msi|samsung) (?:laptop|desktop|"
    r"notebook|pc|tablet)",
    r"xbox(?: (?:one|series))?(?: ?(?:[xs]\b|360|elite))?",
    r"(?:ps ?[2345]|playstation ?[2345])(?: ?(?:pro|slim))?|ps ?vita|psp|playstation vr",
    r"nintendo (?:switch(?: ?(?:2|lite|oled))?|[23]ds)|(?<=my )switch lite|wii ?u?|steam deck",
    r"(?:amazon )?fire ?(?:tv(?: (?:stick|cube))?(?: 4k)?|stick|tablet|hd ?\d{0,2})|kindle(?: (?:fire|"
    r"paperwhite|oasis|voyage))?",
    r"(?:amazon )?echo (?:dot|show|plus|spot)|(?:amazon )?echo|google (?:home(?: mini)?|nest)|nest (?:hub|"
    r"mini)|sonos (?:one|beam|play ?\d)",
    r"roku(?: (?:tv|stick|ultra|express|premiere|\d))?|chromecast(?: ultra)?|nvidia shield|"
    r"fitbit(?: \w{4,8})?|garmin \w{4,10}",
)
"""The vocabulary: a line for each family."""
_CUES = words(
    "iphone ipad ipod macbook mac imac apple airpods homepod samsung galaxy google pixel pixelbook nexus"
    " oneplus plus huawei honor moto motorola xiaomi redmi poco htc lg nokia lumia sony xperia lenovo"
    " thinkpad dell surface chromebook laptop desktop notebook pc tablet xbox ps playstation psp psvita"
    " nintendo switch wii wiiu steam fire firetv firestick kindle echo nest sonos roku chromecast nvidia"
    " fitbit garmin"
)
_DEVICE = rf"((?:{'|'.join(_FAMILIES)}))(?![\w-])"
_A = r"(?:(?:an?|the|one|two|2|three|both|this|my|our)\s{1,2})?"
_NEW = (
    r"(?:(?:brand[- ]new|new|newer|own|other|second|2nd|work|home|personal|black|white|silver|unlocked|"
    r"refurbished|us|uk|sony|retina|\d{4})\s{1,2}){0,3}"
)
_OFTEN = r"(?:(?:also|just|already|both|currently|recently|only|actually)\s{1,2})?"
_USE = (
    r"(?:have|had|got|own|use|using|bought|purchased|on|run|running|play on|playing on|watching on|watch on|"
    r"trying on)"
)
_STATED = r"(?<!\bdo )(?<!\bif )(?<!\bcan )(?<!\bwill )(?<!\bwhen )(?<!should )(?<!would )(?<!could )"
_OWNED = later(
    rf"(?:\b(?:my|our|mine is an?)\s{{1,2}}{_NEW}|{_STATED}\b(?:i|we)(?:'?ve| have|'?m| am|'re|"
    rf" are)?\s{{1,2}}{_OFTEN}{_USE}\s{{1,2}}{_A}{_NEW}|(?:^|[.,;!?(\n]\s{{0,3}}|\band\s{{1,2}}|"
    rf"\bbut\s{{1,2}})(?:using|running|got|tried on|tried with)\s{{1,2}}{_A}{_NEW}|\busing\s{{1,2}}(?:an?|my|"
    rf"our|the)\s{{1,2}}{_NEW}|\b(?:it's|its|it is|this is|that's)\s{{1,2}}(?:on\s{{1,2}})?(?:an?|my|"
    rf"for an?)\s{{1,2}}{_NEW}"
    r"|\b(?:device|phone|model|handset|console|computer|laptop|tablet|machine|hardware)\s{0,2}"
    rf"(?::|=|-|is(?: now)?|type is)\s{{0,3}}{_A}{_NEW}){_DEVICE}",
    rf"\b(?:i'?m|i am|we're)\s{{1,2}}an?\s{{1,2}}{_DEVICE} (?:owner|user)\b",
)
_BEFORE = (
    r"hi|hello|hey|yes|yeah|yep|sure|ok|okay|thanks|no|so|it's|its|it is|i have|on|an?|the|my|with|for|using"
)
_ANSWER = later(
    rf"\A[^\w\n]{{0,40}}(?:(?:{_BEFORE})[ ,.!]{{1,3}}){{0,4}}{_DEVICE}[ ,.;/]{{0,3}}"
    r"(?:$|\n|[^\w\s]|\bios\b|\bandroid\b|\bwindows\b|\brunning\b|\bwith\b|\bon\b|\band\b)"
)
"""A message that begins with the device, as people answer "which device is it?" """
_SHORT = 280
_NOT_THEIRS_YET = later(
    r"\b(?:pre-?order(?:ed|ing)?|order(?:ed|ing)?|wait\w{0,3} (?:for|on)|buy|buying|upgrade to|upgrading to|"
    r"get|getting|want|sold|sell|selling|return\w{0,3}|gift|when|instead of|except(?: on)?|but not|previous|"
    r"shipp\w{0,4}|deliver\w{0,3})\s{1,2}$"
)
_PART = later(
    r"(?:'s)? ?(?:live|account|store|app|game ?pass|gold|gift|gamertag|subscription|controllers?|headset|"
    r"charger|cables?|case|games?|covers?|order|unlimited|prime|music|box|boxes|screen protector|adapter|"
    r"calendar|contract|bill|plan|magazine|fund|upgrade|program|team|support)\b"
)
"""What makes it the name of something else: a charger, an account, a shop."""


def _devices(text: str, _region: str | None) -> Iterator[Found]:
    answer = _ANSWER().match(text[:_SHORT]) if len(text) <= _SHORT else None
    if answer and any(each.isdigit() for each in answer[1]) and not _PART().match(text, answer.end(1)):
        yield at("device", text, *answer.span(1))
    for match in _OWNED().finditer(text):
        start, end = match.span(match.lastindex or 0)
        theirs = meant(text, match.start()) and not said_before(_NOT_THEIRS_YET, text, match.start())
        if theirs and not _PART().match(text, end):
            yield at("device", text, start, end)


FINDERS = (Finder("device", _CUES, _devices),)
