"""What a server says first: who a token is, and what the desk is like."""

from datetime import datetime

from msgspec import Struct

from agentconsole.model.access import Scope
from agentconsole.model.mail import OwnMail
from agentconsole.model.people import Agent


class Me(Struct, frozen=True, kw_only=True):
    """The answer of `GET /v1/me`."""

    agent: Agent
    scope: Scope
    token: int
    desk: str
    undo_seconds: float
    mail: OwnMail
    now: datetime
    """On the server's clock."""
    version: str
    """Of the program that serves. The exact form is spoken by the same version only."""
