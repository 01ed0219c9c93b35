"""Looking: the inbox, a conversation, a history, a search."""

import base64
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated

import typer

from agentconsole.cli.listing import After, Limit, Listing
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.shapes import CONVERSATION, CUSTOMER, ENTRY
from agentconsole.cli.streams import Format, Shape
from agentconsole.cli.words import ConversationArgument, CustomerArgument, conversation_number
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.errors import Invalid
from agentconsole.model.ids import first_id_at
from agentconsole.model.queries import Filter, InboxView, Page
from agentconsole.rules.query import parse_query
from agentconsole.rules.times import parse_when
from agentconsole.wire.nouns import ask_json, conversation_json, entry_json

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


def inbox(
    context: typer.Context,
    view: Annotated[
        InboxView, typer.Argument(metavar="mine|asked|unowned|waiting|all", help="Which conversations.")
    ] = InboxView.MINE,
    limit: Limit = 50,
    after: After = None,
) -> None:
    """List conversations, one line each: mine (the default), asked of me, unowned, waiting, or all."""
    session = session_of(context)
    personal = view in (InboxView.MINE, InboxView.ASKED)
    me = session.me if personal else session.maybe_me
    _list(
        session,
        CONVERSATION,
        Listing(
            lambda cursor, count: session.desk.inbox(view, by=me, after=cursor, limit=count),
            limit=limit,
            start=after,
        ),
        "--after",
    )


def show(
    context: typer.Context,
    number: ConversationArgument,
    limit: Annotated[
        int, typer.Option("--limit", min=0, metavar="N", help="Only the last so many entries; 0 for all.")
    ] = 0,
    before: Annotated[
        int | None, typer.Option("--before", metavar="ID", help="Only entries before this one.")
    ] = None,
) -> None:
    """Show one conversation: its state, its people, its open asks and its entries, oldest first."""
    session = session_of(context)
    conversation = session.desk.conversation(conversation_number(number), by=session.maybe_me)
    entries = _thread(session, conversation.id, limit=limit, before=before)
    streams = session.streams
    if streams.machine:
        _show_json(session, conversation, entries)
    elif streams.on_terminal:
        from agentconsole.cli.thread import conversation_text

        streams.text(conversation_text(session, conversation, list(entries)))
    else:
        streams.items(ENTRY, entries)
    if not entries.complete:
        streams.cut(entries.shown, "--before", entries.cursor)


def _show_json(session: Session, conversation: Conversation, entries: Listing[Entry]) -> None:
    """One object; as JSON lines, the conversation and then its entries, so that a long one takes no room."""
    asks = [ask_json(ask) for ask in session.desk.asks(conversation=conversation.id)]
    whole = {**conversation_json(conversation), "asks": asks}
    if session.streams.format is Format.JSON:
        session.streams.json({**whole, "entries": [entry_json(entry) for entry in entries]})
    else:
        session.streams.json(whole)
        session.streams.items(ENTRY, entries)


def _thread(session: Session, number: int, *, limit: int, before: int | None) -> Listing[Entry]:
    """Entries of a conversation, oldest first: all of them, or the last ones, which are one page."""
    if limit or before:
        last = limit or 100
        return Listing(
            lambda cursor, count: session.desk.thread(number, before=cursor, limit=count),
            limit=last,
            start=before,
            page=last,
        )
    return Listing(lambda cursor, count: session.desk.thread(number, after=cursor or 0, limit=count), limit=0)


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
    """A customer's whole history over all conversations and channels, newest first."""
    session = session_of(context)
    who = session.desk.customer(customer).id
    if before and after:
        raise Invalid("--before and --after look in opposite directions", "Give one of them.")
    only = Filter(channel=channel, kind=kind)
    newer = after is not None

    def fetch(cursor: int | None, count: int) -> Page[Entry]:
        older_than, newer_than = (None, cursor) if newer else (cursor, None)
        return session.desk.history(who, before=older_than, after=newer_than, limit=count, only=only)

    start = _place(after, session.now, newer=True) if after else _place(before, session.now, newer=False)
    _list(session, ENTRY, Listing(fetch, limit=limit, start=start), "--after" if newer else "--before")


def _place(said: str | None, now: datetime, *, newer: bool) -> int | None:
    """The entry id meant: ids sort by time, so a time is one too."""
    if said is None:
        return None
    if said.isdecimal() and len(said) > 4:
        return int(said)
    return first_id_at(parse_when(said, now)) - newer


def customers(
    context: typer.Context,
    query: Annotated[
        str, typer.Argument(metavar="TEXT", help="Part of a name, an organization or an address.")
    ] = "",
    limit: Limit = 50,
    after: After = None,
) -> None:
    """List customers, heard from last, first."""
    session = session_of(context)
    _list(
        session,
        CUSTOMER,
        Listing(
            lambda cursor, count: session.desk.customers(query, after=cursor, limit=count),
            limit=limit,
            start=after,
        ),
        "--after",
    )


def customer(context: typer.Context, customer: CustomerArgument) -> None:
    """One customer: who they are, how to reach them, who looks after them, and their conversations."""
    session = session_of(context)
    found = session.desk.customer(customer)
    streams = session.streams
    if not (streams.machine or streams.on_terminal):
        streams.items(CUSTOMER, [found])
        return
    conversations = Listing(
        lambda cursor, count: session.desk.conversations_of(found.id, after=cursor, limit=count),
        limit=0,
    )
    if streams.machine:
        whole = {"conversations": [conversation_json(each) for each in conversations]}
        streams.json({**CUSTOMER.json(found), **whole})
    else:
        from agentconsole.cli.thread import customer_text

        streams.text(customer_text(session, found))
        streams.items(CONVERSATION, conversations)


def search(
    context: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY",
            help='Words, word*, "exact words", -without, from:ana, customer:, channel:, kind:, '
            "in:482, before:2026-01, after:. Put -- first when one begins with a dash.",
        ),
    ],
    limit: Limit = 50,
    before: Annotated[
        int | None, typer.Option("--before", metavar="ID", help="Go on with what is older than this entry.")
    ] = None,
) -> None:
    """Find entries on the whole desk, newest first. Every part of the query must hold."""
    session = session_of(context)
    wanted = parse_query(query[0] if len(query) == 1 else " ".join(map(_quoted, query)), session.now)
    _list(
        session,
        ENTRY,
        Listing(
            lambda cursor, count: session.desk.search(wanted, before=cursor, limit=count),
            limit=limit,
            start=before,
        ),
        "--before",
    )


def _quoted(word: str) -> str:
    """One argument of several is one part of the query: the shell took its quotes away."""
    if '"' in word or not any(character.isspace() for character in word):
        return word
    field, colon, value = word.partition(":")
    return f'{field}:"{value}"' if colon and field.isalpha() else f'"{word}"'


def original(
    context: typer.Context,
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The entry's id.")],
) -> None:
    """Write the bytes an entry came as to stdout, exactly; in JSON, as base64."""
    session = session_of(context)
    session.desk.entry(entry)
    data = session.desk.original(entry)
    if not data:
        raise Invalid(
            f"Entry {entry} did not come as bytes of its own", "agentconsole history shows its text."
        )
    if session.streams.machine:
        session.streams.json({"entry": entry, "original": base64.b64encode(data).decode()})
    else:
        session.streams.original(data)


def _list(session: Session, shape: Shape, listing: Listing, option: str) -> None:  # type: ignore[type-arg]
    session.streams.items(shape, listing)
    if not listing.complete:
        session.streams.cut(listing.shown, option, listing.cursor)


COMMANDS: Mapping[str, Callable[..., None]] = {
    "inbox": inbox,
    "show": show,
    "history": history,
    "customers": customers,
    "customer": customer,
    "search": search,
    "original": original,
}
