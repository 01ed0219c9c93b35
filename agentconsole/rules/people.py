"""Customers who are one person, customers known by one more address, colleagues who join."""

import re

from agentconsole.model import commands
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.errors import Invalid, NotFound, Refused
from agentconsole.model.people import Customer
from agentconsole.rules.situation import Situation
from agentconsole.rules.standing import actor_of, colleague

HANDLE = re.compile(r"^[a-z0-9][a-z0-9._-]{0,31}$")
IDENTITY = "identities"
LEAVING = "leaving"


def link(command: commands.LinkIdentity, situation: Situation) -> tuple[Entry, ...]:
    """An address belongs to one customer. One that is another customer's says so: merge them instead."""
    actor_of(situation)
    customer, other = _customer(situation), situation.other
    address = command.identity
    if other is not None and other.id == customer.id:
        raise Refused(f"{customer.name} is known by {address.value} already", _who(customer), rule=IDENTITY)
    if other is not None:
        raise Refused(
            f"{address.value} belongs to {other.name} (customer {other.id})",
            f"If they are one person: agentconsole merge {customer.id} {other.id}",
            rule=IDENTITY,
        )
    said = f"{address.kind.value} {address.value}"
    return (situation.entry(Kind.IDENTITY, customer=customer.id, text=said),)


def merge(command: commands.MergeCustomers, situation: Situation) -> tuple[Entry, ...]:
    """From now on they are read as one. Nothing is moved, so that it can be undone."""
    actor_of(situation)
    keep, other = _customer(situation), situation.other
    if other is None:
        raise NotFound(f"There is no customer {command.other}", "agentconsole customers lists them")
    if keep.id == other.id:
        raise Refused(f"{keep.name} is one customer already", _who(keep), rule=IDENTITY)
    return (
        situation.entry(Kind.MERGE, customer=keep.id, party=other.id, text=f"{other.name} is {keep.name}"),
    )


def unmerge(command: commands.UnmergeCustomers, situation: Situation) -> tuple[Entry, ...]:
    """They were two people after all; each has again what was theirs."""
    actor_of(situation)
    other = situation.other
    if other is None or other.merged_into is None:
        raise Refused(
            f"Customer {command.other} is not merged into another",
            "agentconsole customer N shows who was merged into N",
            rule=IDENTITY,
        )
    return (
        situation.entry(
            Kind.UNMERGE, customer=other.merged_into, party=other.id, text=f"{other.name} is their own person"
        ),
    )


def add_agent(command: commands.AddAgent, situation: Situation) -> tuple[Entry, ...]:
    """A handle is short, lower case and stays."""
    handle = command.handle.removeprefix("@")
    if not HANDLE.match(handle):
        raise Invalid(
            f"{command.handle!r} cannot be a handle",
            "Use up to 32 of a-z, 0-9, dot, dash and underscore, beginning with a letter or digit",
        )
    said = ", ".join(
        part for part in (command.full_name, command.email, *command.skills, command.role) if part
    )
    return (situation.entry(Kind.AGENT, agent=handle, text=said),)


def remove_agent(command: commands.RemoveAgent, situation: Situation) -> tuple[Entry, ...]:
    """A colleague leaves. What they own, or promised, is handed over first."""
    actor_of(situation)
    gone = colleague(situation, command.handle)
    if gone.left_at is not None:
        raise Refused(f"{gone.name} has left already", "agentconsole agents lists who is here", rule=LEAVING)
    if situation.owned:
        first = ", ".join(f"#{number}" for number in situation.owned[:5])
        more = " and more" if len(situation.owned) > 5 else ""
        raise Refused(
            f"{gone.name} still owns {first}{more}, or is the last to see it",
            f"@{gone.handle} hands it over first: agentconsole handover {situation.owned[0]} @HANDLE "
            f"--brief B --reason R; agentconsole restrict {situation.owned[0]} --to @HANDLE opens it",
            rule=LEAVING,
        )
    if situation.owned_unseen:
        raise Refused(
            f"{gone.name} still has conversations that you do not see",
            f"@{gone.handle} hands them over first, or lets others see them",
            rule=LEAVING,
        )
    return (situation.entry(Kind.LEAVE, agent=gone.handle),)


def _who(customer: Customer) -> str:
    return f"agentconsole customer {customer.id} shows who they are"


def _customer(situation: Situation) -> Customer:
    if situation.customer is None:
        raise NotFound("There is no such customer", "agentconsole customers lists them")
    return situation.customer
