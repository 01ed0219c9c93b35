"""Devices and operating systems that have a name, and how a customer says that one is theirs.

The vocabulary stands in `FAMILIES` and `SYSTEMS`: a line for each family, as a pattern.
"""

import re
from collections.abc import Iterator

from agentconsole.model.fact import Found
from agentconsole.rules.facts.finding_text import at, groups, later, meant, said_before

FAMILIES = (
    r"i ?phone ?(?:\d{1,2} ?(?:s|c|e)?(?![\w.])|\d{1,2}s?(?= ?\+)|xs|xr|x|se)?(?: ?(?:pro max|pro|plus|\+|max|mini|air))?",
    r"ipad(?: ?(?:pro|air|mini))?(?: ?\d{1,2}(?![\w.]))?",
    r"ipod(?: (?:touch|nano|classic))?",
    r"mac ?book(?: ?(?:pro|air))?",
    r"imac(?: pro)?|mac (?:mini|pro|studio)",
    r"apple (?:watch|tv|vision pro)(?: (?:series \d{1,2}|ultra|se|4k))?|airpods(?: (?:pro|max))?|homepod(?: mini)?",
    r"(?:samsung )?galaxy (?:[sajmaz] ?\d{1,3}(?![\d.])|note ?\d{0,2}|tab|watch|fold|z (?:flip|fold))(?: ?\d{1,2})?"
    r"(?: ?(?:plus|\+|ultra|edge|prime|pro|fe|e|lite|active))?",
    r"samsung (?:s|a|j|note) ?\d{1,2}(?: ?(?:plus|\+|ultra|edge))?|samsung (?:smart )?tv",
    r"(?:google )?pixel(?:book| (?:watch|buds))?(?: ?\d{1,2}a?)?(?: ?(?:pro|xl|fold))*",
    r"nexus ?\d{1,2}[px]?",
    r"one ?plus ?(?:\d{1,2}t?|nord|one|x)(?: ?(?:pro|r))?",
    r"huawei (?:mate|nova|p|y) ?\d{1,3}(?: ?(?:pro|lite))?|honor \d{1,2}x?",
    r"(?:motorola |moto )(?:[gexz] ?\d{0,2}|edge|razr)(?: ?(?:plus|play|power|force))?",
    r"(?:xiaomi|redmi|poco)(?: (?:mi|note|redmi))?(?: ?[a-z]?\d{1,2}[a-z]?)?(?: pro)?",
    r"htc (?:one|desire|u ?\d{1,2})(?: ?m\d)?|lg [gvk] ?\d{1,2}|nokia \d{1,4}|lumia \d{3,4}|sony xperia(?: \w{1,3})?|xperia \w{1,3}",
    r"(?:lenovo )?thinkpad(?: [a-z]\d{1,3}\w?)?|lenovo (?:yoga|ideapad|legion)|dell (?:xps|inspiron|latitude)(?: ?\d{2,4})?",
    r"(?:microsoft )?surface (?:pro|book|laptop|go|studio)(?: ?\d{1,2}(?![\w.]))?|chromebook",
    r"(?:windows|win ?\d{1,2}|dell|hp|lenovo|acer|asus|toshiba|linux|gaming|msi|samsung) (?:laptop|desktop|notebook|pc|tablet)",
    r"xbox(?: (?:one|series))?(?: ?(?:[xs]\b|360|elite))?",
    r"(?:ps ?[2345]|playstation ?[2345])(?: ?(?:pro|slim))?|ps ?vita|psp|playstation vr",
    r"nintendo (?:switch(?: ?(?:2|lite|oled))?|[23]ds)|(?<=my )switch lite|wii ?u?|steam deck",
    r"(?:amazon )?fire ?(?:tv(?: (?:stick|cube))?(?: 4k)?|stick|tablet|hd ?\d{0,2})|kindle(?: (?:fire|paperwhite|oasis|voyage))?",
    r"(?:amazon )?echo (?:dot|show|plus|spot)|(?:amazon )?echo|google (?:home(?: mini)?|nest)|nest (?:hub|mini)|sonos (?:one|beam|play ?\d)",
    r"roku(?: (?:tv|stick|ultra|express|premiere|\d))?|chromecast(?: ultra)?|nvidia shield|fitbit(?: \w{4,8})?|garmin \w{4,10}",
)
DEVICE_CUES = frozenset(
    "iphone phone ipad ipod macbook mac imac apple airpods homepod samsung galaxy google pixel pixelbook nexus oneplus one huawei "
    "honor moto motorola xiaomi redmi poco htc lg nokia lumia sony xperia lenovo thinkpad dell surface chromebook windows win hp "
    "acer asus toshiba linux gaming msi xbox ps playstation psp psvita nintendo switch wii wiiu steam fire firetv firestick "
    "kindle echo nest sonos roku chromecast nvidia fitbit garmin".split()
)
_DEVICE = rf"((?:{'|'.join(FAMILIES)}))(?![\w-])"
_A = r"(?:(?:an?|the|one|two|2|three|both|this|my|our)\s{1,2})?"
_NEW = r"(?:(?:brand[- ]new|new|newer|own|other|second|2nd|work|home|personal|black|white|silver|unlocked|refurbished|us|uk|sony|retina|\d{4})\s{1,2}){0,3}"
_OWNED = later(
    rf"(?:\b(?P<mine>my|our|mine is an?|both our)\s{{1,2}}{_NEW}"
    rf"|\b(?:i|we)(?:'ve| have|'m| am|'re| are)?\s{{1,2}}(?:(?:also|just|already|both|currently|recently|only|actually)\s{{1,2}})?"
    rf"(?:have|had|got|own|use|using|bought|purchased|on|run|running|play on|playing on|watching on|watch on|trying on)\s{{1,2}}{_A}{_NEW}"
    rf"|\b(?:i've|we've|i'm|i am|we're)\s{{1,2}}(?:an?\s{{1,2}})(?P<owner>)"
    rf"|(?:^|[.,;!?(\n]\s{{0,3}}|\band\s{{1,2}}|\bbut\s{{1,2}})(?:using|running|have|got|on|tried on|tried with)\s{{1,2}}{_A}{_NEW}"
    rf"|\busing\s{{1,2}}(?:an?|my|our|the)\s{{1,2}}{_NEW}"
    rf"|\b(?:it's|its|it is|this is|that's)\s{{1,2}}(?:on\s{{1,2}})?(?:an?|my|for an?)\s{{1,2}}{_NEW}"
    rf"|\b(?:device|phone|model|handset|console|computer|laptop|tablet|machine|hardware)\s{{0,2}}(?::|=|-|is(?: now)?|type is)\s{{0,3}}{_A}{_NEW}"
    rf")(?P<device>{_DEVICE})(?P<after> (?:owner|user))?",
)
_ANSWER = later(
    rf"[^\w\n]{{0,40}}(?:(?:hi|hello|hey|yes|yeah|yep|sure|ok|okay|thanks|no|so|it's|its|it is|i have|on|an?|the|my|with|for|using)[ ,.!]{{1,3}}){{0,4}}{_DEVICE}"
    r"[ ,.;/]{0,3}(?:$|\n|[^\w\s]|\bios\b|\bandroid\b|\bwindows\b|\brunning\b|\bwith\b|\bon\b|\band\b)",
)
"""A message that begins with the device, as people answer "which device is it?" """
_NOT_YET = later(
    r"\b(?:pre-?order(?:ed|ing)?|order(?:ed|ing)?|wait\w{0,3} (?:for|on)|buy|buying|upgrade to|upgrading to|get|getting|"
    r"want|sold|sell|selling|return\w{0,3}|gift|when|instead of|except(?: on)?|but not|works? (?:fine )?(?:on|with)|previous|shipp\w{0,4}|deliver\w{0,3})\s{1,2}$",
)
_PART = later(
    r"(?:'s)? ?(?:live|account|store|app|game ?pass|gold|gift|gamertag|subscription|controllers?|headset|charger|cables?|case|"
    r"games?|covers?|order|unlimited|prime|music|box|boxes|screen protector|adapter|calendar|contract|bill|plan|magazine|fund)\b",
)


def devices(text: str) -> Iterator[Found]:
    """Devices that the customer says they have."""
    answer = _ANSWER().match(text)
    if answer and len(text) <= 120 and any(each.isdigit() for each in answer[1]):
        yield at("device", text, answer.start(1), answer.end(1))
    for match in _OWNED().finditer(text):
        start, end = match.span("device")
        sure = meant(text, match.start()) and (match["owner"] is None or match["after"])
        if sure and not _PART().match(text, end) and not said_before(_NOT_YET, text, match.start()):
            yield at("device", text, start, end)


_ANDROIDS = r"(?:kit ?kat|lollipop|marshmallow|nougat|oreo|pie|jelly bean)"
_MACS = (
    r"(?:(?:mountain )?lion|mavericks|yosemite|el capitan|(?:high )?sierra|mojave|catalina|big sur|monterey|ventura|"
    r"sonoma|sequoia|tahoe)"
)
_N = r"\d{1,2}(?:\.\d{1,3}){0,3}(?![\w.]\d)"
SYSTEMS = (
    rf"(?:ios|ipados|watchos|tvos)(?: version)?(?: is)? ?{_N}(?: beta)?",
    rf"android(?: os)?(?:,? version)? (?:{_ANDROIDS}(?: {_N})?|{_N}(?: {_ANDROIDS})?)",
    rf"(?:windows|win) ?(?:10|11|8\.1|8|7|xp|vista|2000|server \d{{4}})(?: (?:home|pro|enterprise))?(?! ?(?:laptop|phone|\.\d))",
    rf"(?:mac ?os|os ?x|mac os x)(?: ?x)?,?(?: version)? ?(?:{_MACS}(?: {_N})?|{_N}(?: {_MACS})?)",
    r"(?:ubuntu|kubuntu|debian|fedora|linux mint|opensuse|centos|rhel|red hat|freebsd) ?\d{1,2}(?:\.\d{1,2}){0,2}(?: lts)?",
)
SYSTEM_CUES = frozenset(
    "ios ipados watchos tvos android windows win mac macos os osx ubuntu kubuntu debian fedora mint opensuse centos rhel hat "
    "freebsd linux chromeos chrome".split()
)
_SYSTEM = later(rf"\b({'|'.join(SYSTEMS)})(?!\w|-bit\w)")
_PLAIN_SYSTEM = later(
    r"\b(?:i'm on|i am on|we're on|i use|we use|i run|we run|i'm using|i am using|i'm running|i am running|operating system(?: is|:)|os(?: is|:))"
    r"\s{1,2}(android|ios|linux|ubuntu|debian|fedora|arch linux|mac ?os|windows|chrome ?os)\b(?! (?:phone|laptop|pc|tablet|device|\d|version|app))",
)
_OTHER_SYSTEM = later(
    r"\b(?:next|upcoming|previous|older?|earlier|newer|until|till|before|than|since|wait\w{0,3} (?:for|on)|when (?:is|will|does)|"
    r"version of|get|want|prefer|recommend|upgrading to|update to the|upgrade to(?: the)?|back to|support\w{0,3}|compatible with|drop\w{0,4}|for|from)"
    r"\s{1,2}(?:an? |the )?(?:new )?$",
)


def systems(text: str) -> Iterator[Found]:
    """Operating systems with their version; without one only where the customer says that they use it."""
    for pattern in (_SYSTEM, _PLAIN_SYSTEM):
        yield from groups("os", pattern, text, unless=_OTHER_SYSTEM)
