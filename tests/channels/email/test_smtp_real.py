"""Mail of ours on its way through a real Postfix into a real Dovecot."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

import pytest

from agentconsole.channels.base import Undelivered
from agentconsole.channels.email.account import Account, Server
from agentconsole.channels.email.incoming import receive
from agentconsole.channels.email.ours import message_id, token_of
from agentconsole.channels.email.smtp import Smtp
from agentconsole.model.entry import Attachment, Author, AuthorType, Entry, Kind
from agentconsole.model.keeping import Outgoing
from tests.servers import dovecot, postfix

pytestmark = [pytest.mark.attack, pytest.mark.slow]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PDF = bytes(range(256)) * 1_000


class Way:
    """Our sender, Postfix, Dovecot."""

    def __init__(self, out: postfix.Postfix, there: dovecot.Dovecot) -> None:
        self.out, self.there = out, there
        server = Server(host="localhost", port=out.smtp_port, security="none")
        account = Account(name="email", address="support@desk.test", from_name="Acme", smtp=server)
        self.sender = Smtp(account, str, content=lambda entry, at: PDF)
        self.sent = 0

    def send(self, text: str, *to: str, **changed: object) -> str:
        """Returns the id of the mail."""
        self.sent += 1
        key = f"{self.sent:032x}"
        data = {
            **{"to": list(to or ("Mei Tan <mei@customer.test>",)), "subject": "AW: Mein Gepäck, 請求書"},
            **{"in_reply_to": "<2@customer.test>", "references": ["1@customer.test", "2@customer.test"]},
        }
        author = Author(type=AuthorType.AGENT, id="ana", name="Ana López")
        fields = {"id": 7, "at": NOW, "kind": Kind.MESSAGE, "channel": "email", "text": text, "data": data}
        entry = Entry(**{"author": author} | fields | changed)  # type: ignore[arg-type]
        self.sender.send(Outgoing(entry=entry, key=key, state="sending", due_at=NOW))
        return message_id(key, "support@desk.test")

    def arrived(self, user: str) -> list[EmailMessage]:
        self.out.drain()
        found = [BytesParser(policy=default).parsebytes(raw) for raw in self.there.stored(user)]
        assert all(isinstance(each, EmailMessage) for each in found)
        return found  # type: ignore[return-value]


@pytest.fixture
def way() -> Iterator[Way]:
    with dovecot.running("mei", "ben", "evil") as there, postfix.running(there.lmtp_port) as out:
        yield Way(out, there)


def test_a_reply_is_in_the_customers_mailbox_with_the_right_headers(way: Way):
    sent = way.send(
        "Dear Mei,\n\nyou were **charged** twice.\n.\nFrom now on: no.",
        *("Mei Tan <mei@customer.test>", '"Ben, the other" <ben@customer.test>'),
        attachments=(Attachment(name="Rechnung März.pdf", media_type="application/pdf", size=len(PDF)),),
    )
    (found,), (copy,) = way.arrived("mei"), way.arrived("ben")
    assert copy["message-id"] == found["message-id"] == sent
    assert {name: found.get_all(name) for name in ("from", "to", "subject", "in-reply-to", "references")} == {
        "from": ['"Ana López (Acme)" <support@desk.test>'],
        "to": ['Mei Tan <mei@customer.test>, "Ben, the other" <ben@customer.test>'],
        "subject": ["Re: Mein Gepäck, 請求書"],
        "in-reply-to": ["<2@customer.test>"],
        "references": ["<1@customer.test> <2@customer.test>"],
    }
    assert not found.defects
    (there,) = found.iter_attachments()
    assert (there.get_filename(), there.get_payload(decode=True)) == ("Rechnung März.pdf", PDF)
    assert token_of(found["message-id"]) == f"{1:032x}"


def test_what_the_customer_gets_reads_as_it_was_typed(way: Way):
    text = "Dear Mei,\n\n.\n..\nFrom here:\n  twice \n\tonce\n" + "a long line, " * 300 + "\n請求書"
    way.send(text)
    way.out.drain()
    (raw,) = way.there.stored("mei")
    found = receive(raw, ours=frozenset({"support@desk.test"}), now=NOW)
    assert found.text.split("\n") == text.split("\n")
    assert (found.direction, found.subject) == ("out", "Re: Mein Gepäck, 請求書")


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r", "\n.\r", "\r\n\0"])
def test_no_text_and_no_header_ends_its_mail_early(way: Way, ending: str):
    smuggled = ending.join(
        (
            "hi",
            ".",
            "MAIL FROM:<evil@x.test>",
            "RCPT TO:<evil@customer.test>",
            "DATA",
            "Subject: x",
            "",
            ".",
            "",
        )
    )
    data = {
        "to": ["mei@customer.test"],
        "subject": smuggled,
        "in_reply_to": smuggled,
        "references": [smuggled],
    }
    sent = way.send(smuggled, data=data)
    assert [mail["message-id"] for mail in way.arrived("mei")] == [sent]
    assert way.arrived("evil") == []


def test_mail_is_taken_while_the_mailbox_is_away_and_is_there_once_later(way: Way):
    way.there.kill()
    sent = way.send("Dear Mei")
    assert way.out.queued() == 1
    way.out.restart()
    way.there.start()
    assert [mail["message-id"] for mail in way.arrived("mei")] == [sent]


def test_a_server_that_is_down_has_taken_nothing(way: Way):
    way.out.kill()
    with pytest.raises(Undelivered) as raised:
        way.send("Dear Mei")
    assert raised.value.again
    way.out.start()
    assert way.arrived("mei") == []
