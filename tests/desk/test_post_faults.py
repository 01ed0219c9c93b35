"""What becomes of mail when its sender is killed, and when machines write to each other."""

import random
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path

import pytest

from agentconsole.channels.email.account import Account, Server
from agentconsole.channels.email.ours import message_id
from agentconsole.desk.local import LocalDesk
from agentconsole.desk.post import Line, Post
from agentconsole.model import commands
from agentconsole.model.keeping import Decision
from agentconsole.model.mail import OwnMail
from agentconsole.model.people import Contact
from agentconsole.store.sqlite import open_store
from tests.desk import sending
from tests.desk.postal import CHANNEL, SUPPORT, world

pytestmark = pytest.mark.slow

SENDING = Path(sending.__file__)
LEASES = 4
"""Minutes after which a lease is over."""
LOOP_SECONDS = 60
"""So long two desks are left to each other."""


def queue(desk, count):
    """So many replies to one customer; their Message-IDs by entry."""
    desk.do(
        commands.Receive(
            channel=CHANNEL,
            external_id="first",
            at=desk.clock(),
            customer=Contact(name="Mei", email="mei@customer.test"),
            direction="in",
            text="I was charged twice.",
            data={"from": ["Mei <mei@customer.test>"], "to": [SUPPORT], "message_id": "1@customer.test"},
        )
    )
    for n in range(count):
        desk.do(commands.Reply(conversation=1, text=f"reply {n}"), by="ana")
    return {each.entry.id: message_id(each.key, SUPPORT) for each in desk.outbox()}


def run(there, minutes):
    words = [sys.executable, SENDING, there.path, there.out.smtp_port, minutes]
    return subprocess.Popen([*map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def arrived(there):
    there.out.drain()
    return Counter(str(mail["Message-ID"]) for mail in there.mailbox("mei"))


def uncertain(desk):
    return {each.entry.id for each in desk.outbox() if each.state == "uncertain"}


def test_a_sender_killed_at_any_moment_loses_nothing_and_repeats_nothing_in_silence(
    tmp_path, record_property
):
    choose, kills, count = random.Random(14), 100, 500
    with world(tmp_path, "mei") as there:
        names = queue(there.desk, count)
        assert len(set(names.values())) == count
        killed = 0
        while killed < kills:
            process = run(there, LEASES * killed)
            for _ in range(choose.randint(0, 6)):
                process.stdout.readline()
            time.sleep(choose.uniform(0, 0.03))
            killed += process.poll() is None
            process.kill()
            process.communicate()
        ended = run(there, LEASES * kills)
        assert ended.communicate(timeout=300)[1] == b""
        assert ended.returncode == 0
        doubted = uncertain(there.desk)
        assert {each.entry.id for each in there.desk.outbox()} == doubted  # all others are sent
        assert 0 < len(doubted) <= kills
        once = arrived(there)
        assert set(once.values()) == {1}  # nothing was sent again without anybody's word
        sent = {name for entry, name in names.items() if entry not in doubted}
        assert sent <= once.keys() <= set(names.values())
        for entry in doubted:
            there.desk.do(commands.Settle(entry=entry, decision=Decision.AGAIN), by="ana")
        run(there, LEASES * kills).communicate(timeout=300)
        assert there.desk.outbox() == ()
        twice = arrived(there)
        repeats = {name for name, times in twice.items() if times > 1}
        assert twice.keys() == set(names.values())
        assert repeats == once.keys() & {names[entry] for entry in doubted}
        assert set(twice.values()) <= {1, 2}
        record_property("uncertain", len(doubted))
        record_property("repeated on the owner's word", len(repeats))
        print(f"\n{kills} kills: {len(doubted)} uncertain, of which {len(repeats)} had left")


class Side:
    """A desk of its own, at the same servers, with a server that answers for those who are away."""

    def __init__(self, there, folder, user):
        self.there, self.user = there, user
        self.address = f"{user}@{user}.test"
        own = OwnMail(channels=frozenset({"email", user}), addresses=frozenset({self.address}), first=user)
        self.desk = LocalDesk(open_store(folder / f"{user}.db", create=True), undo_seconds=0, mail=own)
        self.desk.do(commands.AddAgent(handle="ana"))
        imap = Server(host="localhost", port=there.there.imap_port, security="none", user=user)
        smtp = Server(host="localhost", port=there.out.smtp_port, security="none")
        account = Account(name=user, address=self.address, imap=imap, smtp=smtp)
        line = Line(account=account, incoming=lambda: there.there.password, outgoing=str)
        self.post = Post(self.desk, [line])
        self.answered = set()
        self.automatic = 0

    def carry(self):
        self.post.once()
        self.there.out.drain()

    def is_away(self):
        """Answer each mail by a machine, once, save those of machines (RFC 3834)."""
        for mail in self.there.mailbox(self.user):
            if mail["Message-ID"] in self.answered or str(mail["Auto-Submitted"] or "no") != "no":
                continue
            self.answered.add(mail["Message-ID"])
            self.automatic += 1
            self.there.answer(
                self.user,
                mail,
                "I am away until Monday.",
                From=self.address,
                to=parseaddr(str(mail["From"]))[1],
                Auto_Submitted="auto-replied",
                Precedence="bulk",
            )
        self.there.out.drain()


def test_two_desks_left_to_each_other_for_a_minute_send_no_mail_of_their_own(tmp_path):
    with world(tmp_path, "one", "two") as there:
        one, two = Side(there, tmp_path, "one"), Side(there, tmp_path, "two")
        one.desk.do(commands.Start(customer=two.address, subject="Hello", text="Are you there?"), by="ana")
        until, rounds = time.monotonic() + LOOP_SECONDS, 0
        while time.monotonic() < until:
            rounds += 1
            for side in (one, two):
                side.carry()
                side.is_away()
        assert rounds > 10
        assert one.automatic + two.automatic <= 2
        assert [len(there.mailbox(side.user)) for side in (one, two)] == [1, 1]
        assert (one.desk.outbox(), two.desk.outbox()) == ((), ())
        said = [(entry.kind, entry.by_machine) for entry in one.desk.thread(1).items]
        assert said[-1] == ("message", True)
        one.desk.close()
        two.desk.close()


MACHINES = (
    {"Auto-Submitted": "auto-replied"},
    {"Auto-Submitted": "auto-generated"},
    {"Precedence": "bulk"},
    {"X-Auto-Response-Suppress": "All"},
    {"X-Autoreply": "yes"},
    {"List-Id": "<news.list.test>"},
    {"From": "MAILER-DAEMON@customer.test"},
    {"From": SUPPORT},
)


def test_hundreds_of_mails_by_machines_are_all_there_and_none_is_answered(tmp_path):
    with world(tmp_path, "mei") as there:
        for n in range(200):
            headers = {name.replace("-", "_"): said for name, said in MACHINES[n % len(MACHINES)].items()}
            there.write("mei", f"I am away. {n}", Subject=f"Out of office {n}", **headers)
        there.carry()
        found = there.conversations()
        assert len(found) == 200
        later = there.clock() + timedelta(days=30)
        there.desk.come_due(later)
        there.carry()
        assert there.desk.outbox() == ()
        assert [each for each in there.mailbox("mei") if SUPPORT in str(each["From"])] == []
