"""A machine whose clock is set back an hour while mail comes in and goes out."""

from datetime import UTC, datetime, timedelta

import pytest

from agentconsole.channels.email import incoming
from agentconsole.desk.outbox import deliver
from agentconsole.store.base import LEASE_SECONDS
from tests.desk.postal import OWN, SUPPORT, mailing_desk, world, write_to_mei
from tests.desk.test_outbox import Postman
from tests.make import Clock

pytestmark = pytest.mark.fault


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(tmp_path, clock):
    with mailing_desk(tmp_path, clock) as desk:
        yield desk


def come(desk, clock, number):
    """The next mail of Mei's thread, dated by her clock, which is right."""
    right = clock.right + timedelta(minutes=number)
    raw = (
        f"From: mei@customer.test\r\nTo: {SUPPORT}\r\nSubject: Twice\r\nMessage-ID: <{number}@c>\r\n"
        f"References: <0@c>\r\nDate: {right:%a, %d %b %Y %H:%M:%S} +0000\r\n\r\nmail {number}\r\n"
    )
    desk.do(incoming.receive(raw.encode(), ours=frozenset({SUPPORT}), now=clock()))


def test_mail_stands_in_the_order_it_came_in_and_none_is_hidden(desk, clock):
    clock.right = clock()
    for number in range(6):
        clock.at = clock.right + timedelta(minutes=number, hours=-1 if number > 2 else 0)
        come(desk, clock, number)
    (conversation,) = desk.inbox("all", by="ana").items
    found = [each for each in desk.thread(conversation.id).items if each.incoming]
    assert [each.text.strip() for each in found] == [f"mail {number}" for number in range(6)]
    assert conversation.unread


def test_what_is_on_its_way_is_not_taken_by_another_program_and_is_told_of_later(desk, clock):
    write_to_mei(desk)
    channels = [OWN.first]
    assert len(desk.lease(clock(), channels=channels)) == 1
    postman = Postman()
    postman.carries = lambda channel: channel == OWN.first
    clock.go(hours=-1)
    for _ in range(3):
        assert deliver(desk, [postman], clock()) == 0
        clock.go(minutes=10)
    assert (postman.keys, [each.state for each in desk.outbox()]) == ([], ["sending"])
    clock.go(hours=1, seconds=LEASE_SECONDS)
    deliver(desk, [postman], clock())
    assert (postman.keys, [each.state for each in desk.outbox()]) == ([], ["uncertain"])


RIGHT = "{:%a, %d %b %Y %H:%M:%S} +0000"
DATES = (
    RIGHT,
    "Thu, 01 Jan 1970 00:00:00 +0000",
    "Tue, 19 Jan 2038 03:14:08 +0000",
    "Fri, 31 Dec 2999 23:59:59 +0000",
    "",
    "{:%a, %d %b %Y %H:%M:%S} +1200",
    "{:%a, %d %b %Y %H:%M:%S} -1200",
    "32 Foo 2026 99:99:99 +9999",
    RIGHT,
)
"""What Mei's machines say, most of which are wrong."""


def dated(number, date):
    raw = (
        f"From: mei@customer.test\r\nTo: {SUPPORT}\r\nSubject: Twice\r\nMessage-ID: <{number}@c>\r\n"
        f"References: <0@c>\r\n{date and 'Date: '}{date}{date and chr(13) + chr(10)}\r\nmail {number}\r\n"
    )
    return raw.encode()


def test_mail_fetched_under_wrong_dates_and_a_clock_that_is_set_back_stands_as_it_came(tmp_path):
    clock = Clock(datetime.now(UTC))  # the server has no other
    with world(tmp_path, "mei", clock=clock) as there:
        for number, date in enumerate(DATES):
            there.there.place("support", dated(number, date.format(datetime.now(UTC))))
            clock.go(minutes=1, hours=-1 if number == 2 else 0)
            there.carry()
        (conversation,) = there.conversations()
        found = there.desk.thread(conversation.id).items
        assert [each.text.strip() for each in found] == [f"mail {number}" for number in range(len(DATES))]
        assert conversation.unread
        doubted = [each.data.get("date_doubted", False) for each in found]
        assert doubted == [False] + [True] * 8  # the last is dated an hour from now, by the clock of the desk
        history = there.desk.history(conversation.customer.id).items
        assert [each.id for each in reversed(history)] == [each.id for each in found]
