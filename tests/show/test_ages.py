"""Moments are shown short, and in the reader's zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.show.ages import age, clock, day, moment

NOW = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW, "now"),
        (NOW - timedelta(seconds=59), "now"),
        (NOW + timedelta(seconds=59), "now"),
        (NOW - timedelta(minutes=5), "5 min"),
        (NOW + timedelta(minutes=5), "in 5 min"),
        (NOW - timedelta(hours=3), "3 h"),
        (NOW + timedelta(hours=3, minutes=59), "in 3 h"),
        (NOW - timedelta(days=2), "Sun"),
        (NOW + timedelta(days=3), "Fri"),
        (datetime(2026, 3, 14, tzinfo=UTC), "14 Mar"),
        (datetime(2023, 3, 14, tzinfo=UTC), "Mar 2023"),
    ],
)
def test_an_age_is_as_short_as_can_be_understood(at: datetime, said: str) -> None:
    assert age(at, NOW, UTC) == said


def test_a_weekday_names_one_day_only() -> None:
    assert age(NOW - timedelta(days=7), NOW, UTC) == "10 Nov"


def test_the_day_and_the_clock_are_the_readers() -> None:
    at = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
    assert clock(at, BERLIN) == "00:30"
    assert day(at, BERLIN, now=NOW) == "Tue 17 Nov"
    assert day(at, UTC, now=NOW) == "Mon 16 Nov"
    assert day(at, UTC) == "Mon 16 Nov 2026"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 17, 13, 16, tzinfo=UTC), "22:16"),
        (datetime(2026, 11, 17, 16, 0, tzinfo=UTC), "Wed 18 Nov 01:00"),
        (datetime(2023, 3, 14, 9, 0, tzinfo=UTC), "14 Mar 2023 18:00"),
    ],
)
def test_a_moment_says_the_day_unless_it_is_today(at: datetime, said: str) -> None:
    assert moment(at, NOW, TOKYO) == said


@given(
    st.datetimes(timezones=st.just(UTC)), st.sampled_from([UTC, TOKYO, ZoneInfo("America/New_York"), None])
)
def test_every_moment_can_be_shown(at: datetime, tz: ZoneInfo | None) -> None:
    assert age(at, NOW, tz) and clock(at, tz) and day(at, tz) and moment(at, NOW, tz)
