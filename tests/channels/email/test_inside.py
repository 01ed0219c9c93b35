"""What other programs put into a mail is recognised, said, and never hidden."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from agentconsole.channels.email.attachments import attachment
from agentconsole.channels.email.incoming import receive
from agentconsole.model.commands import Receive
from tests.channels.email.make_tnef import winmail
from tests.channels.email.test_calendar import INVITATION

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def read(raw: bytes) -> Receive:
    return receive(b"From: mei@tan.example\n" + raw, ours=frozenset({"ana@desk.example"}), now=NOW)


def with_file(content: bytes, main: str, sub: str, name: str, text: str = "see the file") -> bytes:
    message = EmailMessage()
    message.set_content(text)
    message.add_attachment(content, main, sub, filename=name)
    return bytes(message)


@pytest.mark.parametrize(
    ("main", "sub", "name"),
    [("application", "ms-tnef", "winmail.dat"), ("application", "octet-stream", "winmail.dat")],
)
def test_the_files_in_a_winmail_are_listed_behind_it_and_can_be_had(main, sub, name):
    raw = with_file(winmail(files=(("Rechnung.pdf", b"%PDF"), ("b.txt", b"hello"))), main, sub, name)
    found = read(raw)
    assert [one.name for one in found.attachments] == ["winmail.dat", "Rechnung.pdf", "b.txt"]
    assert [one.size for one in found.attachments[1:]] == [4, 5]
    assert attachment(raw, 1) == b"%PDF"
    assert attachment(raw, 2) == b"hello"


def test_the_text_of_a_winmail_is_read_when_there_is_no_other():
    raw = with_file(winmail("Dear Ana"), "application", "ms-tnef", "winmail.dat", text="\n")
    assert read(raw).text == "Dear Ana"
    assert read(with_file(winmail("other"), "application", "ms-tnef", "x.dat")).text == "see the file"
    assert read(with_file(winmail(html=b"<p>rich"), "application", "ms-tnef", "x.dat", "\n")).text == "rich"


def test_a_winmail_that_is_none_is_said_to_be_closed():
    assert read(with_file(b"junk", "application", "ms-tnef", "x.dat")).data["notes"] == [
        "winmail.dat could not be opened."
    ]


def test_an_invitation_stands_above_the_text():
    message = EmailMessage()
    message.set_content("Please come.")
    message.add_alternative(INVITATION, subtype="calendar", params={"method": "REQUEST"})
    message.add_attachment(INVITATION.encode(), "application", "ics", filename="invite.ics")
    found = read(bytes(message))
    assert found.text.startswith("Invitation: Where is the bag, and whose is it? · 2026-03-03 17:00")
    assert found.text.endswith("\n\nPlease come.")
    assert found.text.count("Invitation:") == 1
    assert found.data["invitation"]["where"] == "Room 4"
    assert [one.media_type for one in found.attachments] == ["text/calendar", "application/ics"]


def test_a_message_within_is_listed_with_subject_and_sender_and_can_be_read():
    inner = EmailMessage()
    inner["From"] = "=?utf-8?q?J=C3=BCrgen?= <j@x.example>"
    inner["Subject"] = "My order"
    inner.set_content("Where is it?")
    inner.add_attachment(b"1", "image", "png", filename="a.png")
    outer = EmailMessage()
    outer.set_content("see below")
    outer.add_attachment(inner)
    found = read(bytes(outer))
    assert found.text == "see below"
    assert found.data["messages"] == [
        {
            "attachment": 0,
            "subject": "My order",
            "from": "Jürgen <j@x.example>",
            "text": "Where is it?",
            "attachments": ["a.png"],
        }
    ]
    assert b"Where is it?" in attachment(bytes(outer), 0)


def test_messages_within_messages_are_listed_and_not_opened():
    raw = b"Content-Type: message/rfc822\n\n" * 3_000 + b"Subject: last\n\nx"
    found = read(raw)
    assert len(found.attachments) == 1
    assert len(found.data["messages"]) == 1


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        ("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIAG", "encrypted (S/MIME)"),
        ("Content-Type: application/x-pkcs7-mime; name=smime.p7m\n\nMIAG", "encrypted (S/MIME)"),
        ("Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nMIAG", "signed (S/MIME) in a way"),
        (
            "Content-Type: multipart/encrypted; protocol=application/pgp-encrypted; boundary=b\n\n--b\n"
            "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n"
            "Content-Type: application/octet-stream\n\nx\n--b--",
            "encrypted (PGP)",
        ),
        ("\n-----BEGIN PGP MESSAGE-----\nx", "encrypted (PGP)"),
        ("\n-----BEGIN PGP SIGNED MESSAGE-----\nx", "signed (PGP)"),
        (
            "Content-Type: multipart/signed; boundary=b\n\n--b\n\ntext\n--b\n"
            "Content-Type: application/pkcs7-signature\n\nx\n--b--",
            "signed (S/MIME)",
        ),
    ],
)
def test_what_is_encrypted_or_signed_is_said(lines, note):
    found = read(lines.encode())
    assert [said for said in found.data["notes"] if said.startswith(note)]
    assert found.text
    assert found.text.startswith("[This message is ") == ("cannot be read" in found.text)


def test_pictures_on_the_internet_are_said_not_to_be_loaded():
    html = (
        "<img src='https://a.example/1.gif'><img src=\"//b.example/x\"><table background=http://c.example/x>"
        "<div style=\"background:url('https://d.example/x')\"><img src=cid:1><a href='https://e.example'>x</a>"
    )
    notes = read(f"Content-Type: text/html\n\n{html}".encode()).data["notes"]
    assert notes == ["4 pictures on the internet not loaded: a.example, b.example, c.example and 1 more"]


def test_a_mail_without_such_things_has_no_notes():
    assert "notes" not in read(b"Content-Type: text/html\n\n<p>x <a href='https://e.example'>here</a>").data


def test_paragraphs_of_a_flowed_text_are_joined():
    raw = b"Content-Type: text/plain; format=flowed; delsp=yes\n\n> quo \n> ted\nan \nswer\n-- \nMei"
    assert read(raw).text == "> quoted\nanswer\n-- \nMei"
