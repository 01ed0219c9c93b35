"""What becomes of a reply for each answer of a server: never two of one, and none in silence."""

from functools import partial
from threading import Event

import pytest

from agentconsole.channels.email.account import Account, Server
from agentconsole.channels.email.ours import message_id
from agentconsole.channels.email.smtp import Smtp
from agentconsole.channels.email.smtpline import Patience
from agentconsole.desk import dispatching
from agentconsole.desk.dispatching import Dispatcher
from agentconsole.desk.postline import Line
from agentconsole.model import commands
from tests.desk.postal import CHANNEL, SUPPORT, mailing_desk, write_to_mei
from tests.make import Clock
from tests.servers import smtp

pytestmark = pytest.mark.fault

IMPATIENT = Patience(connect=30, command=30, kept=0.5, quit=30)
"""With a server that does not say whether it keeps a mail."""
assert IMPATIENT.kept < smtp.LATENESS


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(tmp_path, clock):
    with mailing_desk(tmp_path, clock) as desk:
        write_to_mei(desk)
        yield desk


def sender(desk, clock, server, security="none"):
    account = Account(
        name=CHANNEL, address=SUPPORT, smtp=Server(host="localhost", port=server.port, security=security)
    )
    return Dispatcher(
        desk, Line(account=account, incoming=str, outgoing=str), clock=clock, tell=lambda _: None
    )


def sent_for_days(desk, clock, dispatcher):
    """Every time it is due, for three days. The waits between the attempts."""
    waits = []
    for _ in range(80):
        dispatcher.send_due(Event())
        waits += [each.due_at - clock() for each in desk.outbox() if each.state == "waiting"][:1]
        clock.go(hours=1)
    return list(dict.fromkeys(waits))


@pytest.mark.parametrize("step", ["mail", "rcpt", "data", "dot"])
@pytest.mark.parametrize("said", ["421 later", "451 busy"])
def test_a_refusal_for_now_waits_longer_each_time_and_it_leaves_once(desk, clock, step, said):
    with smtp.running({step: said}) as server:
        way, waits = sender(desk, clock, server), []
        key = message_id(desk.outbox()[0].key, SUPPORT)
        for _ in range(5):
            way.send_due(Event())
            (message,) = desk.outbox()
            assert (message.state, said in message.error) == ("waiting", True)
            waits.append(message.due_at - clock())
            clock.at = message.due_at
        assert waits == sorted(waits) and len(set(waits)) == 5
        server.answers = {}
        way.send_due(Event())
        assert (desk.outbox(), server.times(key)) == ((), 1)


@pytest.mark.parametrize("answers", [{"rcpt": "550 nobody"}, {"dot": "554 spam"}, {"mail": "550 no"}])
def test_a_refusal_for_good_is_shown_with_its_words_and_the_draft_is_back(desk, clock, answers):
    with smtp.running(answers) as server:
        way = sender(desk, clock, server)
        way.send_due(Event())
        (message,) = desk.outbox()
        assert (message.state, next(iter(answers.values())) in message.error) == ("failed", True)
        assert [each.text for each in desk.drafts(by="ana")] == ["Dear Mei"]
        sent_for_days(desk, clock, way)
        assert len(server.tried) <= 1 and server.kept == []


def test_what_the_server_keeps_has_left_and_does_not_leave_again(desk, clock):
    with smtp.running() as server:
        key = message_id(desk.outbox()[0].key, SUPPORT)
        for way in (sender(desk, clock, server), sender(desk, clock, server)):
            sent_for_days(desk, clock, way)
        assert (desk.outbox(), server.times(key), len(server.tried)) == ((), 1, 1)


@pytest.mark.parametrize("what", [smtp.HANG_UP, smtp.SILENCE, smtp.LATE, "399 what?"])
def test_what_may_have_left_is_never_sent_again_without_a_word(desk, clock, monkeypatch, what):
    monkeypatch.setattr(dispatching, "Smtp", partial(Smtp, patience=IMPATIENT))
    with smtp.running({"dot": what}) as server:
        way = sender(desk, clock, server)
        key = message_id(desk.outbox()[0].key, SUPPORT)
        way.send_due(Event())
        assert [each.state for each in desk.outbox()] == ["uncertain"]
        while what == smtp.LATE and not server.late:
            Event().wait(0.02)
        server.answers = {}
        for again in (way, sender(desk, clock, server)):  # also a program that was started anew
            sent_for_days(desk, clock, again)
        assert [each.state for each in desk.outbox()] == ["uncertain"]
        assert (server.times(key), len(server.tried)) == (1, 1)


@pytest.mark.parametrize("step", ["connect", "ehlo", "mail", "rcpt", "data"])
def test_a_line_that_breaks_before_the_end_of_the_mail_is_tried_again_and_it_leaves_once(desk, clock, step):
    with smtp.running({step: smtp.HANG_UP}) as server:
        key = message_id(desk.outbox()[0].key, SUPPORT)
        leaves_once_that_is_mended(desk, clock, server, key)


def test_a_line_that_breaks_within_the_mail_sends_it_once_or_not_at_all_and_says_so(desk, clock):
    with smtp.running({"body": smtp.HANG_UP}) as server:
        key = message_id(desk.outbox()[0].key, SUPPORT)
        way = sender(desk, clock, server)
        way.send_due(Event())
        server.answers = {}
        sent_for_days(desk, clock, way)
        # A short mail may be on the line whole before it is known to be broken.
        states = [each.state for each in desk.outbox()]
        assert (states, server.times(key)) in ((["uncertain"], 0), ([], 1))


def leaves_once_that_is_mended(desk, clock, server, key, security="none"):
    for _ in range(3):
        sender(desk, clock, server, security).send_due(Event())
        (message,) = desk.outbox()
        assert (message.state, server.tried) == ("waiting", [])
        clock.at = message.due_at
    server.answers = {}
    way = sender(desk, clock, server)
    sent_for_days(desk, clock, way)
    assert (desk.outbox(), server.times(key), len(server.tried)) == ((), 1, 1)
    return message.error


def test_a_server_without_encryption_is_given_nothing_until_the_account_says_so(desk, clock):
    with smtp.running() as server:
        key = message_id(desk.outbox()[0].key, SUPPORT)
        assert "STARTTLS" in leaves_once_that_is_mended(desk, clock, server, key, "starttls")


@pytest.mark.parametrize(("security", "at_once"), [("starttls", False), ("tls", True)])
def test_a_certificate_nobody_vouches_for_is_given_nothing_and_one_that_is_trusted_gets_it_once(
    desk, clock, tmp_path, monkeypatch, security, at_once
):
    certificate = smtp.certificate(tmp_path)
    with smtp.running(certificate=certificate, implicit_tls=at_once) as server:
        key = message_id(desk.outbox()[0].key, SUPPORT)
        for _ in range(3):
            sender(desk, clock, server, security).send_due(Event())
            (message,) = desk.outbox()
            assert (message.state, "cannot be trusted" in message.error) == ("waiting", True)
            clock.at = message.due_at
        assert server.tried == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        sent_for_days(desk, clock, sender(desk, clock, server, security))
        assert (desk.outbox(), server.times(key), len(server.tried)) == ((), 1, 1)


def test_where_one_of_two_is_refused_neither_gets_it_and_both_are_known(desk, clock):
    first = desk.outbox()[0].entry
    to = commands.Reply(conversation=first.conversation, text="To both", cc=("gone@tan.example",))
    desk.do(to, by="ana")
    with smtp.running({"gone@tan.example": "550 gone"}) as server:
        sender(desk, clock, server).send_due(Event())
        (failed,) = desk.outbox()
        assert (failed.state, "gone@tan.example: 550 gone" in failed.error) == ("failed", True)
        assert len(server.kept) == 1  # the first, to Mei alone
        assert "To both" in [each.text for each in desk.drafts(by="ana")]
