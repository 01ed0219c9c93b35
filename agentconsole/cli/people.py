"""The people who help."""

from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from agentconsole.cli.session import session_of
from agentconsole.cli.shapes import AGENT


def agents(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Also those who have left.")] = False,
) -> None:
    """List the colleagues of the desk: their handles, names, skills, and who stands in for whom."""
    session = session_of(context)
    found = session.desk.agents()
    session.streams.items(AGENT, [agent for agent in found if every or agent.left_at is None])


COMMANDS: Mapping[str, Callable[..., None]] = {"agents": agents}
