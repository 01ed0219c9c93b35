"""Conversations that only their people see."""

from agentconsole.model import commands
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.errors import Refused
from agentconsole.model.people import Agent
from agentconsole.rules.situation import Situation
from agentconsole.rules.standing import (
    actor_of,
    conversation_of,
    left_behind,
    must_look_after,
    present,
)
from agentconsole.rules.thread import Thread

RESTRICTED = "restricted"


def restrict(command: commands.Restrict, situation: Situation) -> tuple[Entry, ...]:
    """By whoever looks after it, and by anybody while nobody does. They go on seeing it."""
    actor, conversation = _theirs_to(situation, "restrict"), conversation_of(situation)
    named = [present(situation, handle).handle for handle in command.people]
    if conversation.owner != actor.handle:
        named.append(actor.handle)
    people = list(dict.fromkeys(each for each in named if each != conversation.owner))
    return (
        situation.entry(
            Kind.RESTRICT, text=", ".join(f"@{handle}" for handle in people), data={"people": [*people]}
        ),
    )


def unrestrict(command: commands.Unrestrict, situation: Situation) -> tuple[Entry, ...]:
    """By whoever may restrict it."""
    _theirs_to(situation, "open to everybody")
    conversation = conversation_of(situation)
    if not conversation.restricted:
        raise Refused(
            f"Everybody on the desk sees conversation #{conversation.id} already",
            f"agentconsole restrict {conversation.id} --to @HANDLE names who is to see it",
            rule=RESTRICTED,
        )
    return (situation.entry(Kind.UNRESTRICT),)


def _theirs_to(situation: Situation, doing: str) -> Agent:
    if conversation_of(situation).owner is not None and not left_behind(situation):
        must_look_after(situation, doing)
    return actor_of(situation)


def restricted(thread: Thread, entry: Entry) -> Thread:
    """The state after it was restricted."""
    people = entry.data.get("people")
    named = tuple(str(each) for each in people) if isinstance(people, list) else ()
    return thread.having(restricted=True, people=named)


def unrestricted(thread: Thread, entry: Entry) -> Thread:
    """The state after it was opened to everybody."""
    return thread.having(restricted=False, people=())


def would_be_lost(conversation: Conversation, leaving: Agent, agents: tuple[Agent, ...]) -> bool:
    """Nobody who stays on the desk would see it once that colleague has left."""
    stay = [each for each in agents if each.left_at is None and each.handle != leaving.handle]
    sees = conversation.seen_by(leaving.handle)
    return sees and not any(conversation.seen_by(each.handle) for each in stay)
