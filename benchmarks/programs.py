"""Programs run to their end: how long they took, and the most memory they had."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from benchmarks import launching


class Ran(Struct, frozen=True):
    """A program that ended well."""

    ms: float
    peak: float
    """Of memory, in MiB; the largest of its own children's and its own."""


class Broken(Exception):
    """A program ended badly."""


def run(words: Sequence[str], *, env: Mapping[str, str] | None = None, well: Sequence[int] = (0,)) -> float:
    """Milliseconds of a program whose output nobody reads. Raises `Broken` for another exit code."""
    there = {**os.environ, **(env or {})}
    nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1)]
    complaints = Path(os.environ.get("TMPDIR", "/tmp")) / f"complaints-{os.getpid()}"
    heard = (os.POSIX_SPAWN_OPEN, 2, str(complaints), os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    started = time.perf_counter()
    pid = os.posix_spawnp(words[0], list(words), there, file_actions=[*nowhere, heard])
    _, status = os.waitpid(pid, 0)
    taken = (time.perf_counter() - started) * 1000
    said = complaints.read_text("utf-8", "replace")
    complaints.unlink(missing_ok=True)
    if os.waitstatus_to_exitcode(status) not in well:
        raise Broken(f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}: {said[-800:]}")
    return taken


def watched(words: Sequence[str], *, env: Mapping[str, str] | None = None) -> Ran:
    """The same, and what it needed of memory."""
    launched = [sys.executable, "-I", "-S", launching.__file__, *words]
    there = {**os.environ, **(env or {})}
    told = subprocess.run(
        launched, env=there, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if told.returncode:
        raise Broken(f"{' '.join(words)} ended with {told.returncode}: {told.stderr[-800:]}")
    ms, peak = told.stdout.split()
    return Ran(float(ms), float(peak) / 1024)
