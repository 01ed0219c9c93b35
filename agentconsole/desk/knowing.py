"""Reading what is known of customers: facts, promises, readers, whom they met; and the lead's board.

The rules are loaded by whoever asks for what follows from them: most commands never do.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from functools import cache, cached_property

from msgspec.structs import replace

from agentconsole.desk.clock import Clock
from agentconsole.desk.resolve import (
    agent_named,
    conversation_numbered,
    customer_row,
    entry_numbered,
    ids_of,
    promise_numbered,
)
from agentconsole.model.board import Board
from agentconsole.model.entry import Entry
from agentconsole.model.errors import Invalid
from agentconsole.model.fact import Fact, FactKind, Finding
from agentconsole.model.hours import Hours
from agentconsole.model.people import Met
from agentconsole.model.promise import Promise, Promised
from agentconsole.model.queries import PromiseView
from agentconsole.model.reading import Readers
from agentconsole.rules.absence import acting_for, stood_in_for
from agentconsole.store.base import Reading, Store

LINES_LOOKED_AT = 30
"""How many of the last entries a brief's first draft is made from."""


class KnowingDesk:
    """The part of a desk (`desk.api.Knowing`) about what is known."""

    def __init__(
        self, store: Store, clock: Clock, *, kinds: Sequence[FactKind], hours: Callable[[], Hours]
    ) -> None:
        self.store = store
        self.clock = clock
        self.kinds = tuple(kinds)
        self._hours = cache(hours)

    @cached_property
    def hours(self) -> Hours:
        """When the desk is open, and in which zone: looked up when it is first asked for."""
        return self._hours()

    def fact_kinds(self) -> tuple[FactKind, ...]:
        return self.kinds

    def facts(self, customer: int) -> tuple[Fact, ...]:
        with self.store.reading() as read:
            return self._facts(read, customer)

    def _facts(self, read: Reading, customer: int) -> tuple[Fact, ...]:
        from agentconsole.rules.noting import known

        return known(read.facts(ids_of(read, customer_row(read, customer))), self.kinds)

    def asked_again(self, conversation: int, text: str) -> tuple[Finding, ...]:
        from agentconsole.rules.facts import guard

        with self.store.reading() as read:
            found = conversation_numbered(read, conversation)
            facts = self._facts(read, found.customer.id)
        findings = guard.findings(text, facts, kinds=self.kinds)
        return tuple(each for each in findings if each.sentence not in found.asked_anyway)

    def promises_in(self, conversation: int, text: str) -> tuple[Promised, ...]:
        from agentconsole.rules.promising import promised

        with self.store.reading() as read:
            found = conversation_numbered(read, conversation)
            zone, _ = self._zone(read, found.customer.id)
        return promised(text, self.clock(), zone, self.hours)

    def zone(self, customer: int) -> tuple[str, str]:
        with self.store.reading() as read:
            zone, why = self._zone(read, customer)
        return str(zone), why

    def _zone(self, read: Reading, customer: int) -> tuple[tzinfo, str]:
        from agentconsole.rules.zones import zone_of

        reached_at = customer_row(read, customer).identities
        return zone_of(self._facts(read, customer), self.hours, identities=reached_at, now=self.clock())

    def promise(self, promise: int) -> Promise:
        with self.store.reading() as read:
            return self._owed_by(read, (promise_numbered(read, promise),))[0]

    def promises(
        self,
        view: PromiseView = PromiseView.ALL,
        *,
        by: str | None = None,
        conversation: int | None = None,
        customer: int | None = None,
    ) -> tuple[Promise, ...]:
        with self.store.reading() as read:
            within = self._conversations(read, conversation, customer)
            owners = self._owed_to(read, by) if view is PromiseView.MINE else None
            today = self._end_of_today() if view is PromiseView.DUE else None
            found = read.promises(
                conversations=within, owners=owners, owed=view is not PromiseView.ALL, due_before=today
            )
            return self._owed_by(read, found)

    def _end_of_today(self) -> datetime:
        from agentconsole.rules.promises import end_of_today

        return end_of_today(self.clock(), self.hours)

    def _conversations(
        self, read: Reading, conversation: int | None, customer: int | None
    ) -> tuple[int, ...] | None:
        if conversation is not None:
            return (conversation_numbered(read, conversation).id,)
        if customer is None:
            return None
        rows = ids_of(read, customer_row(read, customer))
        return read.promised_in(rows)

    def _owed_to(self, read: Reading, by: str | None) -> tuple[str, ...]:
        """An agent, and those for whom they stand in now."""
        if by is None:
            raise Invalid("This view is of one agent", "Say whose with --as HANDLE")
        handle, now = agent_named(read, by).handle, self.clock()
        agents = {agent.handle: agent for agent in read.agents()}
        return (handle, *stood_in_for(handle, agents, now))

    def _owed_by(self, read: Reading, promises: Sequence[Promise]) -> tuple[Promise, ...]:
        """As they stand now, with whoever stands in for the owner."""
        now, agents = self.clock(), {agent.handle: agent for agent in read.agents()}
        return tuple(
            replace(promise.as_of(now), stand_in=acting_for(agents.get(promise.owner or ""), agents.get, now))
            for promise in promises
        )

    def readers(self, entries: Sequence[int]) -> tuple[Readers, ...]:
        from agentconsole.rules.reads import readers

        with self.store.reading() as read:
            found = [entry_numbered(read, number) for number in entries]
            reads = read.reads(entries)
            people: dict[int | None, tuple[str, ...]] = {None: ()}
            for number in {entry.conversation for entry in found} - {None}:
                people[number] = self._people(read, number or 0)
            return tuple(
                readers(entry, reads.get(entry.id, ()), people[entry.conversation]) for entry in found
            )

    def _people(self, read: Reading, conversation: int) -> tuple[str, ...]:
        from agentconsole.rules.reads import people_in

        agents = {agent.handle: agent for agent in read.agents()}
        asks = read.asks(conversation=conversation, pending=True)
        return people_in(conversation_numbered(read, conversation), asks, agents, self.clock())

    def pinned(self, customer: int) -> tuple[Entry, ...]:
        with self.store.reading() as read:
            return read.pinned(ids_of(read, customer_row(read, customer)))

    def met(self, customer: int) -> tuple[Met, ...]:
        with self.store.reading() as read:
            agents = {agent.handle: agent for agent in read.agents()}
            found = read.met(ids_of(read, customer_row(read, customer)))
            return tuple(
                replace(one, name=agents[one.agent].name) if one.agent in agents else one for one in found
            )

    def brief_draft(self, conversation: int) -> str:
        from agentconsole.rules import drafting

        with self.store.reading() as read:
            found = conversation_numbered(read, conversation)
            return drafting.brief_draft(
                found,
                facts=[fact for fact in self._facts(read, found.customer.id) if fact.holds],
                promises=read.promises(conversations=[conversation]),
                asks=read.asks(conversation=conversation),
                entries=read.thread(conversation, before=None, after=None, limit=LINES_LOOKED_AT).items,
                kinds=self.kinds,
                zone=self._zone(read, found.customer.id)[0],
            )

    def board(self) -> Board:
        from agentconsole.desk.boarding import board

        with self.store.reading() as read:
            return board(read, self.clock(), self.hours)
