"""The whole way in of a mail, read, threaded, kept and indexed, beside a bare parse by the standard library.

python -m benchmarks.mail_intake [--mails N] [--rounds N]
"""

import argparse
import email
import email.policy
import gc
import random
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.channels.email.incoming import receive
from agentconsole.desk.api import Outcome
from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import AddAgent
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

    def words(self) -> str:
        """As a row."""
        done, parsed = self.mails / self.whole, self.mails / self.bare
        return f"whole intake {done:6,.0f} a second   bare parse {parsed:6,.0f} a second   {self.ratio:.2f} x"

    @property
    def ratio(self) -> float:
        """How many bare parses one intake takes."""
        return self.whole / self.bare


def bare(mails: Sequence[bytes]) -> float:
    """Seconds in which the standard library parses them, and does nothing else."""
    gc.collect()
    began = perf_counter()
    for raw in mails:
        email.message_from_bytes(raw, policy=email.policy.compat32)
    return perf_counter() - began


def whole(desk: LocalDesk, mails: Sequence[bytes]) -> tuple[float, list[int]]:
    """Seconds until they are durably on the desk, found by search, in their conversations; and which those
    are."""
    numbers: list[int] = []
    gc.collect()
    began = perf_counter()
    for start in range(0, len(mails), BATCH):
        now = datetime.now(UTC)
        batch = [receive(raw, ours=OURS, now=now) for raw in mails[start : start + BATCH]]
        came = desk.receive([replace(each, guarded=True) for each in batch])
        numbers += [number_of(each) for each in came]
    return perf_counter() - began, numbers


def number_of(outcome: Outcome | Exception) -> int:
    """Of the conversation something new has come into."""
    assert isinstance(outcome, Outcome) and outcome.new and outcome.conversation is not None
    return outcome.conversation.id


def measured(count: int, seed: int) -> Took:
    """Customers write in turns and are answered between; the way in counts, and the bare parse beside it."""
    chance, took = random.Random(seed), Took()
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
            took.mails += len(numbers)
            took.size += sum(map(len, mails))
            for talk, number in zip(talks, numbers, strict=True):
                talk.conversation = talk.conversation or number
            talks = [talk for talk in talks if talk.left]
            for talk in talks:
                mail_threads.answer(desk, talk, chance)
        desk.close()
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
    print(f"median {median(took.ratio for took in rounds):.2f} x")


if __name__ == "__main__":
    main()
