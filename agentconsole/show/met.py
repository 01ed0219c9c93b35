"""Whom a customer has met, and what time it is where they are."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from agentconsole.model.people import Met
from agentconsole.rules.screening import screen_line
from agentconsole.rules.zones import read
from agentconsole.show.ages import clock, local
from agentconsole.show.people import NOBODY, Agents, called
from agentconsole.show.spans import Line, Role, Span, spans

UNTOLD = "the desk's own"
"""Why a zone is taken that is nobody's: then nothing is said of the time there."""


def met_name(met: Met, agents: Agents = NOBODY) -> str:
    """A colleague by first name; whoever is known by name only, by that."""
    if met.agent is not None and met.agent in agents:
        return called(met.agent, agents)
    return screen_line(met.name) or "somebody"


def met_words(met: Sequence[Met], agents: Agents = NOBODY) -> str:
    """`met Ana, Ben, Priya`, first to last."""
    names = dict.fromkeys(met_name(each, agents) for each in met)
    return f"met {', '.join(names)}" if names else ""


def met_line(met: Met, *, tz: tzinfo | None = None, agents: Agents = NOBODY) -> Line:
    """`Ana Costa  2019 to 2026, 34 messages`."""
    name = agents[met.agent].name if met.agent in agents and met.agent is not None else met.name
    first, last = local(met.first_at, tz).year, local(met.last_at, tz).year
    years = f"{first}" if first == last else f"{first} to {last}"
    count = "1 message" if met.entries == 1 else f"{met.entries:,} messages"
    return (*spans(name or "somebody", Role.AGENT), Span(f"  {years}, {count}", Role.MUTED))


def time_there(zone: tuple[str, str], now: datetime) -> str:
    """`21:24 there`; nothing where nobody knows where they are. `zone` is its name, and how we know it."""
    name, why = zone
    there = read(name) if why != UNTOLD else None
    return f"{clock(now, there)} there" if there is not None else ""


def zone_words(zone: tuple[str, str], now: datetime) -> str:
    """`21:24 there, Pacific/Auckland: told us 12 Mar`; or that nobody knows."""
    name, why = zone
    there = time_there(zone, now)
    return f"{there}, {name}: {why}" if there else f"time zone not known; {name}, {why}, is taken"
