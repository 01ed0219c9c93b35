from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.model.errors import Invalid
from agentconsole.rules.times import HINT, parse_future, parse_when, say_when

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu")]
NOW = datetime(2026, 11, 18, 15, 20, 30, tzinfo=BERLIN)  # a Wednesday


def local(text: str, now: datetime = NOW) -> str:
    return f"{parse_when(text, now).astimezone(now.tzinfo):%a %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("30m", "Wed 2026-11-18 15:50"),
        ("2h", "Wed 2026-11-18 17:20"),
        ("in 2h", "Wed 2026-11-18 17:20"),
        ("In 2 Hours", "Wed 2026-11-18 17:20"),
        ("1h30m", "Wed 2026-11-18 16:50"),
        ("3d", "Sat 2026-11-21 15:20"),
        ("1w", "Wed 2026-11-25 15:20"),
        ("3bd", "Mon 2026-11-23 15:20"),
        ("10bd", "Wed 2026-12-02 15:20"),
        ("tomorrow", "Thu 2026-11-19 09:00"),
        ("TOMORROW 9am", "Thu 2026-11-19 09:00"),
        ("tomorrow at noon", "Thu 2026-11-19 12:00"),
        ("today", "Wed 2026-11-18 17:00"),
        ("today 17:00", "Wed 2026-11-18 17:00"),
        ("tue 9am", "Tue 2026-11-24 09:00"),
        ("wed 16:00", "Wed 2026-11-25 16:00"),
        ("friday", "Fri 2026-11-20 09:00"),
        ("thurs 9:30 am", "Thu 2026-11-19 09:30"),
        ("next tue 3pm", "Tue 2026-11-24 15:00"),
        ("next thu", "Thu 2026-11-26 09:00"),
        ("eod", "Wed 2026-11-18 17:00"),
        ("eow", "Fri 2026-11-20 17:00"),
        ("9am", "Thu 2026-11-19 09:00"),
        ("12am", "Thu 2026-11-19 00:00"),
        ("12pm", "Thu 2026-11-19 12:00"),
        ("at 18:45", "Wed 2026-11-18 18:45"),
        ("14:30", "Thu 2026-11-19 14:30"),
        ("2026-11-24", "Tue 2026-11-24 09:00"),
        ("2026-11-24T09:05", "Tue 2026-11-24 09:05"),
        ("2026-11-24 9pm", "Tue 2026-11-24 21:00"),
        ("2026-11-24T09:00Z", "Tue 2026-11-24 10:00"),
        ("2026-11-24T09:00:00.000+05:30", "Tue 2026-11-24 04:30"),
        ("24 nov", "Tue 2026-11-24 09:00"),
        ("24 nov 9:00", "Tue 2026-11-24 09:00"),
        ("Nov 24, 10:00", "Tue 2026-11-24 10:00"),
        ("tue 24 november 2026", "Tue 2026-11-24 09:00"),
        ("18 nov 8:00", "Wed 2026-11-18 08:00"),
        ("17 nov", "Wed 2027-11-17 09:00"),
        ("29 feb", "Tue 2028-02-29 09:00"),
    ],
)
def test_what_people_write_means_what_they_mean(text: str, meant: str) -> None:
    assert local(text) == meant


@pytest.mark.parametrize(
    ("now", "text", "meant"),
    [
        (datetime(2026, 11, 18, 17, 0, tzinfo=BERLIN), "eod", "Thu 2026-11-19 17:00"),
        (datetime(2026, 11, 20, 18, 0, tzinfo=BERLIN), "eod", "Mon 2026-11-23 17:00"),
        (datetime(2026, 11, 20, 16, 0, tzinfo=BERLIN), "eow", "Fri 2026-11-20 17:00"),
        (datetime(2026, 11, 20, 18, 0, tzinfo=BERLIN), "eow", "Fri 2026-11-27 17:00"),
        (datetime(2026, 11, 21, 10, 0, tzinfo=BERLIN), "1bd", "Mon 2026-11-23 10:00"),
        (datetime(2026, 11, 17, 8, 0, tzinfo=BERLIN), "tue 9am", "Tue 2026-11-24 09:00"),
        (datetime(2026, 11, 16, 8, 0, tzinfo=BERLIN), "tue 9am", "Tue 2026-11-17 09:00"),
        (datetime(2026, 11, 16, 8, 0, tzinfo=BERLIN), "next tue 9am", "Tue 2026-11-24 09:00"),
    ],
)
def test_working_days_and_weeks_end_when_people_go_home(now: datetime, text: str, meant: str) -> None:
    assert local(text, now) == meant


def test_days_are_counted_by_the_clock_on_the_wall_when_it_changes() -> None:
    evening = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)  # the clocks go back that night
    assert parse_when("tomorrow 9am", evening) == datetime(2026, 10, 25, 8, 0, tzinfo=UTC)
    assert parse_when("1d", evening) == datetime(2026, 10, 25, 11, 0, tzinfo=UTC)
    assert parse_when("24h", evening) == datetime(2026, 10, 25, 10, 0, tzinfo=UTC)


def test_a_clock_time_that_is_skipped_means_the_moment_after_the_gap() -> None:
    now = datetime(2026, 3, 28, 12, 0, tzinfo=BERLIN)
    assert local("tomorrow 2:30", now) == "Sun 2026-03-29 03:30"


def test_a_clock_time_that_comes_twice_is_said_with_its_offset() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert say_when(second, NOW) == "Sun 25 Oct 2026 02:30 +01:00"
    assert parse_when(say_when(second, NOW), NOW) == second


def test_a_span_counts_from_the_second_of_two_equal_hours() -> None:
    second = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    assert parse_when("10m", second) == datetime(2026, 10, 25, 1, 40, tzinfo=UTC)


def test_a_moment_is_said_without_the_year_where_it_goes_without_saying() -> None:
    assert say_when(datetime(2026, 11, 24, 8, 0, tzinfo=UTC), NOW) == "Tue 24 Nov 09:00"
    assert say_when(datetime(2025, 11, 24, 8, 0, tzinfo=UTC), NOW) == "Mon 24 Nov 2025 09:00"


NO_TIMES = [
    "",
    " ",
    "soon",
    "24",
    "25:00",
    "13pm",
    "0am",
    "30 feb",
    "2026-13-01",
    "next 9am",
    "midnight friday",
    "9am nowhere/atall",
    "end of",
    "end of soon",
    "next decade",
]
NO_TIMES += ["9999999d", "999999w", "3bd 2h", "in", "at", "1x", "tu", "24 no", "2026-11-24T", "1" * 100]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_cannot_be_read_is_refused_with_examples(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_when(text, NOW)
    assert refusal.value.hint == HINT


def test_a_weekday_that_does_not_fit_its_date_is_refused() -> None:
    with pytest.raises(Invalid, match="24 Nov 2026 is a Tuesday"):
        parse_when("wed 24 nov", NOW)


@pytest.mark.parametrize("text", ["today 9am", "2020-01-01", "0m", "18 nov 15:20"])
def test_a_time_that_must_come_is_refused_when_it_is_past(text: str) -> None:
    with pytest.raises(Invalid, match="not in the future"):
        parse_future(text, NOW)


def test_a_time_that_must_come_is_taken_when_it_does() -> None:
    assert parse_future("24 nov", NOW) == parse_when("24 nov", NOW)


moments = st.datetimes(datetime(1975, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(at=moments, now=moments, zone=st.sampled_from(ZONES))
def test_what_is_said_is_read_back_to_the_minute(at: datetime, now: datetime, zone: ZoneInfo) -> None:
    here = now.astimezone(zone)
    assert parse_when(say_when(at, here), here) == at.replace(second=0, microsecond=0)


@given(offset=st.integers(-90, 90), second=st.integers(0, 59), zone=st.sampled_from(ZONES))
def test_that_also_holds_around_a_change_of_the_clocks(offset: int, second: int, zone: ZoneInfo) -> None:
    at = datetime(2026, 10, 25, 1, 0, second, tzinfo=UTC) + timedelta(minutes=offset)
    here = NOW.astimezone(zone)
    assert parse_when(say_when(at, here), here) == at.replace(second=0)


PIECES = ["0", "1", "9", "12", "24", "99", "2026", ":", "-", "+01:00", "T", "Z", "am", "pm", " "]
PIECES += ["tue", "next", "nov", "feb", "in", "at", "bd", "d", "h", "eod"]


@given(text=st.text() | st.lists(st.sampled_from(PIECES), max_size=8).map("".join), now=moments)
def test_any_text_is_a_time_or_is_refused(text: str, now: datetime) -> None:
    try:
        assert parse_when(text, now).tzinfo is UTC
    except Invalid as refusal:
        assert refusal.hint
