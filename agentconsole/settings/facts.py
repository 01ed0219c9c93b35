"""The kinds of fact that a desk defines for itself, as the configuration says them.

[facts.policy]
label = "policy number"
pattern = 'POL-(\\d{6})'
asked = ["policy number", "number of your policy"]
"""

import re
from typing import Any

from agentconsole.model.fact import FactKind
from agentconsole.settings.reading import Reading

NAME = re.compile(r"[a-z][a-z0-9_-]{0,31}")
ALLOWED_OF_FACT = {
    "label": 'what it is called in a sentence, such as "policy number"; without it, its name',
    "pattern": "a regular expression, such as 'POL-(\\d{6})'; its first group is the value, or the whole. "
    "Without it, it is only noted by hand",
    "asked": 'what a question for it is called, such as ["policy number"]; without it, the label',
    "several": "true where many can hold at once, so that a newer one does not replace an older",
}
"""Every key of a `[facts.KIND]`, with what may stand there."""

_KINDS: dict[str, Any] = {"asked": tuple[str, ...], "several": bool}


def read_kind(reading: Reading, name: str, value: object, allowed: str) -> FactKind:
    """What a `[facts.KIND]` means. Raises `Misconfigured`."""
    from agentconsole.rules.facts.finding_own import wrong_with  # few desks have kinds of their own

    key = f"facts.{name}"
    if not NAME.fullmatch(name):
        raise reading.wrong(key, "cannot be called so", "a word of lower-case letters, such as policy")
    table = reading.known(reading.table(value, key, allowed), ALLOWED_OF_FACT, f"{key}.")
    fields = reading.values(table, _KINDS, ALLOWED_OF_FACT, f"{key}.")
    label = fields.setdefault("label", name)
    fields.setdefault("asked", (label,))
    if not label.strip():
        raise reading.wrong(f"{key}.label", "is empty", ALLOWED_OF_FACT["label"])
    if not all(each.strip() for each in fields["asked"]):
        raise reading.wrong(f"{key}.asked", "has an empty one", ALLOWED_OF_FACT["asked"])
    wrong = wrong_with(fields["pattern"]) if "pattern" in fields else None
    if wrong is not None:
        raise reading.wrong(f"{key}.pattern", wrong, ALLOWED_OF_FACT["pattern"])
    return FactKind(name=name, **fields)
