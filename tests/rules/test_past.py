from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agentconsole.model.errors import Invalid
from agentconsole.rules.past import past_moment

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 17, 10, 30, tzinfo=LISBON)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2023", (2023, 1, 1)),
        ("2023-03", (2023, 3, 1)),
        ("2023-03-14", (2023, 3, 14)),
        ("2023-03-14 09:15", (2023, 3, 14, 9, 15)),
        ("2023-03-14T09:15:00Z", (2023, 3, 14, 9, 15)),
        ("14 mar", (2026, 3, 14)),
        ("14 mar 2020", (2020, 3, 14)),
        ("24 dec", (2025, 12, 24)),
        ("24 dec 6pm", (2025, 12, 24, 18)),
        ("mon", (2026, 11, 16)),
        ("wed", (2026, 11, 11)),
        (" Wed  9am ", (2026, 11, 11, 9)),
        ("today", (2026, 11, 17)),
        ("yesterday", (2026, 11, 16)),
        ("3d", (2026, 11, 14, 10, 30)),
        ("1h 30m", (2026, 11, 17, 9)),
        ("29 feb", (2024, 2, 29)),
        ("2h", (2026, 11, 17, 8, 30)),
        ("9am", (2026, 11, 17, 9)),
        ("6pm", (2026, 11, 16, 18)),
    ],
)
def test_what_has_been_is_named_backwards_and_a_day_is_its_beginning(text, meant):
    assert past_moment(text, NOW) == datetime(*meant, tzinfo=LISBON).astimezone(UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "tomorrow",
        "next tue",
        "2027",
        "2026-11-18",
        "30 feb",
        "12:75",
        "in 2h",
        "3bd",
        "999999w",
    ],
)
def test_what_has_not_been_or_cannot_be_is_refused(text):
    with pytest.raises(Invalid, match="not a time in the past") as refused:
        past_moment(text, NOW)
    assert "yesterday" in refused.value.hint


def test_a_day_begins_at_midnight_where_the_one_who_asks_is():
    there = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    assert past_moment("2026-07-01", there) == datetime(2026, 6, 30, 15, tzinfo=UTC)
    assert past_moment("1 jul", NOW) == datetime(2026, 7, 1, tzinfo=UTC) - timedelta(hours=1)


@pytest.mark.parametrize(
    "text", ["end of day", "the end of the week", "fri eod", "4bh", "3 business days", "a working day"]
)
def test_what_is_said_of_work_to_come_has_not_been(text):
    with pytest.raises(Invalid, match="not a time in the past"):
        past_moment(text, NOW)
