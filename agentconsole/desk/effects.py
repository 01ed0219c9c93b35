"""What goes with the entries of some commands, in the same transaction."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.entry import Entry
from agentconsole.model.keeping import Draft, DraftKind
from agentconsole.model.people import Agent, StandIn
from agentconsole.rules.situation import Situation
from agentconsole.store.base import Writing

Effect = Callable[[Writing, Any, Situation, tuple[Entry, ...]], None]


def _sent(write: Writing, command: commands.Reply, situation: Situation, entries: tuple[Entry, ...]) -> None:
    """What was sent is no draft any more."""
    _drop(write, command.conversation, DraftKind.REPLY, situation)


def _noted(write: Writing, command: commands.Note, situation: Situation, entries: tuple[Entry, ...]) -> None:
    _drop(write, command.conversation, DraftKind.NOTE, situation)


def _drop(write: Writing, conversation: int, kind: DraftKind, situation: Situation) -> None:
    if situation.actor and write.draft(conversation, kind, by=situation.actor.handle):
        write.save_draft(_draft(conversation, kind, "", situation))


def _draft(conversation: int, kind: DraftKind, text: str, situation: Situation, seen: int = 0) -> Draft:
    handle = situation.actor.handle if situation.actor else ""
    return Draft(
        conversation=conversation, agent=handle, kind=kind, text=text, seen=seen, saved_at=situation.now
    )


def _taken_back(
    write: Writing, command: commands.Unsend, situation: Situation, entries: tuple[Entry, ...]
) -> None:
    """The text is a draft again, before whatever was typed since."""
    if situation.message is None or situation.actor is None:
        return
    typed = write.draft(command.conversation, DraftKind.REPLY, by=situation.actor.handle)
    texts = [situation.message.text, *([typed.text] if typed else [])]
    seen = entries[-1].version
    write.save_draft(_draft(command.conversation, DraftKind.REPLY, "\n\n".join(texts), situation, seen))


def _stands_in(
    write: Writing, command: commands.StandIn, situation: Situation, entries: tuple[Entry, ...]
) -> None:
    if situation.actor:
        away = StandIn(agent=command.agent.removeprefix("@"), until=command.until)
        write.add_agent(replace(situation.actor, stand_in=away))


def _is_back(
    write: Writing, command: commands.Return, situation: Situation, entries: tuple[Entry, ...]
) -> None:
    if situation.actor:
        write.add_agent(replace(situation.actor, stand_in=None))


def _linked(
    write: Writing, command: commands.LinkIdentity, situation: Situation, entries: tuple[Entry, ...]
) -> None:
    if situation.customer:
        write.link(situation.customer.id, command.identity)


def _merged(
    write: Writing, command: commands.MergeCustomers, situation: Situation, entries: tuple[Entry, ...]
) -> None:
    _set_merged(write, situation, situation.customer.id if situation.customer else None)


def _unmerged(
    write: Writing, command: commands.UnmergeCustomers, situation: Situation, entries: tuple[Entry, ...]
) -> None:
    _set_merged(write, situation, None)


def _set_merged(write: Writing, situation: Situation, into: int | None) -> None:
    row = write.customer(situation.other.id) if situation.other else None
    if row is not None:
        write.save_customer(replace(row, merged_into=into))


def _joined(
    write: Writing, command: commands.AddAgent, situation: Situation, entries: tuple[Entry, ...]
) -> None:
    handle = command.handle.removeprefix("@")
    known = situation.agents.get(handle) or Agent(handle=handle)
    write.note_change("agent", by=situation.actor.handle if situation.actor else None, agent=handle)
    write.add_agent(
        replace(
            known,
            full_name=command.full_name or known.full_name,
            email=command.email or known.email,
            skills=tuple(dict.fromkeys((*known.skills, *command.skills))),
        )
    )


EFFECTS: dict[type[Command], Effect] = {
    commands.Reply: _sent,
    commands.Note: _noted,
    commands.Unsend: _taken_back,
    commands.StandIn: _stands_in,
    commands.Return: _is_back,
    commands.LinkIdentity: _linked,
    commands.MergeCustomers: _merged,
    commands.UnmergeCustomers: _unmerged,
    commands.AddAgent: _joined,
}
