"""What is kept beside the entries: asks, briefs, drafts, and mail on its way."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from agentconsole.cli.session import Session, session_of
from agentconsole.cli.settling import DECIDED, settle
from agentconsole.cli.shapes import ASK, BRIEF, DRAFT, OUTGOING
from agentconsole.cli.words import MaybeConversation, conversation_number
from agentconsole.model.errors import NotFound
from agentconsole.model.keeping import DraftKind
from agentconsole.rules.screening import screen


def asks(
    context: typer.Context,
    number: MaybeConversation = None,
    ended: Annotated[bool, typer.Option("--all", help="Those that have ended, too.")] = False,
) -> None:
    """List what is asked of you, due soonest first; with N, what is asked there, of whomever."""
    session = session_of(context)
    if number is None:
        found = session.desk.asks(specialist=session.me, pending=not ended)
    else:
        conversation = session.desk.conversation(conversation_number(number)).id
        found = session.desk.asks(conversation=conversation, pending=not ended)
    session.streams.items(ASK, found)


def outbox(
    context: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(metavar="N|retry|cancel|sent", help="A conversation, or what becomes of a message."),
    ] = None,
    entry: Annotated[
        str | None, typer.Argument(metavar="ENTRY", help="The message, with retry, cancel or sent.")
    ] = None,
) -> None:
    """List the messages that have not left, or of which it is not known; oldest first.

    `retry ENTRY` sends one again that failed, is stuck or may have left; `cancel ENTRY` sends it no more, and
    its text is the draft again; `sent ENTRY` says that one that may have left has arrived.
    """
    session = session_of(context)
    if what in DECIDED or entry is not None:
        settle(session, what or "", entry or "")
        return
    conversation = None if what is None else session.desk.conversation(conversation_number(what)).id
    session.streams.items(OUTGOING, session.desk.outbox(conversation=conversation))


def drafts(context: typer.Context) -> None:
    """List what you have typed and not sent, newest first."""
    session = session_of(context)
    session.streams.items(DRAFT, session.desk.drafts(by=session.me))


def show_brief(session: Session, given: Mapping[str, Any]) -> None:
    """Show the brief of a conversation."""
    number = given["conversation"]
    brief = session.desk.conversation(number).brief
    if brief is None:
        raise NotFound(
            f"Conversation #{number} has no brief yet", f"agentconsole brief {number} -t TEXT writes it"
        )
    session.streams.item(BRIEF, brief, table=lambda: screen(brief.text))


def show_draft(session: Session, given: Mapping[str, Any]) -> None:
    """Show a draft of the acting agent."""
    number, kind = given["conversation"], DraftKind(given["kind"])
    draft = session.desk.draft(session.desk.conversation(number).id, kind, by=session.me)
    if draft is None:
        raise NotFound(
            f"You have no draft of a {kind} in #{number}",
            f"agentconsole draft {number} --kind {kind} -t TEXT keeps one",
        )
    session.streams.item(DRAFT, draft, table=lambda: screen(draft.text))


COMMANDS: Mapping[str, Callable[..., None]] = {"asks": asks, "outbox": outbox, "drafts": drafts}
