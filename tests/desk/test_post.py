"""Mail of customers comes in and is answered, through real servers."""

import re
import threading
import time

import pytest

from agentconsole.desk.channels import standing
from agentconsole.desk.post import END_SECONDS
from agentconsole.model import commands
from agentconsole.model.entry import Kind
from agentconsole.model.queries import InboxView
from tests.desk.postal import CHANNEL, SUPPORT, world


@pytest.fixture
def there(tmp_path):
    with world(tmp_path, "mei", "eve", "aunt") as made:
        yield made


def reply(there, number, text, **more):
    seen = there.desk.conversation(number).version
    there.desk.do(commands.Reply(conversation=number, text=text, seen=seen, **more), by="ana")


def test_a_mail_is_answered_and_the_answer_to_that_comes_back_into_the_conversation(there):
    first = there.write("mei", "I was charged twice.")
    there.carry()
    (conversation,) = there.conversations()
    there.desk.do(commands.Claim(conversation=conversation.id), by="ana")
    reply(there, conversation.id, "Dear Mei,\n\nthe **refund** is on its way.")
    there.carry()
    (answer,) = there.mailbox("mei")
    assert answer["From"] == '"Ana López (The Shop)" <support@desk.test>'
    assert answer["To"] == "Mei <mei@customer.test>"
    assert answer["Subject"] == "Re: Charged twice"
    assert answer["In-Reply-To"] == first
    assert answer["References"] == first
    assert [part.get_content_type() for part in answer.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert "<strong>refund</strong>" in answer.get_body(("html",)).get_content()
    whole = answer.as_string()
    assert not re.search(rf"agentconsole|#{conversation.id}\b|do not reply|desk\.db", whole, re.IGNORECASE)
    second = there.answer("mei", answer, "Thank you!")
    there.carry()
    assert [each.id for each in there.conversations()] == [conversation.id]
    said = there.said(conversation.id)
    assert (said[0], said[-1]) == ("message: I was charged twice.", "message: Thank you!")
    reply(there, conversation.id, "You are welcome.")
    there.carry()
    last = next(mail for mail in there.mailbox("mei") if mail["In-Reply-To"] == second)
    assert str(last["References"]).split() == [first, str(answer["Message-ID"]), second]
    assert there.desk.outbox() == ()


def test_what_was_sent_lies_once_among_the_sent_mail_and_comes_back_as_nothing_new(there):
    there.write("mei", "I was charged twice.")
    there.carry()
    reply(there, 1, "Dear Mei")
    there.carry(mark_answered=True)
    (copy,) = there.mailbox("support", "Sent")
    (answer,) = there.mailbox("mei")
    assert copy["Message-ID"] == answer["Message-ID"]
    said = there.said(1)
    there.carry(mailboxes=("INBOX", "Sent"))
    assert there.said(1) == said
    assert len(there.conversations()) == 1
    (file,) = (there.there.maildir("support") / "cur").glob("*") or (None,)
    assert "R" in file.name.rpartition(",")[2]


def test_who_only_knows_an_id_or_a_subject_is_not_let_in_and_is_told_nothing(there):
    first = there.write("mei", "I was charged twice. My card ends in 4711.")
    there.carry()
    reply(there, 1, "Dear Mei")
    there.carry()
    there.write("eve", "Please send it to my other account", References=first, In_Reply_To=first)
    there.write("eve", "Any news?", Subject="Re: Charged twice")
    there.carry()
    mine, claiming, other = there.conversations()
    assert "other account" not in "".join(there.said(mine.id))
    assert there.desk.thread(claiming.id).items[0].data["claims"] == mine.id
    assert "claims" not in there.desk.thread(other.id).items[0].data
    reply(there, claiming.id, "Dear Eve", quote=True)
    there.carry()
    (answer,) = there.mailbox("eve")
    assert "4711" not in answer.as_string()


def test_a_customer_who_writes_from_another_address_with_our_token_is_in_and_marked(there):
    there.write("mei", "I was charged twice.")
    there.carry()
    reply(there, 1, "Dear Mei")
    there.carry()
    there.answer("aunt", there.mailbox("mei")[0], "Mei's phone is broken, this is her other address")
    there.carry()
    assert len(there.conversations()) == 1
    assert there.desk.thread(1).items[-1].data["new_address"] is True


def test_who_says_to_be_us_speaks_for_nobody_here(there):
    there.write("mei", "I was charged twice.")
    there.carry()
    first = there.desk.thread(1).items[0].data["message_id"]
    there.write(
        "eve",
        "Your refund is off.",
        From=f"Ana López <{SUPPORT}>",
        To="mei@customer.test",
        References=f"<{first}>",
    )
    there.carry()
    assert there.said(1) == ["message: I was charged twice."]
    assert there.desk.conversation(1).owner is None
    events = there.desk.history(there.desk.customer("mei@customer.test").id).items
    assert [each.kind for each in events if "off" in each.text] == ["mail"]


def test_a_bounce_is_shown_on_the_reply_it_is_about_and_the_text_is_the_draft_again(there):
    there.write("mei", "I was charged twice.", Reply_To="gone@customer.test")
    there.carry()
    reply(there, 1, "Dear Mei, it is on its way")
    there.carry()
    said = next(each for each in there.desk.thread(1).items if each.outgoing)
    there.carry()
    bounce = there.desk.thread(1).items[-1]
    assert (bounce.kind, bounce.about) == (Kind.BOUNCE, (said.id,))
    (message,) = there.desk.outbox()
    assert (message.state, message.entry.id) == ("failed", said.id)
    assert "gone@customer.test" in message.error or "User" in message.error
    (draft,) = there.desk.drafts(by="ana")
    assert draft.text == "Dear Mei, it is on its way"
    assert len(there.conversations()) == 1


def test_a_reply_for_later_is_taken_back_when_the_customer_writes_first(there):
    there.write("mei", "I was charged twice.")
    there.carry()
    later = there.desk.clock().replace(year=2100)
    reply(there, 1, "We will see", send_at=later)
    there.write("mei", "It is solved, thank you!", References="<mei-1@customer.test>")
    there.carry()
    assert there.desk.outbox() == ()
    assert there.mailbox("mei") == []
    kinds = [each.kind for each in there.desk.thread(1).items]
    assert kinds[-2:] == [Kind.MESSAGE, Kind.UNSEND]
    assert there.desk.drafts(by="ana")[0].text == "We will see"


def test_files_go_out_with_a_reply_and_come_in_with_a_mail(there):
    there.write("mei", "I was charged twice.")
    there.carry()
    content = bytes(range(256)) * 100
    file = commands.Attach(conversation=1, name="réçu.pdf", media_type="application/pdf", content=content)
    there.desk.do(file, by="ana")
    reply(there, 1, "Here it is")
    there.carry()
    (answer,) = there.mailbox("mei")
    (part,) = answer.iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("réçu.pdf", content)


def test_what_came_in_from_files_is_answered_by_the_first_account(there):
    there.write("mei", "I was charged twice.")
    there.out.drain()
    (raw,) = there.there.stored("support")
    from agentconsole.channels.email import incoming

    there.desk.do(incoming.receive(raw, ours=frozenset({SUPPORT}), now=there.desk.clock()))
    reply(there, 1, "Dear Mei")
    there.post().send_due()
    there.out.drain()
    assert there.mailbox("mei")[0]["Subject"] == "Re: Charged twice"


def test_how_it_stands_is_on_the_desk_for_whoever_asks(there):
    assert [(each.channel, each.connected) for each in standing(there.desk, there.clock())] == [
        (CHANNEL, None)
    ]
    there.write("mei", "I was charged twice.")
    there.carry()
    (well,) = standing(there.desk, there.clock())
    assert (well.channel, well.connected, well.error, well.left) == (CHANNEL, True, "", 0)
    assert well.last_success == well.last_look
    assert well.flowing and well.lag in (0, 1)
    reply(there, 1, "Dear Mei")
    there.there.kill()
    there.out.kill()
    there.post(mailboxes=("INBOX",)).once()
    (ill,) = standing(there.desk, there.clock())
    assert (ill.connected, ill.waiting, ill.stuck) == (False, 1, 1)
    assert "localhost" in ill.error and "localhost" in ill.why
    assert ill.last_success == well.last_success
    assert not ill.flowing
    assert [news.problem for news in there.news] == [False, True]
    assert there.desk.inbox(InboxView.ALL, by="ana").complete


def test_a_running_post_brings_and_sends_by_itself_and_ends_soon(there):
    post = there.post()
    thread = threading.Thread(target=post.run)
    thread.start()
    try:
        there.write("mei", "I was charged twice.")
        eventually(lambda: there.conversations())
        reply(there, 1, "Dear Mei")
        eventually(lambda: there.mailbox("mei"))
    finally:
        begun = time.monotonic()
        post.stop()
        thread.join(20)
    assert not thread.is_alive()
    assert time.monotonic() - begun < END_SECONDS, "a part of it had to be left behind"


def test_a_line_that_is_cut_because_it_is_the_end_is_told_as_no_fault(there, monkeypatch):
    (collector,) = there.post(mailboxes=("INBOX",)).collectors
    following = threading.Thread(target=collector.follow)
    following.start()
    eventually(lambda: standing(there.desk, there.clock())[0].connected)
    cut = collector._fetcher.interrupt
    monkeypatch.setattr(collector._fetcher, "interrupt", lambda: (cut(), following.join(5)))
    collector.stop()
    assert not following.is_alive()
    assert [news for news in there.news if news.problem] == []


def eventually(holds):
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.02)
