"""The arguments several commands share."""

from typing import Annotated

import typer

from agentconsole.cli.completion import offered
from agentconsole.cli.session import Session
from agentconsole.desk.params import is_number
from agentconsole.model.errors import Invalid
from agentconsole.model.queries import InboxView


def conversations(session: Session) -> list[str]:
    """The conversations somebody is likely to mean: theirs, then whatever is newest."""
    me = session.maybe_me
    mine = session.desk.inbox(InboxView.MINE, by=me).items if me else ()
    found = [*mine, *session.desk.inbox(InboxView.ALL, by=me).items]
    return list(dict.fromkeys(str(conversation.id) for conversation in found))


def asks(session: Session) -> list[str]:
    """The asks that wait for the acting agent."""
    me = session.maybe_me
    return [str(ask.id) for ask in session.desk.asks(specialist=me, pending=True)] if me else []


def conversation_number(word: str) -> int:
    """The number a word means: `482` or `#482`. Raises Invalid."""
    if not is_number(word):
        raise Invalid(f"“{word}” is not a conversation's number", "Write it like 482.")
    return int(word.removeprefix("#"))


ConversationArgument = Annotated[
    str,
    typer.Argument(metavar="N", help="The conversation's number.", autocompletion=offered(conversations)),
]
MaybeConversation = Annotated[
    str | None,
    typer.Argument(metavar="N", help="Only of this conversation.", autocompletion=offered(conversations)),
]
CustomerArgument = Annotated[
    str, typer.Argument(metavar="CUSTOMER", help="An id, an e-mail, a phone number or a handle.")
]
Limit = Annotated[int, typer.Option("--limit", min=0, metavar="N", help="How many; 0 for all of them.")]
After = Annotated[
    int | None,
    typer.Option("--after", metavar="ID", help="Go on after this one, as the note on stderr says."),
]
