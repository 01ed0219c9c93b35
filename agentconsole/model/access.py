"""Who may do what on a desk, and the tokens by which programs are known for somebody."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Role(StrEnum):
    """What a colleague is on the desk. Nobody has a special power over conversations."""

    AGENT = "agent"
    LEAD = "lead"
    """Looks after the team: helps in every conversation, and takes none."""
    ADMIN = "admin"
    """An agent who also looks after people and settings."""


class Scope(StrEnum):
    """What a token is good for. `act` may read; `admin` may act and read."""

    READ = "read"
    ACT = "act"
    """What its agent may do."""
    ADMIN = "admin"
    """People, tokens and settings too, where its agent is an admin."""
    INGEST = "ingest"
    """Only bring in what came from outside, and carry out what is to leave."""


class Token(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """That somebody may log in as an agent. The secret itself is kept nowhere: only its hash is."""

    id: int
    agent: str
    """Every action done with it is attributed to them."""
    name: str
    """What it is for: `laptop`, `nightly export`."""
    scope: Scope = Scope.ACT
    made_by: str = ""
    made_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    used_at: datetime | None = None
    """When it was used last, to the minute."""

    def good_at(self, now: datetime) -> bool:
        """Whether it lets its agent in at that moment."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class NewToken(Struct, frozen=True, kw_only=True):
    """A token that was just made, with the secret that is shown this once."""

    token: Token
    secret: str
