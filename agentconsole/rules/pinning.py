"""Notes about a customer, whatever the conversation: they stand on the card."""

from agentconsole.model import commands
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.errors import Refused
from agentconsole.rules.situation import Situation
from agentconsole.rules.standing import actor_of
from agentconsole.rules.text import required


def pin(command: commands.Pin, situation: Situation) -> tuple[Entry, ...]:
    """Anybody may note what everybody should know of a customer."""
    actor_of(situation)
    customer = situation.customer.id if situation.customer else None
    return (situation.entry(Kind.NOTE, customer=customer, text=required(command.text, "The note is empty")),)


def unpin(command: commands.Unpin, situation: Situation) -> tuple[Entry, ...]:
    """It is true no longer, or known by heart. It stays in the history."""
    actor_of(situation)
    note = situation.entry_meant
    if note is None or note.kind != Kind.NOTE or note.conversation is not None:
        raise Refused(
            f"Entry {command.entry} is not a note on a customer's card",
            "agentconsole customer CUSTOMER lists those that are",
            rule="pins",
        )
    return (situation.entry(Kind.UNPIN, customer=note.customer, about=(note.id,), text=note.text),)
