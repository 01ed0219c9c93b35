"""Open, snoozed, closed, and back again."""

from agentconsole.model import commands
from agentconsole.model.conversation import Status
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.errors import Invalid, Refused
from agentconsole.rules.asking import withdrawal
from agentconsole.rules.promises import must_be_free
from agentconsole.rules.situation import Situation
from agentconsole.rules.standing import actor_of, conversation_of, must_look_after
from agentconsole.rules.text import required

LIFECYCLE = "lifecycle"
Entries = tuple[Entry, ...]


def snooze(command: commands.Snooze, situation: Situation) -> Entries:
    """Set aside until a time, with the reason that will be shown when it wakes."""
    must_look_after(situation, "snooze")
    if command.until <= situation.now:
        raise Invalid("The snooze would be over already", "Give a time to come, such as 'tue 9am'")
    if conversation_of(situation).status == Status.CLOSED:
        raise _closed(situation)
    reason = required(command.reason, "A snooze needs a reason: it is what you will read when it wakes")
    return (situation.entry(Kind.SNOOZE, until=command.until, reason=reason),)


def wake(command: commands.Wake, situation: Situation) -> Entries:
    """End a snooze: the owner by hand, the desk itself when the time has come."""
    conversation = conversation_of(situation)
    if conversation.snoozed_until is None:
        raise Refused(
            f"Conversation #{conversation.id} is not snoozed",
            f"agentconsole show {conversation.id} says how it stands",
            rule=LIFECYCLE,
        )
    if situation.actor is not None:
        must_look_after(situation, "wake")
    elif conversation.snoozed_until > situation.now:
        raise Refused(
            f"Conversation #{conversation.id} sleeps until {conversation.snoozed_until:%Y-%m-%d %H:%M} UTC",
            "Its owner can wake it",
            rule=LIFECYCLE,
        )
    return (situation.entry(Kind.WAKE, reason=conversation.snooze_reason, until=conversation.snoozed_until),)


def close(command: commands.Close, situation: Situation) -> Entries:
    """Settled. Questions still open are withdrawn, so that nobody works for nothing."""
    must_look_after(situation, "close")
    if conversation_of(situation).status == Status.CLOSED:
        raise _closed(situation)
    if not command.anyway:
        must_be_free(situation)
    return closing(situation)


def closing(situation: Situation) -> Entries:
    """The entries that close a conversation."""
    pending = [ask for ask in situation.asks.values() if ask.pending]
    return (*(withdrawal(ask, situation) for ask in pending), situation.entry(Kind.CLOSE))


def reopen(command: commands.Reopen, situation: Situation) -> Entries:
    """Not settled after all. Anybody may notice that of a conversation nobody owns."""
    conversation = conversation_of(situation)
    actor_of(situation)
    if conversation.owner is not None:
        must_look_after(situation, "reopen")
    if conversation.status != Status.CLOSED:
        raise Refused(
            f"Conversation #{conversation.id} is {conversation.status.value}, not closed",
            f"agentconsole show {conversation.id} says how it stands",
            rule=LIFECYCLE,
        )
    return (situation.entry(Kind.REOPEN),)


def _closed(situation: Situation) -> Refused:
    number = conversation_of(situation).id
    return Refused(
        f"Conversation #{number} is closed",
        f"agentconsole reopen {number}, if it is not settled",
        rule=LIFECYCLE,
    )
