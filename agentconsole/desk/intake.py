"""Taking in what comes from outside, once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from agentconsole.desk.api import Outcome
from agentconsole.desk.finding import note_facts
from agentconsole.desk.record import record
from agentconsole.desk.resolve import agent_called, at_moment, conversation_numbered, ids_of, whole
from agentconsole.model.commands import Receive
from agentconsole.model.conversation import CustomerRef
from agentconsole.model.fact import FactKind
from agentconsole.model.people import Agent, Contact, Customer
from agentconsole.rules import identities, intake
from agentconsole.rules.person import Chosen, person_for
from agentconsole.rules.replay import begin
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
    writer = _customer(write, command.customer)
    thread = _thread(write, command, writer)
    entries = intake.receive(
        command,
        Situation(now=now, actor=None, agents=agents, conversation=thread.conversation if thread else None),
        writer=writer,
        agent=agent_called(command.author, agents.values()),
        chosen=_person(write, writer, thread, agents, now),
    )
    kept, after = record(write, entries, thread, original=command.original)
    for entry in kept:
        if entry.incoming:
            note_facts(write, entry, kinds)
    return Outcome(entries=kept, conversation=at_moment(write, after.conversation, now) if after else None)


def _person(
    write: Writing, writer: Customer, thread: Thread | None, agents: Mapping[str, Agent], now: datetime
) -> Chosen | None:
    """Who is to look after a conversation that begins."""
    if thread is None or thread.conversation.version > 0:
        return None
    customer = whole(write, writer)
    last = agents.get(customer.person or "")
    met = write.met([customer.id, *customer.merged]) if last and last.left_at else ()
    return person_for(customer, agents, met, now)


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


def _thread(write: Writing, command: Receive, writer: Customer) -> Thread | None:
    """The conversation it belongs to, a new one, or none for an event that belongs to none."""
    number = _known_conversation(write, command, writer)
    if number is not None:
        thread = Thread(conversation_numbered(write, number), {}, {})
    elif intake.begins(command):
        number = write.new_conversation()
        thread = begin(number, CustomerRef(id=writer.id, name=writer.name))
    else:
        return None
    write.add_keys(number, command.channel, command.keys)
    return thread


def _known_conversation(write: Writing, command: Receive, writer: Customer) -> int | None:
    number = write.conversation_by_key(command.channel, command.keys) if command.keys else None
    if number is not None:
        return number
    rows = ids_of(write, writer)
    if command.keys:  # a matter goes on over any channel, for the customer whose it is
        number = write.conversation_of_theirs(rows, command.keys)
    if number is not None or command.begins:
        return number
    latest = write.latest_conversation(rows, command.channel)
    return latest.id if latest is not None and intake.belongs(command, latest) else None
