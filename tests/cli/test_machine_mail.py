"""What machines write to a desk: all of it is there and marked, in the command and on the console's screen,
and none is answered by the desk."""

import re
import smtplib
from datetime import timedelta
from email.message import EmailMessage

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model.entry import Kind
from agentconsole.model.mail import OwnMail
from agentconsole.store.sqlite import open_store
from agentconsole.tui import background
from tests.cli.mailbox import add_mailbox
from tests.servers import dovecot, postfix
from tests.tui.play import play

pytestmark = pytest.mark.attack

SUPPORT = "support@desk.test"
BEGUN, FORGED = 100, 100
"""Mails to nobody: of the desk's own, and of another program in its name."""
CAME_BACK, UNDELIVERED = "came back", "could not be delivered"
BY_A_PROGRAM, QUIET = "written by a program", "not for programs to answer"
MARKS = (
    ({"Auto-Submitted": "auto-replied"}, "automatic reply"),
    ({"Auto-Submitted": "auto-generated"}, BY_A_PROGRAM),
    ({"Precedence": "bulk"}, BY_A_PROGRAM),
    ({"X-Auto-Response-Suppress": "All"}, QUIET),
    ({"Return-Path": "<>"}, QUIET),
    ({"From": SUPPORT}, QUIET),
    ({"List-Id": "<news.list.test>"}, "mailing list"),
    ({"X-ServiceNow-Generated": "true", "Auto-Submitted": "auto-generated", "Precedence": "bulk"}, ""),
    ({}, ""),
)
"""What stands in a mail, and how it is marked."""


@pytest.fixture
def there():
    with dovecot.running("support", "mei") as running:
        yield running


@pytest.fixture
def out(there):
    with postfix.running(there.lmtp_port) as running:
        yield running


@pytest.fixture
def path(desk, program, there, out):
    """A desk with a channel. What is said leaves at once."""
    add_mailbox(program, there, out.smtp_port, address=SUPPORT, undo=False)
    return desk


@pytest.fixture
def kept(path):
    own = OwnMail(channels=frozenset({"email", "support"}), addresses=frozenset({SUPPORT}), first="support")
    desk = LocalDesk(open_store(path), undo_seconds=0, mail=own)
    yield desk
    desk.close()


def carry(program, out, code=0):
    out.drain()
    ran = program("sync", "--once", "--json")
    assert ran.code == code, ran.err
    out.drain()


def send(out, sender, to, number, **headers):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = headers.pop("From", sender), to, f"made {number}"
    mail["Message-ID"] = f"<made-{number}@other.test>"
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(f"text {number}")
    with smtplib.SMTP(out.host, out.smtp_port, timeout=30) as line:
        line.send_message(mail, sender, [to])


def came_in(out):
    """How many mails programs have brought to the server."""
    return len(re.findall(r"smtpd\[\d+\]: \w+: client=", (out.home / "mail.log").read_text("utf-8")))


def bounces(program, kept, out):
    """Mails to nobody, half of which the desk has not sent, and what the real server says of them."""
    for n in range(BEGUN):
        begun = program("start", f"gone{n}@nowhere.test", "--subject", f"begun {n}", "-t", f"Hello {n}")
        assert begun.code == 0, begun.err
    carry(program, out)
    for n in range(FORGED):
        send(out, SUPPORT, f"lost{n}@nowhere.test", n)
    carry(program, out, code=7)  # what was sent did not arrive


def marked(kept):
    """The number of each conversation with what must be said in it."""
    found = {}
    for conversation in kept.inbox("all", limit=1_000).items:
        for entry in kept.thread(conversation.id, limit=1_000).items:
            if entry.kind == Kind.BOUNCE:
                assert entry.data["machine"] == "bounce"
                found[conversation.id] = CAME_BACK
            elif entry.data.get("machine") == "bounce":
                assert entry.by_machine
                found[conversation.id] = UNDELIVERED
    return found


def says(kept, program, monkeypatch, marks):
    """Every mark stands where an agent reads: in the command, and in the console's thread."""
    for number, mark in marks.items():
        shown = program("show", number, terminal=True).out
        assert mark in " ".join(shown.split()) if mark else no_mark(shown), (number, mark, shown)
    monkeypatch.setattr(background, "WAIT_SECONDS", 0.02)

    async def scene(ana):
        for number, mark in marks.items():
            await ana.open(number)
            await ana.sees(f" #{number} · ")
            if mark:
                await ana.sees(mark)
            else:
                assert no_mark(ana.text())

    play(kept, scene)


def no_mark(shown):
    known = {UNDELIVERED, *(mark for _, mark in MARKS if mark)}
    return not any(mark in shown for mark in known)


@pytest.mark.slow
def test_two_hundred_real_bounces_are_all_there_and_marked_and_none_is_answered(
    program, kept, there, out, monkeypatch
):
    bounces(program, kept, out)
    raws = there.stored("support")
    assert len(raws) == BEGUN + FORGED
    assert all(b"Return-Path: <>" in raw and b"report-type=delivery-status" in raw for raw in raws)
    marks = marked(kept)
    assert list(marks.values()).count(CAME_BACK) == BEGUN
    assert list(marks.values()).count(UNDELIVERED) == FORGED
    says(kept, program, monkeypatch, marks)
    nothing_of_its_own(program, kept, there, out, BEGUN + FORGED)


def test_each_header_of_machines_is_marked_and_people_are_not(program, kept, there, out, monkeypatch):
    for n, (headers, _) in enumerate(MARKS):
        envelope = "" if "Return-Path" in headers else "mei@customer.test"
        said = {name: value for name, value in headers.items() if name != "Return-Path"}
        send(out, envelope, SUPPORT, n, **{"From": "Mei <mei@customer.test>"} | said)
    carry(program, out)
    by_subject = {each.subject: each.id for each in kept.inbox("all", limit=1_000).items}
    marks = {by_subject[f"made {n}"]: mark for n, (_, mark) in enumerate(MARKS)}
    assert len(marks) == len(MARKS)
    says(kept, program, monkeypatch, marks)
    nothing_of_its_own(program, kept, there, out, len(MARKS))


def nothing_of_its_own(program, kept, there, out, brought):
    """A month passes, and the desk has sent nothing but what somebody wrote."""
    kept.come_due(kept.clock() + timedelta(days=30))
    for _ in range(3):
        carry(program, out)
    assert came_in(out) == brought
    assert there.stored("mei") == []
    assert [each for each in kept.outbox() if each.state != "failed"] == []
