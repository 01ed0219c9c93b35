"""What the servers of the tests have in common: they are waited for, and ended with all they started."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress

HOST = "127.0.0.1"
PATIENCE = 20.0
"""Seconds for it to say its first word."""


def until(
    answers: Callable[[], bool],
    process: "subprocess.Popen[bytes]",
    name: str,
    log: Callable[[], str],
    *,
    seconds: float = PATIENCE,
) -> None:
    """Wait until it answers; it has gone wrong when it has ended, or does not answer for so long."""
    end = time.monotonic() + seconds
    while not answers():
        assert process.poll() is None and time.monotonic() < end, f"no {name}: {log()}"
        time.sleep(0.01)


def kill(process: "subprocess.Popen[bytes]", *, seconds: float = PATIENCE) -> None:
    """`kill -9` of all of it, in the middle of whatever it does."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(seconds)


def greeting(port: int, size: int = 1) -> bytes:
    """The first bytes that whoever comes there is told; nothing, where nobody is."""
    try:
        with socket.create_connection((HOST, port), timeout=PATIENCE) as there:
            return there.recv(size)
    except OSError:
        return b""
