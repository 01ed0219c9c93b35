"""Letting programs in: tokens, made, listed and ended."""

from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from agentconsole.cli.session import session_of
from agentconsole.cli.streams import Column, Shape
from agentconsole.desk.params import Context, Param, ParamKind, is_number, read_word
from agentconsole.model.access import Scope, Token
from agentconsole.model.errors import Invalid
from agentconsole.rules.screening import screen_line
from agentconsole.rules.times import parse_future, say_when
from agentconsole.wire.done import new_token_json, token_json

TOKEN = Shape[Token](
    columns=(
        Column("id", lambda it: it.id),
        Column("agent", lambda it: it.agent),
        Column("name", lambda it: it.name),
        Column("scope", lambda it: it.scope.value),
        Column("made_by", lambda it: it.made_by, table=False),
        Column("made_at", lambda it: it.made_at),
        Column("expires_at", lambda it: it.expires_at),
        Column("revoked_at", lambda it: it.revoked_at),
        Column("used_at", lambda it: it.used_at),
    ),
    json=token_json,
    id=lambda it: it.id,
)
_HANDLE = Param(name="agent", help="the colleague", kind=ParamKind.HANDLE)
Expires = Annotated[
    str, typer.Option("--expires", metavar="WHEN", help="When it ends by itself, as in 30d or 2027-01-01.")
]


def tokens(
    context: typer.Context,
    agent: Annotated[str, typer.Argument(metavar="[@HANDLE]", help="By default everybody's.")] = "",
) -> None:
    """List the tokens by which programs are known for somebody, the newest first."""
    session = session_of(context)
    session.streams.items(TOKEN, session.desk.tokens(agent=agent or None))


def create(
    context: typer.Context,
    agent: Annotated[
        str, typer.Argument(metavar="@HANDLE", help="Whom everything done with it is attributed to.")
    ],
    name: Annotated[str, typer.Option("--name", metavar="N", help="What it is for.")],
    scope: Annotated[
        Scope,
        typer.Option(
            "--scope",
            help="`act` is what the agent may do; `ingest` only brings in and carries out.",
        ),
    ] = Scope.ACT,
    expires: Expires = "",
) -> None:
    """Make a token, and print its secret, this once: nothing else is on stdout."""
    session = session_of(context)
    now = session.now
    handle = str(read_word(_HANDLE, agent, Context(now=now)))
    until = parse_future(expires, now, session.config.hours) if expires else None
    made = session.desk.make_token(handle, name=name, scope=scope, expires_at=until, by=session.me)
    ends = f", until {say_when(until, now)}" if until else ""
    session.streams.say(
        f"Token {made.token.id} ({screen_line(made.token.name)}) lets @{handle} in{ends}. "
        f"Its secret is not shown again; agentconsole token revoke {made.token.id} ends it."
    )
    if session.streams.machine:
        session.streams.json(new_token_json(made))
    else:
        session.streams.text(made.secret)


def revoke(
    context: typer.Context,
    token: Annotated[str, typer.Argument(metavar="ID", help="The token's number.")],
) -> None:
    """End a token at once."""
    session = session_of(context)
    if not is_number(token):
        raise Invalid(f"“{token}” is not the number of a token", "agentconsole tokens lists them")
    ended = session.desk.revoke_token(int(token.removeprefix("#")), by=session.me)
    said = f"Token {ended.id} ({screen_line(ended.name)}) of @{ended.agent} lets nobody in any more."
    session.streams.item(TOKEN, ended, table=lambda: said)


COMMANDS: Mapping[str, Callable[..., None]] = {
    "tokens": tokens,
    "token create": create,
    "token revoke": revoke,
}
