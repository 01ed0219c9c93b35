"""Taking in what comes from outside, once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from agentconsole.desk import threading
from agentconsole.desk.api import Outcome
from agentconsole.desk.bouncing import bounce, bounced, take_later_back
from agentconsole.desk.record import record
from agentconsole.desk.resolve import agent_called, owned_at_moment, whole
from agentconsole.desk.threading import Place, answered
from agentconsole.model.commands import Receive
from agentconsole.model.entry import Entry
from agentconsole.model.fact import FactKind
from agentconsole.model.people import Agent, Contact, Customer
from agentconsole.rules import identities, intake
from agentconsole.rules.addresses import apart
from agentconsole.rules.person import Chosen, person_for
from agentconsole.rules.situation import Situation
from agentconsole.rules.thread import Thread
from agentconsole.store.base import Writing


def receive(
    write: Writing,
    command: Receive,
    *,
    now: datetime,
    agents: Mapping[str, Agent],
    kinds: Sequence[FactKind] = (),
) -> Outcome:
    """Keep one thing from outside, unless it is known already. Raises Invalid for what it cannot be."""
    command = intake.checked(command)
    known = write.entry_by_external_id(command.channel, command.external_id)
    if known is not None:
        entry = write.entry(known)
        return Outcome(entries=(entry,) if entry else (), new=False)
    own = _own(write, command)
    if own is not None:
        return Outcome(entries=(own,), new=False)
    returned = bounced(write, command)
    if returned is not None:
        kept, after = bounce(write, command, returned, now=now)
        return _outcome(kept, after, agents, now)
    writer = _customer(write, command.customer)
    place = threading.place(write, command, writer)
    entries = intake.receive(
        _marked(command, place),
        Situation(
            now=now,
            actor=None,
            agents=agents,
            conversation=place.thread.conversation if place.thread else None,
        ),
        writer=writer,
        agent=_colleague(command.author, agents),
        chosen=_person(write, writer, place.thread, agents, now),
    )
    kept, after = record(write, entries, place.thread, original=command.original)
    if after is not None and command.keys:
        # Not before the conversation is there: SQLite would look for whatever else refers to it already.
        write.add_keys(after.conversation.id, command.channel, command.keys)
    for entry in kept:
        if entry.incoming and not entry.by_machine:
            _note_facts(write, entry, kinds)
            begun = place.thread is None or place.thread.conversation.version == 0
            after = (None if begun else take_later_back(write, entry, now)) or after
    return _outcome(kept, after, agents, now)


def _colleague(author: str, agents: Mapping[str, Agent]) -> Agent | None:
    """Who of us wrote it: by their address, or by their name where all write from one address."""
    name, address = apart(author)
    return agent_called(address, agents.values()) or agent_called(name, agents.values())


def _note_facts(write: Writing, entry: Entry, kinds: Sequence[FactKind]) -> None:
    from agentconsole.desk.finding import note_facts  # the words of all that can be found are many

    note_facts(write, entry, kinds)


def _own(write: Writing, command: Receive) -> Entry | None:
    """The message of ours that is seen again, where sent mail is kept: it is here already."""
    name = command.data.get("message_id")
    sent = answered(write, [name]) if command.direction == "out" and isinstance(name, str) else None
    return sent.entry if sent else None


def _outcome(
    kept: tuple[Entry, ...], after: Thread | None, agents: Mapping[str, Agent], now: datetime
) -> Outcome:
    if after is None:
        return Outcome(entries=kept)
    return Outcome(entries=kept, conversation=owned_at_moment(after.conversation, agents.get, now))


def _marked(command: Receive, place: Place) -> Receive:
    """With what the reader should know of how it came here."""
    data = dict(command.data)
    if place.claims is not None:
        data["claims"] = place.claims
    if place.new_address:
        data["new_address"] = True
    return replace(command, data=data)


def _person(
    write: Writing, writer: Customer, thread: Thread | None, agents: Mapping[str, Agent], now: datetime
) -> Chosen | None:
    """Who is to look after a conversation that begins."""
    if thread is None or thread.conversation.version > 0:
        return None
    customer = whole(write, writer)
    last = agents.get(customer.person or "")
    wrote = write.wrote(customer.numbers) if last and last.left_at else ()
    return person_for(customer, agents, wrote, now)


def _customer(write: Writing, contact: Contact) -> Customer:
    """The customer with any of the contact's addresses, who is known by all of them from then on; or a
    new one."""
    addresses = identities.of(contact)
    owners = {address: write.customer_by_identity(address) for address in addresses}
    found = next((owner for owner in owners.values() if owner is not None), None)
    if found is None:
        found = write.add_customer(identities.name_of(contact), contact.organization)
    for address, owner in owners.items():
        if owner is None:
            write.link(found, address)
    customer = write.customer(found)
    assert customer is not None, "a customer that has just been found or made"
    return _better_known(write, customer, contact)


def _better_known(write: Writing, customer: Customer, contact: Contact) -> Customer:
    """A name takes the place of the address that stood in for one."""
    addresses = {contact.email, contact.phone, contact.handle, *(each.value for each in customer.identities)}
    if not contact.name.strip() or customer.name not in addresses:
        return customer
    named = replace(customer, name=contact.name.strip())
    write.save_customer(named)
    return named
