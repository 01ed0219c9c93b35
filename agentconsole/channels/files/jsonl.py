"""Entries as JSON lines, one entry a line: the format for history from anywhere."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from agentconsole.channels.base import Item, Problem
from agentconsole.channels.files import sources
from agentconsole.channels.files.entries import Unusable, entry
from agentconsole.model.commands import Receive

LONGEST = 16 * 1024 * 1024
"""Bytes of one line."""
BOM = b"\xef\xbb\xbf"


def read(paths: Sequence[Path]) -> Iterator[Item]:
    """The entries of these files."""
    before = 0
    for path in paths:
        position, number = before, 0
        try:
            with sources.opened(path) as file:
                for number, (line, end) in enumerate(_lines(file), start=1):
                    position = before + end
                    if line is None or line.strip():
                        found = _found(path, number, line)
                        yield Item(source=path, line=number, found=found, position=position)
        except OSError as error:
            problem = Problem(source=path, line=number + 1, reason=sources.unreadable(error))
            yield Item(source=path, line=number + 1, found=problem, position=position)
        before = max(position, before + sources.length(path))


def _lines(file: BinaryIO) -> Iterator[tuple[bytes | None, int]]:
    """Each line, or None for one that is too long, and where it ends."""
    position = 0
    while line := file.readline(LONGEST + 1):
        position += len(line)
        if len(line) > LONGEST and not line.endswith(b"\n"):
            position += _rest(file)
            yield None, position
        else:
            yield line.removeprefix(BOM) if position == len(line) else line, position


def _rest(file: BinaryIO) -> int:
    """Skip to the end of the line; how many bytes that was."""
    skipped = 0
    while piece := file.readline(LONGEST):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def _found(path: Path, number: int, line: bytes | None) -> Receive | Problem:
    if line is None:
        return Problem(source=path, line=number, reason=f"The line is longer than {LONGEST:,} bytes.")
    try:
        return entry(line)
    except Unusable as reason:
        return Problem(source=path, line=number, reason=str(reason))
