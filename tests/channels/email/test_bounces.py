"""Mails that say that a mail of ours did not arrive."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agentconsole.channels.email.incoming import receive

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DATA = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", "nowhere")) / "mail"


def data(raw: str) -> dict[str, object]:
    return receive(raw.encode(), ours=frozenset({"support@desk.example"}), now=NOW).data


REPORT = """Return-Path: <>
From: MAILER-DAEMON@mx.desk.example (Mail Delivery System)
To: support@desk.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

This is the mail system. I'm sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.desk.example
X-Postfix-Queue-ID: 12345

Final-Recipient: rfc822; ok@tan.example
Action: relayed
Status: 2.0.0

Final-Recipient: rfc822; mei@tan.example
Original-Recipient: rfc822;mei.tan@tan.example
Action: ACTION
Status: STATUS
Diagnostic-Code: smtp; 550 5.1.1 <mei@tan.example>: Recipient address
    rejected: User unknown
--b
Content-Type: message/rfc822

Message-ID: <reply.1@desk.example>
Subject: Your order

text
--b--
"""


def report(action: str, status: str) -> dict[str, object]:
    return data(REPORT.replace("ACTION", action).replace("STATUS", status))


def test_a_report_names_all_whom_the_mail_did_not_reach():
    li = "Final-Recipient: rfc822; li@tan.example\nAction: failed\nStatus: 5.1.1\n\n"
    mei = "Final-Recipient: rfc822; mei@"
    told = data(REPORT.replace(mei, li + mei).replace("ACTION", "failed"))
    assert told["bounce"]["recipients"] == ["li@tan.example", "mei.tan@tan.example"]
    assert "recipients" not in report("failed", "5.1.1")["bounce"]


def test_a_report_says_which_mail_to_whom_and_why():
    found = report("failed", "5.1.1 (bad mailbox)")
    assert found["machine"] == "bounce"
    assert found["bounce"] == {
        "of": "reply.1@desk.example",
        "recipient": "mei.tan@tan.example",
        "status": "5.1.1",
        "reason": "550 5.1.1 <mei@tan.example>: Recipient address rejected: User unknown",
        "action": "failed",
    }


def test_a_delay_is_told_apart_and_a_success_is_no_bounce():
    assert report("delayed", "4.4.1")["bounce"]["action"] == "delayed"
    assert report("expired", "5.4.7")["bounce"]["action"] == "failed"
    delivered = report("delivered", "2.0.0")
    assert delivered["machine"] == "automatic"
    assert "bounce" not in delivered


def test_headers_alone_come_back_as_well():
    raw = REPORT.replace("Content-Type: message/rfc822", "Content-Type: text/rfc822-headers")
    assert data(raw)["bounce"]["of"] == "reply.1@desk.example"


QMAIL = """Return-Path: <>
From: MAILER-DAEMON@mx.tan.example
To: support@desk.example
Subject: failure notice

Hi. This is the qmail-send program at mx.tan.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<mei@tan.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <support@desk.example>
Message-ID: <reply.2@desk.example>
Subject: Your order
"""


def test_a_server_that_tells_it_in_words_is_understood():
    assert data(QMAIL)["bounce"] == {
        "of": "reply.2@desk.example",
        "recipient": "mei@tan.example",
        "status": "5.1.1",
        "reason": "Sorry, no mailbox here by that name. (#5.1.1)",
        "action": "failed",
    }


def test_a_warning_is_a_delay_and_the_reply_it_answers_is_the_one_meant():
    raw = QMAIL.partition("--- Below")[0].replace(
        "failure notice", "Warning: could not send message for 4 hours"
    )
    found = data(raw.replace("To: support", "In-Reply-To: <reply.3@desk.example>\nTo: support"))
    assert found["bounce"]["action"] == "delayed"
    assert found["bounce"]["of"] == "reply.3@desk.example"


def test_the_header_for_failed_recipients_is_enough():
    found = data("From: x@y.example\nX-Failed-Recipients: mei@tan.example\nSubject: hm\n\nx")
    assert found["bounce"] == {"recipient": "mei@tan.example", "action": "failed"}


@pytest.mark.parametrize(
    ("sender", "subject", "path"),
    [
        ("Mei <mei@tan.example>", "Undeliverable parcel", "<mei@tan.example>"),
        ("Mei <mei@tan.example>", "Fwd: Returned mail: see transcript", "<mei@tan.example>"),
        ("Mail Daemon <mei@tan.example>", "My order", "<>"),
        ("postmaster@tan.example", "About your mail servers", "<postmaster@tan.example>"),
    ],
)
def test_what_a_person_writes_is_no_bounce(sender, subject, path):
    assert "bounce" not in data(f"Return-Path: {path}\nFrom: {sender}\nSubject: {subject}\n\nx")


def test_an_absence_sent_from_nobody_is_no_bounce():
    headers = "Return-Path: <>\nFrom: mei@tan.example\nAuto-Submitted: auto-replied\nSubject: Undeliverable"
    assert data(f"{headers}\n\nI am away")["machine"] == "auto-reply"


def test_a_report_made_to_hurt_is_read():
    blocks = "Action: failed\nStatus: 5.0.0\n\n" * 20_000
    raw = REPORT.replace("Final-Recipient: rfc822; ok@tan.example", blocks + "Final-Recipient: rfc822; x@y")
    assert data(raw)["bounce"]["status"] == "5.0.0"
    assert data(QMAIL.replace("Sorry", "5." * 200_000))["machine"] == "bounce"
    assert data(QMAIL.replace("Sorry", "a@" * 200_000))["machine"] == "bounce"
    assert data(QMAIL.replace("Sorry", "\nMessage-ID:" + " " * 200_000))["machine"] == "bounce"


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="AGENTCONSOLE_TEST_DATA names no directory with mail in it")
def test_bounces_that_servers_wrote_are_known():
    kinds = {}
    for name in ("cpython/data/msg_16.txt", "cpython/data/msg_43.txt", "cpython/data/msg_05.txt"):
        kinds[name] = receive((DATA / name).read_bytes(), ours=frozenset(), now=NOW).data.get("machine")
    assert set(kinds.values()) == {"bounce"}
