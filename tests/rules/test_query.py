from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.model.errors import Invalid
from agentconsole.model.queries import Query
from agentconsole.rules.query import MOST_PARTS, parse_query

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 15, 20, tzinfo=BERLIN)


def read(text: str) -> Query:
    return parse_query(text, NOW)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("refund Fee", Query(words=("refund", "Fee"))),
        ("refund* fee", Query(prefixes=("refund",), words=("fee",))),
        ('"charged  twice" bag', Query(phrases=("charged twice",), words=("bag",))),
        ('bag "charged twice', Query(phrases=("charged twice",), words=("bag",))),
        ('bag "', Query(words=("bag",))),
        ("bag -lounge", Query(words=("bag",), without=("lounge",))),
        ('bag -"sky lounge"', Query(words=("bag",), without=("sky lounge",))),
        ("well-known", Query(words=("well-known",))),
        ("from:@ana", Query(author="ana")),
        ("From:ana@example.org", Query(author="ana@example.org")),
        ('from:"Mei Tan" customer:7', Query(author="Mei Tan", customer="7")),
        ("customer:twitter:1157", Query(customer="twitter:1157")),
        ("channel:email kind:Note", Query(channel="email", kind="note")),
        ("in:482", Query(conversation=482)),
        ("conversation:#482 in:482", Query(conversation=482)),
        ("https://example.org/a?b=c", Query(words=("https://example.org/a?b=c",))),
        ("12:30 -> now:", Query(words=("12:30", "now:"))),
        ("Привет:мир", Query(words=("Привет:мир",))),
        ('"order:A-1042"', Query(phrases=("order:A-1042",))),
        ("bag & - *", Query(words=("bag",))),
        ("bag 🎒", Query(words=("bag", "🎒"))),
        ("nul\0byte \ud800", Query(words=("nul", "byte"))),
    ],
)
def test_the_grammar_reads_what_it_says(text: str, meant: Query) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("before:2026-01", Query(before=utc(2025, 12, 31, 23))),
        ("after:2026-01-05", Query(after=utc(2026, 1, 4, 23))),
        ("on:2026", Query(after=utc(2025, 12, 31, 23), before=utc(2026, 12, 31, 23))),
        ("on:2026-03", Query(after=utc(2026, 2, 28, 23), before=utc(2026, 3, 31, 22))),
        ("on:2024-02-29", Query(after=utc(2024, 2, 28, 23), before=utc(2024, 2, 29, 23))),
        ("on:2026-12", Query(after=utc(2026, 11, 30, 23), before=utc(2026, 12, 31, 23))),
        ("on:yesterday", Query(after=utc(2026, 11, 16, 23), before=utc(2026, 11, 17, 23))),
        ("after:today", Query(after=utc(2026, 11, 17, 23))),
        ("before:3d", Query(before=utc(2026, 11, 15, 14, 20))),
        ("after:2h", Query(after=utc(2026, 11, 18, 12, 20))),
        ("after:2026-01-05T09:00", Query(after=utc(2026, 1, 5, 8))),
        ("before:2026-01-05T09:00:30Z", Query(before=utc(2026, 1, 5, 9, 0, 30))),
        ("after:2026-01 after:2026-03", Query(after=utc(2026, 2, 28, 23))),
        ("on:2026-03 before:2026-03-05", Query(after=utc(2026, 2, 28, 23), before=utc(2026, 3, 4, 23))),
    ],
)
def test_dates_are_of_the_zone_of_the_one_who_asks(text: str, meant: Query) -> None:
    assert read(text) == meant


def test_after_one_month_and_before_the_next_is_that_month() -> None:
    assert read("after:2026-01 before:2026-02") == read("on:2026-01")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "nothing to search for", "from:ana"),
        ('"" - *', "nothing to search for", "from:ana"),
        ("form:ana", "no field form:", "from:"),
        ("chanel:email", "no field chanel:", "channel:"),
        ('order:"A 1"', "no field order:", '"order:A 1"'),
        ("-from:ana", "no field -from:", "from:"),
        ("from: ana", "needs a value", "from:value"),
        ('from:""', "needs a value", "from:ana"),
        ("from:@", "names nobody", "from:ana"),
        ("in:abc", "not the number", "in:482"),
        ("in:1234567890123456", "not the number", "in:482"),
        ("from:ana from:ben", "both ana and ben", "one at a time"),
        ("-refund*", "only whole words", "-refund"),
        ("before:soon", "not a date", "2026-01"),
        ("on:2026-02-30", "not a date", "2026-01"),
        ("before:999999w", "not a date", "2026-01"),
        ("on:3d", "not a year, a month or a day", "after:"),
        ("a " * (MOST_PARTS + 1), "at most", "fewer"),
    ],
)
def test_what_cannot_be_searched_is_refused_with_a_way_on(text: str, message: str, hint: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read(text)
    assert message in refusal.value.message
    assert hint in refusal.value.hint


FIELDS = ("from", "customer", "channel", "kind", "in", "conversation", "before", "after", "on")
values = st.sampled_from(
    ["ana", "@", "#4", "482", "2026", "2026-02", "2026-02-29", "3d", "12:30", '"Mei  Tan"', "*", "x*"]
)
pieces = (
    st.sampled_from([*(f"{name}:" for name in FIELDS), "re:", "//", "-", '"', " ", "\t", "'", "\\"]) | values
)
texts = st.text(max_size=40) | st.lists(pieces | st.text(max_size=3), max_size=12).map("".join)


@given(text=texts)
def test_any_text_is_a_query_that_looks_for_something_or_is_refused_with_a_way_on(text: str) -> None:
    try:
        query = read(text)
    except Invalid as refusal:
        assert refusal.hint
    else:
        assert query != Query()


def test_a_span_back_in_time_counts_days_by_the_clock_on_the_wall() -> None:
    monday = datetime(2026, 10, 26, 12, 0, tzinfo=BERLIN)  # the clocks went back on Sunday
    after = parse_query("after:2d", monday).after
    assert after is not None
    assert monday - after == timedelta(days=2, hours=1)
