"""Who may do what in a conversation: one owner, one voice.

Every refusal says what rule it follows and how to help instead.
"""

from agentconsole.model.access import Role
from agentconsole.model.conversation import Conversation
from agentconsole.model.errors import NotFound, Refused
from agentconsole.model.people import Agent
from agentconsole.rules.situation import Situation

ONE_OWNER = "one owner"
ONE_VOICE = "one voice"
HERE = "here"
LEAD = "lead"


def conversation_of(situation: Situation) -> Conversation:
    """The conversation the command is about; the desk has looked it up before asking a rule."""
    if situation.conversation is None:
        raise NotFound("There is no such conversation", "agentconsole inbox all lists them")
    return situation.conversation


def actor_of(situation: Situation) -> Agent:
    """The agent who acts. What only a person may do is refused to the desk itself."""
    if situation.actor is None:
        raise Refused("Only a person can do that", "Say who acts: --as HANDLE", rule="attribution")
    return situation.actor


def must_be_here(actor: Agent) -> None:
    """Refuse whoever has left the desk."""
    if actor.left_at is not None:
        raise Refused(
            f"{actor.name} has left the desk",
            f"agentconsole agents lists who is here; agentconsole agent add {actor.handle} brings them back",
            rule=HERE,
        )


def must_take(agent: Agent, hint: str) -> None:
    """Refuse a lead: whoever looks after the team helps in every conversation, and takes none."""
    if agent.role is Role.LEAD:
        raise Refused(
            f"{agent.name} is a lead, who helps in conversations and takes none over", hint, rule=LEAD
        )


def left_behind(situation: Situation) -> bool:
    """The conversation's owner has left the desk, so that somebody else has to take it over."""
    return situation.owner is not None and situation.owner.left_at is not None


def looks_after(situation: Situation) -> bool:
    """The actor is the owner, or stands in for the owner now."""
    actor, conversation = situation.actor, situation.conversation
    if actor is None or conversation is None or conversation.owner is None:
        return False
    return conversation.owner == actor.handle or situation.acting_for is not None


def may_speak(situation: Situation) -> bool:
    """The actor may write to the customer: owner, stand-in, or introduced."""
    actor, conversation = situation.actor, situation.conversation
    introduced = actor is not None and conversation is not None and actor.handle in conversation.introduced
    return introduced or looks_after(situation)


def must_speak(situation: Situation) -> None:
    """Refuse whoever may not write to the customer."""
    if may_speak(situation):
        return
    _must_not_be_left_behind(situation)
    raise Refused(
        f"{owner_phrase(situation)}, and the customer hears one voice",
        ways_to_help(situation),
        rule=ONE_VOICE,
    )


def must_look_after(situation: Situation, doing: str) -> None:
    """Refuse whoever is neither the owner nor the stand-in. `doing` completes 'to …'."""
    if looks_after(situation):
        return
    conversation = conversation_of(situation)
    if conversation.owner is None:
        raise Refused(
            f"Nobody owns conversation #{conversation.id} yet",
            f"Claim it to {doing}: agentconsole claim {conversation.id}",
            rule=ONE_OWNER,
        )
    _must_not_be_left_behind(situation)
    raise Refused(
        f"{owner_phrase(situation)}: it is theirs to {doing}", ways_to_help(situation), rule=ONE_OWNER
    )


def _must_not_be_left_behind(situation: Situation) -> None:
    if left_behind(situation):
        number = conversation_of(situation).id
        raise Refused(
            f"{owner_phrase(situation)} and has left the desk",
            f"agentconsole claim {number} takes it over",
            rule=ONE_OWNER,
        )


def owner_phrase(situation: Situation) -> str:
    """Who owns it, as the beginning of a sentence."""
    conversation = conversation_of(situation)
    owner = situation.name(conversation.owner) if conversation.owner else "Nobody"
    return f"{owner} owns conversation #{conversation.id}"


def ways_to_help(situation: Situation) -> str:
    """What the actor can do for a conversation that is somebody else's."""
    number = conversation_of(situation).id
    actor = situation.actor
    asked = [
        ask for ask in situation.asks.values() if actor and ask.specialist == actor.handle and ask.pending
    ]
    if asked:
        return (
            f"You were asked: agentconsole answer {asked[0].id} 'TEXT' --suggest 'REPLY' "
            f"offers the owner a reply; agentconsole note {number} -t 'TEXT' tells the team"
        )
    owner = conversation_of(situation).owner
    if owner is None:
        return f"agentconsole note {number} -t 'TEXT' tells the team what you know"
    return (
        f"agentconsole note {number} -t 'TEXT' tells @{owner} what you know; @{owner} can ask you, "
        f"introduce you to the customer, or hand the conversation over to you"
    )


def colleague(situation: Situation, handle: str) -> Agent:
    """A colleague by handle, or NotFound with the ones there are."""
    agent = situation.agents.get(handle.removeprefix("@"))
    if agent is None:
        known = ", ".join(f"@{each}" for each in sorted(situation.agents)[:12])
        raise NotFound(f"There is no agent @{handle.removeprefix('@')} on this desk", f"There are {known}")
    return agent


def present(situation: Situation, handle: str) -> Agent:
    """A colleague who is here: whoever has left is asked nothing and given nothing."""
    agent = colleague(situation, handle)
    must_be_here(agent)
    return agent
