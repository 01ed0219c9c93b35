"""What comes in: who said it, which conversation it belongs to, and what follows.

Nothing from outside can claim, hand over or answer: it brings messages, notes and events. Ownership is
only ever begun here, for a conversation that has no owner: by a new matter going to the customer's
person, or by a colleague's first answer in an imported history.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from agentconsole.model import commands, ids
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import RESERVED, SYSTEM, Author, AuthorType, Entry, Kind
from agentconsole.model.errors import Invalid
from agentconsole.model.people import Agent, Customer
from agentconsole.rules.addresses import apart
from agentconsole.rules.person import Chosen
from agentconsole.rules.situation import Situation
from agentconsole.rules.text import title

DIRECTIONS = ("in", "out", "event")
SAME_MATTER = timedelta(days=30)
"""Somebody who writes again on a channel without conversations of its own, such as a chat, within this
time goes on with the same matter."""


def checked(command: commands.Receive) -> commands.Receive:
    """The command, or Invalid in words when it is not one."""
    if not command.channel or not command.external_id:
        raise Invalid("What comes in needs a channel and an external id", "They are how it is known again")
    if command.direction not in DIRECTIONS:
        raise Invalid(f"The direction is {command.direction!r}", "It is in, out or event")
    if command.kind in RESERVED:
        raise Invalid(
            f"An entry of kind {command.kind!r} cannot come from outside",
            "Use message, note, or a word of your own, such as order",
        )
    if command.kind == Kind.MESSAGE and command.direction == "event":
        raise Invalid("A message has a direction", "It is in (from the customer) or out (from us)")
    if command.kind == Kind.NOTE and command.direction == "in":
        raise Invalid("A note is ours", "It is out or event, never in")
    return command


def belongs(command: commands.Receive, latest: Conversation | None) -> bool:
    """Whether what has no key that is known goes on with the customer's latest conversation there."""
    if command.begins or latest is None or latest.last_entry_at is None or command.direction == "event":
        return False
    return abs(command.at - latest.last_entry_at) <= SAME_MATTER


def begins(command: commands.Receive) -> bool:
    """Whether what belongs to no conversation begins one. An order does not; it stands in the history."""
    return command.direction != "event" or bool(command.keys)


def receive(
    command: commands.Receive,
    situation: Situation,
    *,
    writer: Customer,
    agent: Agent | None,
    chosen: Chosen | None,
) -> tuple[Entry, ...]:
    """The entry, after the claim that goes with it when the conversation has no owner yet.

    `writer` is the customer of this entry, `agent` the colleague who wrote it, `chosen` who is to
    own a new matter, and why.
    """
    entry = _entry(command, situation, writer, agent)
    conversation = situation.conversation
    if conversation is None or conversation.owner is not None:
        return (entry,)
    last = conversation.last_entry_at
    if entry.outgoing and agent is not None and (last is None or entry.at >= last):
        return (_claim(situation, entry, agent, "answered first"), entry)
    if entry.incoming and chosen is not None and conversation.version == 0:
        return (entry, _claim(situation, entry, chosen.agent, chosen.reason))
    return (entry,)


def _claim(situation: Situation, entry: Entry, agent: Agent, reason: str) -> Entry:
    claim = situation.entry(Kind.CLAIM, agent=agent.handle, reason=reason)
    return replace(claim, at=entry.at, author=SYSTEM)


def _entry(command: commands.Receive, situation: Situation, writer: Customer, agent: Agent | None) -> Entry:
    at = min(ids.clamp(command.at), situation.now)
    data = command.data if at == command.at else {**command.data, "claimed_at": command.at.isoformat()}
    conversation = situation.conversation
    if at != command.at or data.get("date_doubted"):
        at = _after_the_clock_went_back(at, situation)
    of = conversation.begun_with if conversation else writer.id
    first = conversation is not None and conversation.version == 0
    return Entry(
        at=at,
        kind=command.kind,
        channel=command.channel,
        author=_author(command, writer, agent),
        conversation=conversation.id if conversation else None,
        customer=of,
        party=writer.id if writer.id != of else None,
        subject=command.subject or (title(command.text) if first else ""),
        text=command.text,
        external_id=command.external_id,
        attachments=command.attachments,
        kept_raw=command.kept_raw,
        data=data,
    )


def _after_the_clock_went_back(at: datetime, situation: Situation) -> datetime:
    """What came in just now stands last, also when what came in before it seems to be yet to come."""
    last = situation.conversation.last_entry_at if situation.conversation else None
    return last if last is not None and last > situation.now else at


def _author(command: commands.Receive, writer: Customer, agent: Agent | None) -> Author:
    if command.direction == "in":
        name = command.customer.name or writer.name
        return Author(type=AuthorType.CUSTOMER, id=writer.id, name=name)
    if command.direction == "out":
        if agent is not None:
            return Author(type=AuthorType.AGENT, id=agent.handle, name=agent.name)
        return Author(type=AuthorType.AGENT, name=apart(command.author)[0] or command.author or "a colleague")
    return Author(type=AuthorType.SYSTEM, name=command.author or command.channel)
