"""The plan that customers are on, not one that they ask about."""

from agentconsole.rules.facts.finding_text import finder, later, words

_SURE = (
    "premium|pro|prime|gold|silver|bronze|platinum|unlimited|ultimate|enterprise|student|starter|deluxe|"
    "professional|lite|premium family|business pro|pro plus|amazon prime"
)
"""Words that name a plan wherever they stand; the others only beside the word plan."""
_TIER = (
    rf"(?:{_SURE}|basic|standard|plus|family|individual|duo|solo|business|teams?|free|personal|annual|yearly|"
    rf"monthly|"
    r"(?:free )?trial|essentials?|growth|advanced|max|ultra|hobby|developer|prime video|\d{1,4} ?(?:gb|mb|"
    r"mbps))"
)
_CAPITALS = r"(?-i:(?!The |My |Your |This |Our )[A-Z][\w+&-]{1,20}(?: [A-Z][\w+&-]{1,20}){0,2})"
_NAMED = rf"((?:{_TIER}|{_CAPITALS})(?: (?:annual|yearly|monthly|family|plus|pro|student))?)"
_PLAN = r"(?:plan|subscription|membership|tier|licen[cs]e)"
_PAY = r"(?:(?:i|we)(?: pay|'?ve paid| paid|'?m paying| am paying|'re paying| are paying)|paying) for"
_MY = rf"(?:my|our|(?:i|we)(?: have|'ve got| got| bought| use| purchased)|{_PAY})"
_BE = r"(?:i'?m|i am|we're|we are)"
_ON = (
    rf"(?:(?:{_BE}|i was|account is|currently|already|still|been|subscribed|it's|it is|signed up)"
    r" (?:currently |already |still |now |actually )?(?:on|to|for|with|using|under))"
)
_MINE = later(
    rf"(?:\b{_MY}\s{{1,2}}(?:(?:the|an?|your|my|current)\s{{1,2}}){{0,2}}|\b{_ON}\s{{1,2}}(?:(?:the|an?|your|"
    rf"our|my)\s{{1,2}})?)(?:{_NAMED}\s{{1,2}}{_PLAN}\b|((?!student)(?:{_SURE}|free|basic|"
    rf"standard))\s{{1,2}}account\b)",
    rf"\b(?:{_BE}|as)\s{{1,2}}(?:(?:an?|already|currently|paying|also|amazon|your)\s{{1,2}}){{0,3}}({_TIER})"
    r"\s{1,2}(?:user|member|subscriber|customer)s?\b",
    rf"\b(?:{_PAY}|(?:{_BE} )?subscribed to)\s{{1,2}}(?:the\s{{1,2}})?((?:{_SURE}))\b"
    r"(?! (?:\w{1,10} )?(?:delivery|shipping|plan|membership|subscription))",
    rf"\b(?:my |our )?(?:current )?{_PLAN}(?: type| name)?\s{{0,2}}(?:is|:|=)\s{{0,2}}(?:called |the |"
    rf"an? )?({_TIER})\b",
)
_OTHER = later(
    r"\b(?:want|buy|get|upgrad\w{1,3} to|switch\w{0,3} to|cancel\w{0,4} for|how much is|price of)\s{1,2}$"
)

FINDERS = (
    finder(
        "plan",
        words(
            "plan subscription membership tier license licence subscribed premium pro prime gold silver"
            " bronze platinum unlimited ultimate enterprise student starter deluxe professional lite"
        ),
        _MINE,
        unless=_OTHER,
    ),
)
