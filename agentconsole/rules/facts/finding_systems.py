"""Operating systems with their version; without one only where the customer says that they use it."""

from agentconsole.rules.facts.finding_text import finder, later, words

_ANDROIDS = r"(?:kit ?kat|lollipop|marshmallow|nougat|oreo|pie|jelly bean)"
_MACS = (
    r"(?:(?:mountain )?lion|mavericks|yosemite|el capitan|(?:high )?sierra|mojave|catalina|big sur|monterey|"
    r"ventura|sonoma|sequoia|tahoe)"
)
_N = r"\d{1,2}(?:\.\d{1,3}){0,3}(?!\w|\.\d)"
_FAMILIES = (
    rf"(?:ios|ipados|watchos|tvos)(?: version)?(?: is)? ?{_N}(?: beta)?",
    rf"android(?: os)?(?:,? version)? (?:{_ANDROIDS}(?: {_N})?|{_N}(?: {_ANDROIDS})?)",
    r"(?:windows|win) ?(?:10|11|8\.1|8|7|xp|vista|2000|server \d{4})(?: (?:home|pro|"
    r"enterprise))?(?! ?(?:phone|\.\d))",
    rf"(?:mac ?os|os ?x|mac os x)(?: ?x)?,?(?: version)? ?(?:{_MACS}(?: {_N})?|{_N}(?: {_MACS})?)",
    r"(?:ubuntu|kubuntu|debian|fedora|linux mint|opensuse|centos|rhel|red hat|"
    r"freebsd) ?\d{1,2}(?:\.\d{1,2}){0,2}(?: lts)?",
)
"""The vocabulary: a line for each family."""
_USE = r"(?:i'?m|i am|we're|we are)(?: using| running| on)|(?:i|we) (?:use|run)"
_SYSTEM = later(
    rf"\b({'|'.join(_FAMILIES)})(?!\w|-bit\w)",
    rf"\b(?:{_USE}|operating system(?: is|:)|os(?: is|:))\s{{1,2}}"
    r"(android|ios|linux|ubuntu|debian|fedora|arch linux|mac ?os|windows|chrome ?os)\b(?! (?:phone|laptop|pc|"
    rf"tablet|device|\d|version|app|{_MACS}))",
)
_OTHER = later(
    r"(?:\b(?:next|upcoming|previous|older?|earlier|newer|until|till|before|than|since|wait\w{0,3} (?:for|"
    r"on)|when (?:is|will|does)|version of|get|want|prefer|recommend|upgrading to|update to the|"
    r"upgrade to(?: the)?|back to|support\w{0,3}|compatible with|drop\w{0,4}|for|from)\s{1,2}(?:an? |"
    r"the )?(?:new )?|\b(?:anyone|anybody|everyone|those)\b[^.!?\n]{0,40})$"
)

FINDERS = (
    finder(
        "os",
        words(
            "ios ipados watchos tvos android windows win mac macos os osx ubuntu kubuntu debian fedora mint"
            " opensuse centos rhel hat freebsd linux chromeos chrome"
        ),
        _SYSTEM,
        unless=_OTHER,
    ),
)
