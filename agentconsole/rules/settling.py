"""Messages of ours that failed, or of which nobody knows: their owner decides. One that is tried again by
itself can be tried again now."""

from agentconsole.model import commands
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.errors import Refused
from agentconsole.model.keeping import Decision
from agentconsole.rules.situation import Situation
from agentconsole.rules.standing import actor_of, must_speak

SETTLING = "delivery"
OPEN = frozenset({"failed", "uncertain"})


def settle(command: commands.Settle, situation: Situation) -> tuple[Entry, ...]:
    """What the owner decides stands in the history: nothing is sent again in silence, or forgotten."""
    actor_of(situation)
    must_speak(situation)
    message = situation.outgoing
    stuck = message is not None and message.state == "waiting" and message.attempts > 0
    if message is None or not (message.state in OPEN or (stuck and command.decision is Decision.AGAIN)):
        state = f"is {message.state}" if message else "is not in the outbox"
        raise Refused(
            f"Entry {command.entry} {state}: there is nothing to decide",
            "agentconsole outbox lists what failed, and what is uncertain",
            rule=SETTLING,
        )
    if message.state == "failed" and command.decision is Decision.SENT:
        raise Refused("It came back, so it has not arrived", "Send it again, or write anew", rule=SETTLING)
    return (situation.entry(Kind.SETTLE, about=(command.entry,), reason=command.decision.value),)
