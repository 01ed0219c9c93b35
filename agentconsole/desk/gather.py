"""Loading what a rule looks at, inside the transaction that will keep what follows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from agentconsole.desk.mailing import with_mail
from agentconsole.desk.resolve import (
    agent_named,
    as_kept,
    ask_numbered,
    conversation_numbered,
    customer_row,
    entry_numbered,
    fact_numbered,
    ids_of,
    promise_numbered,
    whole,
)
from agentconsole.desk.seeing import whole_of
from agentconsole.model import commands
from agentconsole.model.commands import AboutAsk, AboutPromise, Command, InConversation
from agentconsole.model.entry import Entry
from agentconsole.model.errors import Invalid, NotFound
from agentconsole.model.fact import FactKind
from agentconsole.model.keeping import Draft, DraftKind
from agentconsole.model.mail import NO_MAIL, OwnMail
from agentconsole.model.people import Agent
from agentconsole.rules.noting import known
from agentconsole.rules.restricting import would_be_lost
from agentconsole.rules.situation import Situation
from agentconsole.rules.standing import must_be_here
from agentconsole.rules.thread import Thread
from agentconsole.store.base import Writing

MOST_NAMED = 6


def ask_ahead(write: Writing, command: Command, *, by: str | None, key: str, now: datetime) -> None:
    """What every command in a conversation asks before it changes anything."""
    if not isinstance(command, InConversation):
        return
    number = command.conversation
    kind = DraftKind.NOTE if isinstance(command, commands.Note) else DraftKind.REPLY
    write.ahead(
        lambda: write.done(by or "", key) if key else None,
        write.restricted,
        write.agents,
        lambda: write.conversation(number, by=by),
        lambda: write.asks(conversation=number),
        lambda: write.promises(conversations=[number]),
        lambda: write.draft(number, kind, by=by or ""),
        lambda: write.last_entry_id(now),
    )


def gather(
    write: Writing,
    command: Command,
    *,
    by: str | None,
    now: datetime,
    kinds: Sequence[FactKind] = (),
    mail: OwnMail = NO_MAIL,
) -> Situation:
    """The situation of a command. Raises NotFound for whatever it names that is not there."""
    agents = {agent.handle: agent for agent in write.agents()}
    situation = Situation(
        now=now,
        actor=_acting(write, by, agents, command) if by is not None else None,
        agents=agents,
        kinds=tuple(kinds),
        mail=mail,
    )
    if isinstance(command, AboutAsk):
        asked = ask_numbered(write, command.ask)
        situation = replace(_in(write, situation, asked.conversation), ask=asked)
    elif isinstance(command, AboutPromise):
        promise = promise_numbered(write, command.promise)
        situation = replace(_in(write, situation, promise.conversation), promise=promise)
    elif isinstance(command, InConversation):
        situation = _in(write, situation, command.conversation)
    more = MORE.get(type(command))
    return more(write, command, situation) if more else situation


def _acting(write: Writing, by: str, agents: Mapping[str, Agent], command: Command) -> Agent:
    """Whoever has left the desk can only be brought back."""
    actor = agents.get(by) or agent_named(write, by)
    if not isinstance(command, commands.AddAgent):
        must_be_here(actor)
    return actor


def _in(write: Writing, situation: Situation, number: int) -> Situation:
    by = situation.actor.handle if situation.actor else None
    conversation = conversation_numbered(write, number, by=by)
    asks = {ask.id: ask for ask in write.asks(conversation=number)}
    promises = {promise.id: as_kept(promise) for promise in write.promises(conversations=[number])}
    return replace(situation, conversation=conversation, asks=asks, promises=promises)


def thread_of(situation: Situation) -> Thread | None:
    """What the entries of a command change, where it is about a conversation."""
    if situation.conversation is None:
        return None
    return Thread(situation.conversation, dict(situation.asks), dict(situation.promises))


def _for_reply(write: Writing, command: commands.Reply, situation: Situation) -> Situation:
    by = situation.actor.handle if situation.actor else ""
    situation = replace(
        situation,
        drafted=_is_draft(write.draft(command.conversation, DraftKind.REPLY, by=by), command),
        files=write.draft_files(command.conversation, by=by),
        new_promises=tuple(write.new_promise() for _ in command.promises),
    )
    situation = with_mail(write, situation, command)
    if command.seen is None:
        return situation
    return replace(situation, heard=write.heard_since(command.conversation, command.seen, but=by))


def _for_note(write: Writing, command: commands.Note, situation: Situation) -> Situation:
    by = situation.actor.handle if situation.actor else ""
    draft = write.draft(command.conversation, DraftKind.NOTE, by=by)
    return replace(situation, drafted=_is_draft(draft, command))


def _is_draft(draft: Draft | None, command: commands.Reply | commands.Note) -> bool:
    """Whether the writer's draft goes with it."""
    return draft is not None and (command.drafted or draft.text.strip() in command.text)


def _for_settling(write: Writing, command: commands.Settle, situation: Situation) -> Situation:
    entry = entry_numbered(write, command.entry)
    situation = replace(situation, entry_meant=entry, outgoing=write.outgoing(command.entry))
    return situation if entry.conversation is None else _in(write, situation, entry.conversation)


def _for_ask(write: Writing, command: commands.Ask, situation: Situation) -> Situation:
    for number in command.about:
        _must_be_theirs(write, number, situation)
    return replace(situation, new_ask=write.new_ask())


def _must_be_theirs(write: Writing, number: int, situation: Situation) -> None:
    """An ask points at lines of this customer's history, and at nobody else's."""
    entry = entry_numbered(write, number)
    conversation = situation.conversation
    if conversation is None or entry.conversation == conversation.id:
        return
    theirs = ids_of(write, customer_row(write, conversation.begun_with))
    if entry.customer not in theirs and entry.party not in theirs:
        raise Invalid(
            f"Entry {number} is not in the history of {conversation.customer.name}",
            "An ask is about lines of the customer's own history",
        )


def _for_unsend(write: Writing, command: commands.Unsend, situation: Situation) -> Situation:
    return replace(situation, message=_to_take_back(write, command, situation))


def _to_take_back(write: Writing, command: commands.Unsend, situation: Situation) -> Entry | None:
    if command.entry is not None:
        entry = write.entry(command.entry)
        if entry is None or entry.conversation != command.conversation:
            raise NotFound(
                f"There is no entry {command.entry} in conversation #{command.conversation}",
                f"agentconsole show {command.conversation} lists them",
            )
        return entry
    mine = [
        each.entry
        for each in write.outbox(conversation=command.conversation)
        if situation.actor and each.entry.author.id == situation.actor.handle and each.state == "waiting"
    ]
    return mine[-1] if mine else None


def _for_link(write: Writing, command: commands.LinkIdentity, situation: Situation) -> Situation:
    owner = write.customer_by_identity(command.identity)
    return replace(
        situation,
        customer=whole(write, customer_row(write, command.customer)),
        other=whole(write, customer_row(write, owner)) if owner is not None else None,
    )


def _for_merge(write: Writing, command: commands.MergeCustomers, situation: Situation) -> Situation:
    return replace(
        situation,
        customer=whole(write, customer_row(write, command.keep)),
        other=whole(write, customer_row(write, command.other)),
    )


def _for_unmerge(write: Writing, command: commands.UnmergeCustomers, situation: Situation) -> Situation:
    return replace(situation, other=customer_row(write, command.other))


def _for_promise(write: Writing, command: commands.MakePromise, situation: Situation) -> Situation:
    return replace(situation, new_promises=(write.new_promise(),))


def _for_keeping(write: Writing, command: commands.KeepPromise, situation: Situation) -> Situation:
    return situation if command.entry is None else _with_entry(write, command.entry, situation)


def _for_ack(write: Writing, command: commands.Acknowledge, situation: Situation) -> Situation:
    entry = entry_numbered(write, command.entry)
    situation = replace(situation, entry_meant=entry)
    return situation if entry.conversation is None else _in(write, situation, entry.conversation)


def _for_fact(write: Writing, command: commands.SetFact, situation: Situation) -> Situation:
    row = customer_row(write, command.customer)
    situation = replace(
        situation,
        customer=whole(write, row),
        facts=known(write.facts(ids_of(write, row)), situation.kinds),
        new_fact=write.new_fact(),
    )
    return situation if command.entry is None else _with_entry(write, command.entry, situation)


def _for_dismissal(write: Writing, command: commands.DismissFact, situation: Situation) -> Situation:
    return replace(situation, fact=fact_numbered(write, command.fact))


def _for_repeat(write: Writing, command: commands.MarkRepeat, situation: Situation) -> Situation:
    fact = fact_numbered(write, command.fact)
    conversation = situation.conversation
    if conversation and fact.customer not in ids_of(write, customer_row(write, conversation.begun_with)):
        raise Invalid(
            f"Fact {fact.id} is not of {conversation.customer.name}",
            "agentconsole facts CUSTOMER lists theirs",
        )
    return replace(situation, fact=fact)


def _for_pin(write: Writing, command: commands.Pin, situation: Situation) -> Situation:
    return replace(situation, customer=whole(write, customer_row(write, command.customer)))


def _for_unpin(write: Writing, command: commands.Unpin, situation: Situation) -> Situation:
    return _with_entry(write, command.entry, situation)


def _for_leaving(write: Writing, command: commands.RemoveAgent, situation: Situation) -> Situation:
    """What they would leave behind: the rule looks at all of it, and names what the actor sees."""
    gone = situation.agents.get(command.handle.removeprefix("@"))
    if gone is None:
        return situation
    every = whole_of(write)
    owed = [promise.conversation for promise in every.promises(owners=[gone.handle], owed=True)]
    agents = tuple(situation.agents.values())
    lost = [each.id for each in every.restricted() if would_be_lost(each, gone, agents)]
    left = dict.fromkeys((*every.owned(gone.handle, limit=MOST_NAMED), *owed, *lost))
    seen = [number for number in left if every is write or write.conversation(number) is not None]
    return replace(situation, owned=tuple(seen[:MOST_NAMED]), owned_unseen=len(left) - len(seen))


def _with_entry(write: Writing, number: int, situation: Situation) -> Situation:
    return replace(situation, entry_meant=entry_numbered(write, number))


More = Callable[[Writing, Any, Situation], Situation]

MORE: dict[type[Command], More] = {
    commands.Reply: _for_reply,
    commands.Note: _for_note,
    commands.Ask: _for_ask,
    commands.Unsend: _for_unsend,
    commands.MakePromise: _for_promise,
    commands.KeepPromise: _for_keeping,
    commands.Acknowledge: _for_ack,
    commands.Settle: _for_settling,
    commands.SetFact: _for_fact,
    commands.DismissFact: _for_dismissal,
    commands.MarkRepeat: _for_repeat,
    commands.Pin: _for_pin,
    commands.Unpin: _for_unpin,
    commands.RemoveAgent: _for_leaving,
    commands.LinkIdentity: _for_link,
    commands.MergeCustomers: _for_merge,
    commands.UnmergeCustomers: _for_unmerge,
}
