"""An import that is killed at any moment, and taken up again: exactly the input, once."""

import json
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from agentconsole.desk.check import differences
from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import AddAgent
from agentconsole.store.sqlite import open_store

MAILS = 5_000


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


def importing(desk, source):
    kind = source.suffix.removeprefix(".")
    return subprocess.Popen(
        [sys.executable, "-m", "agentconsole", "--desk", desk, "import", kind, source, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(desk, source):
    process = importing(desk, source)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return json.loads(out)


def killed_after(seconds, desk, *sources):
    processes = [importing(desk, source) for source in sources]
    time.sleep(seconds)
    for process in processes:
        process.kill()
    for process in processes:
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


@pytest.mark.parametrize(("times", "lines"), [(2, 1_000), pytest.param(50, 4_000, marks=pytest.mark.slow)])
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
def mailbox(tmp_path_factory):
    """Threads of five mails, each mail of which answers the one before; every tenth is by a machine."""
    path = tmp_path_factory.mktemp("mailbox") / "all.mbox"
    with path.open("w") as file:
        for n in range(MAILS):
            file.write(
                f"From - Mon Nov 16 10:00:00 2026\nFrom: Mei {n % 97} <mei{n % 97}@tan.example>\n"
                f"To: support@desk.example\nSubject: mail {n}\nMessage-ID: <{n}@tan.example>\n"
                + (f"References: <{n - 1}@tan.example>\n" if n % 5 else "")
                + ("Auto-Submitted: auto-replied\n" if n % 10 == 9 else "")
                + f"Date: Tue, 17 Nov 2026 09:{n % 60:02}:00 +0000\n\nHello, my order is A-{n}.\n\n"
            )
    return path


def kept(path):
    with closing(sqlite3.connect(path)) as there:
        return there.execute("SELECT count(*) FROM entry WHERE kind = 'message'").fetchone()[0]


@pytest.mark.slow
def test_a_mailbox_whose_import_is_killed_two_hundred_times_is_there_once(tmp_path, mailbox):
    choose, kills = random.Random(1), 200
    finish(new_desk(tmp_path / "timing.db"), mailbox)
    started = time.monotonic()
    finish(tmp_path / "timing.db", mailbox)
    known = time.monotonic() - started
    path = new_desk(tmp_path / "desk.db")
    grew, there, later = 0, 0, known / 4
    for _ in range(kills // 2):
        # Two at once. They pass over what is known, and are killed in the batch after that, or before it.
        killed_after(choose.uniform(0.7, 1) * later, path, mailbox, mailbox)
        more = kept(path) > there
        grew, there = grew + more, kept(path)
        later = later if more else min(later * 1.05, 1.2 * known)
    assert grew >= 5, "the kills must fall inside the import"
    summary = finish(path, mailbox)
    assert (summary["read"], summary["new"] + summary["known"]) == (MAILS, MAILS)
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
