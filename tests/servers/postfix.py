"""A Postfix of one's own on the loopback, started for a test and gone after it.

    with dovecot.running("mei") as there, postfix.running(there.lmtp_port) as server:
        ...send to server.smtp_port, to whichever domain...
        server.drain()

It has a folder, a queue and a log of its own, apart from any Postfix the machine runs, and hands all mail on
by LMTP: none can leave the machine.
"""

import grp
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers import starting
from tests.servers.ports import free_ports

HOST = "127.0.0.1"
PATIENCE = 30.0
"""Seconds for it to answer, and to hand its mail on."""
BINARY = shutil.which("master", path="/usr/lib/postfix/sbin:/usr/libexec/postfix:/usr/lib/postfix")
"""Started as it is: Postfix's own command is a script, and slow."""
USER, GROUP = "postfix", "postdrop"
QUEUES = (
    *("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming"),
    *("private", "saved", "trace"),
)
MAIN = """
compatibility_level = 3.6
daemon_directory = {daemons}
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/mail.log
maillog_file_prefixes = {home}
mail_owner = {user}
setgid_group = {group}
inet_interfaces = {host}
inet_protocols = ipv4
myhostname = mail.test
mydestination =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
local_recipient_maps =
alias_maps =
alias_database =
virtual_mailbox_domains = static:all
virtual_transport = lmtp:inet:{host}:{lmtp}
lmtp_destination_recipient_limit = 1
default_transport = error:no-outside-mail
relay_transport = error:no-outside-mail
message_size_limit = 30000000
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
in_flow_delay = 0
{more}
"""
MASTER = """
{host}:{smtp} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
scache unix - - n - 1 scache
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""

FOLDERS = {
    **dict.fromkeys(("etc", "queue", "queue/pid"), 0o755),
    **dict.fromkeys(("data", *(f"queue/{name}" for name in QUEUES)), 0o700),
    "queue/public": 0o710,
    "queue/maildrop": 0o730,
}
"""With their modes. Postfix makes them itself, in a script that takes a second and more."""


def needed() -> None:
    """Skip the test, and say why, where there is no Postfix or nobody who may run one."""
    if BINARY is None:
        pytest.skip("no postfix on this machine: apt-get install postfix")
    if os.getuid() != 0:
        pytest.skip("postfix is run by root only")


@contextmanager
def running(lmtp_port: int, *, more: str = "") -> Iterator["Postfix"]:
    """A server that hands all mail on to that port; `more` goes into its configuration."""
    needed()
    # Not pytest's own folder: the user that owns the queue could not get into it.
    home = Path(tempfile.mkdtemp(prefix="postfix-"))
    server = Postfix(home, lmtp_port, more=more)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(home)


class Postfix:
    """One server: on the same port and with the same queue after each restart."""

    host = HOST

    def __init__(self, home: Path, lmtp_port: int, *, more: str) -> None:
        self.home = home
        (self.smtp_port,) = free_ports(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._lay_out(lmtp_port, more)

    def start(self) -> None:
        """Until it greets."""
        assert BINARY is not None
        with (self.home / "output").open("ab") as output:
            self._process = subprocess.Popen(
                [BINARY, "-c", self.home / "etc", "-d"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        starting.until(lambda: starting.greeting(self.smtp_port) == b"2", self._process, "Postfix", self.log)

    def kill(self) -> None:
        """`kill -9` of all of it, in the middle of whatever it does."""
        if self._process is not None:
            starting.kill(self._process)
            self._process = None

    def restart(self) -> None:
        """Killed, and there again."""
        self.kill()
        self.start()

    def queued(self) -> int:
        """How many mails it has taken and not handed on."""
        folders = ("incoming", "active", "deferred")
        return sum(each.is_file() for name in folders for each in (self.home / "queue" / name).rglob("*"))

    def drain(self) -> None:
        """Wait until it has handed on all it was given."""
        until = time.monotonic() + PATIENCE
        while self.queued() or self.queued():  # twice: a mail moves between the folders meanwhile
            assert time.monotonic() < until, f"mail is stuck: {self.log()}"
            time.sleep(0.01)

    def log(self) -> str:
        """The last it wrote, for when something is wrong."""
        texts = [
            (self.home / name).read_text("utf-8", "replace")
            for name in ("output", "mail.log")
            if (self.home / name).exists()
        ]
        return "".join(texts)[-2_000:] or "it wrote nothing"

    def _lay_out(self, lmtp_port: int, more: str) -> None:
        self.home.chmod(0o755)
        owner, group = pwd.getpwnam(USER).pw_uid, grp.getgrnam(GROUP).gr_gid
        for name, mode in FOLDERS.items():
            folder = self.home / name
            folder.mkdir(mode=mode)
            folder.chmod(mode)
            if mode != 0o755:
                os.chown(folder, owner, group)
        assert BINARY is not None
        values = {
            "home": self.home,
            "daemons": Path(BINARY).parent,
            "host": HOST,
            "user": USER,
            "group": GROUP,
            "smtp": self.smtp_port,
        }
        for name, text in (("main.cf", MAIN), ("master.cf", MASTER)):
            file = self.home / "etc" / name
            file.write_text(text.format(lmtp=lmtp_port, more=more, **values), "utf-8")
            os.utime(file, (0, 0))  # it waits two seconds for a file that may still be written to
