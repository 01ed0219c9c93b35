"""Maildirs: a file for each mail, in `new` and `cur`, also those of the folders within."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from agentconsole.channels.base import Item
from agentconsole.channels.files import eml, sources
from agentconsole.model.errors import Misconfigured

PLACES = frozenset({"new", "cur"})
"""Where mails are. What is in `tmp` has not been delivered."""


def read(paths: Sequence[Path], *, ours: frozenset[str], now: datetime) -> Iterator[Item]:
    """The mails in these maildirs, folder by folder."""
    return eml.each((file for path in paths for file in files(path)), ours=ours, now=now)


def files(path: Path) -> Iterator[Path]:
    """The mails in a maildir, sorted by folder and name, which begins with the time of delivery."""
    for directory, names in sources.walk(path):
        if directory.name in PLACES:
            yield from (directory / name for name in names if not name.startswith("."))


def check(path: Path) -> None:
    """Raise when a directory is no maildir."""
    if not any(directory.name in PLACES for directory, _ in sources.walk(path)):
        raise Misconfigured(
            f"{path} is not a maildir.", "A maildir has the directories cur and new in it, or in its folders."
        )
