"""An import that is killed at any moment, and taken up again: exactly the input, once."""

import json
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from agentconsole.desk.check import differences
from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import AddAgent
from agentconsole.store.sqlite import open_store
from tests.cli import importing_little
from tests.cli.importing_little import LITTLE

pytestmark = pytest.mark.fault

MAILS, EACH = 5_000, 500
"""Mails there are, and of them in each file."""
PROGRAM = ("-m", "agentconsole")
LITTLE_BY_LITTLE = (Path(importing_little.__file__),)


@pytest.fixture
def source(tmp_path, lines):
    path = tmp_path / "entries.jsonl"
    with path.open("w") as file:
        for n in range(lines):
            line = {
                "channel": "chat",
                "external_id": f"e{n}",
                "at": f"2026-03-{1 + n % 28:02}T10:00:00Z",
                "customer": {"handle": f"chat:{n % 97}"},
                "conversation": f"c{n % 211}",
                "direction": "in",
                "text": f"line {n}",
            }
            file.write(json.dumps(line) + "\n")
    return path


def importing(desk, *sources, form="json", program=PROGRAM):
    kind = sources[0].suffix.removeprefix(".")
    return subprocess.Popen(
        [sys.executable, *program, "--desk", desk, "-F", form, "import", kind, *sources],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(desk, *sources, form="table"):
    process = importing(desk, *sources, form=form)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


def finish(desk, *sources):
    return json.loads(said(desk, *sources, form="json"))


def killed_after(seconds, desk, source):
    process = importing(desk, source)
    time.sleep(seconds)
    process.kill()
    process.communicate()


def new_desk(path):
    LocalDesk(open_store(path, create=True)).do(AddAgent(handle="ana"))
    return path


def whole_input_once(path, lines):
    desk = LocalDesk(open_store(path))
    texts = []
    for conversation in desk.inbox("all", limit=1_000).items:
        texts += [entry.text for entry in desk.thread(conversation.id, limit=10_000).items]
    sound = list(differences(desk.store)) == []
    desk.close()
    return sound and sorted(texts) == sorted(f"line {n}" for n in range(lines))


@pytest.mark.parametrize(("times", "lines"), [(2, 1_000), pytest.param(24, 4_000, marks=pytest.mark.slow)])
def test_an_import_killed_at_random_and_resumed_holds_exactly_the_input_once(tmp_path, source, times, lines):
    choose = random.Random(times)
    started = time.monotonic()
    finish(new_desk(tmp_path / "timing.db"), source)
    whole = time.monotonic() - started
    interrupted = 0
    for n in range(times):
        path = new_desk(tmp_path / f"desk{n}.db")
        killed_after(choose.uniform(0.1, whole), path, source)
        summary = finish(path, source)
        assert summary["new"] + summary["known"] == lines
        interrupted += 0 < summary["known"] < lines
        assert whole_input_once(path, lines)
        path.unlink()
    if times > 10:
        assert interrupted >= times / 4, "the kills must fall inside the import"


@pytest.fixture(scope="module")
def mailboxes(tmp_path_factory):
    """Threads of five mails, each mail of which answers the one before; every tenth is by a machine. In ten
    files, as somebody keeps them who begins a new one each year."""
    folder = tmp_path_factory.mktemp("mailboxes")
    for n in range(MAILS):
        with (folder / f"{n // EACH}.mbox").open("a") as file:
            file.write(
                f"From - Mon Nov 16 10:00:00 2026\nFrom: Mei {n % 97} <mei{n % 97}@tan.example>\n"
                f"To: support@desk.example\nSubject: mail {n}\nMessage-ID: <{n}@tan.example>\n"
                + (f"References: <{n - 1}@tan.example>\n" if n % 5 else "")
                + ("Auto-Submitted: auto-replied\n" if n % 10 == 9 else "")
                + f"Date: Tue, 17 Nov 2026 09:{n % 60:02}:00 +0000\n\nHello, my order is A-{n}.\n\n"
            )
    return sorted(folder.iterdir())


class Killing:
    """Imports that are killed at random moments: two at once, of the file that is under way and the next."""

    def __init__(self, path, mailboxes):
        self.path, self.mailboxes = path, mailboxes
        self.choose = random.Random(1)
        self.killed = 0
        self.later = 0
        """Of these, those that came after mails had been kept while the killed ran."""

    def kept(self):
        with closing(sqlite3.connect(self.path)) as there:
            return there.execute("SELECT count(*) FROM entry WHERE kind = 'message'").fetchone()[0]

    def once(self, rounds):
        """The next two, of so many times two. So many more mails are waited for that the last come in the
        last round; now and then a time only, wherever they are by then."""
        before = self.kept()
        more = self.choose.uniform(0, 2 * (MAILS - before) / rounds - 2 * LITTLE)
        under_way = self.mailboxes[before // EACH :][:2] or self.mailboxes[-1:]
        processes = [importing(self.path, *under_way, program=LITTLE_BY_LITTLE) for _ in range(2)]
        if more < LITTLE / 2 or self.choose.random() < 0.2:
            time.sleep(self.choose.uniform(0, 0.4))
        else:
            while self.kept() < before + more and any(each.poll() is None for each in processes):
                time.sleep(0.002)
            time.sleep(self.choose.uniform(0, 0.02))
        killed = sum(each.poll() is None for each in processes)  # who was done before does not count
        for each in processes:
            each.kill()
            each.communicate()
        self.killed += killed
        self.later += killed if self.kept() > before else 0


@pytest.mark.slow
def test_a_mailbox_whose_import_is_killed_two_hundred_times_is_there_once(
    tmp_path, mailboxes, record_property
):
    """An import keeps no cursor, for what it has read it knows again: at the end of the file stands a further
    run that reads all of it, adds nothing and says so."""
    path, kills = new_desk(tmp_path / "desk.db"), 200
    killing = Killing(path, mailboxes)
    while killing.killed < kills:
        killing.once(max((kills - killing.killed) // 2, 1))
    assert killing.later >= kills / 3, "the kills must fall inside the import"
    record_property("imports killed", killing.killed)
    record_property("of which after mails were kept", killing.later)
    summary = finish(path, *mailboxes)
    assert (summary["read"], summary["new"] + summary["known"]) == (MAILS, MAILS)
    assert said(path, *mailboxes).startswith("5,000 read: 0 new, 5,000 known already, ")
    desk = LocalDesk(open_store(path))
    mails = [
        (entry.external_id, entry.subject)
        for conversation in desk.inbox("all", limit=2 * MAILS).items
        for entry in desk.thread(conversation.id, limit=100).items
        if entry.kind == "message"
    ]
    assert sorted(subject for _, subject in mails) == sorted(f"mail {n}" for n in range(MAILS))
    assert len({name for name, _ in mails}) == MAILS
    assert list(differences(desk.store)) == []
    assert desk.outbox() == ()
    desk.close()
    with closing(sqlite3.connect(path)) as found:
        assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
