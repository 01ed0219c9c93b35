"""Who acts for whom while people are away.

1. The stand-in somebody named acts for them until they are back.
2. While that one is away too, whoever stands in for them acts for both; and so on.
3. Where this ends with somebody who has left, or goes round in a circle, nobody acts.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from agentconsole.model.people import Agent

Named = Callable[[str], Agent | None]
"""Who is called so on the desk, if anybody."""


def acting_for(agent: Agent | None, named: Named, now: datetime) -> str | None:
    """The handle of whoever acts for that agent at that moment; None while they are here, or nobody does."""
    handle = agent.stand_in_at(now) if agent else None
    passed = {agent.handle} if agent else set()
    while handle is not None and handle not in passed:
        passed.add(handle)
        other = named(handle)
        if other is None or other.left_at is not None:
            return None
        further = other.stand_in_at(now)
        if further is None:
            return handle
        handle = further
    return None


def stood_in_for(handle: str, agents: Mapping[str, Agent], now: datetime) -> tuple[str, ...]:
    """Those for whom that agent acts at that moment, by handle."""
    return tuple(one.handle for one in agents.values() if acting_for(one, agents.get, now) == handle)
