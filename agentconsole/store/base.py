"""What every store promises, and the methods that keep it.

- A `Session` is one transaction. Reading sessions see one moment. A writing session is the only one of
  its kind on the desk at a time, over all processes: it waits its turn, and either all of it is kept
  durably when the block ends, or, if the block raises, none of it.
- Entries are only ever added. Nothing here changes or removes one.
- What is kept beside an entry (conversation, asks, search index, outbox, change) is kept in the same
  transaction by `Writing.add`.
- Waiting for a turn is invisible: `Unavailable` is raised only after `TURN_SECONDS` without one.
- Change positions are handed out in order of commit, without gaps.
- Every method may be called from any thread; a session stays in the thread that opened it.
- A session inside another of its thread is a part of it: a reading one sees the same, and a writing one
  whose block raises is undone alone. A writing session cannot begin inside a reading one.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Brief, Conversation
from agentconsole.model.entry import Delivery, Entry
from agentconsole.model.keeping import Change, ChangeKind, Draft, DraftKind, Outgoing
from agentconsole.model.people import Agent, Customer, Identity
from agentconsole.model.queries import EVERYTHING, Filter, InboxView, Page, Query

TURN_SECONDS = 30.0


class People(Protocol):
    """Agents and customers."""

    def agents(self) -> tuple[Agent, ...]: ...

    def agent(self, handle: str) -> Agent | None: ...

    def customer(self, customer: int) -> Customer | None:
        """The customer's own row, also when merged; `merged` are those merged into it."""
        ...

    def customer_by_identity(self, identity: Identity) -> int | None:
        """The id of the customer's own row."""
        ...

    def customers(self, text: str, *, after: int | None, limit: int) -> Page[Customer]:
        """Not those merged into another. `text` folds case; a customer matches by name, organization or
        any identity, those of the customers merged into them included."""
        ...


class Conversations(Protocol):
    """Conversations, and what is asked and said of one."""

    def conversation(self, conversation: int, *, by: str | None = None) -> Conversation | None:
        """With `by`, `unread` is looked up: something was heard after what that agent has read."""
        ...

    def conversation_by_key(self, channel: str, keys: Sequence[str]) -> int | None:
        """The conversation that has the first of these keys that any has."""
        ...

    def conversation_of_theirs(self, customers: Sequence[int], keys: Sequence[str]) -> int | None:
        """The conversation of these customers that has any of these keys on whichever channel; the one
        active last, where several have."""
        ...

    def latest_conversation(self, customers: Sequence[int], channel: str) -> Conversation | None:
        """The conversation of these customers on a channel that was active last."""
        ...

    def inbox(
        self, view: InboxView, *, by: str | None, now: datetime, after: int | None, limit: int
    ) -> Page[Conversation]:
        """A view in the order `InboxView` promises; `after` is the id of the last conversation seen.

        `stand_in` is filled from the owner's absence at `now`; a snooze that is over at `now` counts as
        open. `mine` includes the conversations of agents for whom `by` stands in at `now`.
        """
        ...

    def conversations_of(
        self, customers: Sequence[int], *, after: int | None, limit: int
    ) -> Page[Conversation]: ...

    def snoozes_over(self, now: datetime) -> tuple[int, ...]:
        """The conversations still marked asleep whose time has come, or awake with a kept date that has."""
        ...

    def briefs(self, conversation: int) -> tuple[Brief, ...]: ...

    def ask(self, ask: int) -> Ask | None: ...

    def asks(
        self, *, specialist: str | None = None, conversation: int | None = None, pending: bool = False
    ) -> tuple[Ask, ...]: ...


class Entries(Protocol):
    """Everything that happened."""

    def thread(
        self, conversation: int, *, before: int | None, after: int | None, limit: int
    ) -> Page[Entry]: ...

    def heard_since(self, conversation: int, version: int, *, but: str | None) -> tuple[Entry, ...]:
        """Messages, notes and answers with a later version, by anybody but that agent; oldest first."""
        ...

    def entries_of(self, conversation: int) -> Iterable[Entry]:
        """All entries in order of version, streamed: what the conversation's state follows from."""
        ...

    def history(
        self,
        customers: Sequence[int],
        *,
        before: int | None,
        after: int | None,
        limit: int,
        only: Filter = EVERYTHING,
    ) -> Page[Entry]:
        """Newest first, each entry once, of all these customers together."""
        ...

    def place(
        self, customers: Sequence[int], entry: int, *, only: Filter = EVERYTHING
    ) -> tuple[int, int]: ...

    def entry(self, entry: int) -> Entry | None: ...

    def entry_by_external_id(self, channel: str, external_id: str) -> int | None: ...

    def original(self, entry: int) -> bytes: ...

    def search(
        self,
        query: Query,
        *,
        authors: Sequence[str | int],
        customers: Sequence[int],
        before: int | None,
        limit: int,
    ) -> Page[Entry]:
        """`query.author` and `query.customer` come resolved: an agent's handle or customers' ids. Whoever
        wrote is also found by `query.author` itself, when nothing but the name is known of them. When the
        query names a customer and the sequence is empty, nothing is found."""
        ...


class Kept(Protocol):
    """What is kept beside the entries."""

    def draft(self, conversation: int, kind: DraftKind, *, by: str) -> Draft | None: ...

    def drafts(self, *, by: str) -> tuple[Draft, ...]: ...

    def outgoing(self, entry: int) -> Outgoing | None: ...

    def outbox(self, *, conversation: int | None = None) -> tuple[Outgoing, ...]:
        """Every message that is not `sent` or `unsent`, oldest first."""
        ...

    def latest(self) -> int: ...

    def changes(self, after: int, *, limit: int) -> tuple[Change, ...]: ...


class Reading(People, Conversations, Entries, Kept, Protocol):
    """One moment of the desk. Lookups by key answer None for what is not there."""


class Writing(Reading, Protocol):
    """The one writer's session."""

    def add_agent(self, agent: Agent) -> None:
        """Add, or replace what is known of, a colleague."""
        ...

    def add_customer(self, name: str, organization: str = "") -> int:
        """A new customer; an organization is made when nobody has named it before."""
        ...

    def save_customer(self, customer: Customer) -> None:
        """Keep a customer's own row: `name`, `organization`, `merged_into`, and who their person is."""
        ...

    def link(self, customer: int, identity: Identity) -> None:
        """The identity belongs to that customer from now on."""
        ...

    def organization(self, name: str) -> int:
        """The id of the organization of that name, made when there is none."""
        ...

    def new_conversation(self) -> int:
        """The next conversation's number."""
        ...

    def new_ask(self) -> int:
        """The next ask's number."""
        ...

    def new_entry_id(self, at: datetime) -> int:
        """The next free id in the second of `at` (`model.ids`)."""
        ...

    def add_keys(self, conversation: int, channel: str, keys: Sequence[str]) -> None:
        """The conversation is known by these keys too, where no other has them already."""
        ...

    def add(
        self,
        entry: Entry,
        *,
        conversation: Conversation | None,
        asks: Mapping[int, Ask],
        histories: Sequence[int],
        original: bytes = b"",
        due_at: datetime | None = None,
        by: str | None = None,
    ) -> Entry:
        """Keep an entry (complete, with an id from `new_entry_id`) and all that goes with it.

        `conversation` and `asks` are the state after it and are saved; `histories` are the customers in
        whose history it shows. With `due_at` it also goes into the outbox. A change is noted, with `by`
        and the entry's `agent`. An `unsend` entry also marks the outbox row of the message it is about
        `unsent`. Returned as `Reading.entry` would read it, so with its delivery.
        """
        ...

    def save_draft(self, draft: Draft) -> None:
        """An empty text removes it. A change is noted."""
        ...

    def mark_read(self, conversation: int, version: int, *, by: str) -> None:
        """The agent has seen all up to that version. The mark only moves forward, and a change is noted
        when it does."""
        ...

    def lease(self, now: datetime, *, channels: Sequence[str], limit: int) -> tuple[Outgoing, ...]:
        """Messages of these channels that wait and are due become `sending`. Those a program that died left
        `sending` longer than `LEASE_SECONDS` ago become `uncertain`, and are not returned. Those tried
        least often come first, then those due first. A change is noted for each."""
        ...

    def settle(self, entry: int, *, state: Delivery, error: str, now: datetime) -> None:
        """Note what became of a message; the attempt is counted, and `waiting` may be leased again. A change
        is noted. Raises `NotFound` for what is not in the outbox."""
        ...

    def note_change(
        self,
        kind: ChangeKind,
        *,
        conversation: int | None = None,
        by: str | None = None,
        agent: str | None = None,
        entry: int | None = None,
    ) -> None:
        """News of something that is not an entry."""
        ...


LEASE_SECONDS = 60.0


class Store(Protocol):
    """Where a desk is kept."""

    def reading(self) -> AbstractContextManager[Reading]:
        """A session that sees one moment."""
        ...

    def writing(self) -> AbstractContextManager[Writing]:
        """The one writing session; kept whole at the end of the block, or not at all."""
        ...

    def wait(self, after: int, *, seconds: float) -> bool:
        """Block until a change after that position is committed, by whichever process."""
        ...

    def close(self) -> None: ...
