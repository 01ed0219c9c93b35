"""Who is let in, and the desk as they see it."""

import time
from collections.abc import Callable

from agentconsole.desk.api import Desk
from agentconsole.model.access import Scope, Token
from agentconsole.model.errors import NotLoggedIn

KNOWN_SECONDS = 1.0
"""How long a token is taken to be as good as it was: one that is ended elsewhere is over within that time."""
MOST_KNOWN = 5_000
BEARER = "bearer"


class Door:
    """Tokens and what they open. Safe from any thread."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._clock = clock
        self._known: dict[str, tuple[Token, float]] = {}
        self._desks: dict[str, Desk] = {}

    def holder(self, authorization: str) -> Token:
        """Whose token the header has. Raises NotLoggedIn."""
        secret = _secret(authorization)
        if not secret:
            raise NotLoggedIn("This desk wants a token", "Send it as Authorization: Bearer TOKEN")
        now, known = self._clock(), self._known
        token, since = known.get(secret, (None, 0.0))
        if token is None or now - since >= KNOWN_SECONDS:
            token = self._desk.holder(secret)
            if len(known) >= MOST_KNOWN:
                known.clear()
            known[secret] = (token, now)  # into nothing, where it was forgotten meanwhile
        return token

    def known(self, authorization: str) -> Token | None:
        """Whose token it is, where that was looked up a moment ago."""
        token, since = self._known.get(_secret(authorization), (None, 0.0))
        return token if self._clock() - since < KNOWN_SECONDS else None

    def forget(self) -> None:
        """Look at every token again: one has ended."""
        self._known = {}

    def desk_of(self, token: Token) -> Desk:
        """The desk as whoever holds it sees it. Who only carries mail does so for everybody."""
        if token.scope is Scope.INGEST:
            return self._desk
        desk = self._desks.get(token.agent)
        if desk is None:
            desk = self._desks[token.agent] = self._desk.seen_by(token.agent)
        return desk


def _secret(authorization: str) -> str:
    """What the header has; empty where it is another kind of header."""
    kind, _, secret = authorization.partition(" ")
    return secret.strip() if kind.lower() == BEARER else ""
