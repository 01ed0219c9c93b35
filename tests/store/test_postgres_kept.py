"""The server that the tests start is gone when they are, however they end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.servers import postgres

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys, time
from tests.servers import postgres
server = postgres.shared()
print(server.home, server._keeper.pid, flush=True)
time.sleep(float(sys.argv[1]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("ending", [None, signal.SIGTERM, signal.SIGKILL])
def test_nothing_of_it_is_left(ending):
    postgres.needed()
    seconds = "0" if ending is None else "60"
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, seconds], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    home, keeper = running.stdout.readline().split()
    if ending is not None:
        running.send_signal(ending)
    running.wait(timeout=30)
    running.stdout.close()
    until = time.monotonic() + 30
    while Path(home).exists() or _runs(int(keeper)):
        assert time.monotonic() < until, "the server outlived those it was for"
        time.sleep(0.05)


def _runs(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
