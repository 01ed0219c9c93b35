"""Looking: the inbox, a conversation, customers, a search."""

import base64
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Annotated, Any

import typer

from agentconsole.cli import lists
from agentconsole.cli.listing import Listing
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.shapes import CONVERSATION, CUSTOMER, ENTRY
from agentconsole.cli.streams import Format
from agentconsole.cli.words import After, ConversationArgument, CustomerArgument, Limit, conversation_number
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.errors import Invalid, NotFound
from agentconsole.model.queries import InboxView
from agentconsole.wire.known import fact_json, met_json, promise_json
from agentconsole.wire.nouns import ask_json, conversation_json, entry_json

AT_ONCE = 500
"""Entries of which it is asked at once who has read them."""


def inbox(
    context: typer.Context,
    view: Annotated[
        InboxView, typer.Argument(metavar="mine|asked|unowned|waiting|all", help="Which conversations.")
    ] = InboxView.MINE,
    limit: Limit = 50,
    after: After = None,
) -> None:
    """List conversations, one line each: mine (the default), asked of me, unowned, waiting, or all."""
    lists.inbox(session_of(context), view=view, limit=limit, after=after)


def show(
    context: typer.Context,
    number: ConversationArgument,
    *,
    limit: Annotated[
        int, typer.Option("--limit", min=0, metavar="N", help="Only the last so many entries; 0 for all.")
    ] = 0,
    before: Annotated[
        int | None, typer.Option("--before", metavar="ID", help="Only entries before this one.")
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="On a terminal: also what mails quote, and their small print.")
    ] = False,
    raw: Annotated[
        int | None,
        typer.Option("--raw", metavar="ENTRY", help="Only the bytes that entry came as, as `original` does."),
    ] = None,
) -> None:
    """Show one conversation: its state, its people, its open asks, what we owe, and its entries, oldest
    first. In JSON with `asks`, `promises` and `entries`, each with `read_by` and `not_yet`."""
    session = session_of(context)
    if raw is not None:
        _show_raw(session, conversation_number(number), raw)
        return
    conversation = session.desk.conversation(conversation_number(number), by=session.maybe_me)
    entries = _thread(session, conversation.id, limit=limit, before=before)
    streams = session.streams
    if streams.machine:
        _show_json(session, conversation, entries)
    elif streams.on_terminal:
        from agentconsole.cli.thread import conversation_text

        streams.text(conversation_text(session, conversation, list(entries), whole=whole))
    else:
        streams.items(ENTRY, entries)
    if not entries.complete:
        streams.cut(entries.shown, "--before", entries.cursor)


def _show_raw(session: Session, conversation: int, number: int) -> None:
    if session.desk.entry(number).conversation != conversation:
        raise NotFound(
            f"Entry {number} is not in conversation #{conversation}", f"agentconsole original {number}"
        )
    _write_original(session, number)


def _show_json(session: Session, conversation: Conversation, entries: Listing[Entry]) -> None:
    """One object; as JSON lines, the conversation and then its entries, so that a long one takes no room."""
    asks = [ask_json(ask) for ask in session.desk.asks(conversation=conversation.id)]
    promises = [promise_json(each) for each in session.desk.promises(conversation=conversation.id)]
    whole = {**conversation_json(conversation), "asks": asks, "promises": promises}
    if session.streams.format is Format.JSON:
        session.streams.json({**whole, "entries": _with_readers(session, list(entries))})
    else:
        session.streams.json(whole)
        coming = iter(entries)
        while some := list(islice(coming, AT_ONCE)):
            for line in _with_readers(session, some):
                session.streams.json(line)


def _with_readers(session: Session, entries: list[Entry]) -> list[dict[str, Any]]:
    """Each entry with who has read it."""
    readers = session.desk.readers([entry.id for entry in entries])
    return [
        {**entry_json(entry), "read_by": [each.agent for each in read.read], "not_yet": list(read.not_yet)}
        for entry, read in zip(entries, readers, strict=True)
    ]


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


def customers(
    context: typer.Context,
    query: Annotated[
        str, typer.Argument(metavar="TEXT", help="Part of a name, an organization or an address.")
    ] = "",
    limit: Limit = 50,
    after: After = None,
) -> None:
    """List customers, heard from last, first."""
    lists.customers(session_of(context), text=query, limit=limit, after=after)


def customer(context: typer.Context, customer: CustomerArgument) -> None:
    """One customer: who they are, who looks after them, what is known of them, and their conversations.
    In JSON with `zone`, `facts`, `promises`, `pinned`, `met` and `conversations`."""
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
        streams.json({**CUSTOMER.json(found), **_known_json(session, found.id), **whole})
    else:
        from agentconsole.cli.thread import customer_text

        streams.text(customer_text(session, found))
        streams.items(CONVERSATION, conversations)


def _known_json(session: Session, customer: int) -> dict[str, Any]:
    """What they told us, what we owe them, what everybody should know, whom they met, where they are."""
    desk = session.desk
    zone, why = desk.zone(customer)
    return {
        "zone": {"name": zone, "known_by": why},
        "facts": [fact_json(fact) for fact in desk.facts(customer) if fact.holds],
        "promises": [promise_json(each) for each in desk.promises(customer=customer) if each.owed],
        "pinned": _with_readers(session, list(desk.pinned(customer))),
        "met": [met_json(each) for each in desk.met(customer)],
    }


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
    lists.search(session_of(context), query=query, limit=limit, before=before)


def original(
    context: typer.Context,
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The entry's id.")],
) -> None:
    """Write the bytes an entry came as to stdout, exactly; in JSON, as base64."""
    session = session_of(context)
    session.desk.entry(entry)
    _write_original(session, entry)


def _write_original(session: Session, entry: int) -> None:
    data = session.desk.original(entry)
    if not data:
        raise Invalid(
            f"Entry {entry} did not come as bytes of its own", "agentconsole history shows its text."
        )
    streams = session.streams
    if streams.machine:
        streams.json({"entry": entry, "original": base64.b64encode(data).decode()})
        return
    if streams.stdout.isatty():
        raise Invalid(
            "Bytes from outside could act on your terminal, so they are not written to it",
            f"agentconsole original {entry} > mail.eml, or into a pager that shows control characters.",
        )
    streams.original(data)


COMMANDS: Mapping[str, Callable[..., None]] = {
    "inbox": inbox,
    "show": show,
    "customers": customers,
    "customer": customer,
    "search": search,
    "original": original,
}
