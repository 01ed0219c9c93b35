"""The command that carries the mail, killed again and again: all of it comes in, once."""

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from agentconsole.desk.check import differences
from agentconsole.desk.local import LocalDesk
from agentconsole.store.sqlite import open_store
from tests.cli.mailbox import add_mailbox
from tests.servers import dovecot, smtp

pytestmark = pytest.mark.fault

MAILS, KILLS = 2_000, 60
WORDS = [sys.executable, "-m", "agentconsole", "sync", "--once"]


def mail(number):
    return (
        f"From: Mei <mei@tan.example>\r\nTo: support@desk.test\r\nSubject: mail {number}\r\n"
        f"Date: Tue, 17 Nov 2026 09:12:00 +0100\r\nMessage-ID: <{number}@tan.example>\r\n"
        f"References: <thread-{number % 20}@tan.example>\r\n\r\nHello {number}\r\n"
    ).encode()


@pytest.fixture
def server():
    with dovecot.running("support") as running:
        yield running


@pytest.fixture
def outgoing():
    with smtp.running() as running:
        yield running


@pytest.fixture
def channel(desk, program, server, outgoing):
    """A desk with that mailbox."""
    add_mailbox(program, server, outgoing.port)
    return desk


def kept(path):
    with closing(sqlite3.connect(path)) as there:
        return there.execute(
            "SELECT count(*) FROM entry WHERE kind = 'message' AND channel = 'support'"
        ).fetchone()[0]


def logins(server):
    return (server.home / "log").read_text("utf-8", "replace").count("Login: user=<support>")


def run_to_its_end():
    ran = subprocess.run(WORDS, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr


def began():
    return subprocess.Popen(WORDS, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_mail_whose_fetching_is_killed_again_and_again_comes_in_once(channel, server, record_property):
    choose, killed, later, inside = random.Random(9), 0, 0, 0
    start = time.monotonic()
    run_to_its_end()
    whole = time.monotonic() - start
    server.place("support", *map(mail, range(MAILS)))
    while killed < KILLS:
        before, known = kept(channel), logins(server)
        process = began()
        if choose.random() < 0.5:
            time.sleep(choose.uniform(0, whole))
        else:
            while kept(channel) == before and process.poll() is None:
                time.sleep(0.002)
            time.sleep(choose.uniform(0, 0.03))
        ended = process.poll() is not None
        process.kill()
        said = process.communicate()[1]
        assert not ended or process.returncode == 0, said
        killed += not ended  # one that was done before it was killed does not count
        inside += not ended and logins(server) > known
        later += not ended and kept(channel) > before
    record_property("fetches killed", killed)
    record_property("of which after they had logged in", inside)
    record_property("of which after mails were kept", later)
    assert inside > KILLS / 2 and later >= KILLS / 4
    for _ in range(2):
        run_to_its_end()
    desk = LocalDesk(open_store(channel))
    found = [
        each
        for each in desk.history(desk.customer("mei@tan.example").id, limit=100_000).items
        if each.channel == "support" and each.kind == "message"
    ]
    assert sorted(each.subject for each in found) == sorted(f"mail {n}" for n in range(MAILS))
    assert list(differences(desk.store)) == []
    desk.close()
    assert len(server.stored("support")) == MAILS
    assert {
        file.name for file in (server.maildir("support") / "cur").iterdir() if "S" in file.name[-4:]
    } == set()
