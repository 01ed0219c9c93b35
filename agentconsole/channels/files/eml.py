"""Mails in files of their own: any file that is named, and every `*.eml` in a directory that is."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from agentconsole.channels.base import Item, Problem
from agentconsole.channels.email.incoming import receive
from agentconsole.channels.files import sources
from agentconsole.model.commands import Receive

LARGEST = 100_000_000
"""Bytes of one mail. Mail servers take 10 to 50 million."""


def read(paths: Sequence[Path], *, ours: frozenset[str], now: datetime) -> Iterator[Item]:
    """The mails in these files and directories."""
    found = (file for path in paths for file in (files(path) if path.is_dir() else [path]))
    return each(found, ours=ours, now=now)


def files(path: Path) -> Iterator[Path]:
    """The mails in a directory and those below it."""
    for directory, names in sources.walk(path):
        for name in names:
            if name.lower().endswith(".eml"):
                yield directory / name


def each(paths: Iterable[Path], *, ours: frozenset[str], now: datetime) -> Iterator[Item]:
    """One mail from each file."""
    position = 0
    for path in paths:
        size = sources.length(path)
        found = _mail(path, ours, now)
        position += size
        yield Item(source=path, line=1, found=found, position=position)


def _mail(path: Path, ours: frozenset[str], now: datetime) -> Receive | Problem:
    try:
        with sources.opened(path) as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        return Problem(source=path, line=1, reason=sources.unreadable(error))
    if not raw:
        return Problem(source=path, line=1, reason="It is empty.")
    if len(raw) > LARGEST:
        return Problem(source=path, line=1, reason=f"It is larger than {LARGEST:,} bytes.")
    return receive(raw, ours=ours, now=now)
