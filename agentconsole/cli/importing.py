"""Real data in: messages and events from files, once each, however often they are read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from agentconsole.channels import files
from agentconsole.channels.base import Item, Problem
from agentconsole.cli.progress import Progress
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.streams import Format
from agentconsole.model.commands import Receive
from agentconsole.model.errors import DeskError, Invalid, NotFound
from agentconsole.model.link import LinkState

LARGE = 5_000_000
"""Bytes in files from which on it is worth it to read them in a process of its own."""
PARTLY = 7


class Source(StrEnum):
    """The kinds of file that can be read."""

    MBOX = "mbox"
    EML = "eml"
    MAILDIR = "maildir"
    JSONL = "jsonl"


@dataclass
class Tally:
    """What became of what was read."""

    new: int = 0
    known: int = 0
    kept_raw: int = 0
    problems: int = 0

    @property
    def read(self) -> int:
        """Everything there was."""
        return self.new + self.known + self.problems

    def words(self) -> str:
        """For a person."""
        return (
            f"{self.read:,} read: {self.new:,} new, {self.known:,} known already, "
            f"{self.kept_raw:,} kept raw, {self.problems:,} not taken"
        )


def import_(
    context: typer.Context,
    source: Annotated[Source, typer.Argument(metavar="mbox|eml|maildir|jsonl", help="What the files are.")],
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Files or directories; - is stdin (mbox, jsonl)."),
    ],
    *,
    ours: Annotated[
        list[str],
        typer.Option("--ours", metavar="ADDRESS", help="Mail from here is ours, as that of every agent is."),
    ] = [],  # noqa: B006 - Typer copies it
    channel: Annotated[
        str,
        typer.Option("--channel", metavar="NAME", help="The channel its mail came by; by default email."),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Read everything and say what is new; change nothing.")
    ] = False,
) -> None:
    """Take messages and events in from files. What is known already is known, not doubled.

    A summary of what was new, known and kept raw goes to stdout; what could not be taken, with its line
    and reason, to stderr, and the exit code is then 7. What was taken stays when the import is
    interrupted: give the same command again to go on.
    """
    session = session_of(context)
    colleagues = (agent.email for agent in session.whole.agents() if agent.email)
    addresses = frozenset(address.casefold() for address in (*colleagues, *ours))
    items = files.read(source.value, paths, ours=addresses, now=session.now.astimezone(UTC))
    if channel:
        items = _by_channel(items, _known_channel(session, channel, source))
    size = files.size(paths)
    batches = _batches(session, items, size, dry_run=dry_run)
    importing = _Importing(session, Progress(session.streams.stderr, size), dry_run)
    try:
        importing.all(batches)
    except KeyboardInterrupt:
        importing.tell_how_far("Interrupted")
        raise
    except DeskError:
        importing.tell_how_far("Stopped")
        raise
    _summarise(session, importing.tally, dry_run=dry_run)


def _batches(session: Session, items: Iterator[Item], size: int, *, dry_run: bool) -> Iterator[list[Item]]:
    """The items to be kept at once; of large files, read ahead."""
    if size < LARGE:
        return files.batches(items)
    kept_here = session.whole.link().state is LinkState.HERE
    return files.batches(files.read_ahead(items, pack=kept_here and not dry_run), first=files.BEGINNING)


def _known_channel(session: Session, channel: str, source: Source) -> str:
    """What is fetched from a mailbox later is known by its channel, too: a slip would double all of it."""
    if source is Source.JSONL:
        raise Invalid("Each line of JSON names its own channel", "Leave out --channel")
    known = sorted(session.whole.mail.channels)
    if channel not in known:
        raise NotFound(f"This desk has no channel {channel}", f"There are: {', '.join(known)}")
    return channel


def _by_channel(items: Iterable[Item], channel: str) -> Iterator[Item]:
    for item in items:
        found = item.found
        yield replace(item, found=replace(found, channel=channel)) if isinstance(found, Receive) else item


class _Importing:
    """One import, batch by batch: each is one transaction, and durable when the next begins."""

    def __init__(self, session: Session, progress: Progress, dry_run: bool) -> None:
        self.session = session
        self.progress = progress
        self.dry_run = dry_run
        self.tally = Tally()
        self.seen: set[tuple[str, str]] = set()

    def all(self, batches: Iterable[Sequence[Item]]) -> None:
        """Take everything in."""
        for batch in batches:
            self.take(batch)
            self.progress.show(batch[-1].position, self.tally.words())
        self.progress.clear()

    def tell_how_far(self, why: str) -> None:
        """Say what was taken in before it ended early."""
        self.progress.clear()
        on = "Nothing was changed" if self.dry_run else "That stays; give the same command again to go on"
        self.session.streams.say(f"{why}. {self.tally.words()}. {on}.")

    def take(self, batch: Sequence[Item]) -> None:
        """Take one batch in, and say what could not be."""
        receives = [item.found for item in batch if isinstance(item.found, Receive)]
        outcomes = iter(self.rehearsed(receives) if self.dry_run else self.received(receives))
        for item in batch:
            came_of = item.found.reason if isinstance(item.found, Problem) else next(outcomes)
            if isinstance(came_of, DeskError):
                came_of = came_of.message
            if isinstance(came_of, Exception):
                raise came_of
            self.count(item, came_of)

    def received(self, batch: Sequence[Receive]) -> list[bool | Exception]:
        """For each whether it was new, or what kept it out."""
        outcomes = self.session.whole.receive(batch)
        return [outcome if isinstance(outcome, Exception) else outcome.new for outcome in outcomes]

    def rehearsed(self, batch: Sequence[Receive]) -> list[bool | Exception]:
        """The same without changing anything; what came before in these files counts as known."""
        outcomes = self.session.whole.rehearse(batch)
        for at, receive in enumerate(batch):
            key = (receive.channel, receive.external_id)
            if outcomes[at] is True and key in self.seen:
                outcomes[at] = False
            self.seen.add(key)
        return outcomes

    def count(self, item: Item, came_of: bool | str) -> None:
        """Count one item: new, known, or why not."""
        if isinstance(came_of, str):
            self.tally.problems += 1
            self.progress.clear()
            self.session.streams.say(
                f"{item.source}:{item.line}: {came_of}",
                kind="problem",
                source=str(item.source),
                line=item.line,
                reason=came_of,
            )
            return
        self.tally.new += came_of
        self.tally.known += not came_of
        self.tally.kept_raw += isinstance(item.found, Receive) and item.found.kept_raw


def _summarise(session: Session, tally: Tally, *, dry_run: bool) -> None:
    streams = session.streams
    if streams.format is Format.TABLE:
        streams.text(f"{'Nothing was changed. ' if dry_run else ''}{tally.words()}.")
    else:
        streams.json(
            {
                "read": tally.read,
                "new": tally.new,
                "known": tally.known,
                "kept_raw": tally.kept_raw,
                "problems": tally.problems,
                "dry_run": dry_run,
            }
        )
    if tally.problems:
        session.exit_code = PARTLY


COMMANDS: Mapping[str, Callable[..., None]] = {"import": import_}
