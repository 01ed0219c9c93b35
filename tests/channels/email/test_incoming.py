from datetime import UTC, datetime

from agentconsole.channels.email.incoming import receive
from agentconsole.model.commands import Receive
from agentconsole.model.people import Contact

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OURS = frozenset({"ana@desk.example", "support@desk.example"})


def mail(*lines: str) -> Receive:
    return receive("\n".join(lines).encode(), ours=OURS, now=NOW)


def test_a_mail_from_a_customer_comes_in():
    found = mail(
        "From: Mei Tan <mei@tan.example>", "To: support@desk.example", "Message-ID: <1@x>",
        "Date: Tue, 17 Nov 2026 09:12:00 +0100", "Subject: My", " bag", "", "I was charged twice.", "",
    )  # fmt: skip
    assert found.channel == "email"
    assert found.direction == "in"
    assert found.customer == Contact(name="Mei Tan", email="mei@tan.example")
    assert found.at == datetime(2026, 11, 17, 8, 12, tzinfo=UTC)
    assert (found.subject, found.text) == ("My bag", "I was charged twice.")
    assert found.keys == ("mid:1@x",)
    assert found.begins
    assert not found.kept_raw
    assert found.data["to"] == ["support@desk.example"]
    assert found.data["date"] == "Tue, 17 Nov 2026 09:12:00 +0100"


def test_the_bytes_are_kept_as_they_came():
    raw = b"From: a@b.example\r\n\r\n\x00\xff\r\n"
    assert receive(raw, ours=OURS, now=NOW).original == raw


def test_a_mail_from_one_of_us_goes_out_to_the_first_who_is_not():
    found = mail("From: Ana <ANA@desk.example>", "To: support@desk.example, Mei <mei@tan.example>", "", "Hi")
    assert (found.direction, found.author) == ("out", "Ana <ANA@desk.example>")
    assert found.customer == Contact(name="Mei", email="mei@tan.example")


def test_a_form_that_writes_from_us_to_us_speaks_for_whom_to_reply_to():
    found = mail(
        "From: support@desk.example", "To: support@desk.example", "Reply-To: mei@tan.example", "", "Hi"
    )
    assert (found.direction, found.customer.email) == ("in", "mei@tan.example")


def test_a_mail_among_ourselves_comes_in_from_its_writer():
    found = mail("From: ana@desk.example", "To: support@desk.example", "", "Hi")
    assert (found.direction, found.customer.email) == ("in", "ana@desk.example")


def test_without_an_address_in_from_it_is_reply_to_then_sender_then_nobody_known():
    assert mail("From: Mei", "Reply-To: mei@tan.example", "", "x").customer == Contact(
        name="Mei", email="mei@tan.example"
    )
    assert mail("From: Mei", "Sender: mei@tan.example", "", "x").customer.email == "mei@tan.example"
    assert mail("From: Mei Tan", "", "x").customer == Contact(name="Mei Tan", handle="unknown:Mei_Tan")
    assert mail("Subject: hi", "", "x").customer.handle.startswith("unknown:")


def test_of_those_without_an_address_each_name_is_one_and_each_mail_without_a_name():
    def handle(*lines: str) -> str:
        return mail(*lines, "Subject: hi", "", "x").customer.handle

    assert handle("From: Mei", "Message-ID: <1@x>") == handle("From:  Mei ", "Message-ID: <2@x>")
    assert handle("From: Mei") != handle("From: Bo")
    assert handle("Message-ID: <1@x>") != handle("Message-ID: <2@x>")
    assert handle("Message-ID: <1@x>") == handle("Message-ID: <1@x>")


def test_an_address_in_a_name_is_not_who_wrote():
    assert mail('From: "ana@desk.example" <thief@evil.example>', "", "x").direction == "in"


def test_what_cannot_be_read_as_mail_is_kept_as_it_is():
    for raw in (b"", b"no headers at all\n", b"Note: a line\n\ntext", bytes(range(256)) * 4):
        found = receive(raw, ours=OURS, now=NOW)
        assert found.kept_raw
        assert found.original == raw
        assert found.at == NOW
        assert found.external_id.startswith("sha256:")
        assert (found.customer.name, found.customer.handle[:8]) == ("unknown sender", "unknown:")
    assert receive(b"caf\xe9\n", ours=OURS, now=NOW).text == "café\n"


def test_something_huge_that_is_no_mail_is_cut_and_that_is_said():
    found = receive(b"\xff" * 5_000_000, ours=OURS, now=NOW)
    assert len(found.text) == 2_000_000
    assert found.attachments[0].size == 5_000_000
    assert found.data["notes"]


def test_a_doubted_date_is_said_and_the_claim_is_kept():
    found = mail("From: a@b.example", "Date: Tue, 17 Nov 2093 09:12:00 +0100", "", "x")
    assert found.at == NOW
    assert found.data["date_doubted"] is True
    assert found.data["date"] == "Tue, 17 Nov 2093 09:12:00 +0100"


def test_hostile_characters_quotes_and_signatures_stay_in_the_text():
    text = "\x1b[31mred\x1b[0m \u202eabc [b]x[/b]\n> quoted\n-- \nMei"
    assert mail("From: a@b.example", "", text).text == text


def test_a_mail_of_an_old_macintosh_has_lines():
    found = receive(b"From: a@b.example\rSubject: x\r\rone\rtwo", ours=OURS, now=NOW)
    assert (found.subject, found.text) == ("x", "one\ntwo")


def test_what_an_export_puts_before_the_headers_is_no_part_of_them():
    for before in ("\ufeff", "\n\n", " ", "\r\n\t"):
        found = mail(f"{before}From: a@b.example", "Subject: x", "", "text")
        assert (found.subject, found.text, found.customer.email) == ("x", "text", "a@b.example")
