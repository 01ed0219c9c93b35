"""A program on a pseudo-terminal, watched from outside: when it paints, and how many bytes that takes."""

import atexit
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

QUERIES = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronized output: yes
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # resize told in the stream: no
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
}
ESCAPES = re.compile(
    rb"\x1b(?:\[[0-9;:?<=>]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-B]|[=>78cDEHM])"
)
PATIENCE = 60.0
TICKS = os.sysconf("SC_CLK_TCK")
TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}

RUNNING: set[int] = set()
"""The programs on terminals: none outlives a run that was broken off."""


@atexit.register
def _leave_none() -> None:
    for pid in RUNNING:
        os.kill(pid, signal.SIGKILL)


class Ended(Exception):
    """The program ended, though nobody told it to."""


class Painted(Struct, frozen=True):
    """What followed a key."""

    first: float
    """Milliseconds from the key to the first byte."""
    last: float
    """To the last byte before the screen stood still."""
    sent: int
    """Bytes."""
    text: bytes
    """What of them is not escape sequences."""


class Terminal:
    """One program on a terminal of its own, started at once."""

    def __init__(
        self, words: Sequence[str], *, columns: int, rows: int, env: Mapping[str, str] | None = None
    ) -> None:
        self.seen = b""
        self.began = False
        """It has painted something."""
        there = {**os.environ, **TERMINAL, **(env or {}), "COLUMNS": str(columns), "LINES": str(rows)}
        size = struct.pack("HHHH", rows, columns, 0, 0)
        self.started = time.perf_counter()
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execvpe(words[0], list(words), there)
        RUNNING.add(self.pid)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, size)

    def until(self, words: bytes, *, patience: float = PATIENCE) -> float:
        """Milliseconds from the start until these words are in what was painted."""
        end = time.perf_counter() + patience
        while words not in ESCAPES.sub(b"", self.seen):
            if time.perf_counter() > end or self._read(0.5) is None:
                shown = ESCAPES.sub(b" ", self.seen)[-1500:]
                raise TimeoutError(f"{words!r} was never painted; there is {shown!r}")
        return (time.perf_counter() - self.started) * 1000

    def still(self, quiet: float = 0.3, *, patience: float = PATIENCE) -> int:
        """Wait until nothing has been painted for so many seconds, and something before that; how many
        bytes came meanwhile."""
        end, sent = time.perf_counter() + patience, 0
        while not self.began and time.perf_counter() < end:
            sent += self._going(0.5)
        while got := self._going(quiet):
            sent += got
            if time.perf_counter() > end:
                raise TimeoutError("the screen never stands still")
        return sent

    def press(self, keys: bytes, *, quiet: float = 0.05, patience: float = 5.0) -> Painted | None:
        """Press a key and watch until the screen has stood still for `quiet` seconds; None for no paint."""
        self.seen, pressed = b"", time.perf_counter()
        os.write(self.file, keys)
        first = last = 0.0
        got, sent = self._going(patience), 0
        while got:
            last = (time.perf_counter() - pressed) * 1000
            first, sent = first or last, sent + got
            got = self._going(quiet)
        return Painted(first, last, sent, ESCAPES.sub(b"", self.seen)) if sent else None

    def awaited(self, words: bytes, since: float, *, patience: float = 5.0) -> float:
        """Milliseconds from a moment of `time.perf_counter` until these words are painted."""
        while words not in ESCAPES.sub(b"", self.seen):
            if time.perf_counter() - since > patience or self._read(0.5) is None:
                raise TimeoutError(f"{words!r} was never painted")
        return (time.perf_counter() - since) * 1000

    def memory(self) -> float:
        """The most it has had so far, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def busy(self) -> float:
        """Seconds of processor it has used."""
        after_name = Path(f"/proc/{self.pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
        return (int(after_name[11]) + int(after_name[12])) / TICKS

    def close(self) -> None:
        """End it, whatever it is doing."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        RUNNING.discard(self.pid)
        os.close(self.file)

    def _going(self, seconds: float) -> int:
        """How many bytes came in that time. Raises `Ended`."""
        got = self._read(seconds)
        if got is None:
            raise Ended(ESCAPES.sub(b" ", self.seen)[-1500:].decode(errors="replace"))
        return got

    def _read(self, seconds: float) -> int | None:
        """How many bytes came in that time; None when the program has ended."""
        if not select.select([self.file], [], [], seconds)[0]:
            return 0
        try:
            data = os.read(self.file, 1 << 16)
        except OSError:
            return None
        self.seen += data
        self.began = True
        for query, answer in QUERIES.items():
            if query in data:
                os.write(self.file, answer)
        return len(data)
