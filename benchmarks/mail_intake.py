"""The whole way in of a mail, read, threaded, kept and indexed, beside a bare parse by the standard library.

Both in seconds of a core, user and system, so that others on the machine count for little; and the import of
the same mails from a file, where a second process reads ahead, in seconds on the wall as well: on a machine
with two idle cores it takes what the busier process takes.

python -m benchmarks.mail_intake [--mails N] [--rounds N]
"""

import argparse
import email
import email.policy
import gc
import random
import resource
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.channels import files
from agentconsole.channels.email.incoming import receive
from agentconsole.desk.api import Outcome
from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import AddAgent, Receive
from agentconsole.store.sqlite import open_store
from benchmarks import mail_threads

OURS = frozenset({mail_threads.US})
BATCH = 50
"""Mails that are kept in one transaction, as the post keeps them."""


class Took(Struct):
    """Seconds, and what they were for."""

    mails: int = 0
    size: int = 0
    whole: float = 0.0
    bare: float = 0.0
    wall: float = 0.0
    """Of an import of the same mails,"""
    keeps: float = 0.0
    """of the core that keeps them in it,"""
    reads: float = 0.0
    """and of the one that reads them."""

    def words(self) -> str:
        """As a row."""
        done, parsed = self.mails / self.whole, self.mails / self.bare
        busier = max(self.keeps, self.reads)
        return (
            f"whole {done:6,.0f} a second   bare parse {parsed:6,.0f} a second   {self.ratio:.2f} x"
            f"   import: {self.mails / busier:6,.0f} a second of its busier core   {busier / self.bare:.2f} x"
            f"   {self.mails / self.wall:6,.0f} a second on the wall   {self.wall / self.bare:.2f} x"
        )

    @property
    def ratio(self) -> float:
        """How many bare parses one intake takes, of one core."""
        return self.whole / self.bare

    @property
    def ahead(self) -> float:
        """The same of an import, when another core reads ahead."""
        return max(self.keeps, self.reads) / self.bare


def bare(mails: Sequence[bytes]) -> float:
    """Seconds in which the standard library parses them, and does nothing else."""
    gc.collect()
    began = process_time()
    for raw in mails:
        email.message_from_bytes(raw, policy=email.policy.compat32)
    return process_time() - began


def whole(desk: LocalDesk, mails: Sequence[bytes]) -> tuple[float, list[int]]:
    """Seconds until they are durably on the desk, found by search, in their conversations; and which those
    are."""
    numbers: list[int] = []
    gc.collect()
    began = process_time()
    for start in range(0, len(mails), BATCH):
        now = datetime.now(UTC)
        batch = [receive(raw, ours=OURS, now=now) for raw in mails[start : start + BATCH]]
        came = desk.receive([replace(each, guarded=True) for each in batch])
        numbers += [number_of(each) for each in came]
    return process_time() - began, numbers


def imported(mails: Sequence[bytes], took: Took) -> None:
    """An import of them from an mbox into an empty desk, read ahead by a second process."""
    with tempfile.TemporaryDirectory() as place:
        desk, path = LocalDesk(open_store(Path(place) / "desk.db", create=True)), Path(place) / "mbox"
        with path.open("wb") as file:
            for raw in mails:
                whole_lines = raw.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ")
                file.write(b"From x@y Tue Nov 17 09:12:00 2026\n" + whole_lines + b"\n\n")
        gc.collect()
        others, began, kept = _of_others(), perf_counter(), process_time()
        items = files.read_ahead(files.read("mbox", [path], ours=OURS, now=datetime.now(UTC)), pack=True)
        new = 0
        for batch in files.batches(items, first=files.BEGINNING):
            found = (each.found for each in batch)
            new += sum(map(_is_new, desk.receive([each for each in found if isinstance(each, Receive)])))
        took.wall, took.keeps = perf_counter() - began, process_time() - kept
        took.reads = _of_others() - others
        desk.close()
    assert new == len(mails)


def _of_others() -> float:
    """Seconds of a core that processes of ours have taken that are over."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _is_new(outcome: Outcome | Exception) -> bool:
    return isinstance(outcome, Outcome) and outcome.new


def number_of(outcome: Outcome | Exception) -> int:
    """Of the conversation something new has come into."""
    assert isinstance(outcome, Outcome) and outcome.new and outcome.conversation is not None
    return outcome.conversation.id


def measured(count: int, seed: int) -> Took:
    """Customers write in turns and are answered between; the way in counts, and the bare parse beside it."""
    chance, took, written = random.Random(seed), Took(), list[bytes]()
    with tempfile.TemporaryDirectory() as place:
        desk = LocalDesk(open_store(Path(place) / "desk.db", create=True))
        desk.do(AddAgent(handle="ana"))
        talks = mail_threads.talks(count, chance)
        while talks:
            chance.shuffle(talks)
            mails = [
                mail_threads.next_mail(talk, chance, after=took.mails + at) for at, talk in enumerate(talks)
            ]
            seconds, numbers = whole(desk, mails)
            took.whole += seconds
            took.bare += bare(mails)
            written += mails
            took.mails += len(numbers)
            took.size += sum(map(len, mails))
            for talk, number in zip(talks, numbers, strict=True):
                talk.conversation = talk.conversation or number
            talks = [talk for talk in talks if talk.left]
            for talk in talks:
                mail_threads.answer(desk, talk, chance)
        desk.close()
    imported(written, took)
    return took


def main() -> None:
    """Print both, round by round, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    rounds = [measured(given.mails, seed) for seed in range(given.rounds)]
    print(f"{rounds[0].mails:,} mails, {rounds[0].size / rounds[0].mails / 1000:.1f} kB each on average")
    for took in rounds:
        print(took.words())
    one, ahead, wall = (
        median(each) for each in zip(*((it.ratio, it.ahead, it.wall / it.bare) for it in rounds), strict=True)
    )
    print(f"median {one:.2f} x; of an import that reads ahead {ahead:.2f} x, and {wall:.2f} x on the wall")


if __name__ == "__main__":
    main()
