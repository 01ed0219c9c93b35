"""Changes as they happen, whoever makes them, in whichever program."""

from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from agentconsole.cli.session import Session, session_of
from agentconsole.cli.streams import Format
from agentconsole.model.errors import NotFound
from agentconsole.model.keeping import Change
from agentconsole.wire.nouns import change_json, entry_json

LOOK = 1.0
"""Seconds of waiting between two chances to be interrupted."""


def watch(
    context: typer.Context,
    since: Annotated[
        int | None,
        typer.Option(
            "--since", min=0, metavar="POSITION", help="All changes after this one; else from now on."
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=0, metavar="N", help="End after so many; 0 goes on until Ctrl-C.")
    ] = 0,
) -> None:
    """Write each change as a line of JSON when it happens, with the entry it is about."""
    session = session_of(context)
    session.streams.format = Format.JSONL
    position = session.desk.latest() if since is None else since
    left = limit or None
    while left is None or left > 0:
        changes = session.desk.changes(position)[:left]
        for change in changes:
            session.streams.json(_line(session, change))
            position = change.position
        if left is not None:
            left -= len(changes)
        if not changes:
            session.desk.wait(position, seconds=LOOK)


def _line(session: Session, change: Change) -> dict[str, object]:
    """The change, with its entry in place of the entry's number."""
    line: dict[str, object] = change_json(change)
    if change.entry is not None:
        try:
            line["entry"] = entry_json(session.desk.entry(change.entry))
        except NotFound:
            line["entry"] = {"id": change.entry}
    return line


COMMANDS: Mapping[str, Callable[..., None]] = {"watch": watch}
