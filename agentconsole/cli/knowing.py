"""What customers told us, what we promised them, who has read what, and the lead's board."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Annotated

import typer
from msgspec import Struct

from agentconsole.cli.session import session_of
from agentconsole.cli.shapes_knowing import EVERY_FACT, FACT, FINDING, MET, PROMISE, READ
from agentconsole.cli.streams import Format
from agentconsole.cli.words import ConversationArgument, CustomerArgument, conversation_number
from agentconsole.cli.write import body_of
from agentconsole.model import commands
from agentconsole.model.errors import Invalid, Refused
from agentconsole.model.queries import PromiseView
from agentconsole.model.reading import Readers
from agentconsole.wire.known import board_json


def facts(
    context: typer.Context,
    customer: CustomerArgument,
    every: Annotated[
        bool, typer.Option("--all", help="Also those that were dismissed or that a newer one replaced.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Look through their whole history again first.")
    ] = False,
) -> None:
    """What a customer has already told us, told last, first."""
    session = session_of(context)
    found = session.desk.customer(customer)
    if again:
        session.desk.do(commands.FindFacts(customer=str(found.id)), by=session.maybe_me)
    known = session.desk.facts(found.id)
    session.streams.items(EVERY_FACT if every else FACT, [fact for fact in known if every or fact.holds])


def check(
    context: typer.Context,
    number: ConversationArgument,
    text: Annotated[str | None, typer.Option("--text", "-t", metavar="TEXT", help="The draft.")] = None,
    file: Annotated[
        str | None, typer.Option("--file", "-f", metavar="FILE", help="The draft; - for stdin.")
    ] = None,
) -> None:
    """Look whether a draft asks for what the customer has told us already; then the exit code is 6."""
    session = session_of(context)
    draft = body_of(session, text, file)
    if draft is None:
        raise Invalid("There is no draft to look at", "Give it with -t TEXT or -f FILE; -f - reads stdin.")
    found = session.desk.asked_again(conversation_number(number), draft)
    if session.streams.format is Format.TABLE and not session.streams.on_terminal:
        session.streams.format = Format.JSON  # a script that says nothing of formats wants the findings whole
    session.streams.items(FINDING, found)
    if found:
        session.exit_code = Refused.exit_code


def promises(
    context: typer.Context,
    view: Annotated[
        PromiseView, typer.Argument(metavar="mine|due|all", help="Which promises.")
    ] = PromiseView.MINE,
    conversation: Annotated[
        int | None, typer.Option("--in", metavar="N", help="Only those in this conversation.")
    ] = None,
    customer: Annotated[
        str | None, typer.Option("--customer", metavar="CUSTOMER", help="Only those to this customer.")
    ] = None,
) -> None:
    """Promises: those I owe (the default), everybody's for today or broken, or all; due first, first."""
    session = session_of(context)
    found = session.desk.promises(
        view,
        by=session.me if view is PromiseView.MINE else None,
        conversation=conversation,
        customer=session.desk.customer(customer).id if customer else None,
    )
    session.streams.items(PROMISE, found)


class ReadLine(Struct, frozen=True):
    """One entry and who has read it, on a line."""

    entry: int
    kind: str
    read: str
    not_yet: str
    of: Readers


def readers(context: typer.Context, number: ConversationArgument) -> None:
    """Who has read what somebody said in a conversation, and who has not yet."""
    session = session_of(context)
    page = session.desk.thread(
        session.desk.conversation(conversation_number(number)).id, after=0, limit=1_000_000
    )
    said = [entry for entry in page.items if entry.kind in ("message", "note", "ask", "answer", "brief")]
    found = session.desk.readers([entry.id for entry in said])
    session.streams.items(
        READ,
        [
            ReadLine(entry.id, str(entry.kind), ", ".join(map(_who, one.read)), ", ".join(one.not_yet), one)
            for entry, one in zip(said, found, strict=True)
        ],
    )


_who = attrgetter("agent")


def met(context: typer.Context, customer: CustomerArgument) -> None:
    """Every colleague a customer has ever met, first to last."""
    session = session_of(context)
    session.streams.items(MET, session.desk.met(session.desk.customer(customer).id))


def board(context: typer.Context) -> None:
    """The lead's board: who waits and since when, what is due, who needs a hand. Nobody is ranked."""
    session = session_of(context)
    if session.streams.format in (Format.CSV, Format.IDS):
        raise Invalid(
            "The board is several lists, and no table of one",
            "Use --json, or promises, asks and inbox alone.",
        )
    found = session.desk.board()
    if session.streams.machine:
        session.streams.json(board_json(found))
        return
    from agentconsole.cli.board import board_text

    session.streams.text(board_text(session, found))


COMMANDS: Mapping[str, Callable[..., None]] = {
    "facts": facts,
    "check": check,
    "promises": promises,
    "readers": readers,
    "met": met,
    "board": board,
}
