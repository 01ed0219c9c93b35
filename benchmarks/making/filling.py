"""A made desk put straight into a store, through the store's own sessions: quick, kept and used again.

What is kept is known by the seed, the size, and this package itself; a store that has learnt something new
since then brings it up to date, as it would any desk.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

from agentconsole.desk.record import record
from agentconsole.model.conversation import CustomerRef
from agentconsole.model.entry import SYSTEM, Author, AuthorType, Entry
from agentconsole.model.people import Agent, Identity, IdentityKind
from agentconsole.rules.replay import HEARD, begin
from agentconsole.rules.thread import Thread
from agentconsole.store.base import Writing
from agentconsole.store.sqlite import SqliteStore, make_store, open_store
from benchmarks.making import generating
from benchmarks.making.conversations import ANSWER, ASK, CLAIM, MESSAGE, NOTE, ORDER, REFUND, Happening
from benchmarks.making.generating import SEED
from benchmarks.making.people import Person, handles

BATCH = 5_000
"""Entries in one transaction."""
ANSWER_WITHIN = timedelta(hours=4)


def cache() -> Path:
    """Where made desks are kept."""
    given = os.environ.get("AGENTCONSOLE_BENCHMARKS", "")
    home = os.environ.get("XDG_CACHE_HOME", "") or str(Path.home() / ".cache")
    return Path(given) if given else Path(home) / "agentconsole-benchmarks"


def made(entries: int, *, seed: int = SEED) -> Path:
    """A desk of that size, made unless it is there already. Nobody writes to it."""
    path = cache() / f"desk-{entries}-{seed}-{made_by()}.db"
    if path.exists():
        _settle(open_store(path))
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        fill(part, generating.desk(entries, seed=seed))
        part.replace(path)
    return path


def made_by() -> str:
    """A short name of this package as it is now: what another one made is not used."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:8]


def copied(desk: Path, to: Path) -> Path:
    """A copy that may be written to."""
    return Path(shutil.copyfile(desk, to))


def fill(path: Path, happenings: Iterator[Happening]) -> None:
    """Make a desk of these."""
    new = make_store(path)
    filling = Filling()
    with new.writing() as write:
        for handle in handles():
            write.add_agent(Agent(handle=handle, full_name=handle.title(), email=f"{handle}@desk.example"))
    while batch := list(islice(happenings, BATCH)):
        with new.writing() as write:
            for happening in batch:
                filling.keep(write, happening)
    _settle(new)


def _settle(made: SqliteStore) -> None:
    """One file, with nothing left beside it."""
    made.close()
    for beside in ("-wal", "-shm"):
        assert not Path(f"{made.path}{beside}").exists(), "the desk is still open somewhere"


class Filling:
    """What has to be known to keep the next entry: the conversations under way, and who is known."""

    def __init__(self) -> None:
        self.threads: dict[str, Thread] = {}
        self.customers: dict[int, int] = {}
        self.asked: dict[str, int] = {}

    def keep(self, write: Writing, happening: Happening) -> None:
        """Keep one entry, as the desk itself would."""
        customer = self._customer(write, happening.customer)
        thread = self.threads.pop(happening.conversation, None) or self._begun(write, happening, customer)
        kept, after = record(write, [self._entry(write, happening, customer, thread)], thread)
        assert after is not None, "every happening is in a conversation"
        if happening.turn == 0:
            write.add_keys(after.conversation.id, happening.channel, (happening.conversation,))
        if not happening.last:
            self.threads[happening.conversation] = after
        elif happening.kind not in HEARD and after.conversation.owner:
            write.mark_read(after.conversation.id, kept[-1].version, by=after.conversation.owner)

    def _customer(self, write: Writing, who: Person) -> int:
        if who.number not in self.customers:
            number = self.customers[who.number] = write.add_customer(who.name, who.organization)
            write.link(number, Identity(kind=IdentityKind.EMAIL, value=who.email))
            if who.phone:
                write.link(number, Identity(kind=IdentityKind.PHONE, value=who.phone))
        return self.customers[who.number]

    def _begun(self, write: Writing, happening: Happening, customer: int) -> Thread:
        number = write.new_conversation()
        return begin(number, CustomerRef(id=customer, name=happening.customer.name))

    def _entry(self, write: Writing, happening: Happening, customer: int, thread: Thread) -> Entry:
        asking = happening.kind in (ASK, ANSWER)
        if happening.kind == ASK:
            self.asked[happening.conversation] = write.new_ask()
        return Entry(
            at=happening.at,
            kind=happening.kind,
            channel=happening.channel if happening.kind in (MESSAGE, ORDER, REFUND) else "desk",
            author=_author(happening, customer, thread),
            conversation=thread.conversation.id,
            customer=customer,
            text=happening.text,
            subject=happening.subject,
            ask=self.asked[happening.conversation] if asking else None,
            agent=happening.agent if happening.kind in (ASK, CLAIM) else None,
            until=happening.at + ANSWER_WITHIN if happening.kind == ASK else None,
            external_id=_external_id(happening),
        )


def _external_id(happening: Happening) -> str:
    outside = happening.direction == "in" or happening.kind in (ORDER, REFUND)
    return f"{happening.conversation}.{happening.turn}" if outside else ""


def _author(happening: Happening, customer: int, thread: Thread) -> Author:
    if happening.direction == "in":
        return Author(type=AuthorType.CUSTOMER, id=customer, name=happening.customer.name)
    if happening.kind in (ORDER, REFUND, CLAIM):
        return SYSTEM if happening.kind == CLAIM else Author(type=AuthorType.SYSTEM, name=happening.channel)
    own = thread.conversation.owner or happening.agent
    handle = own if happening.kind in (ASK, NOTE, MESSAGE) else happening.agent
    return Author(type=AuthorType.AGENT, id=handle, name=handle.title())
