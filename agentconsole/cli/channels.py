"""The mail accounts of a desk: which there are, whether they work, and how it stands with them."""

from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from agentconsole.cli.completion import offered
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.shapes_mailing import CHANNEL, STANDING, TRIAL, Trial
from agentconsole.desk.channels import standing
from agentconsole.model.errors import DeskError, NotFound
from agentconsole.settings import secrets
from agentconsole.settings.channels import Channel
from agentconsole.settings.config import set_values

PARTLY = 7


def _names(session: Session) -> list[str]:
    return list(session.config.channels)


NAMES = offered(_names)
NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="The channel's name.", autocompletion=NAMES)
]


def test(context: typer.Context, name: NameArgument) -> None:
    """Connect both ways and say what works. Nothing is fetched or sent."""
    from agentconsole.opening.trying import try_out

    session = session_of(context)
    found = try_out(channel_named(session, name))
    session.streams.items(TRIAL, [Trial(each.what, each.found, not each.exit_code) for each in found])
    for each in found:
        if each.hint:
            session.streams.say(each.hint)
    faults = [each.exit_code for each in found if each.exit_code]
    if faults:
        session.exit_code = faults[0] if len(faults) == len(found) else PARTLY


def list_(context: typer.Context) -> None:
    """List the channels that this machine's configuration has, of every desk."""
    session = session_of(context)
    session.streams.items(CHANNEL, session.config.channels.values())


def remove(context: typer.Context, name: NameArgument) -> None:
    """Take a channel out of the configuration, and forget its password. What came by it stays."""
    session = session_of(context)
    channel = channel_named(session, name)
    left = [each for each in _outbox(session) if each == name]
    set_values(None, {f"channels.{name}": None})
    secrets.forget(name)
    if left:
        session.streams.say(
            f"{len(left)} messages wait to be sent by {name}: agentconsole outbox", kind="warning"
        )
    session.streams.item(CHANNEL, channel, table=lambda: f"Removed {name}. What came by it stays.")


def _outbox(session: Session) -> list[str]:
    try:
        return [message.entry.channel for message in session.desk.outbox()]
    except DeskError:  # the desk may be gone; its channel can be taken away all the same
        return []


def channels(context: typer.Context) -> None:
    """Show how it stands with the desk's mail: when it was fetched, what waits, what is stuck and why."""
    session = session_of(context)
    stands = standing(session.desk, session.now)
    session.streams.items(STANDING, stands)
    for each in stands:
        if each.error and each.hint:
            session.streams.say(f"{each.channel}: {each.hint}")
        elif each.connected and not each.flowing:
            session.streams.say(f"{each.channel}: nobody carries the mail at the moment: agentconsole sync")
    if not stands:
        session.streams.say("This desk has no channels: agentconsole channel add email NAME")


def channel_named(session: Session, name: str) -> Channel:
    """A channel of the configuration. Raises NotFound."""
    known = session.config.channels
    if name not in known:
        there = (
            f"There are: {', '.join(known)}." if known else "agentconsole channel add email NAME makes one"
        )
        raise NotFound(f"There is no channel {name}", there)
    return known[name]


COMMANDS: Mapping[str, Callable[..., None]] = {
    "channels": channels,
    "channel test": test,
    "channel list": list_,
    "channel remove": remove,
}
