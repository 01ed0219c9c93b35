"""The real program on a real pseudo-terminal."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
from agentconsole.desk.local import LocalDesk
from agentconsole.settings.config import Config
from agentconsole.store.sqlite import open_store
from agentconsole.tui.app import run_console
desk = LocalDesk(open_store(Path(sys.argv[1])), name="bags")
run_console(desk, "ana", Config(timezone="UTC", editor=sys.argv[2]))
"""
PATIENCE = 30.0


class Terminal:
    """A console in a process and a terminal of its own."""

    def __init__(self, desk: Path, editor: str = "true") -> None:
        self.seen = b""
        self.all = b""
        """Everything that was ever written to it."""
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            self.run(desk, editor)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def run(self, desk: Path, editor: str) -> None:
        """Become the console."""
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM, str(desk), editor])

    def until(self, words: bytes) -> None:
        """Read until these bytes came."""
        patience = time.monotonic() + PATIENCE
        while words not in self.seen:
            assert time.monotonic() < patience, f"{words!r} never came in {self.seen[-2000:]!r}"
            self.read(0.2)

    def redrawn_until(self, words: bytes) -> None:
        """Have the whole screen drawn until these bytes came: a frame sends only what differs."""
        patience = time.monotonic() + PATIENCE
        while words not in self.seen:
            assert time.monotonic() < patience, f"{words!r} never came in {self.seen[-2000:]!r}"
            os.write(self.file, b"\x0c")
            self.read(0.3)

    def read(self, seconds: float) -> bool:
        """Read what comes in that time. False when the program has gone."""
        ready, _, _ = select.select([self.file], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.file, 65536)
        except OSError:
            return False
        self.seen += data
        self.all += data
        return bool(data)

    def type(self, keys: bytes) -> None:
        """Press keys."""
        self.seen = b""
        os.write(self.file, keys)

    def ended(self) -> int:
        """How it ended, as `os.waitpid` says."""
        patience = time.monotonic() + PATIENCE
        while time.monotonic() < patience:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return status
        raise AssertionError("it never ended")
