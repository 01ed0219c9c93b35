"""Files as a source: `read` gives what is in them, one thing at a time; `size` says how much there is.

However large a file is, no more than one message of it is held in memory.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from agentconsole.channels.base import Item
from agentconsole.channels.files import eml, jsonl, maildir, mbox, sources
from agentconsole.model.errors import Invalid

FORMATS = ("mbox", "eml", "maildir", "jsonl")
STREAMS = frozenset({"mbox", "jsonl"})
"""Formats that can be read from standard input, as `-`."""
BATCH = 500
"""Things that are kept in one transaction."""
BEGINNING = 50
"""The first of them, of those that are read ahead."""


def read(
    format: str,  # noqa: A002 - the name the command line has for it
    paths: Sequence[Path],
    *,
    ours: frozenset[str] = frozenset(),
    now: datetime,
) -> Iterator[Item]:
    """Everything in these sources, in order.

    `ours` are our own e-mail addresses in lower case; `now` is the time a mail without a credible date gets.
    Raises `NotFound` or `Misconfigured` for a path that cannot be read, before anything is.
    """
    readers: dict[str, Callable[[Sequence[Path]], Iterator[Item]]] = {
        "mbox": partial(mbox.read, ours=ours, now=now),
        "eml": partial(eml.read, ours=ours, now=now),
        "maildir": partial(maildir.read, ours=ours, now=now),
        "jsonl": jsonl.read,
    }
    if format not in readers:
        raise Invalid(
            f"{format!r} is not a format that can be imported.", f"Use one of {', '.join(FORMATS)}."
        )
    for path in paths:
        sources.check(path, directory=format == "maildir", stream=format in STREAMS)
    if format == "maildir":
        for path in paths:
            maildir.check(path)
    return readers[format](paths)


def read_ahead(items: Iterator[Item], *, pack: bool = False) -> Iterator[Item]:
    """The same items, read by a second process where there is a second core for it. With `pack` the originals
    come packed, as a store on this machine keeps them."""
    from agentconsole.channels.files import ahead  # only large files need it

    return ahead.ahead(items, pack=pack) if ahead.possible() else items


def batches(items: Iterable[Item], *, first: int = BATCH) -> Iterator[list[Item]]:
    """The items in batches to be kept at once. What is read ahead begins with a small one, so that keeping
    need not wait long for reading."""
    left, size = iter(items), first
    while batch := list(islice(left, size)):
        yield batch
        size = min(2 * size, BATCH)


def size(paths: Sequence[Path]) -> int:
    """The bytes in these sources: of a directory, those of the mails in it. Standard input counts as none.

    `Item.position` ends at this number, but for a directory that has both a maildir and `.eml` files in it.
    """
    return sum(sources.length(file) for path in paths for file in _files(path))


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from eml.files(path)
        yield from maildir.files(path)
    else:
        yield path
