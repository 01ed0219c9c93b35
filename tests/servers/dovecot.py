"""A Dovecot of one's own on the loopback, started for a test and gone after it.

    with dovecot.running("support", "mei") as server:
        server.deliver("mei", raw)

Mail is kept as Maildir in a temporary folder, apart from anything the machine runs. Mail comes in by LMTP
(`lmtp_port`, for whichever domain stands behind the user's name) and is read by IMAP (`imap_port`).
"""

import grp
import os
import pwd
import shutil
import smtplib
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
PASSWORD = "a secret of Dovecot's"
BINARY = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
PATIENCE = 30.0
"""Seconds for it to answer."""
MAIL_USER = "mail"
"""Who owns the mail when root runs it: Dovecot refuses to read mail as root."""
CONFIGURATION = """
protocols = imap lmtp
listen = {host}
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
ssl = {ssl}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_username_format = %n
auth_failure_delay = 0
mail_location = maildir:{home}/mail/%n
mail_fsync = never
mail_save_crlf = yes
first_valid_uid = 1
{rights}
passdb {{
  driver = passwd-file
  args = {home}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/mail/%n
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
service imap-login {{
  inet_listener imap {{
    address = {host}
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = {host}
    port = {lmtp}
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
{more}
"""
AS_MYSELF = """
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
}}
"""


def needed() -> None:
    """Skip the test, and say why, where there is no Dovecot."""
    if BINARY is None:
        pytest.skip("no dovecot on this machine: apt-get install dovecot-imapd dovecot-lmtpd")


@contextmanager
def running(*users: str, tls: bool = False, more: str = "") -> Iterator["Dovecot"]:
    """A server with these users, whose password is `PASSWORD`; `more` goes into its configuration.

    With `tls`, `imaps_port` answers and STARTTLS is offered, both with the certificate `authority`.
    """
    needed()
    # Not pytest's own folder: the user who owns the mail could not get into it, and the paths of its
    # sockets would be too long.
    home = Path(tempfile.mkdtemp(prefix="dovecot-"))
    server = Dovecot(home, users or ("support",), tls=tls, more=more)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(home)


class Dovecot:
    """One server: on the same ports and the same mail after each restart."""

    host = HOST
    password = PASSWORD

    def __init__(self, home: Path, users: tuple[str, ...], *, tls: bool, more: str) -> None:
        self.home = home
        self.users = dict.fromkeys(users, PASSWORD)
        self.imap_port, self.lmtp_port, self.imaps_port = free_ports(3)
        self.authority = home / "certificate.pem"
        """What a client of this server must trust (`SSL_CERT_FILE`)."""
        self._process: subprocess.Popen[bytes] | None = None
        self._placed = 0
        self._lay_out(tls, more)

    def start(self) -> None:
        """Until it answers on both ports."""
        assert BINARY is not None
        (self.home / "run" / "master.pid").unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [BINARY, "-F", "-c", self.home / "dovecot.conf"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        starting.until(self._answers, self._process, "Dovecot", self.log)

    def stop(self) -> None:
        """Let it go as its administrator would."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)
            self.kill()

    def kill(self) -> None:
        """`kill -9` of all of it, in the middle of whatever it does."""
        if self._process is not None:
            starting.kill(self._process)
            self._process = None
            # Locks of the killed: Dovecot breaks one after two minutes, if nobody buries the dead sooner.
            for lock in (self.home / "mail").rglob("*.lock"):
                lock.unlink()

    def restart(self) -> None:
        """Killed, and there again."""
        self.kill()
        self.start()

    def deliver(self, user: str, *raws: bytes, sender: str = "someone@else.example") -> None:
        """Mail for a user, in this order. It is in their inbox when this returns."""
        with smtplib.LMTP(HOST, self.lmtp_port, timeout=PATIENCE) as lmtp:
            for raw in raws:
                lmtp.sendmail(sender, [f"{user}@here.example"], raw)

    def place(self, user: str, *raws: bytes, mailbox: str = "INBOX", seen: bool = False) -> None:
        """Mail put there byte for byte and all at once, as another mail program would that moves it in."""
        folder = self._make(user, mailbox)
        for raw in raws:
            self._placed += 1
            name = f"{int(time.time())}.M{self._placed}P{os.getpid()}.here"
            draft = folder / "tmp" / name
            draft.write_bytes(raw)
            self._own(draft)
            draft.rename(folder / ("cur" if seen else "new") / (f"{name}:2,S" if seen else name))

    def maildir(self, user: str, mailbox: str = "INBOX") -> Path:
        """Where the mail of a mailbox lies."""
        folder = self.home / "mail" / user
        return folder if mailbox == "INBOX" else folder / f".{mailbox.replace('/', '.')}"

    def stored(self, user: str, mailbox: str = "INBOX") -> list[bytes]:
        """All mail of a mailbox as it lies there, in no order."""
        folder = self.maildir(user, mailbox)
        return [file.read_bytes() for part in ("new", "cur") for file in (folder / part).glob("*")]

    def break_uidvalidity(self, user: str, mailbox: str = "INBOX") -> None:
        """Forget which number each mail had, as a restored backup does. All of them get new ones, under
        another UIDVALIDITY, as soon as somebody looks."""
        folder = self.maildir(user, mailbox)
        for file in [folder / "dovecot-uidlist", *folder.glob("dovecot.index*")]:
            file.unlink(missing_ok=True)

    def log(self) -> str:
        """The last it wrote, for when something is wrong."""
        file = self.home / "log"
        return file.read_text("utf-8", "replace")[-2_000:] if file.exists() else "it wrote nothing"

    def _answers(self) -> bool:
        return all(map(starting.greeting, (self.imap_port, self.lmtp_port)))

    def _make(self, user: str, mailbox: str) -> Path:
        folder = self.maildir(user, mailbox)
        made = [self.maildir(user), folder, *(folder / part for part in ("cur", "new", "tmp"))]
        for each in made:
            each.mkdir(parents=True, exist_ok=True)
        self._own(*made)
        return folder

    def _lay_out(self, tls: bool, more: str) -> None:
        owner = pwd.getpwnam(MAIL_USER) if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        self._owner = owner.pw_uid, owner.pw_gid
        self.home.chmod(0o755)
        (self.home / "mail").mkdir()
        self._own(self.home / "mail")
        users = self.home / "users"
        users.write_text("".join(f"{user}:{{PLAIN}}{word}\n" for user, word in self.users.items()), "utf-8")
        values = {"user": self._owner[0], "group": self._owner[1]}
        mine = (
            AS_MYSELF.format(user=owner.pw_name, group=grp.getgrgid(owner.pw_gid).gr_name)
            if os.getuid()
            else ""
        )
        text = CONFIGURATION.format(
            home=self.home,
            host=HOST,
            imap=self.imap_port,
            imaps=self.imaps_port if tls else 0,
            lmtp=self.lmtp_port,
            ssl="yes" if tls else "no",
            rights=mine,
            more=more + (self._certificate() if tls else ""),
            **values,
        )
        (self.home / "dovecot.conf").write_text(text, "utf-8")

    def _certificate(self) -> str:
        key = self.home / "key.pem"
        words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
        names = f"subjectAltName=DNS:localhost,IP:{HOST}"
        subprocess.run(
            [*words.split(), "-addext", names, "-keyout", key, "-out", self.authority],
            check=True,
            capture_output=True,
        )
        return f"ssl_cert = <{self.authority}\nssl_key = <{key}\n"

    def _own(self, *paths: Path) -> None:
        if os.getuid() == 0:
            for path in paths:
                os.chown(path, *self._owner)
