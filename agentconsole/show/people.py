"""People, as they are called in a line."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from agentconsole.model.entry import Author, AuthorType, Entry
from agentconsole.model.people import Agent, Customer
from agentconsole.rules.lookalikes import mixed_scripts, passes_for
from agentconsole.rules.screening import MARK, screen_line
from agentconsole.show.ages import local, month
from agentconsole.show.spans import BETWEEN, Line, Role, Span, crop, joined, marked, spans, width, wrap

Agents = Mapping[str, Agent]
"""The colleagues by handle, as far as they are known."""

NOBODY: Agents = {}
ROLES = {AuthorType.CUSTOMER: Role.CUSTOMER, AuthorType.AGENT: Role.AGENT, AuthorType.SYSTEM: Role.SYSTEM}


def called(handle: str | None, agents: Agents = NOBODY) -> str:
    """A colleague by first name, or by handle where no more is known."""
    if handle is None:
        return "somebody"
    return screen_line(agents[handle].first_name if handle in agents else handle) or "somebody"


def author_name(author: Author, agents: Agents = NOBODY) -> str:
    """Who did it: a colleague's first name, a customer's whole name."""
    if author.type == AuthorType.AGENT and isinstance(author.id, str) and author.id in agents:
        return called(author.id, agents)
    return screen_line(author.name) or (f"customer {author.id}" if author.id is not None else "somebody")


def signed(entry: Entry, agents: Agents = NOBODY) -> str:
    """Who did it, and in whose place: `Ben for Ana`."""
    name = author_name(entry.author, agents)
    return f"{name} for {called(entry.signed_for, agents)}" if entry.signed_for else name


def warning(name: str, agents: Agents = NOBODY) -> Line:
    """What to know about a customer's name before believing it; nothing for most."""
    known = {name: agent for agent in agents.values() for name in (agent.name, agent.handle)}
    if found := passes_for(name, known):
        return (Span(f"a customer, not our {called(known[found].handle, agents)}", Role.WARNING),)
    if mixed_scripts(name):
        return (Span("a name in mixed alphabets", Role.WARNING),)
    hides = MARK in screen_line(name)
    return (Span("a name with hidden characters", Role.WARNING),) if hides else ()


def customer_card(
    customer: Customer,
    *,
    now: datetime,
    cells: int,
    tz: tzinfo | None = None,
    agents: Agents = NOBODY,
    me: str | None = None,
    there: str = "",
    met: str = "",
    short: bool = False,
) -> list[Line]:
    """Who they are: name and organization, their person, how much history, how to reach them.

    `there` is what time it is where they are, `met` whom they have met. `short` is for a low screen:
    only who they are and whose, as their addresses and how much history there is stand elsewhere.
    """
    home = spans(customer.organization.name, Role.MUTED) if customer.organization else ()
    name = spans(customer.name, Role.TITLE) or (Span(f"customer {customer.id}", Role.TITLE),)
    time: Line = (BETWEEN, Span(there, Role.ACCENT)) if there else ()
    lines = [(*crop(joined((name, home)), cells - width(time)), *time), warning(customer.name, agents)]
    person = (_person(customer, tz, agents, me), met)
    lines += [joined((Span(words, Role.MUTED),) for words in person if words)]
    lines += [] if short else [(Span(_history(customer, tz), Role.MUTED),)]
    lines += [] if short else addresses(customer, cells)
    if customer.merged:
        others = ", ".join(map(str, customer.merged))
        lines.append((Span(f"also known as customer {others}", Role.MUTED),))
    return [crop(line, cells) for line in lines if line]


def addresses(customer: Customer, cells: int) -> list[Line]:
    """How to reach them."""
    said = "  ".join(filter(None, (screen_line(identity.value) for identity in customer.identities)))
    return [marked(piece) for piece in wrap(said, cells)] if said else []


def _person(customer: Customer, tz: tzinfo | None, agents: Agents, me: str | None) -> str:
    if customer.person is None:
        return "has no person of their own yet"
    whose = "yours" if customer.person == me else f"with {called(customer.person, agents)}"
    since = f" since {month(local(customer.person_since, tz))}" if customer.person_since else ""
    return f"{whose}{since}"


def _history(customer: Customer, tz: tzinfo | None) -> str:
    count = "1 entry" if customer.entries == 1 else f"{customer.entries:,} entries"
    return f"{count} since {month(local(customer.first_at, tz))}" if customer.first_at else count
