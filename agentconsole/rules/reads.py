"""Who an entry is for, who has read it, and what must be read before anybody writes to the customer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from agentconsole.model import commands
from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation, MustRead
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.errors import Refused
from agentconsole.model.people import Agent
from agentconsole.model.reading import Read, Readers
from agentconsole.rules.absence import acting_for
from agentconsole.rules.situation import Situation
from agentconsole.rules.standing import actor_of

MUST_READ = "must-read"
READ = frozenset({Kind.MESSAGE, Kind.NOTE, Kind.ASK, Kind.ANSWER, Kind.DECLINE, Kind.BRIEF})
"""What one reads: what somebody said."""


def people_in(
    conversation: Conversation, asks: Iterable[Ask], agents: Mapping[str, Agent], now: datetime
) -> tuple[str, ...]:
    """Those who look after it now: the owner and their stand-in, those introduced, and those asked
    something that is not answered yet; not who has left. By handle, each once."""
    owner = agents.get(conversation.owner or "")
    standing = acting_for(owner, agents.get, now)
    asked = [ask.specialist for ask in asks if ask.pending]
    everybody = (conversation.owner, standing, *conversation.introduced, *asked)
    return tuple(dict.fromkeys(one for one in everybody if one and _is_here(one, agents)))


def _is_here(handle: str, agents: Mapping[str, Agent]) -> bool:
    agent = agents.get(handle)
    return agent is None or agent.left_at is None


def readers(entry: Entry, read: Sequence[Read], people: Sequence[str]) -> Readers:
    """Who has read it; who it is for and has not. Its writer has."""
    done = {each.agent for each in read} | {entry.author.id}
    return Readers(entry=entry.id, read=tuple(read), not_yet=tuple(one for one in people if one not in done))


def unacknowledged(conversation: Conversation, handle: str) -> tuple[MustRead, ...]:
    """The notes that agent has still to read before writing to the customer."""
    return tuple(
        note for note in conversation.must_read if handle != note.author and handle not in note.acknowledged
    )


def must_have_read(situation: Situation) -> None:
    """Writing to the customer with a must-read note unread asks first."""
    actor, conversation = situation.actor, situation.conversation
    if actor is None or conversation is None:
        return
    unread = unacknowledged(conversation, actor.handle)
    if unread:
        writer = situation.name(unread[0].author)
        raise Refused(
            f"{writer} wrote a note that is to be read first (entry {unread[0].entry}); nothing was sent",
            f"agentconsole show {conversation.id} shows it, agentconsole ack {unread[0].entry} says that "
            "you have read it; --anyway sends without",
            rule=MUST_READ,
        )


def acknowledge(command: commands.Acknowledge, situation: Situation) -> tuple[Entry, ...]:
    """The actor has read a must-read note. Saying so again changes nothing."""
    actor, conversation = actor_of(situation), situation.conversation
    notes = conversation.must_read if conversation else ()
    note = next((each for each in notes if each.entry == command.entry), None)
    if note is None:
        raise Refused(
            f"Entry {command.entry} is not a note that must be read",
            "agentconsole show N marks those that are",
            rule=MUST_READ,
        )
    if actor.handle == note.author or actor.handle in note.acknowledged:
        return ()
    return (situation.entry(Kind.ACK, about=(note.entry,), agent=note.author),)
