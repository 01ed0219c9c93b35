"""A real terminal with the real program in it, as a person sits before it."""

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from shlex import quote

PATIENCE = 30.0
AGENTCONSOLE = f"{sys.executable} -m agentconsole"


def has_tmux() -> bool:
    return shutil.which("tmux") is not None


class Terminal:
    """A tmux session of a size, running one command under a server of its own."""

    def __init__(
        self, command: str, directory: Path, *, width: int = 80, height: int = 24, **env: str
    ) -> None:
        self.name = f"story-{uuid.uuid4().hex[:8]}"
        self.pid_file = directory / f"{self.name}.pid"
        settings = "".join(f"{key}={quote(value)} " for key, value in env.items())
        shell = f"env {settings}sh -c 'echo $$ > {self.pid_file}; exec {command}'; echo ended: $?; exec sh"
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", str(width), "-y", str(height), shell)

    def _tmux(self, *words: str) -> str:
        # Readline, which pytest loads, puts the size of another terminal into the environment of the process,
        # behind the back of `os.environ`: every program would believe it.
        done = subprocess.run(
            ["tmux", "-L", self.name, *words],
            capture_output=True,
            text=True,
            check=True,
            env=dict(os.environ),
        )
        return done.stdout

    def screen(self) -> str:
        """What a person sees."""
        return self._tmux("capture-pane", "-p")

    def title(self) -> str:
        return self._tmux("display-message", "-p", "#{pane_title}").strip()

    def resize(self, width: int, height: int) -> None:
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    def type(self, text: str) -> None:
        self._tmux("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._tmux("send-keys", key)

    def until(self, text: str, *, gone: bool = False) -> str:
        """The screen as soon as it shows the text, or no longer does."""
        end = time.monotonic() + PATIENCE
        while ((screen := self.screen()).find(text) >= 0) == gone:
            assert time.monotonic() < end, (
                f"{text!r} {'stays on' if gone else 'is not on'} the screen:\n{screen}"
            )
            time.sleep(0.02)
        return screen

    def kill(self, number: signal.Signals) -> None:
        os.kill(int(self.pid_file.read_text()), number)

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self.name, "kill-server"], capture_output=True, check=False)


def run(desk: Path, *words: str, by: str = "ana") -> str:
    """A command of another process on the same desk; what it says on stdout."""
    done = subprocess.run(
        [sys.executable, "-m", "agentconsole", "--desk", desk, "--as", by, *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
