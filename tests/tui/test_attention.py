"""How long something must be before a person to count as read."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from agentconsole.tui.attention import GLANCE, LONGEST, Attention, seconds_to_read
from tests.make import NOW

SHORT, LONG = "Yes.", "word " * 400


def watched(attention: Attention, in_view: dict[int, str], seconds: float, since: float = 0.0) -> set[int]:
    """What is read when this is before somebody for so long, looked at once a second."""
    attention.look(in_view, NOW + timedelta(seconds=since))
    read: set[int] = set()
    for second in range(1, int(seconds) + 1):
        read |= set(attention.look(in_view, NOW + timedelta(seconds=since + second)))
    return read


def awake() -> Attention:
    attention = Attention()
    attention.key(NOW)
    return attention


@given(st.text())
def test_reading_takes_a_glance_and_never_longer_than_it_may(text: str) -> None:
    assert GLANCE <= seconds_to_read(text) <= LONGEST


def test_something_is_read_when_its_time_is_up_and_not_before() -> None:
    assert seconds_to_read(LONG) == LONGEST
    assert watched(awake(), {1: LONG}, LONGEST - 1) == set()
    assert watched(awake(), {1: LONG}, LONGEST) == {1}


def test_one_thing_is_read_after_another() -> None:
    in_view = {2: SHORT, 1: LONG}
    assert watched(awake(), in_view, 2) == {2}
    assert watched(awake(), in_view, 10) == {1, 2}


def test_what_is_scrolled_past_is_not_read() -> None:
    attention = awake()
    for at in range(20):
        assert not attention.look({at: LONG}, NOW + timedelta(seconds=at))


def test_nobody_reads_who_has_pressed_no_key_for_a_minute_or_whose_program_slept() -> None:
    assert watched(Attention(), {1: SHORT}, 10) == set()
    assert watched(awake(), {1: SHORT}, 10, since=61) == set()
    attention = awake()
    attention.look({1: LONG}, NOW)
    assert attention.look({1: LONG}, NOW + timedelta(seconds=50)) == ()


def test_what_was_read_is_said_once() -> None:
    attention = awake()
    assert watched(attention, {1: SHORT}, 3) == {1}
    assert watched(attention, {1: SHORT}, 3, since=3) == set()
