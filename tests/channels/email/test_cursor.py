import json

from hypothesis import given
from hypothesis import strategies as some

from agentconsole.channels.email.cursor import Cursor, Passed, read, spans

CURSOR = Cursor(mailbox="Entwürfe", uidvalidity=7, last=12, passed=(Passed(uid=3, reason="no"),), seen=4)


def test_a_cursor_comes_back_from_json_as_it_was():
    assert read(json.loads(json.dumps(CURSOR.value())), "Entwürfe") == CURSOR


def test_what_is_no_cursor_of_this_mailbox_begins_again():
    for value in (None, {}, {"mailbox": "INBOX", "last": "many"}, [], CURSOR.value()):
        assert read(value, "INBOX") == Cursor(mailbox="INBOX")


@given(some.integers(1, 30), some.integers(0, 30), some.frozensets(some.integers(0, 35)))
def test_spans_name_exactly_the_numbers_between_without_some(first, last, without):
    named = set()
    for span in filter(None, spans(first, last, without).split(",")):
        low, _, high = span.partition(":")
        named |= set(range(int(low), int(high or low) + 1))
    assert named == set(range(first, last + 1)) - without
