"""A customer's data, whole."""

import base64
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import typer

from agentconsole.cli.listing import Listing
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.streams import Format
from agentconsole.cli.words import CustomerArgument
from agentconsole.model.errors import Invalid
from agentconsole.model.people import Customer
from agentconsole.wire.encoding import encode_line
from agentconsole.wire.nouns import ask_json, conversation_json, customer_json, entry_json


def export(context: typer.Context, customer: CustomerArgument) -> None:
    """Write everything known of a customer: who they are, their conversations, asks and whole history,
    with the bytes each entry came as in base64. JSON lines, unless --json asks for one object."""
    session = session_of(context)
    streams = session.streams
    if streams.format in (Format.CSV, Format.IDS):
        raise Invalid("An export has no rows", "Use --format jsonl (the default) or --json.")
    parts = _parts(session, session.desk.customer(customer))
    if streams.format is Format.JSON:
        _write_object(session, parts)
    else:
        streams.format = Format.JSONL
        for name, items in parts.items():
            for item in items:
                streams.stdout.write(encode_line({name: item}) + "\n")
    streams.stdout.flush()


def _write_object(session: Session, parts: Mapping[str, Iterator[dict[str, Any]]]) -> None:
    """One object, written as it is read: a long history takes no room."""
    write = session.streams.stdout.write
    write("{")
    for name, items in parts.items():
        if name == "customer":
            write(f'"customer": {encode_line(next(items))}')
            continue
        write(f',\n"{_PLURALS[name]}": [')
        between = "\n"
        for item in items:
            write(between + encode_line(item))
            between = ",\n"
        write("]")
    write("}\n")


_PLURALS = {"conversation": "conversations", "ask": "asks", "entry": "entries"}


def _parts(session: Session, customer: Customer) -> dict[str, Iterator[dict[str, Any]]]:
    return {
        "customer": iter([customer_json(customer)]),
        "conversation": (conversation_json(each) for each in _conversations(session, customer)),
        "ask": (
            ask_json(ask)
            for conversation in _conversations(session, customer)
            for ask in session.desk.asks(conversation=conversation.id)
        ),
        "entry": _entries(session, customer),
    }


def _conversations(session: Session, customer: Customer) -> Listing[Any]:
    return Listing(
        lambda cursor, count: session.desk.conversations_of(customer.id, after=cursor, limit=count), limit=0
    )


def _entries(session: Session, customer: Customer) -> Iterator[dict[str, Any]]:
    history = Listing(
        lambda cursor, count: session.desk.history(customer.id, before=cursor, limit=count), limit=0
    )
    for entry in history:
        original = session.desk.original(entry.id)
        yield {**entry_json(entry), "original": base64.b64encode(original).decode() if original else None}


COMMANDS: Mapping[str, Callable[..., None]] = {"export": export}
