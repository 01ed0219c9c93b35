"""Writing to a desk that is kept in a store: the one write path.

Whoever only reads never loads it, nor the rules it asks.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from agentconsole.desk import intake, repeating
from agentconsole.desk.api import Outcome
from agentconsole.desk.bouncing import refuse
from agentconsole.desk.clock import Clock
from agentconsole.desk.effects import EFFECTS
from agentconsole.desk.gather import ask_ahead, gather, thread_of
from agentconsole.desk.kept import KEPT
from agentconsole.desk.mailing import with_mail
from agentconsole.desk.outcomes import outcome_of
from agentconsole.desk.record import record
from agentconsole.desk.repeating import checked as checked_key
from agentconsole.desk.resolve import conversation_numbered
from agentconsole.desk.seeing import seen_writing
from agentconsole.desk.starting import start_with
from agentconsole.model import commands
from agentconsole.model.commands import Command, Receive
from agentconsole.model.entry import Delivery, Entry
from agentconsole.model.errors import Invalid
from agentconsole.model.fact import FactKind
from agentconsole.model.keeping import Mark
from agentconsole.model.mail import OwnMail, Recipients
from agentconsole.model.people import Agent
from agentconsole.rules import recipients
from agentconsole.rules.decide import decide
from agentconsole.rules.intake import checked
from agentconsole.rules.replay import HEARD
from agentconsole.rules.situation import Situation
from agentconsole.store.base import Reading, Store, Writing

Take = Callable[[Writing, Receive, datetime, Mapping[str, Agent]], Outcome | Exception]
"""Takes in one of a batch."""


class Writer(Struct, frozen=True, kw_only=True):
    """What a desk does when something is done. The methods are those of `desk.api`."""

    store: Store
    clock: Clock
    kinds: tuple[FactKind, ...]
    mail: OwnMail
    undo_seconds: float

    def do(self, command: Command, *, by: str | None = None, key: str = "") -> Outcome:
        handle = by.removeprefix("@") if by else None
        with self.store.writing() as write:
            now = self.clock()
            ask_ahead(write, command, by=handle, key=checked_key(key), now=now)
            did = write.done(handle or "", key) if key else None
            if did is not None:
                return repeating.again(did, command, key)
            outcome = self._once(write, command, handle, now)
            if key:
                write.keep_done(handle or "", key, repeating.kept(command, outcome), now=self.clock())
            return outcome

    def _once(self, write: Writing, command: Command, by: str | None, now: datetime) -> Outcome:
        if isinstance(command, Receive):
            return self._received(command)
        seen = seen_writing(write, by, now)
        situation = gather(seen, command, by=by, now=now, kinds=self.kinds, mail=self.mail)
        keep = KEPT.get(type(command))
        if keep is not None:
            return keep(seen, command, situation)
        return self._done(write, command, situation, by)

    def _done(self, write: Writing, command: Command, situation: Situation, by: str | None) -> Outcome:
        now = situation.now
        if isinstance(command, commands.Start):
            situation = start_with(write, command, situation)
        entries = decide(command, situation)
        thread = thread_of(situation)
        chosen = command.send_at if isinstance(command, commands.Reply) else None
        due_at = chosen or now + timedelta(seconds=self.undo_seconds)
        kept, thread = record(write, entries, thread, due_at=due_at, chosen=chosen is not None, by=by)
        effect = EFFECTS.get(type(command))
        if effect is not None:
            effect(write, command, situation, kept)
        if by is not None:
            _read_own(write, situation, kept, by)
        return outcome_of(write, situation, kept, thread, by)

    def _received(self, command: Receive) -> Outcome:
        outcome = self.receive([command])[0]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def receive(self, batch: Sequence[Receive], *, marks: Sequence[Mark] = ()) -> list[Outcome | Exception]:
        """All at once, and where one of them cannot be taken, once more, each in a part of the session of its
        own: that takes time, and hardly ever does one fail."""
        try:
            return self._kept(batch, marks, self._at_once)
        except Invalid:
            return self._kept(batch, marks, self._taken)

    def _kept(self, batch: Sequence[Receive], marks: Sequence[Mark], take: Take) -> list[Outcome | Exception]:
        now = self.clock()
        with self.store.writing() as write:
            agents = {agent.handle: agent for agent in write.agents()}
            taken = [take(write, each, now, agents) for each in batch]
            for mark in marks:
                write.set_mark(mark)
            return taken

    def _at_once(
        self, write: Writing, command: Receive, now: datetime, agents: Mapping[str, Agent]
    ) -> Outcome | Exception:
        return intake.receive(write, command, now=now, agents=agents, kinds=self.kinds)

    def _taken(
        self, _write: Writing, command: Receive, now: datetime, agents: Mapping[str, Agent]
    ) -> Outcome | Exception:
        """One of a batch, which fails alone."""
        try:
            with self.store.writing() as part:
                return self._at_once(part, command, now, agents)
        except Invalid as problem:
            return problem

    def rehearse(self, batch: Sequence[Receive]) -> list[bool | Exception]:
        with self.store.reading() as read:
            return [_rehearsed(read, command) for command in batch]

    def recipients(
        self, conversation: int, *, to: Sequence[str] = (), cc: Sequence[str] | None = None
    ) -> Recipients | None:
        command = commands.Reply(conversation=conversation, text="")
        with self.store.reading() as read:
            found = conversation_numbered(read, conversation)
            there = Situation(now=self.clock(), actor=None, agents={}, conversation=found, mail=self.mail)
            there = with_mail(read, there, command)
        if there.customer is None:
            return None
        normal = recipients.usual(there.last_message, there.customer, self.mail.addresses)
        return recipients.chosen(normal, to, cc, met=there.met, lately=there.lately)

    def settle(self, entry: int, *, state: Delivery, error: str = "", due_at: datetime | None = None) -> None:
        with self.store.writing() as write:
            now, message = self.clock(), write.outgoing(entry)
            if state == "failed" and message is not None:
                refuse(write, message, error=error, now=now)
            else:
                write.settle(entry, state=state, error=error, now=now, due_at=due_at)


def _rehearsed(read: Reading, command: Receive) -> bool | Exception:
    try:
        checked(command)
    except Invalid as problem:
        return problem
    return read.entry_by_external_id(command.channel, command.external_id) is None


def _read_own(write: Writing, situation: Situation, kept: tuple[Entry, ...], by: str) -> None:
    """Who had read everything has also read what they say themselves; who answers has read the question."""
    said = [entry for entry in kept if entry.kind in HEARD]
    conversation = situation.conversation
    answered = any(entry.outgoing for entry in said)
    if said and conversation is not None and (answered or not conversation.unread):
        write.mark_read(conversation.id, kept[-1].version, by=by)
