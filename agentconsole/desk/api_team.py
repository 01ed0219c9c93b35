"""The part of the desk's interface for a team on many machines: access, presence, and the way to the desk."""

from datetime import datetime
from typing import Protocol, Self

from agentconsole.model.access import NewToken, Scope, Token
from agentconsole.model.link import Kept, Link
from agentconsole.model.presence import Doing, Presence


class Access(Protocol):
    """Who may look at the desk, and as whom."""

    def seen_by(self, agent: str | None) -> Self:
        """This desk as that colleague sees it: conversations that are restricted to others are not there, in
        no list, search, history, change or count. None sees it all: it is for the desk's own work."""
        ...

    def make_token(
        self, agent: str, *, name: str, scope: Scope = Scope.ACT, expires_at: datetime | None = None, by: str
    ) -> NewToken:
        """Let programs in as that agent. The secret is in the answer and nowhere else. For somebody else only
        an admin can."""
        ...

    def tokens(self, *, agent: str | None = None) -> tuple[Token, ...]:
        """All tokens, or those of one agent; the newest first."""
        ...

    def revoke_token(self, token: int, *, by: str) -> Token:
        """End a token at once. Raises NotFound. One's own, or any for an admin."""
        ...

    def holder(self, secret: str) -> Token:
        """The good token with this secret. Raises NotLoggedIn for any other, and does not say why."""
        ...


class Present(Protocol):
    """Who is in a conversation."""

    def here(self, conversation: int, doing: Doing | None, *, by: str) -> None:
        """Say what one does in a conversation, for the next `PRESENCE_SECONDS`; None when one leaves. To be
        said again before they are over. A change is noted when something is new."""
        ...

    def present(self, conversation: int | None = None) -> tuple[Presence, ...]:
        """Who is in a conversation, or anywhere, at this moment; who came first, first."""
        ...


class Linked(Protocol):
    """The way to the desk."""

    def link(self) -> Link:
        """How it stands with it. Never waits."""
        ...

    def kept(self) -> tuple[Kept, ...]:
        """Commands that were given and are not done yet, oldest first."""
        ...

    def drop_kept(self, kept: int) -> None:
        """Give one of them up. Its text stays the draft. Raises NotFound."""
        ...
