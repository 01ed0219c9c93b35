"""Mail that would pass for another's, or have its answer say more than was written."""

import re
import smtplib

import pytest

from tests.cli.mailbox import add_mailbox
from tests.servers import dovecot, postfix

pytestmark = pytest.mark.attack

SUPPORT = "support@desk.test"
ALICE = "alice@example.org"
STRANGERS = (
    "alice@example.org)bob@evil.com <carol@x.com>",
    "alice@example.org(<carol@x.com>",
    "<alice@example.org> (<carol@x.com>",
    '"alice@example.org" <carol@x.com>',
    "alice@example.org <carol@x.com>",
    "alice@example.org)bob@evil.com",
    "<alice@example.org@x.com>",
    "=?utf-8?q?alice=40example=2Eorg?= <carol@x.com>",
    "alice@example.org\\ <carol@x.com>",
)


@pytest.fixture
def there():
    with dovecot.running("support", "alice", "evil") as running:
        yield running


@pytest.fixture
def out(there):
    with postfix.running(there.lmtp_port) as running:
        yield running


@pytest.fixture
def channel(desk, program, there, out):
    """A desk with a channel. What is said leaves at once."""
    add_mailbox(program, there, out.smtp_port, address=SUPPORT, undo=False)


def mail(number, **headers):
    lines = {"From": f"Alice <{ALICE}>", "To": SUPPORT, "Subject": f"mail {number}"} | headers
    lines |= {"Message-ID": f"<{number}@mail.test>", "Date": "Tue, 17 Nov 2026 09:12:00 +0100"}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{head}\r\ntext {number}\r\n".encode()


def post(out, raw):
    with smtplib.SMTP(out.host, out.smtp_port, timeout=30) as line:
        line.sendmail("someone@x.com", [SUPPORT], raw)


def synced(program, out):
    out.drain()
    ran = program("sync", "--once", "--json")
    assert (ran.code, "Traceback" in ran.err) == (0, False), ran.err
    out.drain()


def test_no_stranger_is_taken_for_a_customer_who_is_known(channel, program, there, out):
    post(out, mail(0, From=f"Alice Ames <{ALICE}>"))
    synced(program, out)
    before = program("customer", ALICE, "--json").json
    for number, sender in enumerate(STRANGERS, 1):
        post(out, mail(number, From=sender))
    synced(program, out)
    assert program("customer", ALICE, "--json").json == before
    history = program("history", ALICE, "--json").json
    assert [each["subject"] for each in history if each["kind"] == "message"] == ["mail 0"]
    others = {each["subject"]: each["customer"] for each in program("inbox", "all", "--json").json}
    alice = others.pop("mail 0")["id"]
    assert alice == before["id"]
    written = {subject: person for subject, person in others.items() if subject.startswith("mail ")}
    assert len(written) == len(STRANGERS)  # all of it is there
    for person in written.values():
        assert person["id"] != alice
        card = program("customer", person["id"], "--json").json
        assert ALICE not in [each["value"] for each in card["identities"]]


LURES = (
    {"Subject": "=?utf-8?q?hi=0ABcc:_evil=40evil=2Etest?="},
    {"Subject": "=?utf-8?q?hi=0D=0ABcc:_evil=40evil=2Etest=0D=0A=0D=0Abody?="},
    {"Subject": "=?utf-8?b?aGkKU3ViamVjdDogYnllCkJjYzogZXZpbEBldmlsLnRlc3Q=?="},
    {"From": f"=?utf-8?q?Alice=0ABcc:_evil=40evil=2Etest?= <{ALICE}>"},
    {"In-Reply-To": "<a\x0bBcc: evil@evil.test>", "References": "<a@b>\x0cBcc: evil@evil.test"},
)


@pytest.mark.parametrize(
    "lure", [LURES[0], *(pytest.param(each, marks=pytest.mark.slow) for each in LURES[1:])]
)
def test_the_answer_to_a_subject_of_several_lines_has_one_and_goes_to_nobody_else(
    channel, program, there, out, lure
):
    post(out, mail(1, **lure))
    synced(program, out)
    (number,) = (each["id"] for each in program("inbox", "all", "--json").json if is_alices(each, program))
    assert program("claim", number).code == 0
    ran = program("reply", number, "-t", "Dear Alice")
    assert (ran.code, "Traceback" in ran.err) == (0, False), ran.err
    synced(program, out)
    assert program("outbox", "--json").json == []
    (raw,) = there.stored("alice")
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    assert len(re.findall(rb"(?mi)^subject:", head)) == 1
    assert re.findall(rb"(?mi)^bcc:", raw) == []
    assert b"Dear Alice" in raw
    assert there.stored("evil") == []


def is_alices(conversation, program):
    card = program("customer", conversation["customer"]["id"], "--json").json
    return ALICE in [each["value"] for each in card["identities"]]
