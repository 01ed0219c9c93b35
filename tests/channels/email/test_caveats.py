"""What is not read of a mail is said, and ordinary mail is told without a word of it."""

import base64
from datetime import UTC, datetime

import pytest

from agentconsole.channels.email import bounds
from agentconsole.channels.email.incoming import receive
from tests.at_hand import AT_HAND, only_of_it

pytestmark = pytest.mark.attack

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FROM = b"From: mei@tan.example\n"
MIXED = FROM + b"Content-Type: multipart/mixed; boundary=b\n\n"
TEXT = b"--b\n\nHello\n"
MAIL = b"--b\nContent-Type: message/rfc822\n\nSubject: within\n\nHello\n"


def notes(raw: bytes) -> list[str]:
    """What is said of a mail."""
    return list(receive(raw, ours=frozenset(), now=NOW).data.get("notes", []))


def packed(text: bytes) -> bytes:
    return FROM + b"Content-Transfer-Encoding: base64\n\n" + text


BROKEN = {
    "a long header": (FROM + b"X-Long: " + b"a" * bounds.FIELD + b"\n\nx", "cut there: X-Long"),
    "four long headers": (
        FROM + b"".join(b"X-%d: %s\n" % (n, b"a" * bounds.FIELD) for n in range(4)) + b"\nx",
        "cut there: X-0, X-1, X-2 and 1 more",
    ),
    "many headers": (FROM + b"X: %s\n" % (b"a" * 9_000) * 30 + b"\nx", "first 262,144 bytes"),
    "many of one name": (FROM + b"Received: x\n" * 101 + b"\nx", "headers named Received, the first 100"),
    "many people": (FROM + b"To: " + b"a@b.example, " * 101 + b"\n\nx", "people in To, no more than 100"),
    "many earlier messages": (FROM + b"References: " + b"<a@b> " * 101 + b"\n\nx", "no more than 100"),
    "two subjects": (FROM + b"Subject: a\nSubject: b\n\nx", "more than one header named Subject"),
    "a line that is no header": (FROM + b"Subject: a\nI forgot the blank line\n\nx", "is none"),
    "no boundary": (FROM + b"Content-Type: multipart/mixed\n\n" + TEXT, "cannot be told apart"),
    "a boundary that is not there": (MIXED + b"Hello", "are not there"),
    "no end": (MIXED + TEXT + TEXT, "ends before its parts do"),
    "text before the first part": (MIXED + b"Dear you,\n" * 100 + TEXT + b"--b--\n", "Before its first"),
    "text behind the last part": (MIXED + TEXT + b"--b--\n" + b"Dear you,\n" * 100, "Behind its last"),
    "text behind the last part of a part": (
        MIXED + b"--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--c--\nHello\n--b--\n",
        "Behind the last part of a part",
    ),
    "a part of two types": (
        MIXED + b"--b\nContent-Type: text/plain\nContent-Type: text/html\n\nx\n--b--\n",
        "more than one header named Content-Type",
    ),
    "base64 that is cut": (packed(base64.encodebytes(b"Hello, hello")[:-3]), "not whole"),
    "base64 with other letters": (packed(base64.encodebytes(b"Hello, hello") + b"-- list"), "not whole"),
    "a file that is cut": (
        MIXED + b"--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAAA\n--b--\n",
        "may be cut",
    ),
    "an encoding nobody knows": (FROM + b"Content-Transfer-Encoding: x-mine\n\nx", "x-mine"),
    "many messages within": (MIXED + MAIL * 6 + b"--b--\n", "Of 6 messages within, the first 5"),
    "a long message within": (MIXED + MAIL + b"x" * 100_000 + b"\n--b--\n", "first 100,000 bytes"),
    "a long text within": (MIXED + MAIL + b"x" * 30_000 + b"\n--b--\n", "after 20,000 characters"),
    "a broken message within": (
        MIXED + b"--b\nContent-Type: message/rfc822\n\n" + packed(b"A") + b"\n--b--\n",
        "within is not read whole",
    ),
    "a long invitation": (
        FROM + b"Content-Type: text/calendar\n\nBEGIN:VEVENT\n" + b"ATTENDEE:mailto:a@b\n" * 20_000,
        "invitation, the first",
    ),
    "a long report": (
        FROM + b"Content-Type: message/delivery-status\n\n" + b"Action: failed\n\n" * 9_000,
        "report, the first",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_not_read_or_may_be_meant_otherwise_is_said_once(name):
    raw, words = BROKEN[name]
    found = notes(raw)
    assert len([note for note in found if words in note]) == 1, found
    assert found[-1][-1] == "."
    assert all(len(note) < 300 for note in found)


WELL = {
    "a report from nobody": b"From: <>\nSubject: Delivery\n\nx",
    "people at the bound": FROM + b"To: " + b"a@b.example, " * 100 + b"\n\nx",
    "no text at all": FROM + b"Subject: a\n",
    "two of a header that may be there twice": FROM + b"Received: a\nReceived: b\nTo: a@b\nTo: c@d\n\nx",
    "a part within without an end": (
        MIXED + b"--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nHello\n--b--\n"
    ),
    "a line for old programs and one of a list": (
        MIXED + b"This is a multi-part message in MIME format.\n" + TEXT + b"--b--\n____\nlist@list.example\n"
    ),
    "headers of a part right before the next": MIXED + b"--b\nContent-Type: text/plain\n--b--\n",
    "an encoding that is none": FROM + b"Content-Transfer-Encoding: 8 bit\n\nx",
    "whole base64": packed(base64.encodebytes(b"Hello")),
    "a whole message within": MIXED + MAIL + b"--b--\n",
    "a forgotten semicolon": FROM + b"Content-Type: multipart/mixed boundary=b\n\n" + TEXT + b"--b--\n",
}


@pytest.mark.parametrize("name", WELL)
def test_what_is_read_whole_whatever_is_odd_about_it_gets_no_note(name):
    assert notes(WELL[name]) == []


def test_what_matters_most_is_said_first():
    raw = b'From: "bank@bank.example" <x@evil.example>\nSubject: a\nSubject: b\n'
    raw += b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n"
    raw += b"<p>Hello <img src=http://a.example/x.png>\n"
    found = notes(raw)
    assert [note.split()[0] for note in found] == ["The", "It", "It", "A"]
    assert "another address" in found[0] and "not loaded" in found[-1]


BROKEN_AT_HAND = {
    "cpython/data/msg_15.txt": "words where base64 should be",
    "cpython/data/msg_17.txt": "a boundary that is nowhere",
    "cpython/data/msg_25.txt": "a report without a boundary",
    "cpython/data/msg_31.txt": "a boundary that is nowhere",
    "cpython/data/msg_35.txt": "text right behind the headers",
    "cpython/data/msg_39.txt": "three letters of base64",
    "cpython/data/msg_41.txt": "several parts without a boundary",
    "cpython/data/msg_47.txt": "text right behind the headers of its parts",
    "stalwart-mail-parser/resources/eml/rfc/000.eml": "words where base64 should be",
    "stalwart-mail-parser/resources/eml/rfc/009.eml": "text behind the parts of a part",
    "stalwart-mail-parser/resources/eml/thirdparty/002.eml": "text behind base64, and in its place",
    "stalwart-mail-parser/resources/eml/thirdparty/005.eml": "no end",
}
"""All that is noted of the mail at hand beside what is collected as malformed, looked at one by one."""


@only_of_it
def test_of_all_mail_at_hand_only_what_is_broken_is_noted():
    noted = {
        str(path.relative_to(AT_HAND))
        for path in AT_HAND.rglob("*")
        if path.suffix in (".txt", ".eml") and "malformed" not in path.parts
        for note in notes(path.read_bytes())
        if not any(known in note for known in ("not loaded", "signed", "encrypted", "by guess"))
    }
    assert noted == BROKEN_AT_HAND.keys()
