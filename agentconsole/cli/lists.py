"""The lists that are asked for over and over: the inbox, customers, what a search finds."""

from collections.abc import Sequence

from agentconsole.cli.listing import Listing, list_out
from agentconsole.cli.session import Session
from agentconsole.cli.shapes import CONVERSATION, CUSTOMER, ENTRY
from agentconsole.model.queries import InboxView


def inbox(session: Session, *, view: InboxView, limit: int, after: int | None) -> None:
    """Conversations, one line each."""
    personal = view in (InboxView.MINE, InboxView.ASKED)
    me = session.me if personal else session.maybe_me
    found = Listing(
        lambda cursor, count: session.desk.inbox(view, by=me, after=cursor, limit=count),
        limit=limit,
        start=after,
    )
    list_out(session, CONVERSATION, found, "--after")


def customers(session: Session, *, text: str, limit: int, after: int | None) -> None:
    """Customers, heard from last, first."""
    found = Listing(
        lambda cursor, count: session.desk.customers(text, after=cursor, limit=count),
        limit=limit,
        start=after,
    )
    list_out(session, CUSTOMER, found, "--after")


def search(session: Session, *, query: Sequence[str], limit: int, before: int | None) -> None:
    """Entries of the whole desk, newest first."""
    from agentconsole.rules.query import parse_query

    wanted = parse_query(query[0] if len(query) == 1 else " ".join(map(_quoted, query)), session.now)
    found = Listing(
        lambda cursor, count: session.desk.search(wanted, before=cursor, limit=count),
        limit=limit,
        start=before,
    )
    list_out(session, ENTRY, found, "--before")


def _quoted(word: str) -> str:
    """One argument of several is one part of the query: the shell took its quotes away."""
    if '"' in word or not any(character.isspace() for character in word):
        return word
    field, colon, value = word.partition(":")
    return f'{field}:"{value}"' if colon and field.isalpha() else f'"{word}"'
