"""Mail comes in whole and once, whatever is killed, renumbered or done by others meanwhile."""

import imaplib
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from agentconsole.channels.email import follow
from agentconsole.channels.email.follow import Follower
from agentconsole.desk.check import differences
from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import AddAgent
from agentconsole.store.sqlite import open_store
from tests.desk import fetching
from tests.servers import dovecot

pytestmark = pytest.mark.fault

FETCHING = Path(fetching.__file__)
PATIENCE = 60.0


def mail(number):
    return (
        f"From: Mei <mei@tan.example>\r\nTo: support@here.example\r\nSubject: mail {number}\r\n"
        f"Date: Tue, 17 Nov 2026 09:12:00 +0100\r\nMessage-ID: <{number}@tan.example>\r\n"
        f"References: <thread-{hash(number) % 20}@tan.example>\r\n\r\nHello {number}\r\n"
    ).encode()


def mails(count, first=0):
    return [mail(n) for n in range(first, first + count)]


@pytest.fixture
def server():
    with dovecot.running("support") as running:
        yield running


@pytest.fixture
def desk(tmp_path):
    desk = LocalDesk(open_store(tmp_path / "desk.db", create=True))
    desk.do(AddAgent(handle="ana"))
    yield desk
    desk.close()


def subjects(desk):
    """Of all that is there of Mei, in order of their names."""
    there = desk.history(desk.customer("mei@tan.example").id, limit=100_000)
    return sorted(entry.subject for entry in there.items if entry.kind == "message")


def named(numbers):
    return sorted(f"mail {n}" for n in numbers)


def flags(server):
    """Of each mail, by number, as another mail program sees them."""
    program = imaplib.IMAP4(server.host, server.imap_port, 20)
    program.login("support", server.password)
    program.select(readonly=True)
    _, said = program.uid("FETCH", "1:*", "(FLAGS)")
    program.logout()
    return {each.split()[2]: set(imaplib.ParseFlags(each)) - {b"\\Recent"} for each in said if each}


class Following:
    """A follower that fills a desk, in a thread."""

    def __init__(self, desk, server):
        self.standings = []
        self.desk = desk
        self._changed = threading.Condition()
        fetcher = fetching.fetcher(server.imap_port, "support", server.password)
        self.follower = Follower(fetcher, fetching.kept(desk), take=self.take, tell=self.tell)
        self.thread = threading.Thread(target=self.follower.run)
        self.count = 0

    def take(self, batch):
        fetching.keep(self.desk, batch)
        self.count += len(batch.receives)

    def tell(self, standing):
        with self._changed:
            self.standings.append(standing)
            self._changed.notify_all()

    def wait_for(self, what):
        with self._changed:
            assert self._changed.wait_for(what, PATIENCE), (self.count, self.standings[-5:])

    def connected(self):
        return bool(self.standings) and self.standings[-1].connected

    def seconds_of_work(self):
        return time.clock_gettime(time.pthread_getcpuclockid(self.thread.ident))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.follower.stop()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()


@pytest.mark.parametrize(("kills", "count"), [(3, 60), pytest.param(100, 2_000, marks=pytest.mark.slow)])
def test_a_fetcher_killed_at_any_moment_brings_everything_once(tmp_path, server, desk, kills, count):
    choose = random.Random(kills)
    server.place("support", *mails(count // 2))
    before = flags(server)
    placed = count // 2
    words = [sys.executable, FETCHING, tmp_path / "desk.db", server.imap_port, "support", server.password, 5]
    killed = 0
    while killed < kills:  # one that was done before it was killed does not count
        process = subprocess.Popen([*map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        more = (count - placed) // (kills - killed)
        server.place("support", *mails(more, placed))
        placed += more
        assert process.stdout.readline() == b"begun\n"
        for _ in range(choose.randint(0, 3)):
            process.stdout.readline()
        time.sleep(choose.uniform(0, 0.02))
        killed += process.poll() is None
        process.kill()
        process.communicate()
    ended = subprocess.run([*map(str, words)], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert subjects(desk) == named(range(count))
    assert list(differences(desk.store)) == []
    after = flags(server)
    assert len(after) == count
    assert set(map(frozenset, after.values())) == {frozenset()}
    assert {uid: after[uid] for uid in before} == before


@pytest.mark.slow
def test_a_server_that_is_killed_again_and_again_loses_and_doubles_nothing(server, desk):
    choose = random.Random(20)
    placed = 0
    with Following(desk, server) as following:
        for n in range(20):
            following.wait_for(following.connected)
            if n % 2:  # in the middle of fetching
                there = following.count
                server.place("support", *mails(200, placed))
                placed += 200
                following.wait_for(lambda there=there: following.count > there)
            else:  # while it waits for news
                server.deliver("support", mail(placed))
                placed += 1
                following.wait_for(lambda placed=placed: following.count >= placed)
                time.sleep(choose.uniform(0, 0.2))
            server.kill()
            following.wait_for(lambda: not following.connected())
            worked, down = following.seconds_of_work(), choose.uniform(0.2, 3.0)
            server.place("support", mail(placed))
            placed += 1
            time.sleep(down)
            assert following.seconds_of_work() - worked < 0.05 * down
            server.start()
            up = time.monotonic()
            following.wait_for(following.connected)
            assert time.monotonic() - up <= 5
        following.wait_for(lambda: following.count >= placed)
    assert following.count == placed
    assert subjects(desk) == named(range(placed))
    assert list(differences(desk.store)) == []


def test_a_server_that_numbers_its_mail_anew_doubles_nothing_and_hides_nothing(server, desk, monkeypatch):
    monkeypatch.setattr(follow.random, "uniform", lambda low, high: 0.01)
    server.deliver("support", *mails(307))
    with Following(desk, server) as following:
        following.wait_for(lambda: following.count >= 307 and following.connected())
        first = fetching.kept(desk)
        server.kill()  # robbed of its files while somebody listens, it may write the old numbers again
        following.wait_for(lambda: not following.connected())
        server.break_uidvalidity("support")
        server.start()
        server.deliver("support", *mails(3, 307))
        following.wait_for(lambda: len(subjects(desk)) >= 310 and following.connected())
        following.wait_for(lambda: fetching.kept(desk).last >= 310)
    assert subjects(desk) == named(range(310))
    notes = [note for standing in following.standings for note in standing.notes]
    assert len(notes) == 1 and f"UIDVALIDITY {first.uidvalidity}, now" in notes[0]
    assert fetching.kept(desk).uidvalidity != first.uidvalidity


def test_gaps_other_mail_programs_and_old_mail_that_is_moved_in_hide_nothing(server, desk):
    server.deliver("support", *mails(20))
    other = imaplib.IMAP4(server.host, server.imap_port, 20)
    other.login("support", server.password)
    other.select()
    with Following(desk, server) as following:
        following.wait_for(lambda: following.count >= 20)
    server.deliver("support", *mails(20, first=20))
    other.noop()
    other.store("1:10,25,30", "+FLAGS", "\\Deleted")
    other.expunge()  # gaps in what is known and in what is new
    other.store("1:*", "+FLAGS", "\\Seen")  # all of it is read elsewhere
    other.create("Archive")
    other.append("Archive", "(\\Seen)", '"17-Nov-2025 09:12:00 +0100"', mail(40).replace(b"2026", b"2025"))
    other.select("Archive")
    other.copy("1", "INBOX")
    other.logout()
    with Following(desk, server) as following:
        following.wait_for(lambda: following.count >= 19)
        server.deliver("support", mail(41))
        following.wait_for(lambda: following.count >= 20)
    assert subjects(desk) == named(set(range(42)) - {24, 29})
    assert following.standings[-1].passed == ()
    seen = [b"\\Seen" in each for each in flags(server).values()]
    assert seen == [True] * 29 + [False]
