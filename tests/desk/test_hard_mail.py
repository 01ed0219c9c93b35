"""Mail that is broken, doubled, or made to stop its reader: kept, listed, answered, and in nobody's way."""

import hashlib
import os
import time
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from agentconsole.channels import files
from agentconsole.channels.base import Item
from agentconsole.channels.email import incoming
from agentconsole.desk.check import differences
from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands
from agentconsole.model.entry import Entry
from agentconsole.show.spans import plain
from agentconsole.show.timeline import entry_block
from agentconsole.store.sqlite import open_store
from tests.at_hand import IS_LOOKED_AT
from tests.channels.email.bombs import BOMBS, READ_WHOLE
from tests.desk.postal import OWN, SUPPORT, world
from tests.make import Clock

pytestmark = pytest.mark.fault

DATA = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", "nowhere")) / "mail"
OURS = frozenset({SUPPORT})


@pytest.fixture
def desk(tmp_path):
    desk = LocalDesk(open_store(tmp_path / "desk.db", create=True), undo_seconds=0, mail=OWN)
    desk.do(commands.AddAgent(handle="ana"))
    yield desk
    desk.close()


def take(desk: LocalDesk, items: list[Item]) -> int:
    """How many of them were new. Nothing may be kept out."""
    outcomes = [
        outcome
        for at in range(0, len(items), 100)
        for outcome in desk.receive([each.found for each in items[at : at + 100]])
    ]
    assert [each for each in outcomes if isinstance(each, Exception)] == []
    return sum(each.new for each in outcomes)


def entries(desk: LocalDesk):
    """All that came from outside, also what belongs to no conversation."""
    people = desk.customers(limit=10_000).items
    return [
        entry
        for customer in people
        for entry in desk.history(customer.id, limit=100_000).items
        if entry.external_id
    ]


def good(number: int) -> bytes:
    return b"From: mei%d@tan.example\nSubject: good %d\nMessage-ID: <%d@x>\n\nWhere is it?" % (
        number,
        number,
        number,
    )


@pytest.mark.slow
def test_bad_mail_in_the_middle_keeps_no_good_mail_out(desk, tmp_path):
    """The bombs, and every malformed mail at hand, between a thousand good ones."""
    bad = {f"{n:02}": b"From: x@x.example\n" + make() for n, make in enumerate(BOMBS.values())}
    if DATA.is_dir():
        malformed = {path.read_bytes() for path in DATA.rglob("malformed/*.eml")}
        bad |= {f"m{n}": raw for n, raw in enumerate(sorted(malformed))}
    every = 1_000 // len(bad) or 1
    for number in range(1_000):
        (tmp_path / f"{number:04}.eml").write_bytes(good(number))
    for at, (name, raw) in enumerate(bad.items()):
        (tmp_path / f"{at * every:04}-{name}.eml").write_bytes(raw)
    begun = time.monotonic()
    items = list(files.read("eml", sorted(tmp_path.glob("*.eml")), ours=OURS, now=desk.clock()))
    assert take(desk, items) == 1_000 + len(bad)
    assert time.monotonic() - begun < 60
    kept = Counter(hashlib.sha256(desk.original(entry.id) or b"").digest() for entry in entries(desk))
    assert kept == Counter(
        hashlib.sha256(raw).digest() for raw in chain(map(good, range(1_000)), bad.values())
    )
    assert list(differences(desk.store)) == []
    named = {hashlib.sha256(raw).digest(): name for name, raw in bad.items()}
    shown = {
        named.get(hashlib.sha256(desk.original(each.id) or b"").digest()): each for each in entries(desk)
    }
    told = {name for name in bad if name[0] != "m" or IS_LOOKED_AT}
    assert {name for name in told if not is_listed_as_unread(shown[name])} == readable(bad) & told
    assert not is_listed_as_unread(shown[None])


def is_listed_as_unread(entry: Entry) -> bool:
    """Whoever reads it in a thread, or shows it, sees that there is more, or may be."""
    block = entry_block(entry, now=entry.at, cells=500)
    said = entry.data.get("notes", [])
    unread = [note for note in said if not any(other in note for other in OTHER_NOTES)]
    lines = [plain(line).strip() for line in block]
    assert all(note in lines for note in unread)
    return bool(unread) or entry.kept_raw


OTHER_NOTES = ("not loaded", "signed (PGP)")
MALFORMED_READ_WHOLE = {
    "000.eml": "parts without a text, whose headers end with the next part",
    "007.eml": "a part without a text, whose headers end with the next part",
    "015.eml": "the signature is no signature, which is not checked here: it says so",
    "017.eml": "a forgotten semicolon, and a disposition that is none: the picture is listed by its name",
    "018.eml": "the text goes on in another format, and is all there",
    "022.eml": "a message within that is only text, which is told",
}
"""Malformed mails of which nothing is left out and nothing can be meant otherwise, and why."""


def readable(bad: dict[str, bytes]) -> set[str]:
    """Of the bad ones those that are read whole all the same."""
    bombs = {f"{n:02}" for n, name in enumerate(BOMBS) if name in READ_WHOLE}
    files = {path.read_bytes() for path in DATA.rglob("malformed/*.eml") if path.name in MALFORMED_READ_WHOLE}
    return bombs | {name for name, raw in bad.items() if raw in files}


HARD = (
    "50,000 parts",
    "50,000 files",
    "a depth of 3,000",
    "a header of 1 MB",
    "a subject with lines and a Bcc",
)


@pytest.mark.slow
def test_mail_made_to_stop_its_reader_is_kept_listed_and_answered(tmp_path):
    with world(tmp_path, "mei", "a") as there:
        raws = [
            b"From: Mei <mei@customer.test>\nMessage-ID: <%d@c>\n" % n + BOMBS[name]()
            for n, name in enumerate(HARD)
        ]
        raws = [raw.replace(b"\n", b"\r\n") for raw in raws]  # as IMAP carries it
        there.there.place("support", *raws)
        there.carry()
        found = there.conversations()
        assert len(found) == len(raws)
        for each in found:
            (entry,) = [one for one in there.desk.thread(each.id).items if one.incoming]
            assert there.desk.original(entry.id) in raws
            answer = commands.Reply(conversation=each.id, text=f"About {each.id}", quote=True)
            there.desk.do(answer, by="ana")
        there.carry()
        assert there.desk.outbox() == ()
        answers = there.mailbox("mei")
        assert len(answers) == len(raws)
        assert {str(each["In-Reply-To"]) for each in answers} == {f"<{n}@c>" for n in range(len(raws))}
        for each in answers:
            assert [each.get_all(name, []) for name in ("Bcc", "Cc", "X")] == [[], [], []]
            assert len(each.get_all("Subject", [])) <= 1 and not each.defects
        (hidden,) = [each for each in answers if "Bcc" in str(each["Subject"])]
        assert hidden["Subject"] == "Re: hi Bcc: evil@x"
        assert there.mailbox("a") == []


def same(text: bytes, to: bytes = SUPPORT.encode(), **headers: bytes) -> bytes:
    named = {"Message-ID": b"<1@customer.test>"} | headers
    head = b"".join(b"%s: %s\r\n" % (name.encode(), said) for name, said in named.items() if said)
    return b"From: mei@customer.test\r\nTo: %s\r\nSubject: Twice\r\n%s\r\n%s\r\n" % (to, head, text)


def test_mail_with_the_same_id_or_none_is_all_there_and_hangs_together(tmp_path):
    with world(tmp_path, "mei") as there:
        nameless = [same(b"no id", **{"Message-ID": b""}), same(b"none either", **{"Message-ID": b""})]
        twice = [same(b"first"), same(b"first"), same(b"second")]
        there.there.place("support", *nameless, *twice)
        there.there.place("support", same(b"first"), same(b"third"), mailbox="Invoices")
        boxes = ("INBOX", "Invoices")
        for _ in range(2):
            there.carry(mailboxes=boxes)
            said = [there.said(each.id) for each in there.conversations()]
            assert sorted(filter(lambda one: "id" in one[0] or "none" in one[0], said)) == [
                ["message: no id"],
                ["message: none either"],
            ]
            (linked,) = [each for each in said if len(each) > 1]
            assert sorted(linked) == ["message: first", "message: second", "message: third"]


@pytest.mark.parametrize("date", ["1970", "2038", "2999", "", "wrong"])
def test_whatever_the_date_says_mail_stands_in_the_order_it_came_in(tmp_path, date):
    clock = Clock()
    dates = {
        "1970": b"Thu, 01 Jan 1970 00:00:00 +0000",
        "2038": b"Tue, 19 Jan 2038 03:14:08 +0000",
        "2999": b"Fri, 31 Dec 2999 23:59:59 +0000",
        "wrong": b"Tue, 17 Nov 2026 23:59:00 -9900",
    }
    desk = LocalDesk(open_store(tmp_path / "desk.db", create=True), clock=clock, mail=OWN)
    desk.do(commands.AddAgent(handle="ana"))
    for n in range(4):
        wrong = dates.get(date, b"") if n % 2 else b"Tue, 17 Nov 2026 %02d:14:00 +0000" % (10 + n)
        raw = same(b"mail %d" % n, Date=wrong, **{"Message-ID": b"<%d@c>" % n, "References": b"<0@c>"})
        clock.go(hours=1)
        desk.do(incoming.receive(raw, ours=OURS, now=clock()))
    (conversation,) = desk.inbox("all", by="ana").items
    found = desk.thread(conversation.id).items
    assert [each.text.strip() for each in found if each.incoming] == [f"mail {n}" for n in range(4)]
    assert all(each.at <= clock() for each in found)
    desk.close()
