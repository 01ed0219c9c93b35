"""An SSH server of one's own on the loopback, started for a test and gone after it.

    with sshd.running(f"{program} --restricted", HOME=str(home)) as server:
        terminal = Terminal(server.client(), ...)

Whoever runs the tests can log in with one key, and gets one command by force, as in a restricted account.
"""

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shlex import quote

import pytest

from tests.servers import starting
from tests.servers.ports import free_ports

HOST = "127.0.0.1"
BINARY = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
PATIENCE = 30.0
"""Seconds for it to answer."""
CONFIGURATION = """
ListenAddress {host}:{port}
HostKey {home}/host
AuthorizedKeysFile {home}/authorized
PidFile {home}/pid
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
PrintMotd no
PrintLastLog no
PermitUserRC no
PermitUserEnvironment no
DisableForwarding yes
AcceptEnv {accept}
SetEnv {env}
Subsystem sftp internal-sftp
Compression yes
ForceCommand {command}
"""


def needed() -> None:
    """Skip the test, and say why, where there is no SSH server."""
    if BINARY is None or shutil.which("ssh") is None:
        pytest.skip("no sshd on this machine: apt-get install openssh-server openssh-client")


@contextmanager
def running(command: str, *, accept: str = "LANG", **env: str) -> Iterator["Sshd"]:
    """A server that runs this command for whoever logs in, with these variables set; those that `accept`
    names may be set by the client."""
    needed()
    home = Path(tempfile.mkdtemp(prefix="sshd-"))
    server = Sshd(home, command, accept, env)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home)


class Sshd:
    """One server."""

    def __init__(self, home: Path, command: str, accept: str, env: dict[str, str]) -> None:
        self.home = home
        (self.port,) = free_ports(1)
        self._process: subprocess.Popen[bytes] | None = None
        home.chmod(0o755)
        for key in ("host", "key"):
            words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home / key]
            subprocess.run(words, check=True, stdin=subprocess.DEVNULL)
        shutil.copy(home / "key.pub", home / "authorized")
        host_key = " ".join((home / "host.pub").read_text("ascii").split()[:2])
        (home / "known").write_text(f"[{HOST}]:{self.port} {host_key}\n")
        said = CONFIGURATION.format(
            host=HOST,
            port=self.port,
            home=home,
            command=command,
            accept=accept,
            env=" ".join(f'{name}="{value}"' for name, value in env.items()),
        )
        (home / "sshd_config").write_text(said, "utf-8")

    def start(self) -> None:
        """Until it answers."""
        assert BINARY is not None
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        with (self.home / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [BINARY, "-D", "-e", "-f", self.home / "sshd_config"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        starting.until(lambda: starting.greeting(self.port, 4) == b"SSH-", self._process, "sshd", self.log)

    def stop(self) -> None:
        """The server and all who are logged in."""
        self.drop()
        if self._process is not None:
            starting.kill(self._process)
            self._process = None

    def drop(self) -> int:
        """Kill every session of it, as if the line had been cut; how many there were."""
        sessions = self.sessions()
        for pid in sessions:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return len(sessions)

    def sessions(self) -> list[int]:
        """The processes that serve somebody who is logged in."""
        found, wanted = [], [self._process.pid] if self._process else []
        while wanted:
            children = Path(f"/proc/{(parent := wanted.pop())}/task/{parent}/children")
            with suppress(OSError):
                below = [int(word) for word in children.read_text("ascii").split()]
                served = [pid for pid in below if _name(pid) == "sshd"]
                found += served
                wanted += served
        return found

    def words(self, *asked: str, tty: bool = False, send: Sequence[str] = ()) -> list[str]:
        """How a client comes here, as a list of words; these variables of its own go with it."""
        options = {
            "UserKnownHostsFile": self.home / "known",
            "IdentityFile": self.home / "key",
            "IdentitiesOnly": "yes",
            "BatchMode": "yes",
            "LogLevel": "ERROR",
        }
        flags = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
        flags += [word for name in send for word in ("-o", f"SendEnv={name}")]
        where = ["-p", str(self.port), f"{getpass.getuser()}@{HOST}"]
        return ["ssh", "-F", "none", *(["-tt"] if tty else []), *flags, *where, *asked]

    def client(self, *asked: str, send: Sequence[str] = ()) -> str:
        """How a client with a terminal comes here, as a line of a shell."""
        return " ".join(map(quote, self.words(*asked, tty=True, send=send)))

    def run(self, *asked: str) -> "subprocess.CompletedProcess[str]":
        """Ask for a command, without a terminal."""
        return subprocess.run(
            self.words(*asked),
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE,
        )

    def log(self) -> str:
        """The last it wrote, for when something is wrong."""
        return (self.home / "log").read_text("utf-8", "replace")[-2_000:]


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text("ascii").strip()
    except OSError:
        return ""
