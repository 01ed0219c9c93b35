"""Their person: who looks after a customer's next conversation.

1. The agent who owned one of their conversations last, if they are still on the desk. While they are away
   the conversation is theirs all the same, and their stand-in acts in their name.
2. If that agent has left: whoever of those still here wrote most in this customer's history, notes and
   answers too; of several, the one who wrote last.
3. If nobody who is here ever wrote in it: nobody. The conversation waits to be claimed.

A lead is nobody's: leads take no conversations.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from agentconsole.model.access import Role
from agentconsole.model.people import Agent, Customer, Met
from agentconsole.rules.absence import acting_for


class Chosen(Struct, frozen=True, kw_only=True):
    """Who is to look after a customer, and why, as they will read it."""

    agent: Agent
    reason: str


def person_for(
    customer: Customer, agents: Mapping[str, Agent], wrote: Sequence[Met], now: datetime
) -> Chosen | None:
    """Who gets this customer's next conversation. `wrote` are those who wrote in their history."""
    last = agents.get(customer.person or "")
    if last is None or last.role is Role.LEAD:
        return None
    if last.left_at is not None:
        return _who_knows_them(last, agents, wrote)
    stand_in = agents.get(acting_for(last, agents.get, now) or "")
    away = f"; {stand_in.name} stands in" if stand_in else ""
    return Chosen(agent=last, reason=f"their person{away}")


def _who_knows_them(gone: Agent, agents: Mapping[str, Agent], wrote: Sequence[Met]) -> Chosen | None:
    here = [(agents[one.agent], one) for one in wrote if one.agent and one.agent in agents]
    here = [(agent, one) for agent, one in here if agent.left_at is None and agent.role is not Role.LEAD]
    if not here:
        return None
    agent, most = max(here, key=lambda each: (each[1].entries, each[1].last_at))
    entries = f"{most.entries} {'entry' if most.entries == 1 else 'entries'}"
    return Chosen(
        agent=agent,
        reason=f"{gone.name}, their person, has left; {agent.name} knows them best ({entries})",
    )


def stepped_in_for(
    handle: str, customer: Customer, agents: Mapping[str, Agent], met: Sequence[Met], now: datetime
) -> Agent | None:
    """In whose place an agent writes to a customer who has not met them: their person, else whoever wrote to
    them last, if that one is away or has left. None when the customer has met the agent."""
    if any(one.agent == handle for one in met):
        return None
    last = max((one for one in met if one.agent in agents), key=lambda one: one.last_at, default=None)
    person = customer.person if customer.person != handle else None
    before = agents.get(person or (last.agent if last else None) or "")
    if before is None or (before.left_at is None and before.stand_in_at(now) is None):
        return None
    return before


def introduction(agent: Agent, before: Agent | None) -> str:
    """A line for the first reply of somebody the customer has not met."""
    if before is None or before.handle == agent.handle:
        return f"I am {agent.first_name}, and I look after you from now on."
    gone = "has left us" if before.left_at else "is away"
    return (
        f"{before.first_name} {gone}; I am {agent.first_name}, I have read everything, "
        f"and I look after you now."
    )
