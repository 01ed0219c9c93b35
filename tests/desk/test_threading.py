"""Who comes into which conversation, and what becomes of those who say no address."""

import pytest
from msgspec.structs import replace

from agentconsole.channels.email.incoming import receive
from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands
from agentconsole.model.errors import Refused
from agentconsole.model.mail import OwnMail
from agentconsole.rules import identities
from agentconsole.store.sqlite import open_store
from tests.make import NOW

pytestmark = pytest.mark.attack

OURS = frozenset({"support@desk.test"})


@pytest.fixture
def desk(tmp_path):
    made = LocalDesk(
        open_store(tmp_path / "desk.db", create=True),
        clock=lambda: NOW,
        mail=OwnMail(addresses=OURS),
        undo_seconds=0,
    )
    made.do(commands.AddAgent(handle="ana", full_name="Ana López"))
    yield made
    made.close()


def come(desk, *lines):
    """A mail from outside comes in; its outcome."""
    raw = "\r\n".join([*lines, "To: support@desk.test", "", "Hello"]).encode()
    (came,) = desk.receive([replace(receive(raw, ours=OURS, now=NOW), guarded=True)])
    return came


def test_a_colleague_in_copy_long_ago_is_still_let_in_and_a_stranger_is_not(desk):
    first = come(desk, "From: mei@tan.test", "Cc: Li <li@tan.test>", "Message-ID: <1@tan.test>")
    for number in range(2, 40):
        come(desk, "From: mei@tan.test", f"Message-ID: <{number}@tan.test>", "References: <1@tan.test>")
    colleague = come(desk, "From: li@tan.test", "Message-ID: <c@tan.test>", "References: <1@tan.test>")
    assert colleague.conversation.id == first.conversation.id
    stranger = come(desk, "From: eve@evil.test", "Message-ID: <e@evil.test>", "References: <1@tan.test>")
    assert stranger.conversation.id != first.conversation.id
    assert stranger.entries[0].data["claims"] == first.conversation.id


def test_who_says_no_address_is_a_customer_of_their_own_however_often_their_mail_comes(desk):
    mails = (["From: Mei Tan"], ["From: Bo Li"], ["Subject: no name"], ["Subject: none here"])
    came = [come(desk, *lines) for lines in (*mails, *mails)]
    assert [each.new for each in came] == [True] * 4 + [False] * 4
    assert len({each.entries[0].author.id for each in came}) == 4
    again = come(desk, "From: Mei Tan", "Subject: another")
    assert again.entries[0].author.id == came[0].entries[0].author.id
    assert again.conversation.id != came[0].conversation.id


def test_a_reply_to_no_address_is_refused_at_once_with_the_ways_out_and_goes_after_either(desk):
    number = come(desk, "From: Mei Tan", "Subject: one").conversation.id
    other = come(desk, "From: Bo Li", "Subject: two").conversation.id
    customer = desk.conversation(number).customer.id
    with pytest.raises(Refused, match="Nobody knows an e-mail address of Mei Tan") as refused:
        desk.do(commands.Reply(conversation=number, text="Dear Mei"), by="ana")
    assert f"agentconsole link {customer} ADDRESS" in refused.value.hint
    assert "--to ADDRESS" in refused.value.hint
    assert desk.outbox() == ()
    desk.do(commands.LinkIdentity(customer=customer, identity=identities.read("mei@tan.test")), by="ana")
    desk.do(commands.Reply(conversation=number, text="Dear Mei"), by="ana")
    desk.do(commands.Reply(conversation=other, text="Dear Bo", to=("bo@li.test",), anyway=True), by="ana")
    assert [one.entry.data["to"] for one in desk.outbox()] == [["Mei Tan <mei@tan.test>"], ["bo@li.test"]]


def test_what_failed_is_thought_of_until_we_write_again_or_close(desk):
    first = come(desk, "From: mei@tan.test", "Subject: one").conversation.id
    other = come(desk, "From: bo@li.test", "Subject: two").conversation.id
    for number in (first, other):
        desk.do(commands.Reply(conversation=number, text="Hello"), by="ana")
    for each in desk.outbox():
        desk.settle(each.entry.id, state="failed", error="550 no")
    assert [each.state for each in desk.outbox()] == ["failed", "failed"]
    desk.do(commands.Reply(conversation=first, text="Hello again"), by="ana")
    assert [each.entry.conversation for each in desk.outbox() if each.state == "failed"] == [other]
    desk.do(commands.Close(conversation=other), by="ana")
    assert [each.state for each in desk.outbox()] == ["waiting"]
    assert [each.state for each in desk.outbox(conversation=other)] == ["failed"]
