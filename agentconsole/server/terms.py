"""How much a server takes, and from whom."""

from msgspec import Struct

from agentconsole.model.access import Scope
from agentconsole.model.errors import Refused

ALLOWING: dict[Scope, frozenset[Scope]] = {
    Scope.READ: frozenset({Scope.READ, Scope.ACT, Scope.ADMIN}),
    Scope.ACT: frozenset({Scope.ACT, Scope.ADMIN}),
    Scope.INGEST: frozenset({Scope.INGEST, Scope.ADMIN}),
    Scope.ADMIN: frozenset({Scope.ADMIN}),
}
"""For what a route needs, the tokens that will do."""

CARRYING = frozenset({"agents", "outbox", "attachment", "latest", "wait", "mark", "marks"})
"""What whoever only carries mail reads besides: who writes, what is to leave, how far it has come, and when
to look again."""


class Limits(Struct, frozen=True, kw_only=True):
    """How much is taken."""

    body: int = 2_000_000
    """Bytes of a request."""
    batch: int = 64_000_000
    """Bytes of what comes in from outside, with its originals."""
    page: int = 2_000
    """Things in one answer: a list that is cut says so."""
    rate: float = 100.0
    """Requests of one token in a second, over time; 0 is any number."""
    burst: float = 300.0
    """Requests of one token at once."""
    streams: int = 20
    """Live streams of one token at a time."""
    threads: int = 8
    """Requests that are worked on at the same time."""
    waiting: int = 256
    """Requests that wait for their turn."""
    slow: float = 15.0
    """Seconds after which a reader who does not take what is sent is cut off."""


def must_allow(scope: Scope, needed: Scope, route: str = "") -> None:
    """Raises Refused for a token that is not good for this."""
    if scope in ALLOWING[needed] or (scope is Scope.INGEST and route in CARRYING):
        return
    raise Refused(
        f"This token is good for “{scope}”, and this needs “{needed}”",
        f"agentconsole token create @HANDLE --name NAME --scope {needed} makes one",
        rule="scope",
    )
