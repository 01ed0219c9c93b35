"""The people who help."""

from collections.abc import Callable, Mapping

import typer

from agentconsole.cli.session import session_of
from agentconsole.cli.shapes import AGENT


def agents(context: typer.Context) -> None:
    """List the colleagues of the desk: their handles, names, skills, and who stands in for whom."""
    session = session_of(context)
    session.streams.items(AGENT, session.desk.agents())


COMMANDS: Mapping[str, Callable[..., None]] = {"agents": agents}
