"""`agentconsole serve` as a program of its own, to be ended in whatever way."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

PATIENCE = 30.0
COMMAND = [sys.executable, "-m", "agentconsole", "--json"]


@dataclass
class Program:
    """One that runs."""

    process: subprocess.Popen[bytes]
    url: str = ""
    lines: list[bytes] = field(default_factory=list)

    def log(self) -> list[dict[str, object]]:
        """What it wrote, once it has ended."""
        assert self.process.stderr is not None
        self.lines += self.process.stderr.read().splitlines()
        return [json.loads(line) for line in self.lines]


@contextmanager
def served(
    *options: str, environment: dict[str, str] | None = None, under: Sequence[str] = ()
) -> Iterator[Program]:
    """The program, once it listens; killed at the end if it is still there. `under` may start it."""
    process = subprocess.Popen(
        [*under, *COMMAND, "serve", "--port", "0", *options],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
        bufsize=0,
    )
    program = Program(process)
    try:
        program.url = _begun(program)
        yield program
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def _begun(program: Program) -> str:
    """Where it listens."""
    assert program.process.stderr is not None
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not select.select([program.process.stderr], [], [], 0.2)[0]:
            continue
        line = program.process.stderr.readline()
        assert line, f"it ended: {program.lines}"
        program.lines.append(line)
        url = json.loads(line).get("note", {}).get("url")
        if url:
            return str(url)
    raise AssertionError(f"it does not listen: {program.lines}")


def ran(*arguments: str, environment: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """A command, and what came of it."""
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        env={**os.environ, **(environment or {})},
    )
