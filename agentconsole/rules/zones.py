"""Time zones as people name them, and the one a customer lives in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from agentconsole.model.fact import Fact, FactState
from agentconsole.model.hours import DEFAULT, Hours
from agentconsole.model.people import Identity, IdentityKind
from agentconsole.rules.calendar import day_month

CONTINENTS = frozenset(
    (
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
)
"""What the names of places begin with; the others (`US/Eastern`, `Etc/GMT+2`) are kept for old programs."""

ABBREVIATIONS: Mapping[str, str] = {
    **dict.fromkeys(("et", "est", "edt"), "America/New_York"),
    **dict.fromkeys(("ct", "cdt"), "America/Chicago"),
    **dict.fromkeys(("pt", "pst", "pdt"), "America/Los_Angeles"),
    **dict.fromkeys(("akst", "akdt"), "America/Anchorage"),
    **dict.fromkeys(("wet", "west"), "Europe/Lisbon"),
    **dict.fromkeys(("cet", "cest"), "Europe/Paris"),
    **dict.fromkeys(("eet", "eest"), "Europe/Athens"),
    **dict.fromkeys(("nzst", "nzdt"), "Pacific/Auckland"),
    **{"mdt": "America/Denver", "hst": "Pacific/Honolulu", "brt": "America/Sao_Paulo"},
    **{"msk": "Europe/Moscow", "sast": "Africa/Johannesburg", "eat": "Africa/Nairobi", "wat": "Africa/Lagos"},
    **{"aedt": "Australia/Sydney", "awst": "Australia/Perth", "jst": "Asia/Tokyo", "kst": "Asia/Seoul"},
    **{"hkt": "Asia/Hong_Kong", "sgt": "Asia/Singapore", "pkt": "Asia/Karachi", "wib": "Asia/Jakarta"},
}
"""Those that mean one zone only. CST, IST, BST, MST and AST each mean several, and so none."""

_OFFSET = r"(?:utc|gmt)? ?([+-])(\d{1,2})(?::?([0-5]\d))?"
_SEASONS = tuple(datetime(2026, month, 15, tzinfo=UTC) for month in (1, 4, 7, 10))
_SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def named(name: str) -> ZoneInfo | None:
    """The zone of that name in the tz database, if this machine knows it."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):  # ZoneInfoNotFoundError is a KeyError
        return None


def read(text: str) -> tzinfo | None:
    """The zone that somebody names: `Pacific/Auckland`, `Auckland`, `UTC+2`, `CET`. None where it is none,
    or could be several."""
    said = " ".join(text.replace("\u2212", "-").replace("_", " ").casefold().split())
    if said in ("utc", "gmt", "z"):
        return UTC
    if offset := re.fullmatch(_OFFSET, said, re.ASCII):
        return _offset(*offset.groups())
    if "/" in text and (zone := named(text)):
        return zone  # as it is written in the database: to find a name written otherwise, all are read
    name = ABBREVIATIONS.get(said) or (_places().get(said) if len(said) > 3 else None)
    return named(name) if name else None


def called(zone: tzinfo | None, at: datetime) -> str:
    """How to name a zone: `Pacific/Auckland`, or `UTC+05:30` where it has no name."""
    offset = f"{at.astimezone(zone):%z}"
    return getattr(zone, "key", None) or f"UTC{offset[:3]}:{offset[3:5]}"


def zone_of(
    customer_facts: Sequence[Fact],
    hours: Hours = DEFAULT,
    *,
    identities: Sequence[Identity] = (),
    now: datetime | None = None,
) -> tuple[tzinfo, str]:
    """The zone a customer lives in, and how we know it: `told us 12 Mar`, `by their phone number`, or
    `the desk's own`.

    The zone of `now` is the desk's where its hours name none. It also says which year goes without saying.
    """
    told = [fact for fact in customer_facts if fact.holds]
    told.sort(key=lambda fact: (fact.state == FactState.CONFIRMED, fact.told_at), reverse=True)
    for fact in told:
        if fact.kind == "zone" and (zone := read(fact.value)):
            return zone, f"told us {_day(fact.told_at, zone, now)}"
    for number in _numbers(told, identities):
        if zone := _zone_of_number(number):
            return zone, "by their phone number"
    return named(hours.zone) or (now.tzinfo if now else None) or UTC, "the desk's own"


def _offset(sign: str, hours: str, minutes: str | None) -> tzinfo | None:
    length = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(length if sign == "+" else -length) if length <= timedelta(hours=14) else None


@cache
def _places() -> Mapping[str, str]:
    """The zones of places by their whole name, and by the city at its end where only one clock has it."""
    names = sorted(available_timezones())
    cities: dict[str, list[str]] = {}
    for name in names:
        if name.partition("/")[0] in CONTINENTS:
            cities.setdefault(_plain(name.rpartition("/")[2]), []).append(name)
    whole = {_plain(name): name for name in names if "/" in name}
    return {city: found[0] for city, found in cities.items() if _agree(found)} | whole


def _plain(name: str) -> str:
    return name.replace("_", " ").casefold()


def _agree(names: Iterable[str]) -> bool:
    """Whether the clocks of all these zones show the same, in all seasons."""
    return len({tuple(at.astimezone(named(name)).utcoffset() for at in _SEASONS) for name in names}) == 1


def _numbers(told: Iterable[Fact], identities: Iterable[Identity]) -> Iterator[str]:
    yield from (fact.value for fact in told if fact.kind == "phone")
    yield from (each.value for each in identities if each.kind == IdentityKind.PHONE)


def _zone_of_number(number: str) -> tzinfo | None:
    """The zone of a number in E.164, where all it can belong to show the same time."""
    import phonenumbers
    from phonenumbers.timezone import time_zones_for_number

    try:
        names = time_zones_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return None
    known = [name for name in names if named(name)]
    return named(known[0]) if known and len(known) == len(names) and _agree(known) else None


def _day(at: datetime, zone: tzinfo, now: datetime | None) -> str:
    there = at.astimezone(zone)
    said = day_month(there)
    return said if now is None or there.year == now.astimezone(zone).year else f"{said} {there.year}"
