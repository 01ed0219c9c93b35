from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.model.fact import Fact, FactState
from agentconsole.model.hours import Hours
from agentconsole.model.people import Identity, IdentityKind
from agentconsole.rules import zones
from agentconsole.rules.times import echo
from agentconsole.rules.zones import called, read, zone_of

AUCKLAND = ZoneInfo("Pacific/Auckland")
LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 18, 15, 0, tzinfo=LISBON)
DESK = Hours(zone="Europe/Lisbon")


def fact(
    kind: str, value: str, *, told: datetime = datetime(2026, 3, 12, 9, 0, tzinfo=UTC), **more: object
) -> Fact:
    given_ = {"id": 1, "customer": 7, "kind": kind, "value": value, "told_at": told}
    return Fact(**(given_ | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Pacific/Auckland", AUCKLAND),
        ("pacific/auckland", AUCKLAND),
        (" Auckland ", AUCKLAND),
        ("new york", ZoneInfo("America/New_York")),
        ("New_York", ZoneInfo("America/New_York")),
        ("America/Argentina/Buenos_Aires", ZoneInfo("America/Argentina/Buenos_Aires")),
        ("CET", ZoneInfo("Europe/Paris")),
        ("pst", ZoneInfo("America/Los_Angeles")),
        ("UTC", UTC),
        ("GMT", UTC),
        ("UTC+2", timezone(timedelta(hours=2))),
        ("gmt -3:30", timezone(-timedelta(hours=3, minutes=30))),
        ("+05:30", timezone(timedelta(hours=5, minutes=30))),
    ],
)
def test_a_zone_is_known_by_its_name_its_city_its_offset_or_its_letters(text: str, zone: object) -> None:
    assert read(text) == zone


@pytest.mark.parametrize(
    "text", ["", "CST", "IST", "BST", "MST", "AST", "Atlantis", "../../etc/passwd", "UTC+25", "eastern", "me"]
)
def test_what_could_be_several_zones_or_is_none_is_not_guessed(text: str) -> None:
    assert read(text) is None


@given(st.text())
def test_any_text_is_a_zone_or_none(text: str) -> None:
    zone = read(text)
    assert zone is None or called(zone, NOW)


def test_what_the_customer_told_us_goes_first() -> None:
    told = (fact("phone", "+4930123456"), fact("zone", "Auckland"))
    assert zone_of(told, DESK, now=NOW) == (AUCKLAND, "told us 12 Mar")


def test_the_year_is_said_where_it_does_not_go_without() -> None:
    told = (fact("zone", "Auckland", told=datetime(2024, 3, 12, tzinfo=UTC)),)
    assert zone_of(told, DESK, now=NOW)[1] == "told us 12 Mar 2024"


def test_the_newest_that_holds_counts_and_a_confirmed_one_before_a_suggestion() -> None:
    old = fact("zone", "Auckland", state=FactState.CONFIRMED)
    new = fact("zone", "Tokyo", told=datetime(2026, 6, 1, tzinfo=UTC))
    assert zone_of((new, old), DESK)[0] == AUCKLAND
    gone = fact("zone", "Auckland", superseded_by=2)
    none = fact("zone", "Paris", state=FactState.DISMISSED)
    assert zone_of((gone, none, new), DESK)[0] == ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+6493001234", "Pacific/Auckland"),
        ("+33612345678", "Europe/Paris"),
        ("+12125551234", "America/New_York"),
        ("+8613812345678", "Asia/Shanghai"),
    ],
)
def test_a_phone_number_tells_the_zone_where_it_can_only_be_one(number: str, zone: str) -> None:
    assert zone_of((fact("phone", number),), DESK) == (ZoneInfo(zone), "by their phone number")
    phone = Identity(IdentityKind.PHONE, number)
    assert zone_of((), DESK, identities=(phone,)) == (ZoneInfo(zone), "by their phone number")


@pytest.mark.parametrize(
    "number", ["+61412345678", "+351912345678", "+18005551234", "0301234567", "+1", "nonsense"]
)
def test_without_one_zone_it_is_the_desks_own(number: str) -> None:
    assert zone_of((fact("phone", number),), DESK) == (LISBON, "the desk's own")


def test_a_desk_without_a_zone_is_where_it_is_asked_from() -> None:
    assert zone_of((), now=NOW) == (LISBON, "the desk's own")
    assert zone_of(()) == (UTC, "the desk's own")


def test_a_time_elsewhere_is_said_on_both_clocks() -> None:
    at = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
    assert echo(at, NOW, AUCKLAND) == "Fri 27 Nov 17:00 Pacific/Auckland (Fri 27 Nov 04:00 here)"
    assert (
        echo(at, NOW, timezone(timedelta(hours=5, minutes=30)))
        == "Fri 27 Nov 09:30 UTC+05:30 (Fri 27 Nov 04:00 here)"
    )
    assert echo(at, NOW, ZoneInfo("Europe/London")) == "Fri 27 Nov 04:00"


def test_a_zone_by_its_name_is_found_without_reading_all_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zones, "_places", None)
    assert zones.read("Pacific/Auckland") == ZoneInfo("Pacific/Auckland")
