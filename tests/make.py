"""Things for tests, made with as little as the test cares about."""

from datetime import UTC, datetime, timedelta

from agentconsole.model.conversation import Conversation, CustomerRef
from agentconsole.model.entry import Author, AuthorType, Entry
from agentconsole.model.people import Agent, Contact
from agentconsole.rules.situation import Situation

NOW = datetime(2026, 11, 17, 9, 15, tzinfo=UTC)

ANA = Agent(handle="ana", full_name="Ana Costa", email="ana@desk.example")
BEN = Agent(handle="ben", full_name="Ben Okafor", email="ben@desk.example")
PRIYA = Agent(handle="priya", full_name="Priya Nair", skills=("billing",))
AGENTS = {agent.handle: agent for agent in (ANA, BEN, PRIYA)}

MEI = Contact(name="Mei Tan", email="mei@tan.example")


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def go(self, **by: float) -> datetime:
        """Let time pass."""
        self.at += timedelta(**by)
        return self.at


def conversation(**fields: object) -> Conversation:
    """Conversation #1, Mei's."""
    given: dict[str, object] = {
        "id": 1,
        "customer": CustomerRef(id=7, name="Mei Tan"),
        "begun_with": 7,
        "channels": ("email",),
    }
    return Conversation(**(given | fields))  # type: ignore[arg-type]


def situation(actor: Agent | None = ANA, **fields: object) -> Situation:
    """Ana, Ben and Priya at a desk, and a conversation when one is given."""
    given: dict[str, object] = {"now": NOW, "actor": actor, "agents": AGENTS}
    return Situation(**(given | fields))  # type: ignore[arg-type]


def agent(handle: str) -> Author:
    """An agent as the author of an entry."""
    return Author(type=AuthorType.AGENT, id=handle, name=handle.title())


def customer(number: int = 7) -> Author:
    """A customer as the author of an entry."""
    return Author(type=AuthorType.CUSTOMER, id=number, name="Mei Tan")


def entry(kind: str, author: Author, *, version: int = 1, at: datetime = NOW, **fields: object) -> Entry:
    """An entry of conversation #1."""
    return Entry(
        id=version,
        kind=kind,
        author=author,
        version=version,
        at=at,
        conversation=1,
        customer=7,
        **fields,  # type: ignore[arg-type]
    )
