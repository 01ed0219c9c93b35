"""What becomes of mail when its sender is killed, and when machines write to each other."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path

import pytest

from agentconsole.channels.email.ours import message_id
from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands
from agentconsole.model.keeping import Decision
from agentconsole.model.mail import OwnMail
from agentconsole.model.people import Contact
from agentconsole.store.sqlite import open_store
from tests.desk import sending
from tests.desk.postal import CHANNEL, SUPPORT, world

pytestmark = [pytest.mark.fault, pytest.mark.slow]

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
        record_property("senders killed", kills)
        record_property("uncertain after it", len(doubted))
        record_property("of which had left, and were repeated on the owner's word", len(repeats))


CONFIGURATION = """
undo_seconds = 0

[channels.{user}]
kind = "email"
address = "{user}@{user}.test"
desk = "{path}"
imap = {{host = "localhost", port = {imap}, security = "none", user = "{user}"}}
smtp = {{host = "localhost", port = {smtp}, security = "none"}}
"""


class Side:
    """A desk of its own, at the same servers, whose mail is carried while nobody sits at it."""

    def __init__(self, there, folder, user):
        self.user, self.address, self.path = user, f"{user}@{user}.test", folder / f"{user}.db"
        own = OwnMail(channels=frozenset({"email", user}), addresses=frozenset({self.address}), first=user)
        self.desk = LocalDesk(open_store(self.path, create=True), undo_seconds=0, mail=own)
        self.desk.do(commands.AddAgent(handle="ana"))
        config = folder / f"{user}.toml"
        ports = {"imap": there.there.imap_port, "smtp": there.out.smtp_port}
        config.write_text(CONFIGURATION.format(user=user, path=self.path, **ports), "utf-8")
        self.env = {"AGENTCONSOLE_CONFIG": str(config)}
        self.env |= {f"AGENTCONSOLE_SECRET_{user.upper()}": there.there.password}

    @contextmanager
    def carried(self):
        words = [sys.executable, "-m", "agentconsole", "--desk", self.path, "sync", "--quiet"]
        process = subprocess.Popen(words, env=os.environ | self.env, stderr=subprocess.PIPE, text=True)
        try:
            yield
            assert process.poll() is None
        finally:
            process.terminate()
            said = process.communicate(timeout=60)[1]
            self.desk.close()
        assert said == ""

    def writes_to(self, address):
        start = commands.Start(customer=address, subject="Hello", text="Are you there?")
        return self.desk.do(start, by="ana").conversation.id

    def entries(self):
        """All that was said in any of its conversations."""
        every = [each.id for each in self.desk.inbox("all", limit=1_000).items]
        return [entry for number in every for entry in self.desk.thread(number, limit=1_000).items]

    def has_sent(self, there):
        """The ids of all mails of this desk, in whosever mailbox; and how many left by the server's log."""
        there.out.drain()
        mails = [mail for user in USERS for mail in there.mailbox(user)]
        log = (there.out.home / "mail.log").read_text("utf-8")
        left = log.count(f"from=<{self.address}>, size=")
        return {str(mail["Message-ID"]) for mail in mails if self.address in str(mail["From"])}, left


class Robot:
    """Answers every mail, whoever wrote it and whatever its headers say. Of every other answer it says that
    it is one."""

    address = "robot@robot.test"

    def __init__(self, there):
        self.there, self.seen, self.said = there, set(), 0

    def look(self):
        for mail in self.there.mailbox("robot"):
            if mail["Message-ID"] not in self.seen:
                self.seen.add(mail["Message-ID"])
                self._say(self.there.answer, mail, to=parseaddr(str(mail["From"]))[1])

    def write(self, address):
        self._say(self.there.write, to=address)

    def _say(self, by, *answered, to):
        headers = {"Auto_Submitted": "auto-replied"} if self.said % 2 else {}
        by("robot", *answered, f"said {self.said}", to=to, From=self.address, **headers)
        self.said += 1


USERS = ("one", "two", "three", "robot")


def test_desks_at_which_nobody_sits_send_no_mail_of_their_own_to_each_other_or_a_robot(tmp_path):
    """Nothing in the program writes a mail by itself. So what is counted is what leaves in a minute, beside
    the two mails that Ana wrote before she left, whoever writes to her desks."""
    with world(tmp_path, *USERS) as there, ExitStack() as minute:
        sides = one, two, three = [Side(there, tmp_path, user) for user in USERS[:3]]
        robot = Robot(there)
        for side in sides:
            minute.enter_context(side.carried())
        one.writes_to(two.address)
        three.writes_to(robot.address)
        until = time.monotonic() + LOOP_SECONDS
        while (left := until - time.monotonic()) > 0:
            robot.look()
            if left > 5 and robot.said < LOOP_SECONDS - left:  # a mail in a second or so
                robot.write(three.address)
            time.sleep(0.1)
        assert robot.said > 20
        for side, written in ((one, 1), (two, 0), (three, 1)):
            ids, left = side.has_sent(there)
            assert (len(ids), left) == (written, written)
            assert side.desk.outbox() == ()
        assert [each.text.strip() for each in two.entries() if each.incoming] == ["Are you there?"]
        shown = {each.text.strip(): each.by_machine for each in three.entries() if each.incoming}
        assert shown == {f"said {number}": number % 2 == 1 for number in range(robot.said)}


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
        said = [there.desk.thread(each.id).items[0].data.get("machine") for each in found]
        assert None not in said
        later = there.clock() + timedelta(days=30)
        there.desk.come_due(later)
        there.carry()
        assert there.desk.outbox() == ()
        assert [each for each in there.mailbox("mei") if SUPPORT in str(each["From"])] == []
