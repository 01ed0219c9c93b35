"""Finding what somebody means."""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter

from msgspec.structs import replace

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.errors import NotFound
from agentconsole.model.fact import Fact
from agentconsole.model.people import Agent, Customer
from agentconsole.model.promise import Promise
from agentconsole.rules import identities
from agentconsole.rules.absence import Named, acting_for
from agentconsole.store.base import Reading


def agent_named(read: Reading, handle: str) -> Agent:
    """A colleague by handle, with or without `@`."""
    found = read.agent(handle.removeprefix("@"))
    if found is None:
        known = ", ".join(f"@{agent.handle}" for agent in read.agents()[:12]) or "none yet"
        raise NotFound(f"There is no agent @{handle.removeprefix('@')} on this desk", f"There are: {known}")
    return found


def agent_called(words: str, agents: Iterable[Agent]) -> Agent | None:
    """The colleague somebody means by a handle, an e-mail address or a full name."""
    folded = " ".join(words.split()).removeprefix("@").casefold()
    if not folded:
        return None
    named = ((agent, (agent.handle, agent.email.casefold(), agent.full_name.casefold())) for agent in agents)
    return next((agent for agent, names in named if folded in names), None)


def customer_row(read: Reading, ref: int | str) -> Customer:
    """A customer's own row, by id, e-mail, phone number or handle; merged or not."""
    text = str(ref).strip().removeprefix("#")
    if text.isascii() and text.isdecimal() and len(text) < 16:
        numbered = read.customer(int(text))
        if numbered is not None:
            return numbered
        if len(text) < 5:
            raise NotFound(f"There is no customer {text}", "agentconsole customers lists them")
    found = (read.customer_by_identity(one) for one in identities.meant(text))
    row = next((one for one in found if one is not None), None)
    customer = read.customer(row) if row is not None else None
    if customer is None:
        raise NotFound(f"Nobody is known by {text}", "agentconsole customers TEXT looks for part of a name")
    return customer


def conversation_numbered(read: Reading, number: int, *, by: str | None = None) -> Conversation:
    """A conversation, or NotFound."""
    found = read.conversation(number, by=by)
    if found is None:
        raise NotFound(f"There is no conversation #{number}", "agentconsole inbox all lists them")
    return found


def ask_numbered(read: Reading, number: int) -> Ask:
    """An ask, or NotFound."""
    found = read.ask(number)
    if found is None:
        raise NotFound(f"There is no ask {number}", "agentconsole asks lists those to you")
    return found


def entry_numbered(read: Reading, number: int) -> Entry:
    """An entry, or NotFound."""
    found = read.entry(number)
    if found is None:
        raise NotFound(f"There is no entry {number}", "agentconsole show N lists those of a conversation")
    return found


def promise_numbered(read: Reading, number: int) -> Promise:
    """A promise, or NotFound."""
    found = read.promise(number)
    if found is None:
        raise NotFound(f"There is no promise {number}", "agentconsole promises all lists them")
    return found


def as_kept(promise: Promise) -> Promise:
    """A promise without what is looked up when it is read."""
    return replace(promise, customer=None, owner=None, stand_in=None)


def fact_numbered(read: Reading, number: int) -> Fact:
    """A fact, or NotFound."""
    found = read.fact(number)
    if found is None:
        raise NotFound(f"There is no fact {number}", "agentconsole facts CUSTOMER lists theirs")
    return found


def at_moment(read: Reading, conversation: Conversation, now: datetime) -> Conversation:
    """As it is then: who stands in for the owner, and whether its snooze is over."""
    return owned_at_moment(conversation, read.agent, now)


def owned_at_moment(conversation: Conversation, named: Named, now: datetime) -> Conversation:
    """The same, by whoever knows the agents."""
    owner = named(conversation.owner) if conversation.owner else None
    return replace(
        conversation,
        stand_in=acting_for(owner, named, now),
        status=conversation.status_at(now),
    )


def root(read: Reading, customer: Customer) -> Customer:
    """Who they are now: the customer at the end of the merges."""
    while customer.merged_into is not None:
        kept = read.customer(customer.merged_into)
        if kept is None:
            return customer
        customer = kept
    return customer


def family(read: Reading, customer: Customer) -> tuple[Customer, ...]:
    """The rows that are this person: the root first, then everyone merged into it."""
    rows = [root(read, customer)]
    for row in rows:
        rows += [found for each in row.merged if (found := read.customer(each)) is not None]
    return tuple(rows)


def ids_of(read: Reading, customer: Customer) -> tuple[int, ...]:
    """The ids whose entries are this person's history."""
    return tuple(row.id for row in family(read, customer))


def whole(read: Reading, customer: Customer) -> Customer:
    """The person as one: everything known of any row, under the root's name and id."""
    rows = family(read, customer)
    if len(rows) == 1:
        return rows[0]
    latest = max((row for row in rows if row.person_at), key=attrgetter("person_at"), default=rows[0])
    since = [row.person_since for row in rows if row.person_since and row.person == latest.person]
    return replace(
        rows[0],
        identities=tuple(dict.fromkeys(identity for row in rows for identity in row.identities)),
        organization=next((row.organization for row in rows if row.organization), None),
        person=latest.person,
        person_since=min(since, default=None),
        person_at=latest.person_at,
        merged=tuple(row.id for row in rows[1:]),
        entries=read.place([row.id for row in rows], -1)[1],
        first_at=min((row.first_at for row in rows if row.first_at), default=None),
        last_at=max((row.last_at for row in rows if row.last_at), default=None),
    )
