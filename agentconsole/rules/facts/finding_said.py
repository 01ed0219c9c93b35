"""What customers say in words: error texts, what they tried, their plan, their name, their language."""

import re
from collections.abc import Iterator

from agentconsole.model.fact import Found
from agentconsole.rules.facts.finding_text import groups, later

_CODE = r"(0x[0-9a-f]{2,16}|[a-z]{1,12}[-_]?\d{2,8}(?:[-_][a-z\d]{1,8}){0,4}|\d{1,5}(?:-\d{1,6}){1,3}|-?\d{2,8}|\d(?=[\s.,!]|$))"
_ERROR_CODE = later(
    rf"(?:\b(?:error|fault|stop|exception)(?:\s{{1,2}}(?:code|number|no|message|msg|id|nr))?\b\.?\s{{0,2}}(?:(?:is|was|of|says?|saying|said|reads|shows?|that says|=|:|#|-|with)\s{{0,2}})?(?:error )?[\"“'(#]?"
    rf"{_CODE})(?![\w-])(?!\s?(?:times|days?|hours?|hrs?|minutes?|mins?|weeks?|months?|years?|%|x\b|of\b|out\b))",
)
_HEX = later(r"\b(0x[0-9a-f]{8})\b")
_CONSTANT = later(r"(?<![\w/.])((?:ERR|ERROR|E|DLG|STATUS|NET::ERR)_[A-Z][A-Z0-9_]{3,50})\b", 0)
_WHAT_SAYS = (
    r"(?:\b(?:errors?|error message|message|msg|warning|popup|pop-up|notification)\b"
    r"|\b(?:it|app|site|website|page|screen|console|computer|printer|program|phone|tv|which|that|just|also|only|still|always|"
    r"keeps?|now|system|checkout|browser)\s{1,2}(?:is )?(?:says?|said|saying|reads|reading|shows?|showing|telling me|tells me|displays?)\b"
    r"|\b(?:i|we|it)\s{1,2}(?:keep |just |always |only |still )?(?:get|getting|got|gives?|gives me|gave me)\b)"
)
_QUOTED = later(
    _WHAT_SAYS + r"[^\n\"“”.!?]{0,30}(?:[\"“]([^\"“”\n]{4,160})[\"”]|(?<=[\s:])'([^'\n]{4,120}(?:'[a-z]{1,2} [^'\n]{1,100})?)'(?=[\s.,;!?)]|$))",
)
_ANNOUNCED = later(
    r"\b(?:error(?: message| text| msg)?\s{0,2}(?::|is:|says:?|reads:?|saying:?|stating:?|that says:?|which says:?)"
    r"|(?:same|following|this) message:|error message is(?= [A-Z]))\s{1,3}(?:that )?"
    r"(?=[a-z])([^\n.!?\"“”,;]{4,120})",
)


def errors(text: str) -> Iterator[Found]:
    """Error codes, and the words of an error: quoted, or announced as such."""
    for pattern in (_ERROR_CODE, _HEX, _CONSTANT, _QUOTED, _ANNOUNCED):
        yield from groups("error", pattern, text)


STEP_CUES = frozenset(
    "tried trying attempted restarted rebooted reset reinstalled uninstalled unplugged replugged power powercycled "
    "reformatted reconnected disconnected unpaired repaired refreshed reloaded restored resynced troubleshooted "
    "flushed factory force logged signed turned switched cleared deleted removed swapped replaced changed checked "
    "started booted set installed plugged formatted connected paired loaded stored synced did done performed".split()
)
_DONE = (
    r"(?:(?:hard |force |factory |soft |fully |completely |manually )?(?:re-?started|re-?booted|re-?set|re-?installed|uninstalled|"
    r"un/reinstalled|unplugged|re-?plugged|power[- ]?cycled|re-?formatted|re-?connected|disconnected|unpaired|re-?paired|refreshed|re-?loaded|"
    r"re-?stored|re-?synced|troubleshooted|flushed|factory reset|force[- ](?:quit|closed|stopped)|"
    r"logged (?:out|off|back)|signed (?:out|off|back)|turned (?:it |my \w{1,12} |the \w{1,12} )?off|switched (?:it |my \w{1,12} |the \w{1,12} )?off|"
    r"cleared (?:the |my |all |its )?(?:\w{1,12} )?(?:cache|cookies|data|history)|deleted (?:and|the app|app|the cache)|removed and|"
    r"swapped (?:the |out )|replaced the |changed (?:the |my )?(?:browsers?|cables?|batter\w{1,3}|dns|router|password)|"
    r"checked (?:the |my |all (?:the |my )?)?(?:cables?|connections?|settings|spam|junk)))"
)
_DOING = (
    r"(?:(?:hard |force |factory |soft |fully |safe |simply |both )?(?:re-?start|re-?boot|re-?set|re-?install|uninstall|unplug|re-?plug|"
    r"power[- ]?cycl|re-?format|re-?connect|disconnect|unpair|re-?pair|refresh|re-?load|re-?stor|re-?sync|troubleshoot|flush|"
    r"updat|delet|remov|clear|clos|log|sign|turn|switch|disabl|enabl|chang|swap|replac|us|check|toggl)(?:t?ing|e)?\b"
    r"|(?:an?|the|my|safe|several|different|two|another|other|multiple|both|all)[ -](?:\w{1,12} ){0,2}?(?:browsers?|devices?|computers?|cables?|"
    r"accounts?|phones?|power cycle|reset|restart|reboot|re-?install|mode|settings|passwords?|cards?|connections?|networks?|routers?|ports?|controllers?|"
    r"troubleshoot\w{0,5}|links?|steps)\b|incognito|safe mode|(?:hard|factory|force|soft) (?:reset|restart|reboot))"
)
_REST = r"[^.,;!?\n]{0,80}?"
_END = (
    r"(?=[.,;!?\n]|$| but\b| and (?:it|i|still|nothing|that|now|the|no)\b| (?:still|yet|with no|to no|w/ ?no|however|because|so|as|which|since)\b"
    r"| (?:does|did|do)n't\b|.{0,1}$)"
)
_TRIED = later(
    rf"\b(?:tried|trying|attempted)\s{{1,2}}(?:to\s{{1,2}})?({_DOING}{_REST}){_END}"
    rf"|(?:\b(?:i've|i have|we've|we have|i|we|have|i also|already|just|then|and|even|ive)\s{{1,2}}(?:already |also |even |just |now |tried |since |both ){{0,2}}"
    rf"|(?:^|[.!?\n]\s{{0,3}})(?:also |already |even |just ){{0,2}})({_DONE}{_REST}){_END}"
    rf"|\b(?:did|done|performed)\s{{1,2}}((?:an? |the |several |multiple )?(?:fresh |clean |full |hard |force |factory |soft |complete |system |router |modem ){{0,2}}"
    rf"(?:re-?install|install|re-?set|re-?start|re-?boot|power[- ]cycle|restore){_REST}){_END}",
)
_NOT_TRIED = later(
    r"\b(?:not|never|n't|nt|haven't|hasn't|didn't|someone|somebody|hacker|agents?|they|he|she|you|who|it|was|been|were|be|get|got|be|if|after i|when i|every time i)"
    r"\s{1,2}(?:have |has |had |just |already |even |also |then |and ){0,2}$",
)


def tried(text: str) -> Iterator[Found]:
    """Steps that they have taken themselves. Only what mends something counts: "tried to pay" is no step."""
    return groups("tried", _TRIED, text, unless=_NOT_TRIED)


_TIER = (
    r"(?:pro|premium|basic|standard|plus|family|student|individual|duo|solo|business|enterprise|team|teams|starter|free|personal|"
    r"unlimited|prime|gold|silver|bronze|platinum|ultimate|annual|yearly|monthly|trial|free trial|essentials?|growth|professional|advanced|lite|deluxe|"
    r"premium family|business pro|pro plus|max|ultra|hobby|developer|amazon prime|prime video|\d{1,4} ?(?:gb|mb|mbps))"
)
_NAMED = rf"((?:{_TIER}|(?-i:(?!The |My |Your |This |Our )[A-Z][\w+&-]{{1,20}}(?: [A-Z][\w+&-]{{1,20}}){{0,2}}))(?: (?:annual|yearly|monthly|family|plus|pro|student))?)"
_KIND = r"(?:plan|subscription|membership|tier|package|licen[cs]e|account)"
_MY = r"(?:my|our|i have|we have|i've got|we've got|i got|i pay for|we pay for|i'm paying for|im paying for|i am paying for|we're paying for|paying for|i bought|we bought|i use|we use|i purchased)"
_ON = r"(?:(?:i'm|im|i am|we're|we are|i was|account is|currently|already|still|been|subscribed|it's|it is|signed up) (?:currently |already |still |now |actually )?(?:on|to|for|with|using|under))"
_PLAN = later(
    rf"(?:\b{_MY}\s{{1,2}}(?:(?:the|an?|your|my|current)\s{{1,2}}){{0,2}}|\b{_ON}\s{{1,2}}(?:(?:the|an?|your|our|my)\s{{1,2}})?){_NAMED}\s{{1,2}}{_KIND}\b"
    rf"|\b(?:i'm|im|i am|we're|we are|as)\s{{1,2}}(?:(?:an?|already|currently|paying|also|amazon|your)\s{{1,2}}){{0,3}}({_TIER})\s{{1,2}}(?:user|member|subscriber|customer)s?\b"
    rf"|\b(?:i pay|we pay|i'm paying|im paying|i am paying|paying|i'm subscribed|i am subscribed|i've paid|i paid)\s{{1,2}}(?:for|to)\s{{1,2}}(?:the\s{{1,2}})?((?!free\b){_TIER})\b(?! (?:\w{{1,10}} )?(?:delivery|shipping))"
    rf"|\b(?:my |our )?(?:current )?(?:plan|subscription|tier|membership|licen[cs]e)(?: type| name)?\s{{0,2}}(?:is|:|=)\s{{0,2}}(?:called |the |an? )?({_TIER})\b",
)


def plans(text: str) -> Iterator[Found]:
    """The plan that they are on, not one that they ask about."""
    return groups("plan", _PLAN, text)
