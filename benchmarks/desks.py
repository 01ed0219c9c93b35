"""Desks of a size, made the way real ones are: through `receive`."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import AddAgent, Receive
from agentconsole.model.people import Contact
from agentconsole.store.sqlite import open_store

START = datetime(2019, 1, 1, tzinfo=UTC)
END = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = 5_000
BATCH = 1_000
STAR = Contact(name="Mei Tan", email="mei@tan.example")


def one_customer(path: Path, entries: int, *, seed: int = 1) -> LocalDesk:
    """A desk of one customer with that many entries over seven years, 25 to a conversation."""
    desk = LocalDesk(open_store(path, create=True))
    desk.do(AddAgent(handle="ana", full_name="Ana Costa"))
    batch: list[Receive] = []
    for command in lines(entries, seed=seed):
        batch.append(command)
        if len(batch) == BATCH:
            desk.receive(batch)
            batch = []
    desk.receive(batch)
    return desk


def lines(entries: int, *, seed: int) -> Iterator[Receive]:
    """Text of Zipf-like words: `w0` in nearly every entry, `w4999` in few."""
    choose = random.Random(seed)
    weights = [1 / (rank + 1) for rank in range(WORDS)]
    words = [f"w{rank}" for rank in range(WORDS)]
    step = (END - START) / entries
    for n in range(entries):
        matter = n // 25
        yield Receive(
            channel=("email", "chat", "phone")[matter % 3],
            external_id=f"e{n}",
            at=START + timedelta(seconds=int((step * n).total_seconds())),
            customer=STAR,
            direction="out" if n % 2 else "in",
            author="ana" if n % 2 else "",
            subject=f"Matter {matter}",
            text=" ".join(choose.choices(words, weights, k=60)),
            keys=(f"m{matter}",),
            begins=True,
        )
