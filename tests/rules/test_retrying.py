from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from agentconsole.rules.retrying import WAITS, next_try

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENTRIES = st.integers(0, 2**53)


def waits(entry: int) -> list[timedelta]:
    found = (next_try(attempts, NOW, entry) for attempts in range(1, 20))
    return [at - NOW for at in found if at is not None]


def test_it_is_tried_again_soon_at_first_and_then_less_and_less_often():
    assert waits(0) == [
        *map(timedelta, (0,) * 4, (60, 300, 900, 3600)),
        *(timedelta(hours=h) for h in (4, 8, 12, 20)),
    ]


@given(ENTRIES)
def test_it_is_given_up_within_two_days(entry: int):
    assert timedelta(hours=45) < sum(waits(entry), timedelta()) < timedelta(days=2)
    assert waits(entry) == sorted(waits(entry))
    assert next_try(len(WAITS) + 1, NOW, entry) is None


def test_what_was_never_tried_need_not_wait():
    assert next_try(0, NOW) == NOW


def test_messages_that_failed_together_do_not_all_come_back_together():
    again = [next_try(3, NOW, entry) for entry in range(1_000)]
    assert len(set(again)) == 1_000
    assert max(filter(None, again)) - min(filter(None, again)) > timedelta(seconds=40)
    assert again == [next_try(3, NOW, entry) for entry in range(1_000)]
