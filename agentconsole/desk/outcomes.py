"""What a command did, read as it is kept."""

from collections.abc import Sequence

from agentconsole.desk.api import Outcome
from agentconsole.desk.resolve import at_moment, customer_row, ids_of, root, whole
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.fact import Fact
from agentconsole.model.keeping import DraftKind
from agentconsole.model.people import Agent, Customer
from agentconsole.rules.noting import known
from agentconsole.rules.situation import Situation
from agentconsole.rules.thread import Thread
from agentconsole.store.base import Reading, Writing

JOINING = frozenset({Kind.AGENT, Kind.LEAVE})


def outcome_of(
    read: Writing, situation: Situation, kept: Sequence[Entry], thread: Thread | None, by: str | None
) -> Outcome:
    """The entries made, and the nouns they are about as they are now."""
    number = thread.conversation.id if thread else None
    if thread is not None:
        _ask_ahead(read, thread.conversation, kept, by)
    now = read.conversation(number, by=by) if number else None
    ask = situation.ask.id if situation.ask else next((e.ask for e in kept if e.kind == Kind.ASK), None)
    promise = next((e.promise for e in kept if e.promise is not None), None)
    return Outcome(
        entries=tuple(filter(None, (read.entry(entry.id) for entry in kept))),
        conversation=at_moment(read, now, situation.now) if now else None,
        ask=read.ask(ask) if ask else None,
        promise=read.promise(promise) if promise else None,
        fact=_fact(read, situation, kept),
        customer=_customer(read, situation, kept),
        agent=None if number else _agent(read, kept, by),
        draft=read.draft(number, DraftKind.REPLY, by=by) if number and by and situation.message else None,
    )


def _ask_ahead(read: Writing, there: Conversation, kept: Sequence[Entry], by: str | None) -> None:
    read.ahead(
        lambda: read.conversation(there.id, by=by),
        lambda: [read.entry(entry.id) for entry in kept],
        lambda: read.agent(there.owner) if there.owner else None,
    )


def _fact(read: Reading, situation: Situation, kept: Sequence[Entry]) -> Fact | None:
    numbers = (entry.data.get("fact") for entry in kept)
    number = next((each for each in numbers if isinstance(each, int)), None)
    fact = read.fact(number) if number is not None else situation.fact
    if fact is None:
        return None
    every = known(read.facts(ids_of(read, customer_row(read, fact.customer))), situation.kinds)
    return next(each for each in every if each.id == fact.id)


def _customer(read: Reading, situation: Situation, kept: Sequence[Entry]) -> Customer | None:
    named = situation.customer or situation.other
    number = named.id if named else next((e.customer for e in kept if e.conversation is None), None)
    if number is None:
        return None
    return whole(read, root(read, customer_row(read, number)))


def _agent(read: Reading, kept: Sequence[Entry], by: str | None) -> Agent | None:
    agent = kept[-1].agent if kept and kept[-1].kind in JOINING else by
    return read.agent(agent) if agent else None
