"""A customer's whole history, or a stretch of it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated

import typer

from agentconsole.cli.listing import Listing, list_out
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.shapes import ENTRY
from agentconsole.cli.words import CustomerArgument, Limit
from agentconsole.model.entry import Entry
from agentconsole.model.ids import first_id_at
from agentconsole.model.queries import Filter, Page
from agentconsole.rules.past import past_moment

Before = Annotated[
    str | None, typer.Option("--before", metavar="ID|WHEN", help="Older than this entry, or than this time.")
]
Newer = Annotated[
    str | None, typer.Option("--after", metavar="ID|WHEN", help="Newer than this entry, or than this time.")
]
Channel = Annotated[
    str | None, typer.Option("--channel", metavar="CHANNEL", help="Only what came or went this way.")
]
Kind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="Only this kind: message, note, order, ...")
]


def history(
    context: typer.Context,
    customer: CustomerArgument,
    *,
    limit: Limit = 50,
    before: Before = None,
    after: Newer = None,
    channel: Channel = None,
    kind: Kind = None,
) -> None:
    """A customer's whole history over all conversations and channels, newest first.

    With --after alone and a limit, the entries that came next after it.
    """
    session = session_of(context)
    who = session.desk.customer(customer).id
    only = Filter(channel=channel, kind=kind)
    upper = None if before is None else _place(before, session.now)
    lower = None if after is None else _place(after, session.now, newer=True)
    if lower is not None and upper is None and limit:
        list_out(session, ENTRY, _following(session, who, only, after=lower, limit=limit), "--after")
    else:
        found = _back(session, who, only, before=upper, down_to=lower, limit=limit)
        list_out(session, ENTRY, found, "--before")


def _back(
    session: Session, who: int, only: Filter, *, before: int | None, down_to: int | None, limit: int
) -> Listing[Entry]:
    """From an entry, or the newest, back to another, or the oldest."""

    def fetch(cursor: int | None, count: int) -> Page[Entry]:
        one_more = session.desk.history(who, before=cursor, limit=count + 1, only=only).items
        found = tuple(each for each in one_more if down_to is None or each.id > down_to)
        cut = len(found) > count
        return Page(items=found[:count], complete=not cut, cursor=found[count - 1].id if cut else None)

    return Listing(fetch, limit=limit, start=before)


def _following(session: Session, who: int, only: Filter, *, after: int, limit: int) -> Listing[Entry]:
    """Those next newer than one: a single page, because pages upwards would each begin with their newest."""
    return Listing(
        lambda cursor, count: session.desk.history(who, after=cursor, limit=count, only=only),
        limit=limit,
        start=after,
        page=limit,
    )


def _place(said: str, now: datetime, *, newer: bool = False) -> int:
    """The entry id meant: ids sort by time, so a time is one too."""
    if said.isdecimal() and len(said) > 4:
        return int(said)
    return first_id_at(past_moment(said, now)) - newer


COMMANDS: Mapping[str, Callable[..., None]] = {"history": history}
