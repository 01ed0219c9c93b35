"""Mail that programs write is marked by what wrote it."""

from datetime import UTC, datetime

import pytest

from agentconsole.channels.email.incoming import receive
from agentconsole.model.entry import MACHINES

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OURS = frozenset({"support@desk.example"})


def data(*lines: str, sender: str = "Mei Tan <mei@tan.example>") -> dict[str, object]:
    raw = "\n".join([f"From: {sender}", *lines, "", "text"]).encode()
    return receive(raw, ours=OURS, now=NOW).data


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("auto-reply", ["Auto-Submitted: auto-replied"]),
        ("auto-reply", ["Auto-Submitted: auto-replied (vacation)"]),
        ("auto-reply", ["X-Autoreply: yes"]),
        ("auto-reply", ["X-Autorespond: Re: x"]),
        ("auto-reply", ["Precedence: auto_reply"]),
        ("auto-reply", ["X-POST-MessageClass: 9; Autoresponder"]),
        ("auto-reply", ["Subject: Automatic reply: your order", "X-Auto-Response-Suppress: All"]),
        ("auto-reply", ["Subject: Automatische Antwort: x", "Auto-Submitted: auto-generated"]),
        ("auto-reply", ["Subject: Réponse automatique : x", "Precedence: bulk"]),
        ("auto-reply", ["Subject: Re: Out of Office", "Return-Path: <>"]),
        ("auto-reply", ["Subject: 自動応答: x", "Precedence: junk"]),
        ("list", ["List-Id: Users <users.lists.example>"]),
        ("list", ["List-Unsubscribe: <https://x.example>", "Precedence: bulk"]),
        ("list", ["Precedence: list"]),
        ("automatic", ["Auto-Submitted: auto-generated"]),
        ("automatic", ["Auto-Submitted: auto-notified; owner-email=x"]),
        ("automatic", ["Precedence: bulk"]),
        ("automatic", ['Content-Type: multipart/report; report-type="disposition-notification"; boundary=b']),
    ],
)
def test_programs_are_known_by_their_headers(kind, lines):
    assert data(*lines)["machine"] == kind


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Auto-Submitted: no"],
        ["X-Autoreply: no"],
        ["Subject: Automatic reply: does it work?"],
        ["Subject: Urlaub im Mai"],
        ["Precedence: first-class"],
        [
            "List-Id: Support <support.desk.example>",
            "List-Post: <mailto:support@desk.example>",
            "Precedence: list",
        ],
        ["X-ServiceNow-Generated: true", "Auto-Submitted: auto-generated", "Precedence: bulk"],
        ["X-Mailer: ServiceNow", "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"],
        ["X-Auto-Response-Suppress: None"],
        ["Return-Path: <mei@tan.example>"],
    ],
)
def test_people_are_not_taken_for_programs(lines):
    assert "machine" not in data(*lines)


@pytest.mark.parametrize(
    ("lines", "sender"),
    [
        (["X-Auto-Response-Suppress: All", "Subject: My order"], "Mei Tan <mei@tan.example>"),
        (["X-Auto-Response-Suppress: DR, OOF, AutoReply"], "Mei Tan <mei@tan.example>"),
        (["Return-Path: <>", "Subject: My order"], "Mei Tan <mei@tan.example>"),
        (["To: support@desk.example"], "Support <Support@desk.example>"),
        (["To: support@desk.example", "Reply-To: mei@tan.example"], "support@desk.example"),
    ],
)
def test_what_may_be_a_persons_and_is_not_for_programs_to_answer_is_marked_so_and_waits(lines, sender):
    said = data(*lines, sender=sender)
    assert said["machine"] == "quiet"
    assert "quiet" not in MACHINES


def test_our_own_words_are_not_marked():
    assert "machine" not in data("To: mei@tan.example", sender="support@desk.example")


def test_an_answer_to_nobody_is_a_programs_unless_it_says_whom_to_answer():
    assert data(sender="Shop <no-reply@shop.example>")["machine"] == "automatic"
    assert data(sender="do-not-reply+x@shop.example")["machine"] == "automatic"
    assert data(sender="Mail Server <MAILER-DAEMON@shop.example>")["machine"] == "automatic"
    assert "machine" not in data("Reply-To: mei@tan.example", sender="Form <noreply@shop.example>")
    assert "machine" not in data(sender="Noreen Plyfoot <noreen@x.example>")


@pytest.mark.parametrize(
    ("header", "failures"),
    [
        ("mx.desk.example; spf=fail smtp.mailfrom=x; dkim=none; dmarc=fail", ["spf=fail", "dmarc=fail"]),
        ("mx.desk.example; spf=softfail (x; spf=pass) smtp.mailfrom=x", ["spf=softfail"]),
        ("mx.desk.example 1; DKIM=Fail; dkim=pass header.d=x", None),
        ("mx.desk.example; spf=fail; dkim=pass; dmarc=pass", None),
        ("spf=fail (sender IP is 1.2.3.4) smtp.mailfrom=x;dkim=none;dmarc=fail", ["spf=fail", "dmarc=fail"]),
        ("mx.desk.example; none", None),
        ("", None),
    ],
)
def test_what_speaks_against_the_sender_is_said(header, failures):
    assert data(f"Authentication-Results: {header}").get("authentication") == failures


def test_only_our_own_servers_word_counts():
    ours, theirs = "Authentication-Results: mx.desk.example; spf=pass", "Authentication-Results: x; spf=fail"
    assert "authentication" not in data(ours, theirs)
    assert data(theirs, ours)["authentication"] == ["spf=fail"]
