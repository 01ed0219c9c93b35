from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agentconsole.model.errors import Invalid
from agentconsole.model.hours import DEFAULT, MIDNIGHT, Hours, Opening
from agentconsole.rules.hours import after_days, after_hours, closing, end_of_today, is_open, opening, works
from agentconsole.rules.times import parse_by, parse_future, parse_when, say_when

LISBON = ZoneInfo("Europe/Lisbon")
AUCKLAND = ZoneInfo("Pacific/Auckland")
NEW_YORK = ZoneInfo("America/New_York")
NINE, FIVE = 9 * 60, 17 * 60
LUNCH = (Opening(NINE, 750), Opening(810, FIVE))
ALWAYS = Hours(week=((Opening(0, MIDNIGHT),),) * 7)
NEVER = Hours(week=((),) * 7)
OURS = Hours(
    week=(LUNCH, DEFAULT.week[1], (), DEFAULT.week[3], (Opening(NINE, 15 * 60),), (Opening(600, 840),), ()),
    holidays=frozenset({date(2026, 12, 25), date(2027, 1, 1)}),
)
THURSDAY = datetime(2026, 11, 19, 15, 0, tzinfo=LISBON)


def local(text: str, now: datetime, hours: Hours = DEFAULT) -> str:
    return f"{parse_when(text, now, hours).astimezone(now.tzinfo):%a %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2h", "Thu 2026-11-19 17:00"),
        ("4bh", "Fri 2026-11-20 11:00"),
        ("4 business hours", "Fri 2026-11-20 11:00"),
        ("8 working hours", "Fri 2026-11-20 15:00"),
        ("8bh", "Fri 2026-11-20 15:00"),
        ("9bh", "Sat 2026-11-21 11:00"),
        ("13bh", "Mon 2026-11-23 10:00"),
        ("1bd", "Fri 2026-11-20 15:00"),
        ("in a working day", "Fri 2026-11-20 15:00"),
        ("2 business days", "Sat 2026-11-21 14:00"),
        ("5 working days", "Thu 2026-11-26 15:00"),
        ("tomorrow", "Fri 2026-11-20 09:00"),
        ("the day after tomorrow", "Sat 2026-11-21 10:00"),
        ("sun", "Sun 2026-11-22 09:00"),
        ("today", "Thu 2026-11-19 17:00"),
        ("eod", "Thu 2026-11-19 17:00"),
        ("end of the day", "Thu 2026-11-19 17:00"),
        ("End of business day", "Thu 2026-11-19 17:00"),
        ("cob", "Thu 2026-11-19 17:00"),
        ("close of business", "Thu 2026-11-19 17:00"),
        ("eod fri", "Fri 2026-11-20 15:00"),
        ("friday eod", "Fri 2026-11-20 15:00"),
        ("end of friday", "Fri 2026-11-20 15:00"),
        ("end of day on 24 nov", "Tue 2026-11-24 17:00"),
        ("eod thu", "Thu 2026-11-19 17:00"),
        ("eow", "Sat 2026-11-21 14:00"),
        ("the end of this week", "Sat 2026-11-21 14:00"),
        ("end of next week", "Sat 2026-11-28 14:00"),
        ("this week", "Sat 2026-11-21 14:00"),
        ("eom", "Mon 2026-11-30 17:00"),
        ("end of month", "Mon 2026-11-30 17:00"),
        ("end of next month", "Thu 2026-12-31 17:00"),
        ("end of february", "Sat 2027-02-27 14:00"),
        ("eoy", "Thu 2026-12-31 17:00"),
        ("next week", "Mon 2026-11-23 09:00"),
        ("next month", "Tue 2026-12-01 09:00"),
        ("tomorrow morning", "Fri 2026-11-20 09:00"),
        ("sat morning", "Sat 2026-11-21 10:00"),
        ("this evening", "Thu 2026-11-19 18:00"),
        ("tonight", "Thu 2026-11-19 18:00"),
        ("tue afternoon", "Tue 2026-11-24 13:00"),
        ("9am tuesday", "Tue 2026-11-24 09:00"),
        ("3pm on the 24th of November", "Tue 2026-11-24 15:00"),
        ("midnight", "Fri 2026-11-20 00:00"),
        ("tue 9am cet", "Tue 2026-11-24 08:00"),
        ("tue 9am UTC+2", "Tue 2026-11-24 07:00"),
        ("tue 9am pacific/auckland", "Mon 2026-11-23 20:00"),
        ("an hour", "Thu 2026-11-19 16:00"),
        ("in a week", "Thu 2026-11-26 15:00"),
    ],
)
def test_what_speaks_of_work_is_counted_on_the_desks_hours(text: str, meant: str) -> None:
    assert local(text, THURSDAY, OURS) == meant


@pytest.mark.parametrize(
    ("now", "text", "meant"),
    [
        ((2026, 11, 19, 18, 0), "eod", "Fri 2026-11-20 15:00"),
        ((2026, 11, 19, 18, 0), "1bd", "Fri 2026-11-20 15:00"),
        ((2026, 11, 19, 7, 0), "1bd", "Fri 2026-11-20 09:00"),
        ((2026, 11, 22, 11, 0), "1bd", "Mon 2026-11-23 11:00"),
        ((2026, 11, 22, 13, 0), "1bd", "Mon 2026-11-23 13:30"),
        ((2026, 11, 22, 13, 0), "0bd", "Mon 2026-11-23 09:00"),
        ((2026, 11, 23, 12, 0), "1bh", "Mon 2026-11-23 14:00"),
        ((2026, 12, 24, 15, 0), "1bd", "Sat 2026-12-26 14:00"),
        ((2026, 12, 24, 15, 0), "3bh", "Sat 2026-12-26 11:00"),
        ((2026, 12, 24, 18, 0), "eod", "Sat 2026-12-26 14:00"),
        ((2026, 12, 31, 15, 0), "1bd", "Sat 2027-01-02 14:00"),
        ((2026, 12, 31, 18, 0), "eom", "Sat 2027-01-30 14:00"),
        ((2026, 12, 31, 15, 0), "next month", "Sat 2027-01-02 10:00"),
        ((2028, 2, 28, 15, 0), "1bd", "Tue 2028-02-29 15:00"),
        ((2028, 2, 1, 15, 0), "eom", "Tue 2028-02-29 17:00"),
    ],
)
def test_lunch_holidays_years_and_leap_days_are_counted(now: tuple[int, ...], text: str, meant: str) -> None:
    assert local(text, datetime(*now, tzinfo=LISBON), OURS) == meant


def test_a_desk_elsewhere_closes_by_its_own_clock() -> None:
    desk = Hours(zone="Europe/Lisbon")
    here = datetime(2026, 11, 19, 8, 0, tzinfo=NEW_YORK)
    assert local("eod", here, desk) == "Thu 2026-11-19 12:00"
    assert local("tomorrow", here, desk) == "Fri 2026-11-20 04:00"
    assert local("tomorrow 9am", here, desk) == "Fri 2026-11-20 09:00"
    assert local("5bh", here, desk) == "Fri 2026-11-20 05:00"


def test_a_desk_whose_zone_nobody_knows_is_where_the_writer_is() -> None:
    assert local("eod", THURSDAY, Hours(zone="Middle/Earth")) == "Thu 2026-11-19 17:00"


@pytest.mark.parametrize("text", ["1bd", "1bh", "eod", "eow", "9999bh"])
def test_at_a_desk_that_never_opens_nothing_is_counted(text: str) -> None:
    with pytest.raises(Invalid):
        parse_when(text, THURSDAY, NEVER)


def test_nights_in_which_the_clocks_change_have_the_hours_they_have() -> None:
    spring = datetime(2026, 3, 28, 23, 0, tzinfo=LISBON)
    assert local("4bh", spring, ALWAYS) == "Sun 2026-03-29 04:00"
    autumn = datetime(2026, 10, 24, 23, 0, tzinfo=LISBON)
    assert local("4bh", autumn, ALWAYS) == "Sun 2026-10-25 02:00"
    friday = datetime(2026, 10, 23, 16, 0, tzinfo=LISBON)
    assert parse_when("1bd", friday) - friday == timedelta(days=3, hours=1)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("friday", "Fri 2026-11-20 17:00"),
        ("thu", "Thu 2026-11-19 17:00"),
        ("next thu", "Thu 2026-11-26 17:00"),
        ("thu 4pm", "Thu 2026-11-19 16:00"),
        ("thu 2pm", "Thu 2026-11-26 14:00"),
        ("thursday afternoon", "Thu 2026-11-19 17:00"),
        ("tomorrow", "Fri 2026-11-20 17:00"),
        ("tomorrow morning", "Fri 2026-11-20 12:00"),
        ("tonight", "Thu 2026-11-19 22:00"),
        ("next week", "Fri 2026-11-27 17:00"),
        ("next month", "Thu 2026-12-31 17:00"),
        ("2d", "Sat 2026-11-21 17:00"),
        ("3bd", "Tue 2026-11-24 17:00"),
        ("24h", "Fri 2026-11-20 15:00"),
        ("24 nov", "Tue 2026-11-24 17:00"),
    ],
)
def test_what_is_promised_by_a_day_is_kept_until_the_desk_closes(text: str, meant: str) -> None:
    assert f"{parse_by(text, THURSDAY).astimezone(LISBON):%a %Y-%m-%d %H:%M}" == meant


def test_today_after_closing_is_until_midnight() -> None:
    late = datetime(2026, 11, 19, 20, 0, tzinfo=LISBON)
    assert parse_by("today", late) == end_of_today(late, DEFAULT) == datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("3/4", "can be two dates"),
        ("tue 3.4.2026", "can be two dates"),
        ("tue 9", "9am, 9pm or 09:00"),
        ("at 3 o'clock", "3am, 3pm or 03:00"),
        ("9am cst", "Write it like"),
    ],
)
def test_what_was_not_understood_is_refused_with_the_next_step(text: str, step: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_future(text, THURSDAY)
    assert step in refused.value.hint


spans = st.lists(st.integers(0, MIDNIGHT), max_size=4, unique=True).map(sorted)
days = spans.map(lambda at: tuple(Opening(a, b) for a, b in zip(at[::2], at[1::2], strict=False)))
desks = st.builds(
    Hours,
    week=st.tuples(*[days] * 7),
    holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))
zones = st.sampled_from([LISBON, AUCKLAND, NEW_YORK, ZoneInfo("Asia/Kathmandu")])


@given(now=moments, count=st.integers(0, 60), hours=desks, zone=zones, unit=st.sampled_from(["bd", "bh"]))
def test_working_days_and_hours_never_end_outside_of_the_desks_hours(
    now: datetime, count: int, hours: Hours, zone: ZoneInfo, unit: str
) -> None:
    assume(any(hours.week))
    here = now.astimezone(zone)
    try:
        at = parse_when(f"{count}{unit}", here, hours)
    except Invalid:
        assert all(closes.closes - closes.opens < 60 for day in hours.week for closes in day)
        return
    assert is_open(at, hours, zone)
    assert at >= now


@given(now=moments, hours=desks, zone=zones, counts=st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_working_hours_add_up(now: datetime, hours: Hours, zone: ZoneInfo, counts: tuple[int, int]) -> None:
    assume(sum(b.closes - b.opens for day in hours.week for b in day) > 120)
    first, second = (timedelta(hours=count) for count in counts)
    between = after_hours(now, first, hours, zone)
    assert (
        after_hours(between, second, hours, zone) == after_hours(now, first + second, hours, zone)
        or not second
    )


@given(now=moments, hours=desks, zone=zones, count=st.integers(1, 20))
def test_a_working_day_later_is_on_the_next_day_that_works(
    now: datetime, hours: Hours, zone: ZoneInfo, count: int
) -> None:
    assume(any(hours.week))
    first, last = (after_days(now, each, hours, zone).astimezone(zone).date() for each in (count, count + 1))
    assert first > now.astimezone(zone).date()
    between = (first + timedelta(days=ahead) for ahead in range(1, (last - first).days))
    assert not any(works(day, hours, zone) for day in between)


@given(now=moments, hours=desks, zone=zones)
def test_the_desk_opens_before_it_closes(now: datetime, hours: Hours, zone: ZoneInfo) -> None:
    day = now.astimezone(zone).date()
    assert opening(day, hours, zone) < closing(day, hours, zone) or not works(day, hours, zone)


WORDS = [
    "end",
    "of",
    "the",
    "day",
    "eod",
    "next",
    "week",
    "month",
    "3",
    "bd",
    "bh",
    "business",
    "hours",
    "fri",
]
WORDS += ["tomorrow", "morning", "tonight", "9am", "cet", "utc+2", "24", "nov", "may", "a", "an", "on", "at"]


@given(
    text=st.text() | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
    now=moments,
    hours=desks,
    zone=zones,
)
def test_any_text_is_a_time_at_any_desk_or_is_refused(
    text: str, now: datetime, hours: Hours, zone: ZoneInfo
) -> None:
    for read in (parse_when, parse_by):
        try:
            at = read(text, now.astimezone(zone), hours)
        except Invalid as refusal:
            assert refusal.hint
        else:
            assert at.tzinfo is UTC
            assert parse_when(say_when(at, now.astimezone(zone)), now.astimezone(zone), hours) == at.replace(
                second=0, microsecond=0
            )
