"""The real program in a process of its own, which the system stops when it takes too much time."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# What Linux tells of a program that has ended is never less than what its starter held: this holds little.
STARTER = """
import json, os, pty, resource, sys
seconds, out, err, *words = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
there, terminal = pty.openpty()
made = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
streams = [(os.POSIX_SPAWN_DUP2, terminal, 0), (os.POSIX_SPAWN_DUP2, terminal, 1)]
streams.append((os.POSIX_SPAWN_OPEN, 2, err, made, 0o600))
pid = os.posix_spawn(words[0], words, os.environ, file_actions=streams)
os.close(terminal)
with open(out, "wb") as kept:
    while True:
        try:
            kept.write(os.read(there, 65536))
        except OSError:
            break
_, status, used = os.wait4(pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_maxrss]))
"""
SECONDS = 2


@dataclass
class Limited:
    """What one run left behind. `code` is negative when the system stopped it."""

    code: int
    out: str
    err: str
    peak: int
    """The most memory it had, in kB."""


def run(folder: Path, *words: object) -> Limited:
    """Run the program on a terminal, at home in that folder, with `SECONDS` of the processor at most."""
    out, err = folder / "out", folder / "err"
    program = [sys.executable, "-m", "agentconsole", *map(str, words)]
    started = subprocess.run(
        [sys.executable, "-I", "-S", "-c", STARTER, str(SECONDS), out, err, *program],
        env=environment(folder),
        capture_output=True,
        check=True,
    )
    code, peak = json.loads(started.stdout)
    return Limited(code, out.read_text().replace("\r\n", "\n"), err.read_text(), peak)


def environment(folder: Path) -> dict[str, str]:
    """That of a machine on which nobody has used the program yet."""
    own = {
        "AGENTCONSOLE_CONFIG": str(folder / "config.toml"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_STATE_HOME": str(folder / "state"),
        "AGENTCONSOLE_AS": "ana",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "TZ": "UTC",
        "TERM": "dumb",
        "NO_COLOR": "1",
    }
    return {name: value for name, value in os.environ.items() if not name.startswith("AGENTCONSOLE_")} | own
