"""Conversations we begin ourselves."""

from msgspec.structs import replace

from agentconsole.desk.resolve import customer_row
from agentconsole.model.commands import Start
from agentconsole.model.conversation import CustomerRef
from agentconsole.model.errors import NotFound
from agentconsole.model.people import Customer
from agentconsole.rules import identities
from agentconsole.rules.replay import begin
from agentconsole.rules.situation import Situation
from agentconsole.store.base import Writing


def start_with(write: Writing, command: Start, situation: Situation) -> Situation:
    """The situation with the customer, who may be new, and an empty conversation of theirs."""
    customer = _found_or_made(write, command.customer)
    number = write.new_conversation()
    conversation = begin(number, CustomerRef(id=customer.id, name=customer.name)).conversation
    return replace(situation, customer=customer, conversation=conversation)


def _found_or_made(write: Writing, ref: str) -> Customer:
    try:
        return customer_row(write, ref)
    except NotFound:
        if ref.strip().isdecimal() and len(ref.strip()) < 5:
            raise
    address = identities.read(ref)
    made = write.add_customer(address.value)
    write.link(made, address)
    return customer_row(write, made)
