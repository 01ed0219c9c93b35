"""Promises that go along with a reply: found in its text, and noted when that is asked for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from shlex import quote
from typing import Any

from msgspec.structs import replace
from typer.core import TyperOption

from agentconsole.cli.session import Session
from agentconsole.desk.params import Verb
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.conversation import Conversation
from agentconsole.model.promise import Promise, Promised
from agentconsole.rules.screening import screen_line
from agentconsole.rules.times import echo
from agentconsole.rules.zones import read

FOUND = "promise_found"
MINUTE = timedelta(minutes=1)


def options_of(verb: Verb) -> list[Any]:
    """The options of a verb that are no field of its command."""
    if verb.command is not commands.Reply:
        return []
    words = "also note what it promises by a time, as in: I'll write by Friday"
    return [TyperOption(param_decls=["--promise", FOUND], is_flag=True, default=False, help=words)]


def with_promises(session: Session, command: Command, said: Mapping[str, Any]) -> Command:
    """A reply with the promises it makes, where they are asked for; any other command as it is."""
    if not isinstance(command, commands.Reply) or not said[FOUND]:
        return command
    return replace(command, promises=session.desk.promises_in(command.conversation, command.text))


def offer_promises(session: Session, command: Command) -> None:
    """Say beside the data what a reply promised that nobody noted."""
    if not isinstance(command, commands.Reply) or command.promises:
        return
    found = session.desk.promises_in(command.conversation, command.text)
    conversation = session.desk.conversation(command.conversation) if found else None
    for each in found if conversation else ():
        assert conversation is not None
        due = f"{_whole_minute(each):%Y-%m-%dT%H:%MZ}"
        session.streams.say(
            f"“{screen_line(each.text)}” is a promise, due {on_both_clocks(session, conversation, each)}. "
            f"agentconsole promise {conversation.id} {_quoted(each.text)} --due {due} notes it; "
            "reply --promise does so along with the reply."
        )


def _quoted(text: str) -> str:
    """As a shell reads it, with as few signs as can be: most sentences have an apostrophe."""
    return quote(text) if set(text) & set('"$`\\!') else f'"{text}"'


def _whole_minute(promised: Promised) -> datetime:
    """Rounded up: a minute too late is still kept, one too early would be broken."""
    late = promised.due_at.second or promised.due_at.microsecond
    return promised.due_at.replace(second=0, microsecond=0) + (MINUTE if late else timedelta())


def on_both_clocks(session: Session, conversation: Conversation, promise: Promise | Promised) -> str:
    """When a promise is due, on the customer's clock and on mine."""
    zone = read(session.desk.zone(conversation.customer.id)[0])
    return echo(promise.due_at, session.now, zone or session.now.tzinfo)
