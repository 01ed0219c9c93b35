"""Errors as customers quote them: a code, or the words of the message."""

import re

from agentconsole.rules.facts.finding_text import finder, later, words

_CODE = (
    r"(0x[0-9a-f]{2,16}|[a-z]{1,12}[-_]?\d{2,8}(?:[-_][a-z\d]{1,8}){0,4}|\d{1,5}(?:-\d{1,6}){1,3}|-?\d{2,8}|"
    r"\d(?=[\s.,!]|$))"
)
_ERROR_CODE = later(
    r"\b(?:error|fault|stop|exception)(?:\s{1,2}(?:code|number|no|message|msg|id|nr))?\b\.?\s{0,2}(?:(?:is|"
    r"was|of|says?|saying|said|reads|shows?|that says|=|:|#|-|with)\s{0,2})?(?:error )?[\"“'(#]?"
    + _CODE
    + r"(?![\w-])(?!\s?(?:times|days?|hours?|hrs?|minutes?|mins?|weeks?|months?|years?|%|x\b|of\b|out\b))",
    r"\b(0x[0-9a-f]{8})\b",
)
_CONSTANT = later(r"(?<![\w/.])((?:ERR|ERROR|DLG|STATUS|NET::ERR)_[A-Z][A-Z0-9_]{3,50})\b", flags=re.NOFLAG)
_WHAT_SAYS = (
    r"(?:\b(?:errors?|error message|message|msg|warning|popup|pop-up|notification)\b|\b(?:it|app|site|"
    r"website|page|screen|console|computer|printer|program|phone|tv|which|that|just|also|only|still|always|"
    r"keeps?|now|system|checkout|browser)\s{1,2}(?:is )?(?:says?|said|saying|reads|reading|shows?|showing|"
    r"telling me|tells me|displays?)\b|\b(?:i|we|it)\s{1,2}(?:keep |just |always |only |still )?(?:get|"
    r"getting|got|gives?|gives me|gave me)\b)"
)
_QUOTED = later(
    _WHAT_SAYS + r"[^\n\"“”.!?]{0,30}(?:[\"“]([^\"“”\n]{4,160})[\"”](?! \w{1,20}ed\b)"
    r"|(?<=[\s:])'([^'\n]{4,120}(?:'[a-z]{1,2} [^'\n]{1,100})?)'(?=[\s.,;!?)]|$))"
)
_ANNOUNCED = later(
    r"\b(?:error(?: message| text| msg)?\s{0,2}(?::|is:|says:?|reads:?|saying:?|stating:?|that says:?|"
    r"which says:?)|(?:same|following|this) message:|"
    r"error message is(?-i:(?= [A-Z])))\s{1,3}(?:that )?(?=[a-z])([^\n.!?\"“”,;]{4,120})"
)

FINDERS = (
    finder("error", words("error err fault stop exception x"), _ERROR_CODE, digits=True),
    finder("error", words("err error dlg status"), _CONSTANT),
    finder("error", words('" “'), _QUOTED),
    finder("error", words("error message"), _ANNOUNCED),
)
