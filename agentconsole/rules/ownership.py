"""One owner: how ownership begins, how it moves, and who acts while the owner is away."""

from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.entry import SYSTEM, Entry, Kind
from agentconsole.model.errors import Invalid, Refused
from agentconsole.rules.briefs import checked_brief
from agentconsole.rules.situation import Situation
from agentconsole.rules.standing import (
    ONE_OWNER,
    actor_of,
    colleague,
    conversation_of,
    left_behind,
    must_look_after,
    must_take,
    owner_phrase,
    present,
    ways_to_help,
)
from agentconsole.rules.text import required

Entries = tuple[Entry, ...]
INTRODUCTIONS = "introductions"
STANDING_IN = "stand-in"


def claim(command: commands.Claim, situation: Situation) -> Entries:
    """Only what nobody owns can be claimed, or whose owner has left the desk."""
    actor, conversation = actor_of(situation), conversation_of(situation)
    if conversation.owner == actor.handle:
        raise Refused(
            f"You own conversation #{conversation.id} already",
            f"agentconsole reply {conversation.id} -t 'TEXT' answers the customer",
            rule=ONE_OWNER,
        )
    if conversation.owner is not None and not left_behind(situation):
        raise Refused(
            f"{owner_phrase(situation)}, and ownership moves only by a handover that is accepted",
            ways_to_help(situation),
            rule=ONE_OWNER,
        )
    return taken(situation)


def taken(situation: Situation) -> Entries:
    """The actor becomes the owner of what nobody owns. What somebody owned who has left is handed over by
    the desk in their place, and accepted: it is counted and seen like every handover."""
    conversation, actor = conversation_of(situation), actor_of(situation)
    must_take(actor, ways_to_help(situation))
    if conversation.owner is None:
        return (situation.entry(Kind.CLAIM),)
    reason = f"{situation.name(conversation.owner)} has left"
    brief = conversation.brief.text if conversation.brief else ""
    offered = situation.entry(Kind.HANDOVER, agent=actor.handle, text=brief, reason=reason)
    accepted = situation.entry(Kind.ACCEPT, agent=conversation.owner, reason=reason)
    return (replace(offered, author=SYSTEM), accepted)


def hand_over(command: commands.HandOver, situation: Situation) -> Entries:
    """The owner offers. A stand-in cannot: ownership does not move while its owner is away."""
    actor, conversation = actor_of(situation), conversation_of(situation)
    must_look_after(situation, "hand over")
    if conversation.owner != actor.handle:
        raise Refused(
            f"{owner_phrase(situation)}; a stand-in acts for the owner and cannot give away what is theirs",
            "The owner hands over, or you ask a specialist in",
            rule=ONE_OWNER,
        )
    to = present(situation, command.to)
    if to.handle == actor.handle:
        raise Invalid("You own it already", "Name the colleague who is to own it")
    must_take(to, f"Name an agent, or ask: agentconsole ask {conversation.id} @{to.handle} 'QUESTION'")
    if conversation.handover is not None:
        raise Refused(
            f"It is offered to {situation.name(conversation.handover.to)} already",
            f"agentconsole refuse {conversation.id} 'REASON' calls that off",
            rule=ONE_OWNER,
        )
    return (
        situation.entry(
            Kind.HANDOVER,
            agent=to.handle,
            text=checked_brief(command.brief),
            reason=required(command.reason, "A handover needs a reason"),
        ),
    )


def accept(command: commands.AcceptHandOver, situation: Situation) -> Entries:
    """Only the colleague it was offered to; the brief of the handover becomes the brief."""
    actor, conversation = actor_of(situation), conversation_of(situation)
    offer = conversation.handover
    if offer is None:
        raise Refused(
            f"Conversation #{conversation.id} is offered to nobody",
            "A handover is the owner's to offer: "
            f"agentconsole handover {conversation.id} @{actor.handle} --brief 'BRIEF' --reason 'REASON'",
            rule=ONE_OWNER,
        )
    if offer.to != actor.handle:
        raise Refused(
            f"Conversation #{conversation.id} is offered to {situation.name(offer.to)}, not to you",
            ways_to_help(situation),
            rule=ONE_OWNER,
        )
    must_take(actor, f"agentconsole refuse {conversation.id} 'REASON' gives it back")
    accepted = situation.entry(Kind.ACCEPT, agent=conversation.owner, reason=offer.reason, signed_for=None)
    return (accepted, situation.entry(Kind.BRIEF, text=offer.brief, signed_for=None))


def refuse(command: commands.RefuseHandOver, situation: Situation) -> Entries:
    """The colleague declines, or the owner calls it off."""
    actor, conversation = actor_of(situation), conversation_of(situation)
    offer = conversation.handover
    if offer is None:
        raise Refused(
            f"Conversation #{conversation.id} is offered to nobody",
            f"agentconsole show {conversation.id} says how it stands",
            rule=ONE_OWNER,
        )
    if actor.handle not in (offer.to, conversation.owner):
        raise Refused(
            f"The handover is between {situation.name(offer.by)} and {situation.name(offer.to)}",
            ways_to_help(situation),
            rule=ONE_OWNER,
        )
    reason = required(command.reason, "Say why, so that they know what to do next")
    return (situation.entry(Kind.REFUSE, agent=offer.to, reason=reason, about=(offer.entry,)),)


def stand_in(command: commands.StandIn, situation: Situation) -> Entries:
    """An agent names who acts for them, until when."""
    actor = actor_of(situation)
    other = present(situation, command.agent)
    if other.handle == actor.handle:
        raise Invalid("You cannot stand in for yourself", "Name a colleague")
    if command.until <= situation.now:
        raise Invalid("The end of your absence is in the past", "Give a time to come: --until 'mon 9am'")
    away = other.stand_in_at(situation.now)
    if away is not None:
        raise Refused(
            f"{other.name} is away as well; {situation.name(away)} stands in for them",
            f"Name somebody who is there, such as @{away}",
            rule=STANDING_IN,
        )
    return (situation.entry(Kind.STANDIN, agent=other.handle, until=command.until),)


def come_back(command: commands.Return, situation: Situation) -> Entries:
    """An absence ends early."""
    actor = actor_of(situation)
    if actor.stand_in_at(situation.now) is None:
        raise Refused(
            "Nobody stands in for you",
            "agentconsole standin @HANDLE --until WHEN lets a colleague do so",
            rule=STANDING_IN,
        )
    return (situation.entry(Kind.RETURN, agent=actor.stand_in.agent if actor.stand_in else None),)


def introduce(command: commands.Introduce, situation: Situation) -> Entries:
    """The owner introduces a specialist, who then has a voice in this conversation."""
    must_look_after(situation, "introduce somebody")
    conversation = conversation_of(situation)
    specialist = present(situation, command.specialist)
    if specialist.handle == conversation.owner:
        raise Invalid(f"{specialist.name} owns it and needs no introduction", "Name a specialist")
    if specialist.handle not in conversation.specialists:
        raise Refused(
            f"{specialist.name} has not been asked into conversation #{conversation.id}",
            f"Ask first: agentconsole ask {conversation.id} @{specialist.handle} 'QUESTION'",
            rule=INTRODUCTIONS,
        )
    if specialist.handle in conversation.introduced:
        raise Refused(
            f"{specialist.name} is introduced already",
            f"agentconsole release {conversation.id} @{specialist.handle} ends it",
            rule=INTRODUCTIONS,
        )
    return (situation.entry(Kind.INTRODUCE, agent=specialist.handle),)


def release(command: commands.Release, situation: Situation) -> Entries:
    """The owner ends an introduction, or the specialist leaves."""
    conversation = conversation_of(situation)
    specialist = colleague(situation, command.specialist)
    if specialist.handle != actor_of(situation).handle:
        must_look_after(situation, "release somebody")
    if specialist.handle not in conversation.introduced:
        raise Refused(
            f"{specialist.name} is not introduced in conversation #{conversation.id}",
            f"agentconsole show {conversation.id} lists who is",
            rule=INTRODUCTIONS,
        )
    return (situation.entry(Kind.RELEASE, agent=specialist.handle),)
