from datetime import UTC, datetime, timedelta

import pytest

from agentconsole.channels.email import dates, headers

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tue, 1 Jul 2003 10:52:37 +0200", datetime(2003, 7, 1, 8, 52, 37, tzinfo=UTC)),
        ("1 Jul 2003 10:52:37 (the day (we met)) -0500", datetime(2003, 7, 1, 15, 52, 37, tzinfo=UTC)),
        ("Tue, 1 Jul 2003 10:52:37", datetime(2003, 7, 1, 10, 52, 37, tzinfo=UTC)),
        ("Tue, 1 Jul 03 10:52:60 GMT", datetime(2003, 7, 1, 10, 52, 59, tzinfo=UTC)),
        ("2003-07-01T10:52:37+02:00", datetime(2003, 7, 1, 8, 52, 37, tzinfo=UTC)),
        ("Tue, 1 Jul 99999 10:52:37 +0200", None),
        ("Tue, 32 Jul 2003 10:52:37 +0200", None),
        ("0001-01-01T00:00:00+23:59", None),
        ("Tue, 1 Jul 2003 10:52:37 +99999999999", None),
        ("Whenever", None),
        ("", None),
        ("(" * 10_000, None),
        ("1" * 10_000, None),
    ],
)
def test_a_date_is_read_in_utc_or_not_at_all(text, found):
    assert dates.parse(text) == found


def at(*lines: str) -> tuple[datetime, bool]:
    return dates.at(headers.read("\n".join([*lines, "", ""]).encode())[0], NOW)


def test_the_date_of_a_mail_is_the_one_it_says():
    assert at("Date: Tue, 1 Jul 2003 10:52:37 +0000") == (datetime(2003, 7, 1, 10, 52, 37, tzinfo=UTC), True)


@pytest.mark.parametrize(
    "claimed",
    [
        "Whenever",
        "Tue, 1 Jul 2093 10:52:37 +0000",
        "Fri, 1 Jan 1904 00:00:00 +0000",
        "Thu, 1 Jan 1970 00:00:00 +0000",
    ],
)
def test_an_incredible_date_gives_way_to_the_newest_time_of_arrival(claimed):
    received = "Received: by x.example; Wed, 2 Jul 2003 11:00:00 +0000"
    older = "Received: by y.example; Wed, 2 Jul 2003 10:00:00 +0000"
    assert at(f"Date: {claimed}", received, older) == (datetime(2003, 7, 2, 11, tzinfo=UTC), False)


def test_without_any_credible_time_it_is_now():
    assert at("Date: Tue, 1 Jul 2093 10:52:37 +0000") == (NOW, False)
    assert at("Date: Thu, 1 Jan 1970 00:00:00 +0000") == (NOW, False)
    assert at("Received: by x.example; never") == (NOW, False)


@pytest.mark.parametrize(
    ("before", "off"),
    [
        ({"minutes": -600}, False),
        ({"minutes": 0}, False),
        ({"minutes": 40}, False),
        ({"hours": 1}, True),
        ({"hours": 26}, True),
        ({"hours": 27}, False),
        ({"days": 400}, False),
    ],
)
def test_a_date_is_off_by_as_much_as_a_wrong_zone_makes_it(before, off):
    assert dates.is_hours_off(NOW - timedelta(**before), NOW) is off
