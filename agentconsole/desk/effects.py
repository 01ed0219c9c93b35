"""What goes with the entries of some commands, in the same transaction."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from agentconsole.desk.bouncing import draft_again
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.entry import Delivery, Entry
from agentconsole.model.keeping import Decision, Draft, DraftKind
from agentconsole.model.people import Agent, StandIn
from agentconsole.rules import noting
from agentconsole.rules.recipients import wished
from agentconsole.rules.situation import Situation
from agentconsole.store.base import Writing

Effect = Callable[[Writing, Any, Situation, tuple[Entry, ...]], None]


def _sent(write: Writing, command: commands.Reply, situation: Situation, entries: tuple[Entry, ...]) -> None:
    """What was sent is no draft any more."""
    _drop(write, command.conversation, DraftKind.REPLY, situation)
    write.answer_failed(command.conversation)
    said = next(entry for entry in entries if entry.outgoing)
    if said.attachments and situation.actor:
        write.send_draft_files(command.conversation, said.id, by=situation.actor.handle)


def _noted(write: Writing, command: commands.Note, situation: Situation, entries: tuple[Entry, ...]) -> None:
    _drop(write, command.conversation, DraftKind.NOTE, situation)


def _drop(write: Writing, conversation: int, kind: DraftKind, situation: Situation) -> None:
    if situation.drafted:
        write.save_draft(_draft(conversation, kind, "", situation))


def _draft(conversation: int, kind: DraftKind, text: str, situation: Situation, seen: int = 0) -> Draft:
    return Draft(
        conversation=conversation,
        agent=situation.actor.handle if situation.actor else "",
        kind=kind,
        text=text,
        seen=seen,
        saved_at=situation.now,
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
    draft = _draft(command.conversation, DraftKind.REPLY, "\n\n".join(texts), situation, seen)
    write.save_draft(replace(draft, wishes=typed.wishes if typed else wished(situation.message)))
    write.files_again(situation.message.id, command.conversation, by=situation.actor.handle)


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
            signature=command.signature or known.signature,
            skills=tuple(dict.fromkeys((*known.skills, *command.skills))),
            role=command.role or known.role,
            left_at=None,
        )
    )


def _left(
    write: Writing, command: commands.RemoveAgent, situation: Situation, entries: tuple[Entry, ...]
) -> None:
    gone = situation.agents[command.handle.removeprefix("@")]
    write.note_change("agent", by=situation.actor.handle if situation.actor else None, agent=gone.handle)
    write.add_agent(replace(gone, left_at=situation.now, stand_in=None))
    for token in write.tokens(agent=gone.handle):
        if token.revoked_at is None:
            write.save_token(replace(token, revoked_at=situation.now))


def _known(
    write: Writing,
    command: commands.SetFact | commands.DismissFact,
    situation: Situation,
    entries: tuple[Entry, ...],
) -> None:
    facts = {fact.id: fact for fact in (*situation.facts, *((situation.fact,) if situation.fact else ()))}
    for entry in entries:
        fact = noting.after(facts, entry, situation.entry_meant)
        if fact is not None:
            write.save_fact(fact)


def _acknowledged(
    write: Writing, command: commands.Acknowledge, situation: Situation, entries: tuple[Entry, ...]
) -> None:
    """Who says that they have read it has read it."""
    note = situation.entry_meant
    if note is not None and situation.actor is not None:
        write.mark_entries_read(
            [note.id], conversation=note.conversation, by=situation.actor.handle, at=situation.now
        )


def _seen(write: Writing, command: commands.See, situation: Situation, entries: tuple[Entry, ...]) -> None:
    """Who has seen a question has read it."""
    ask, actor = situation.ask, situation.actor
    if ask is not None and actor is not None:
        write.mark_entries_read([ask.entry], conversation=ask.conversation, by=actor.handle, at=situation.now)


def _pinned(write: Writing, command: commands.Pin, situation: Situation, entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        write.pin(entry.customer or 0, entry.id)


def _unpinned(
    write: Writing, command: commands.Unpin, situation: Situation, entries: tuple[Entry, ...]
) -> None:
    write.unpin(command.entry)


def _settled(
    write: Writing, command: commands.Settle, situation: Situation, entries: tuple[Entry, ...]
) -> None:
    message = situation.outgoing
    if message is None:
        return
    now = situation.now
    if command.decision is Decision.NEVER:
        write.settle(command.entry, state="unsent", error=message.error, now=now)
        if message.state == "uncertain":  # of what failed, the text was given back when it did
            draft_again(write, message.entry, now=now)
    else:
        state: Delivery = "sent" if command.decision is Decision.SENT else "waiting"
        write.settle(command.entry, state=state, error="", now=now, due_at=now)


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
    commands.RemoveAgent: _left,
    commands.SetFact: _known,
    commands.DismissFact: _known,
    commands.Acknowledge: _acknowledged,
    commands.See: _seen,
    commands.Settle: _settled,
    commands.Pin: _pinned,
    commands.Unpin: _unpinned,
}
