"""Who may let programs in, as whom, and how far."""

from datetime import datetime

from agentconsole.model.access import Role, Scope, Token
from agentconsole.model.errors import Invalid, Refused
from agentconsole.model.people import Agent
from agentconsole.rules.standing import must_be_here
from agentconsole.rules.text import required

ACCESS = "access"
LONGEST = 100
TO_ADMIN = "An admin can: agentconsole agent add @HANDLE --role admin makes one, on the machine of the desk"


def new_token(
    number: int,
    *,
    maker: Agent,
    agent: Agent,
    name: str,
    scope: Scope,
    expires_at: datetime | None,
    now: datetime,
) -> Token:
    """One's own, or anybody's for an admin; never further than the agent may go."""
    must_be_here(maker)
    must_be_here(agent)
    _must_look_after(maker, agent.handle, f"Only an admin makes tokens for others, and not @{maker.handle}")
    if scope is Scope.ADMIN and agent.role is not Role.ADMIN:
        raise Refused(f"@{agent.handle} is no admin, so no token of theirs is", TO_ADMIN, rule=ACCESS)
    if scope is Scope.INGEST and maker.role is not Role.ADMIN:
        raise Refused("What comes in and goes out is looked after by an admin", TO_ADMIN, rule=ACCESS)
    if expires_at is not None and expires_at <= now:
        raise Invalid("The token would have expired already", "Name a time to come with --expires")
    said = required(" ".join(name.split()), "The token has no name: say what it is for")
    if len(said) > LONGEST:
        raise Invalid(f"The name has {len(said):,} characters, and at most {LONGEST} are kept", "Shorten it")
    return Token(
        id=number,
        agent=agent.handle,
        name=said,
        scope=scope,
        made_by=maker.handle,
        made_at=now,
        expires_at=expires_at,
    )


def must_end(token: Token, by: Agent) -> None:
    """One's own, or anybody's for an admin."""
    must_be_here(by)
    _must_look_after(by, token.agent, f"Token {token.id} is @{token.agent}'s")


def lets_in(token: Token | None, agent: Agent | None, now: datetime) -> bool:
    """Whether whoever shows it comes in: it is good, and its agent is still on the desk."""
    return token is not None and token.good_at(now) and agent is not None and agent.left_at is None


def _must_look_after(by: Agent, agent: str, refusal: str) -> None:
    if by.handle != agent and by.role is not Role.ADMIN:
        raise Refused(refusal, TO_ADMIN, rule=ACCESS)
