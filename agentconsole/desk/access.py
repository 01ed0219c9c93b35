"""Letting programs in: tokens."""

from datetime import datetime

from msgspec.structs import replace

from agentconsole.desk.clock import Clock
from agentconsole.desk.resolve import agent_named
from agentconsole.model.access import NewToken, Scope, Token
from agentconsole.model.errors import NotFound, NotLoggedIn
from agentconsole.rules import access
from agentconsole.store.base import Store

PREFIX = "acs_"
"""What every secret begins with: whoever looks for secrets that got out finds them by it."""
BYTES = 32


class AccessDesk:
    """The part of a desk (`desk.api.Access`) about tokens."""

    store: Store
    clock: Clock

    def make_token(
        self, agent: str, *, name: str, scope: Scope = Scope.ACT, expires_at: datetime | None = None, by: str
    ) -> NewToken:
        import secrets  # a command that only reads need not load what makes secrets

        secret = PREFIX + secrets.token_urlsafe(BYTES)
        with self.store.writing() as write:
            token = access.new_token(
                write.new_token(),
                maker=agent_named(write, by),
                agent=agent_named(write, agent),
                name=name,
                scope=scope,
                expires_at=expires_at,
                now=self.clock(),
            )
            write.save_token(token, _digest(secret))
            write.note_change("agent", by=token.made_by, agent=token.agent)
        return NewToken(token=token, secret=secret)

    def tokens(self, *, agent: str | None = None) -> tuple[Token, ...]:
        with self.store.reading() as read:
            return read.tokens(agent=agent_named(read, agent).handle if agent is not None else None)

    def revoke_token(self, token: int, *, by: str) -> Token:
        with self.store.writing() as write:
            found = next((each for each in write.tokens() if each.id == token), None)
            if found is None:
                raise NotFound(f"There is no token {token}", "agentconsole tokens lists them")
            actor = agent_named(write, by)
            access.must_end(found, actor)
            if found.revoked_at is None:
                found = replace(found, revoked_at=self.clock())
                write.save_token(found)
                write.note_change("agent", by=actor.handle, agent=found.agent)
        return found

    def holder(self, secret: str) -> Token:
        now = self.clock()
        with self.store.reading() as read:
            token = read.token_by_hash(_digest(secret))
            agent = read.agent(token.agent) if token is not None else None
        if token is None or not access.lets_in(token, agent, now):
            raise NotLoggedIn("This token is not good here", "agentconsole login URL takes another")
        minute = now.replace(second=0, microsecond=0)
        return token if token.used_at == minute else self._used(token, minute)

    def _used(self, token: Token, minute: datetime) -> Token:
        """Noted once a minute at most, upon whatever is known of it by then."""
        with self.store.writing() as write:
            now = next(each for each in write.tokens(agent=token.agent) if each.id == token.id)
            used = replace(now, used_at=minute)
            if now != used:
                write.save_token(used)
        return used


def _digest(secret: str) -> bytes:
    """How a secret is kept. It is random and long, so a quick hash is as safe as a slow one."""
    import hashlib  # likewise

    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
