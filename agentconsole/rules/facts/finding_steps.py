"""Steps that customers have taken themselves. Only what mends something counts: "tried to pay" is no step."""

from agentconsole.rules.facts.finding_text import finder, later, words

_THE = r"(?:the |my |all |its |our |both )"
_DONE = (
    r"(?:(?:hard |force |factory |soft |fully |completely |manually )?(?:re-?started|re-?booted|"
    r"re-?set(?! by)|re-?installed|uninstalled|un/reinstalled|unplugged|re-?plugged|power[- ]?cycled|"
    r"re-?formatted|re-?connected|unpaired|re-?paired|refreshed|re-?loaded|re-?stored|re-?synced|"
    r"troubleshooted|flushed|factory reset|force[- ](?:quit|closed|stopped)|disconnected (?:it|and|the|my)|"
    r"(?:logged|signed) (?:out|off|back)|"
    rf"(?:turned|switched) (?:it |{_THE}\w{{1,12}} )?off|cleared {_THE}?(?:\w{{1,12}} )?(?:cache|cookies|"
    rf"data|history)|deleted (?:and|the app|app|the cache)|removed and|swapped (?:the |out )|replaced the |"
    rf"changed {_THE}?(?:browsers?|cables?|batter\w{{1,3}}|dns|router|password)|"
    rf"checked {_THE}?{_THE}?(?:cables?|connections?|settings|spam|junk)))"
)
_DOING = (
    r"(?:(?:hard |force |factory |soft |fully |safe |simply |both )?(?:re-?start|re-?boot|re-?set|"
    r"re-?install|uninstall|unplug|re-?plug|power[- ]?cycl|re-?format|re-?connect|disconnect|unpair|re-?pair|"
    r"refresh|re-?load|re-?stor|re-?sync|troubleshoot|flush|delet|remov|clear|clos|disabl|enabl|swap|replac|"
    r"toggl)(?:t?ing|e)?\b|(?:log|sign)(?:g?ing)? (?:out|off|back)|(?:turn|"
    r"switch)(?:ing)? (?:\w{1,8} ){0,2}(?:off|on)\b"
    rf"|(?:updat|chang|check)(?:ing|e)? {_THE}?(?:apps?|software|drivers?|firmware|system|it\b|phone|"
    rf"browsers?|cables?|"
    r"settings|connections?|windows|ios|router|dns)|us(?:ing|e) (?:an?other|an? different|safe mode|"
    r"incognito)|(?:an?|several|different|two|another|other|multiple|both|"
    r"all)[ -](?:\w{1,12} ){0,2}?(?:browsers?|devices?|computers?|cables?|accounts?|phones?|cards?|"
    r"connections?|networks?|routers?|ports?|controllers?|power cycle|reset|restart|reboot|re-?install|"
    r"passwords?|troubleshoot\w{0,5} steps?)\b|incognito|safe mode|(?:a )?(?:hard|factory|force|"
    r"soft) (?:reset|restart|reboot))"
)
_REST = r"[^.,;!?\n&]{0,80}?"
_END = (
    r"(?=[.,;!?\n&]|\s{0,3}$| but\b| and (?:it|i|still|nothing|that|now|the|no)\b| (?:still|yet|with no|"
    r"to no|w/ ?no|however|because|so|as|which|since)\b| (?:does|did|do)n't\b)"
)
_BEFORE = r"(?:(?:already|also|even|just|now|since|both|tried) ){0,2}"
_TRIED = later(
    rf"\btried\s{{1,2}}(?:to\s{{1,2}})?({_DOING}{_REST}){_END}",
    rf"(?:\b(?:(?:i|we)(?:'?ve| have)?|have|already|just|then|even)\s{{1,2}}{_BEFORE}|(?:^|"
    rf"[.!?\n]\s{{0,3}}){_BEFORE})({_DONE}{_REST}){_END}",
    rf"\b(?:did|done|performed)\s{{1,2}}((?:an? |the |several |multiple )?"
    r"(?:fresh |clean |full |hard |force |factory |soft |complete |system |router |modem ){0,2}"
    rf"(?:re-?install|install|re-?set|re-?start|re-?boot|power[- ]cycle|restore){_REST}){_END}",
)
_SOMEBODY_ELSE = later(
    r"(?:\b(?:not|never|nt|haven't|hasn't|didn't|someone|somebody|hacker|agents?|they|he|she|you|who|it|was|"
    r"been|were|be|get|got|if|after i|when i|every time i|to)|'s|n't)\s{1,2}(?:(?:have|has|had|just|already|"
    r"even|also|then|and) ){0,2}$"
)

FINDERS = (
    finder(
        "tried",
        words(
            "tried restarted rebooted reset reinstalled uninstalled unplugged replugged power powercycled"
            " reformatted reconnected disconnected unpaired repaired refreshed reloaded restored resynced"
            " troubleshooted flushed factory force logged signed turned switched cleared deleted removed"
            " swapped replaced changed checked install reinstall restart reboot restore"
        ),
        _TRIED,
        unless=_SOMEBODY_ELSE,
    ),
)
