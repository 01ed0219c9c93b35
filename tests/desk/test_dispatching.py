"""What follows when a message has left, or may have."""

from threading import Event

import pytest

from agentconsole.channels.email import outgoing
from agentconsole.channels.email.account import Account, Server
from agentconsole.desk.dispatching import Dispatcher
from agentconsole.desk.postline import Line
from tests.desk.postal import CHANNEL, SUPPORT, mailing_desk, write_to_mei
from tests.make import Clock
from tests.servers import dovecot, smtp


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(tmp_path, clock):
    with mailing_desk(tmp_path, clock) as desk:
        write_to_mei(desk)
        yield desk


@pytest.fixture
def there():
    with dovecot.running("support") as running:
        yield running


@pytest.fixture
def out():
    with smtp.running() as running:
        yield running


@pytest.fixture
def dispatcher(desk, clock, there, out):
    """Of an account whose provider keeps what it sends, or with `make(False)` of one whose does not."""
    news = []

    def make(files_sent=True):
        account = Account(
            name=CHANNEL,
            address=SUPPORT,
            imap=Server(host="localhost", port=there.imap_port, security="none", user="support"),
            smtp=Server(host="localhost", port=out.port, security="none"),
            files_sent=files_sent,
        )
        line = Line(account=account, incoming=lambda: there.password, outgoing=str)
        return Dispatcher(desk, line, clock=clock, tell=news.append)

    make.news = news
    return make


def states(desk):
    return [each.state for each in desk.outbox()]


def test_what_may_have_left_is_sent_when_it_is_found_where_the_provider_keeps_it(
    desk, clock, there, out, dispatcher
):
    out.answers = {"dot": smtp.HANG_UP}
    way = dispatcher()
    way.send_due(Event())
    assert states(desk) == ["uncertain"]
    way.send_due(Event())  # looked for, and not there
    (message,) = desk.outbox()
    there.place("support", outgoing.compose(outgoing.letter(message, way.line.account)), mailbox="Sent")
    way.send_due(Event())  # not before its time
    assert states(desk) == ["uncertain"]
    clock.go(minutes=1)
    way.send_due(Event())
    assert states(desk) == []
    assert [each.words for each in dispatcher.news][-1] == "#1 was sent after all"
    assert len(out.kept) == 1


def test_where_nobody_keeps_what_is_sent_an_uncertain_message_waits_for_its_owner(
    desk, clock, there, out, dispatcher
):
    out.answers = {"dot": smtp.HANG_UP}
    way = dispatcher(False)
    way.send_due(Event())
    (message,) = desk.outbox()
    there.place("support", outgoing.compose(outgoing.letter(message, way.line.account)), mailbox="Sent")
    clock.go(days=1)
    way.send_due(Event())
    assert states(desk) == ["uncertain"]
    assert len(out.kept) == 1


def test_a_copy_that_cannot_be_kept_is_kept_later_and_the_message_is_sent_all_the_same(
    desk, clock, there, out, dispatcher
):
    there.kill()
    way = dispatcher(False)
    assert way.send_due(Event()) == 1
    assert states(desk) == []
    assert [each.problem for each in dispatcher.news] == [False, True]
    there.start()
    way.send_due(Event())
    assert there.stored("support", "Sent") == []
    clock.go(minutes=1)
    way.send_due(Event())
    assert len(there.stored("support", "Sent")) == len(out.kept) == 1


def test_after_stop_nothing_more_is_handed_over(desk, out, dispatcher):
    stop = Event()
    stop.set()
    assert dispatcher().send_due(stop) == 0
    assert out.kept == []
    assert states(desk) == ["waiting"]
