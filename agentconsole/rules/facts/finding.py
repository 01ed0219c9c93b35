"""What a customer tells us in a message: the facts in it, where they stand.

Rules, not guesses: a value is taken when it has the form of its kind and the customer says that it is theirs.
What is denied, doubted, said of somebody else or quoted is left alone, and so is what has the form but no
such word beside it: a wrong suggestion costs more than a missing one.

Looking costs what the length of the text costs. Most messages tell nothing, so each finder names words
without which there is nothing for it, and looks only where one of them stands.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from agentconsole.model.fact import FactKind, Found
from agentconsole.rules.facts import (
    finding_contact,
    finding_devices,
    finding_errors,
    finding_numbers,
    finding_own,
    finding_people,
    finding_places,
    finding_plans,
    finding_steps,
    finding_systems,
    finding_zones,
)
from agentconsole.rules.facts.finding_text import (
    DOTTED,
    SEVEN,
    SHOP,
    SPELLED,
    STREET,
    Finder,
    Region,
    quoted,
    spoken,
    words,
)
from agentconsole.rules.facts.kinds import BUILT_IN, by_name

_FINDERS: tuple[Finder, ...] = (
    finding_contact.EMAIL,
    *finding_systems.FINDERS,
    *finding_devices.FINDERS,
    *finding_numbers.FINDERS,
    *finding_errors.FINDERS,
    finding_contact.PHONE,
    *finding_places.FINDERS,
    *finding_steps.FINDERS,
    *finding_plans.FINDERS,
    *finding_people.FINDERS,
    *finding_zones.FINDERS,
)
"""The surest first: of two values that stand in the same place the first one counts."""

MOST = 200
"""Values that are looked at in one message. What tells more is a list, or a trap."""

_CUES = {cue.encode(): cue for cue in sorted(words("").union(*(each.cues for each in _FINDERS)))}
_WORDS = words("error tried plan name language zone")
"""Kinds whose values are words, among which a value of another kind may stand."""

_MARKS = ("@", '"', "“")
_LETTERS = bytes(place if chr(place).islower() and place < 128 else ord(" ") for place in range(256))
_DIGITS = bytes(ord("0") if chr(place) in "0123456789?" else ord(" ") for place in range(256))
"""For texts in ASCII, in which `?` stands for every other character, so perhaps for a digit."""
_SEPARATORS = b" ().-/"
_DIGIT = re.compile(r"\d")
_SEVEN = re.compile(r"\d(?:[ ().\-/]{0,3}\d){6}")
_SHAPES = {
    DOTTED: re.compile(r"\.(?<=\d\.)\d{1,8}\.\d"),
    SHOP: re.compile(r"-(?<=\d-)\d{7}-\d"),
}
"""Each begins with a sign, for which a text is looked through faster than for any digit."""
_STREETS = (
    "straße",
    "strasse",
    "str.",
    "gasse",
    "weg ",
    "platz",
    "allee",
    "ring ",
    "laan",
    "straat",
    "gatan",
    "vej ",
)
_PROVIDERS = ("mailco", "mail.co", "yahooco", "outlookco", "icloudco", "aolco", "liveco", "comcastnet")


def find(
    text: str, *, kinds: Sequence[FactKind] = BUILT_IN, region: Region | str | None = None
) -> tuple[Found, ...]:
    """The facts in a message of a customer, in the order in which they stand. `region` is the country of most
    customers as two letters (`US`), for phone numbers without `+`, or what tells it: most texts have no such
    number. Total: no text makes it raise."""
    said = spoken(text)
    where = region if callable(region) else lambda: region
    candidates = list(islice(_candidates(said, by_name(kinds), where), MOST))
    if not candidates:
        return ()
    hidden = quoted(text)
    found: dict[tuple[str, str], Found] = {}
    for one in candidates:
        if any(one.start < end and start < one.end for start, end in hidden):
            continue
        if not any(_clash(one, other) for other in found.values()):
            found.setdefault((one.kind, one.value), one)
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.end)))


def _candidates(said: str, wanted: Mapping[str, FactKind], region: Region) -> Iterator[Found]:
    own = [kind for kind in wanted.values() if kind.pattern]
    for kind in own:
        yield from finding_own.search(kind, said)
    built_in = wanted.keys() - {kind.name for kind in own}
    cues = _cues(said)
    digits = _DIGIT.search(said) is not None
    for each in _FINDERS:
        if not cues.isdisjoint(each.cues) and each.kind in built_in and (digits or not each.digits):
            yield from each.search(said, region() if each.by_country else None)


def _cues(said: str) -> set[str]:
    """What stands in a text that can mean a fact."""
    lowered = said.lower()
    plain = lowered.encode("ascii", "replace")
    cues = {_CUES[word] for word in _CUES.keys() & plain.translate(_LETTERS).split()}
    cues.update(mark for mark in _MARKS if mark in said)
    if _DIGIT.search(said):
        cues.update(_numbers(said, lowered, plain))
    if any(provider in lowered for provider in _PROVIDERS):
        cues.add(SPELLED)
    if "i phone" in lowered:
        cues.add("iphone")
    if " '" in said:
        cues.add('"')
    return cues


def _numbers(said: str, lowered: str, plain: bytes) -> Iterator[str]:
    """The cues that have a digit in them, or beside them."""
    yield from (shape for shape, pattern in _SHAPES.items() if pattern.search(said))
    if b"0" * 7 in plain.translate(_DIGITS, _SEPARATORS) and _SEVEN.search(said):
        yield SEVEN
    if any(street in lowered for street in _STREETS):
        yield STREET


def _clash(one: Found, other: Found) -> bool:
    """Whether two values claim the same characters. Words may hold a value of another kind."""
    if one.end <= other.start or other.end <= one.start:
        return False
    return one.kind == other.kind or not {one.kind, other.kind} & _WORDS
