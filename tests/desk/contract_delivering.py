"""What becomes of a reply that did not arrive, or not everywhere: nobody who waits is forgotten."""

from datetime import timedelta

import pytest

from agentconsole.model import commands
from agentconsole.model.commands import Receive
from agentconsole.model.conversation import Status
from agentconsole.model.entry import Kind
from agentconsole.model.errors import Refused
from agentconsole.model.keeping import Decision, DraftKind
from agentconsole.model.people import Contact
from tests.desk.contract import arrive

LI, CARL = "Li Tan <li@tan.example>", "Carl <carl@partner.example>"
SERVER = Contact(email="mailer-daemon@mx.example")


def mailed(desk, clock, **data):
    """Mei writes a mail, and copies whom the data names; its conversation is Ana's."""
    headers = {"from": ["Mei Tan <mei@tan.example>"], **data}
    number = arrive(desk, clock, "m1", data=headers).conversation.id
    desk.do(commands.Claim(conversation=number), by="ana")
    clock.go(minutes=1)
    return number


def reply(desk, clock, number, text="Dear Mei", **more):
    """What Ana writes, as it goes out."""
    entries = desk.do(commands.Reply(conversation=number, text=text, **more), by="ana").entries
    clock.go(minutes=1)
    return next(each for each in entries if each.outgoing)


def left(desk, clock, message):
    """Its key, once it has been handed to a mail server."""
    (leased,) = desk.lease(clock(), channels=["email"])
    assert leased.entry.id == message.id
    desk.settle(message.id, state="sent")
    clock.go(minutes=1)
    return leased.key


def came_back(desk, clock, key, *recipients):
    """A mail server says that it did not reach them."""
    named = {"recipient": recipients[0]} if recipients else {}
    several = {"recipients": list(recipients)} if len(recipients) > 1 else {}
    report = {"of": f"{key}@desk.example", "action": "failed", "reason": "550 unknown", **named, **several}
    desk.do(
        Receive(
            channel="email",
            external_id=f"bounce {recipients}",
            at=clock.go(minutes=1),
            customer=SERVER,
            direction="in",
            text="I am sorry",
            data={"machine": "bounce", "bounce": report},
        )
    )


def stands(desk, number):
    """Whether the customer waits for us, and since when."""
    found = desk.conversation(number)
    return found.status, found.waiting_since


def draft(desk, number):
    return desk.draft(number, DraftKind.REPLY, by="ana")


class DeliveringContract:
    def test_who_got_no_answer_as_the_server_took_none_waits_as_before(self, desk, clock):
        since = clock.at + timedelta(seconds=1)
        number = mailed(desk, clock)
        message = reply(desk, clock, number)
        assert stands(desk, number) == (Status.WAITING, None)
        desk.lease(clock(), channels=["email"])
        desk.settle(message.id, state="failed", error="550 5.1.1 unknown")
        assert stands(desk, number) == (Status.OPEN, since)
        last = desk.thread(number).items[-1]
        assert (last.kind, last.about, last.reason) == (Kind.BOUNCE, (message.id,), "550 5.1.1 unknown")
        desk.do(commands.Settle(entry=message.id, decision=Decision.NEVER), by="ana")
        assert stands(desk, number) == (Status.OPEN, since)

    def test_what_failed_and_is_sent_again_is_an_answer_again(self, desk, clock):
        number = mailed(desk, clock)
        message = reply(desk, clock, number)
        desk.lease(clock(), channels=["email"])
        desk.settle(message.id, state="failed", error="550")
        clock.go(minutes=1)
        desk.do(commands.Settle(entry=message.id, decision=Decision.AGAIN), by="ana")
        assert stands(desk, number) == (Status.WAITING, None)

    def test_sending_an_old_reply_again_does_not_answer_what_was_written_since(self, desk, clock):
        number = mailed(desk, clock)
        message = reply(desk, clock, number)
        desk.lease(clock(), channels=["email"])
        desk.settle(message.id, state="failed", error="550")
        clock.go(minutes=1)
        arrive(desk, clock, "m2", text="And the other one?", begins=False)
        clock.go(minutes=1)
        desk.do(commands.Settle(entry=message.id, decision=Decision.AGAIN), by="ana")
        assert desk.conversation(number).status == Status.OPEN

    def test_what_nobody_knows_of_and_is_not_sent_answers_nobody(self, desk, clock):
        number = mailed(desk, clock)
        message = reply(desk, clock, number)
        desk.lease(clock(), channels=["email"])
        desk.settle(message.id, state="uncertain", error="the line went dead")
        assert stands(desk, number) == (Status.WAITING, None)
        desk.do(commands.Settle(entry=message.id, decision=Decision.NEVER), by="ana")
        assert desk.conversation(number).status == Status.OPEN
        assert draft(desk, number).text == "Dear Mei"

    def test_a_copy_that_did_not_arrive_leaves_the_reply_where_it_did(self, desk, clock):
        number = mailed(desk, clock, cc=[LI, CARL])
        message = reply(desk, clock, number)
        came_back(desk, clock, left(desk, clock, message), "Carl@Partner.example")
        assert desk.entry(message.id).delivery == "sent"
        assert (desk.outbox(), draft(desk, number)) == ((), None)
        assert stands(desk, number) == (Status.WAITING, None)
        assert desk.thread(number).items[-1].data["bounce"]["reached"] == ["Mei Tan <mei@tan.example>"]

    def test_a_customer_who_was_not_reached_waits_though_a_copy_arrived(self, desk, clock):
        number = mailed(desk, clock, cc=[LI])
        message = reply(desk, clock, number)
        came_back(desk, clock, left(desk, clock, message), "mei@tan.example")
        assert desk.entry(message.id).delivery == "sent"
        assert desk.conversation(number).status == Status.OPEN
        assert draft(desk, number).text == "Dear Mei"

    @pytest.mark.parametrize("at_once", [True, False])
    def test_a_reply_that_reached_nobody_has_failed(self, desk, clock, at_once):
        number = mailed(desk, clock, cc=[LI])
        message = reply(desk, clock, number)
        key = left(desk, clock, message)
        gone = ("mei@tan.example", "li@tan.example")
        for some in (gone,) if at_once else ((each,) for each in gone):
            came_back(desk, clock, key, *some)
        assert desk.entry(message.id).delivery == "failed"
        assert desk.conversation(number).status == Status.OPEN
        assert draft(desk, number).text == "Dear Mei"

    def test_a_reply_that_comes_back_from_nobody_in_particular_has_failed(self, desk, clock):
        number = mailed(desk, clock, cc=[LI])
        message = reply(desk, clock, number)
        came_back(desk, clock, left(desk, clock, message))
        assert desk.entry(message.id).delivery == "failed"

    def test_whom_a_reply_was_for_is_kept_with_the_draft_it_becomes(self, desk, clock):
        number = mailed(desk, clock, cc=[LI])
        later = clock() + timedelta(days=1)
        reply(desk, clock, number, send_at=later, cc=(CARL,), quote=True, anyway=True)
        arrive(desk, clock, "m2", text="It is solved", begins=False)
        assert draft(desk, number).wishes.cc == (CARL,)
        assert draft(desk, number).wishes.quote
        message = reply(desk, clock, number, cc=(CARL,), anyway=True)
        clock.go(minutes=1)
        desk.lease(clock(), channels=["email"])
        desk.settle(message.id, state="failed", error="550")
        assert draft(desk, number).wishes.cc == (CARL,)

    def test_what_was_written_before_a_reply_for_later_and_came_in_after_it_waits(self, desk, clock):
        number = mailed(desk, clock)
        reply(desk, clock, number)
        desk.do(commands.Note(conversation=number, text="She is at the airport"), by="ana")
        wrote = clock.go(minutes=1)
        clock.go(minutes=1)
        reply(desk, clock, number, "Have a good flight", send_at=clock() + timedelta(days=1))
        arrive(desk, clock, "m2", text="And the other bag?", begins=False, at=wrote)
        assert desk.thread(number).items[-1].kind == Kind.UNSEND
        assert stands(desk, number) == (Status.OPEN, wrote)

    @pytest.mark.parametrize("kind", [DraftKind.REPLY, DraftKind.NOTE])
    def test_a_draft_stays_when_something_else_is_said(self, desk, clock, kind):
        number = mailed(desk, clock)
        say = commands.Reply if kind is DraftKind.REPLY else commands.Note

        def drafted(text):
            desk.do(commands.SaveDraft(conversation=number, kind=kind, text=text), by="ana")

        drafted("Long thought about")
        desk.do(say(conversation=number, text="Quick"), by="ana")
        assert desk.draft(number, kind, by="ana").text == "Long thought about"
        desk.do(say(conversation=number, text="Long thought about, and changed"), by="ana")
        assert desk.draft(number, kind, by="ana") is None
        drafted("As it was a second ago")
        desk.do(say(conversation=number, text="Sent from the composer", drafted=True), by="ana")
        assert desk.draft(number, kind, by="ana") is None

    @pytest.mark.parametrize("how", ["taken back", "refused"])
    def test_a_domain_that_no_mail_went_to_is_asked_about_again(self, desk, clock, how):
        number = mailed(desk, clock)
        message = reply(desk, clock, number, cc=(CARL,), anyway=True)
        if how == "taken back":
            clock.at -= timedelta(minutes=1)
            desk.do(commands.Unsend(conversation=number), by="ana")
        else:
            desk.lease(clock(), channels=["email"])
            desk.settle(message.id, state="failed", error="550")
        with pytest.raises(Refused, match=r"partner\.example"):
            desk.do(commands.Reply(conversation=number, text="Dear Mei", cc=(CARL,)), by="ana")
