"""Keeping what a rule decided: entries, the state that follows from each, and who sees them."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from agentconsole.model.ask import Ask
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.people import Customer
from agentconsole.model.promise import Promise
from agentconsole.rules.replay import evolve
from agentconsole.rules.situation import THIS_REPLY
from agentconsole.rules.thread import Thread
from agentconsole.store.base import Writing

OWNING = frozenset({Kind.CLAIM, Kind.ACCEPT})


def record(
    write: Writing,
    entries: Sequence[Entry],
    thread: Thread | None,
    *,
    original: bytes = b"",
    due_at: datetime | None = None,
    chosen: bool = False,
    by: str | None = None,
) -> tuple[tuple[Entry, ...], Thread | None]:
    """Keep the entries in order and return them as kept, with the state after the last.

    `due_at` is for messages of ours that are to go out: when they may leave, and with `chosen`, that their
    writer chose the time. `original` belongs to the entry that came from outside.
    """
    kept: list[Entry] = []
    said = 0
    for decided in entries:
        before = thread
        entry = _numbered(write, decided, said)
        said = entry.id if entry.outgoing else said
        if thread is not None and entry.conversation is not None:
            entry = replace(entry, version=thread.conversation.version + 1)
            thread = evolve(thread, entry)
        kept.append(
            write.add(
                entry,
                conversation=thread.conversation if thread and entry.conversation else None,
                asks=_touched(thread, entry),
                promises=_changed(before, thread),
                histories=tuple(dict.fromkeys(who for who in (entry.customer, entry.party) if who)),
                original=original if entry.external_id else b"",
                due_at=due_at if entry.outgoing else None,
                chosen=chosen,
                by=by,
            )
        )
        if entry.kind in OWNING and thread is not None:
            _note_person(write, thread, entry)
    return tuple(kept), thread


def _numbered(write: Writing, decided: Entry, said: int) -> Entry:
    """With its own number, and that of the message which the same command sent."""
    about = tuple(said if each == THIS_REPLY else each for each in decided.about)
    return replace(decided, id=write.new_entry_id(decided.at), about=about)


def _changed(before: Thread | None, after: Thread | None) -> dict[int, Promise]:
    """The promises an entry made or changed."""
    if before is None or after is None:
        return {}
    return {
        number: promise
        for number, promise in after.promises.items()
        if before.promises.get(number) is not promise
    }


def _touched(thread: Thread | None, entry: Entry) -> dict[int, Ask]:
    if thread is None or entry.ask is None or entry.ask not in thread.asks:
        return {}
    return {entry.ask: thread.asks[entry.ask]}


def _note_person(write: Writing, thread: Thread, entry: Entry) -> None:
    """Who owns a conversation becomes their person, unless somebody did so later."""
    customer = write.customer(thread.conversation.begun_with)
    if customer is not None and (customer.person_at is None or customer.person_at <= entry.at):
        write.save_customer(_with_person(customer, thread.conversation.owner, entry.at))


def _with_person(customer: Customer, owner: str | None, at: datetime) -> Customer:
    """Whoever was their person already has been so since then."""
    since = customer.person_since if customer.person == owner else at
    return replace(customer, person=owner, person_since=since, person_at=at)
