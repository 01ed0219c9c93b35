"""Who is in a desk's world: the people who need help and the people who help."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from agentconsole.model.access import Role


class IdentityKind(StrEnum):
    """The ways to reach a customer, and to know them by."""

    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"


class Identity(Struct, frozen=True):
    """One address of a customer: an e-mail, a phone number, or a handle such as `twitter:1157`."""

    kind: IdentityKind
    value: str
    """Normalised by `rules.identities`: two spellings of one address have one value."""


class Contact(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person as a channel names them: whatever is known, nothing promised."""

    name: str = ""
    email: str = ""
    phone: str = ""
    handle: str = ""
    organization: str = ""


class Organization(Struct, frozen=True, kw_only=True):
    """A company or household several customers belong to."""

    id: int
    name: str


class Customer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person who needs help."""

    id: int
    name: str
    identities: tuple[Identity, ...] = ()
    organization: Organization | None = None
    person: str | None = None
    """Their person: the handle of the agent who owned one of their conversations last."""
    person_since: datetime | None = None
    """Since when, without another between."""
    person_at: datetime | None = None
    """When that agent last became the owner of one of their conversations."""
    merged_into: int | None = None
    """The customer this one was found to be. Nothing moves in a merge, so that it can be undone."""
    merged: tuple[int, ...] = ()
    """The customers found to be this one."""
    entries: int = 0
    """How many entries their history has, with those of the customers merged into them."""
    first_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def numbers(self) -> tuple[int, ...]:
        """Their own id, and those of the customers found to be this one."""
        return (self.id, *self.merged)


class StandIn(Struct, frozen=True, kw_only=True):
    """Who acts for an agent who is away. Ownership does not move, and returns by itself."""

    agent: str
    until: datetime


class Agent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person who helps."""

    handle: str
    full_name: str = ""
    email: str = ""
    skills: tuple[str, ...] = ()
    signature: str = ""
    """What stands below their mails, perhaps over several lines."""
    stand_in: StandIn | None = None
    role: Role = Role.AGENT
    left_at: datetime | None = None
    """Since when they are no longer on the desk."""

    @property
    def name(self) -> str:
        """How they are called in a line: the full name where it is known."""
        return self.full_name or self.handle

    @property
    def first_name(self) -> str:
        """How they sign."""
        return self.name.split()[0]

    def stand_in_at(self, now: datetime) -> str | None:
        """The handle of the agent they named to act for them, while they are away. Who does, when that one is
        away as well, `rules.absence` knows."""
        away = self.stand_in
        return away.agent if away and now < away.until else None


class Met(Struct, frozen=True, kw_only=True):
    """A colleague a customer has met: who wrote to them, from when to when."""

    agent: str | None
    """Their handle; null for somebody known by name only, as in an imported history."""
    name: str
    first_at: datetime
    last_at: datetime
    entries: int
    """How many messages of theirs are in the customer's history."""
