"""Asks: one question to one specialist, who comes to the case and leaves again."""

from agentconsole.model import commands
from agentconsole.model.ask import Ask, AskState
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.errors import Invalid, NotFound, Refused
from agentconsole.rules.absence import acting_for
from agentconsole.rules.situation import Situation
from agentconsole.rules.standing import actor_of, conversation_of, looks_after, must_look_after, present
from agentconsole.rules.text import required

ASKING = "asks"


def ask(command: commands.Ask, situation: Situation) -> tuple[Entry, ...]:
    """The owner or the stand-in asks a colleague, who is a specialist here from then on."""
    must_look_after(situation, "pull a specialist in")
    specialist = present(situation, command.specialist)
    if specialist.handle == actor_of(situation).handle:
        raise Invalid("You would ask yourself", "Name a colleague, or leave a note")
    if specialist.handle == conversation_of(situation).owner:
        raise Invalid(f"{specialist.name} owns the conversation", "Leave a note: they will see it")
    if command.due_at is not None and command.due_at <= situation.now:
        raise Invalid("The ask would be due in the past", "Give a time to come, such as --due 4h")
    return (
        situation.entry(
            Kind.ASK,
            ask=situation.new_ask,
            agent=specialist.handle,
            text=required(command.question, "An ask needs a question"),
            about=tuple(dict.fromkeys(command.about)),
            until=command.due_at,
        ),
    )


def see(command: commands.See, situation: Situation) -> tuple[Entry, ...]:
    """The specialist has it before them. Seeing it again, or after the end, changes nothing."""
    asked = _mine(situation)
    if asked.state != AskState.OPEN:
        return ()
    return (situation.entry(Kind.SEEN, ask=asked.id, agent=asked.specialist, about=(asked.entry,)),)


def answer(command: commands.Answer, situation: Situation) -> tuple[Entry, ...]:
    """The specialist answers, and may suggest what to write to the customer."""
    asked = _pending(_mine(situation))
    return (
        situation.entry(
            Kind.ANSWER,
            ask=asked.id,
            agent=asked.specialist,
            about=(asked.entry,),
            signed_for=_in_place_of(asked, situation),
            text=required(command.text, "The answer is empty"),
            suggested_reply=command.suggested_reply,
        ),
    )


def decline(command: commands.Decline, situation: Situation) -> tuple[Entry, ...]:
    """The specialist cannot answer, and says why."""
    asked = _pending(_mine(situation))
    reason = required(command.reason, "Say why, so that they know whom to ask instead")
    return (
        situation.entry(
            Kind.DECLINE,
            ask=asked.id,
            agent=asked.specialist,
            about=(asked.entry,),
            signed_for=_in_place_of(asked, situation),
            reason=reason,
        ),
    )


def withdraw(command: commands.Withdraw, situation: Situation) -> tuple[Entry, ...]:
    """Whoever asked, or looks after the conversation, takes the question back."""
    asked = _asked(situation)
    if asked.asked_by != actor_of(situation).handle and not looks_after(situation):
        raise Refused(
            f"Ask {asked.id} is {situation.name(asked.asked_by)}'s question",
            f"If it was put to you: agentconsole answer {asked.id} 'TEXT', "
            f"or agentconsole decline {asked.id} 'REASON'",
            rule=ASKING,
        )
    return (withdrawal(_pending(asked), situation),)


def withdrawal(asked: Ask, situation: Situation) -> Entry:
    """The entry that takes a question back."""
    return situation.entry(Kind.WITHDRAW, ask=asked.id, agent=asked.specialist, about=(asked.entry,))


def _asked(situation: Situation) -> Ask:
    if situation.ask is None:
        raise NotFound("There is no such ask", "agentconsole asks lists those to you")
    return situation.ask


def _mine(situation: Situation) -> Ask:
    """The ask, if it was put to the actor or to somebody the actor stands in for."""
    asked, actor = _asked(situation), actor_of(situation)
    specialist = situation.agents.get(asked.specialist)
    stands_in = acting_for(specialist, situation.agents.get, situation.now) == actor.handle
    if asked.specialist != actor.handle and not stands_in:
        raise Refused(
            f"Ask {asked.id} was put to {situation.name(asked.specialist)}",
            f"agentconsole note {asked.conversation} -t 'TEXT' tells the team what you know",
            rule=ASKING,
        )
    return asked


def _in_place_of(asked: Ask, situation: Situation) -> str | None:
    return None if asked.specialist == actor_of(situation).handle else asked.specialist


def _pending(asked: Ask) -> Ask:
    if not asked.pending:
        raise Refused(
            f"Ask {asked.id} is {asked.state.value} already",
            f"agentconsole show {asked.conversation} has what came of it",
            rule=ASKING,
        )
    return asked
