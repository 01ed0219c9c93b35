from datetime import timedelta

import pytest

from agentconsole.channels.base import Undelivered
from agentconsole.desk.local import LocalDesk
from agentconsole.desk.outbox import deliver
from agentconsole.model import commands
from agentconsole.model.errors import Conflict, Refused
from agentconsole.model.keeping import Decision
from agentconsole.model.people import Contact
from agentconsole.rules.retrying import WAITS
from agentconsole.store.base import LEASE_SECONDS
from agentconsole.store.sqlite import open_store
from tests.desk.contract import join, owned
from tests.make import NOW, Clock


class Postman:
    """A channel that does what it is told, and remembers what it was given."""

    def __init__(self, trouble=None):
        self.trouble = trouble
        self.keys = []

    def carries(self, channel):
        return channel == "email"

    def send(self, message):
        self.keys.append(message.key)
        if self.trouble:
            raise self.trouble


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(tmp_path, clock):
    desk = LocalDesk(open_store(tmp_path / "desk.db", create=True), clock=clock)
    join(desk)
    desk.do(commands.Reply(conversation=owned(desk, clock), text="Dear Mei"), by="ana")
    yield desk
    desk.close()


def after_undo(desk, clock):
    return clock.go(seconds=desk.undo_seconds)


def states(desk):
    return [each.state for each in desk.outbox()]


def test_nothing_leaves_inside_the_undo_window(desk, clock):
    postman = Postman()
    assert deliver(desk, [postman], clock()) == 0
    assert postman.keys == []


def test_what_was_handed_over_is_sent_once(desk, clock):
    postman = Postman()
    assert deliver(desk, [postman], after_undo(desk, clock)) == 1
    assert deliver(desk, [postman], clock.go(hours=1)) == 0
    assert len(postman.keys) == 1
    assert desk.outbox() == ()


def test_without_a_channel_that_carries_it_a_reply_waits_and_says_so(desk, clock):
    assert deliver(desk, [], after_undo(desk, clock)) == 0
    assert states(desk) == ["waiting"]


def test_what_certainly_did_not_leave_is_tried_again_under_the_same_key_and_then_failed(desk, clock):
    postman = Postman(Undelivered("busy", again=True))
    after_undo(desk, clock)
    for _ in range(len(WAITS)):
        deliver(desk, [postman], clock())
        assert states(desk) == ["waiting"]
        deliver(desk, [postman], clock())  # not before its time
        clock.at = desk.outbox()[0].due_at
    deliver(desk, [postman], clock())
    assert states(desk) == ["failed"]
    assert desk.outbox()[0].error == "busy"
    assert len(postman.keys) == len(WAITS) + 1
    assert len(set(postman.keys)) == 1
    assert {each.dated_at for each in desk.outbox()} == {NOW + timedelta(seconds=desk.undo_seconds + 1)}


def test_the_text_of_what_failed_is_the_draft_again(desk, clock):
    deliver(desk, [Postman(Undelivered("no such mailbox", again=False))], after_undo(desk, clock))
    (draft,) = desk.drafts(by="ana")
    assert draft.text == "Dear Mei"


def test_the_owner_decides_what_becomes_of_what_nobody_knows(desk, clock):
    postman = Postman(OSError("the line went dead"))
    deliver(desk, [postman], after_undo(desk, clock))
    entry = desk.outbox()[0].entry.id
    with pytest.raises(Refused):
        desk.do(commands.Settle(entry=entry, decision=Decision.AGAIN), by="ben")
    desk.do(commands.Settle(entry=entry, decision=Decision.AGAIN), by="ana")
    postman.trouble = None
    assert deliver(desk, [postman], clock()) == 1
    assert len(set(postman.keys)) == 1
    with pytest.raises(Refused):
        desk.do(commands.Settle(entry=entry, decision=Decision.SENT), by="ana")


def test_what_is_never_sent_is_given_back_once(desk, clock):
    deliver(desk, [Postman(Undelivered("no such mailbox", again=False))], after_undo(desk, clock))
    (draft,) = desk.drafts(by="ana")
    desk.do(commands.SaveDraft(conversation=draft.conversation, kind=draft.kind, text="Dear all"), by="ana")
    desk.do(commands.Settle(entry=desk.outbox()[0].entry.id, decision=Decision.NEVER), by="ana")
    assert [each.text for each in desk.drafts(by="ana")] == ["Dear all"]
    assert desk.outbox() == ()


def test_what_cannot_succeed_is_not_tried_again(desk, clock):
    deliver(desk, [Postman(Undelivered("no such mailbox", again=False))], after_undo(desk, clock))
    assert states(desk) == ["failed"]


def test_what_nobody_knows_of_is_uncertain_and_never_sent_again(desk, clock):
    postman = Postman(OSError("the line went dead"))
    deliver(desk, [postman], after_undo(desk, clock))
    deliver(desk, [postman], clock.go(hours=1))
    assert states(desk) == ["uncertain"]
    assert len(postman.keys) == 1


def test_what_a_program_was_sending_when_it_died_is_uncertain_and_never_sent_again(desk, clock):
    after_undo(desk, clock)
    assert len(desk.lease(clock(), channels=["email"])) == 1
    clock.go(seconds=LEASE_SECONDS + 1)
    postman = Postman()
    desk.lease(clock(), channels=["email"])
    deliver(desk, [postman], clock() + timedelta(hours=1))
    assert states(desk) == ["uncertain"]
    assert postman.keys == []


def test_what_waits_to_be_tried_again_can_be_tried_now_and_what_was_never_tried_cannot(desk, clock):
    entry = desk.outbox()[0].entry.id
    with pytest.raises(Refused):
        desk.do(commands.Settle(entry=entry, decision=Decision.AGAIN), by="ana")
    postman = Postman(Undelivered("busy", again=True))
    deliver(desk, [postman], after_undo(desk, clock))
    for decision in (Decision.SENT, Decision.NEVER):
        with pytest.raises(Refused):
            desk.do(commands.Settle(entry=entry, decision=decision), by="ana")
    postman.trouble = None
    desk.do(commands.Settle(entry=entry, decision=Decision.AGAIN), by="ana")
    assert deliver(desk, [postman], clock()) == 1


def test_a_program_that_died_while_sending_is_found_out_when_nothing_else_is_due(desk, clock):
    after_undo(desk, clock)
    assert len(desk.lease(clock(), channels=["email"])) == 1
    assert deliver(desk, [Postman()], clock()) == 0
    assert states(desk) == ["sending"]
    clock.go(seconds=LEASE_SECONDS + 1)
    assert deliver(desk, [Postman()], clock()) == 0
    assert states(desk) == ["uncertain"]


def test_what_comes_back_stops_no_reply_and_what_the_customer_said_since_does(desk, clock):
    postman = Postman(Undelivered("no such mailbox", again=False))
    deliver(desk, [postman], after_undo(desk, clock))
    (draft,) = desk.drafts(by="ana")
    number = draft.conversation
    desk.do(commands.Reply(conversation=number, text="Dear Mei, once more", seen=draft.seen), by="ana")
    mei = desk.customer(desk.conversation(number).customer.id).identities[0].value
    wrote = commands.Receive(
        channel="email",
        external_id="meanwhile",
        at=clock.go(minutes=1),
        customer=Contact(email=mei),
        direction="in",
        text="It is solved",
    )
    desk.do(wrote)
    deliver(desk, [postman], clock())
    (draft,) = desk.drafts(by="ana")
    with pytest.raises(Conflict):
        desk.do(commands.Reply(conversation=number, text=draft.text, seen=draft.seen), by="ana")
