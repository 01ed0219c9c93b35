"""What a customer tells us in a message: the facts in it, where they stand.

Rules, not guesses: a value is taken when it has the form of its kind and the customer says that it is theirs.
What is denied, doubted, said of somebody else or quoted is left alone, and so is what has the form but no
such word beside it: a wrong suggestion costs more than a missing one.

Looking costs what the length of the text costs. Most messages tell nothing, so each kind names words without
which nothing of it can be there, and is not looked for unless one of them stands in the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from agentconsole.model.fact import FactKind, Found
from agentconsole.rules.facts import finding_own as desk
from agentconsole.rules.facts.finding_contact import SEVEN_DIGITS, emails, phones
from agentconsole.rules.facts.finding_devices import DEVICE_CUES, SYSTEM_CUES, devices, systems
from agentconsole.rules.facts.finding_numbers import orders, serials, versions
from agentconsole.rules.facts.finding_people import LANGUAGES, ZONE_CUES, languages, names, zones
from agentconsole.rules.facts.finding_places import ADDRESS_CUES, addresses
from agentconsole.rules.facts.finding_said import STEP_CUES, errors, plans, tried
from agentconsole.rules.facts.finding_text import spoken
from agentconsole.rules.facts.kinds import BUILT_IN, by_name

Finder = Callable[[str], Iterable[Found]]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FINDERS: dict[str, tuple[frozenset[str], Finder]] = {
    "email": (_words("@ mail com con net"), emails),
    "os": (SYSTEM_CUES, systems),
    "device": (DEVICE_CUES, devices),
    "serial": (_words("serial imei n"), serials),
    "order": (
        _words("order booking reservation purchase itinerary confirmation conformation pnr record"),
        orders,
    ),
    "error": (
        _words('error errors err fault stop exception x says said saying reads message msg status net " “'),
        errors,
    ),
    "version": (
        _words(
            "version build release firmware ver v app software client running updated update upgraded on"
            " using installed"
        ),
        versions,
    ),
    "address": (ADDRESS_CUES, addresses),
    "tried": (STEP_CUES, tried),
    "plan": (
        _words(
            "plan subscription membership tier package license licence account user member subscriber"
            " customer pay paying paid subscribed"
        ),
        plans,
    ),
    "name": (_words("name names myname call calls called by prefer hi hello hey good dear this"), names),
    "language": (frozenset(LANGUAGES), languages),
    "zone": (ZONE_CUES, zones),
}
"""For each kind: words of which at least one stands wherever there is something of it, and what finds it."""

_WORD = re.compile(r"[a-z]+|[@\"“\d]")
_DIGITS = _words("0 1 2 3 4 5 6 7 8 9")
_NUMBERED = _words("serial version address phone")
"""Kinds of which nothing can be there without a digit."""
_IN_WORDS = _words("error tried plan name language zone")
"""Kinds whose values are words, among which a value of another kind may stand."""
_ANY_CUE = _words("").union(*(cues for cues, _ in _FINDERS.values()))
_GLUED = re.compile(r"(?:mail|yahoo|outlook|icloud|aol|live|comcast)\.?(?:co[mn]|net)\b", re.IGNORECASE)
_SHOP = re.compile(r"\d-\d{7}-\d")


def find(
    text: str, *, kinds: Sequence[FactKind] = BUILT_IN, region: str | None = None
) -> tuple[Found, ...]:
    """The facts in a message of a customer, in the order in which they stand. `region` is the country of most
    customers as two letters (`US`), for phone numbers without `+`. Total: no text makes it raise."""
    said = spoken(text)
    wanted = by_name(kinds)
    found: dict[tuple[str, str], Found] = {}
    taken: list[Found] = []
    for one in _candidates(said, wanted, region):
        if (one.kind, one.value) in found or any(_clash(one, other) for other in taken):
            continue
        found[one.kind, one.value] = one
        taken.append(one)
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.end)))


def _candidates(said: str, wanted: Mapping[str, FactKind], region: str | None) -> Iterator[Found]:
    """What the finders find, the surest first: of two that stand in the same place the first one counts."""
    for kind in wanted.values():
        if kind.pattern:
            yield from desk.own(kind, said)
    cues = _cues(said)
    for name, (its_cues, finder) in _FINDERS.items():
        if name in wanted and not wanted[name].pattern and not cues.isdisjoint(its_cues):
            if name not in _NUMBERED or "0" in cues:
                yield from finder(said)
    if "phone" in wanted and not wanted["phone"].pattern and "0" in cues and SEVEN_DIGITS.search(said):
        yield from phones(said, region)


def _cues(said: str) -> set[str]:
    """The words of a text that can mean a fact; `0` stands for any digit."""
    words = set(_WORD.findall(said.lower()))
    cues = words & _ANY_CUE
    if not words.isdisjoint(_DIGITS):
        cues.add("0")
        if _SHOP.search(said):
            cues.add("order")
    if _GLUED.search(said):
        cues.add("mail")
    return cues


def _clash(one: Found, other: Found) -> bool:
    """Whether two values claim the same characters. Words may hold a value of another kind."""
    if one.end <= other.start or other.end <= one.start:
        return False
    return one.kind == other.kind or not {one.kind, other.kind} & _IN_WORDS
