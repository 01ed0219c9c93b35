"""What every store can be asked, in one moment of the desk."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from agentconsole.model.access import Token
from agentconsole.model.ask import Ask
from agentconsole.model.board import Load
from agentconsole.model.conversation import Brief, Conversation
from agentconsole.model.entry import Attachment, Entry, Json
from agentconsole.model.fact import Fact
from agentconsole.model.keeping import Change, Draft, DraftKind, Mark, Outgoing
from agentconsole.model.people import Agent, Customer, Identity, Met
from agentconsole.model.presence import Presence
from agentconsole.model.promise import Promise
from agentconsole.model.queries import EVERYTHING, Filter, InboxView, Page, Query
from agentconsole.model.reading import Read


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

    def conversations(self, numbers: Sequence[int], *, by: str | None = None) -> tuple[Conversation, ...]:
        """Those of these conversations that there are, in the order given."""
        ...

    def conversations_by_keys(self, channel: str, keys: Sequence[str]) -> tuple[int, ...]:
        """The conversations that have any of these keys, in the order of the keys."""
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

    def restricted(self) -> tuple[Conversation, ...]:
        """The conversations that only their people see; `stand_in` is not filled."""
        ...

    def done(self, by: str, key: str) -> bytes | None:
        """What was kept with `keep_done`."""
        ...

    def tokens(self, *, agent: str | None = None) -> tuple[Token, ...]:
        """The newest first."""
        ...

    def token_by_hash(self, digest: bytes) -> Token | None: ...

    def present(self, now: datetime, *, conversation: int | None = None) -> tuple[Presence, ...]:
        """Those whose time is not over, who came first, first."""
        ...

    def draft(self, conversation: int, kind: DraftKind, *, by: str) -> Draft | None: ...

    def drafts(self, *, by: str) -> tuple[Draft, ...]: ...

    def outgoing(self, entry: int) -> Outgoing | None: ...

    def outgoing_by_key(self, keys: Sequence[str]) -> Outgoing | None:
        """The message of ours with the first of these keys that any has, whatever became of it."""
        ...

    def chosen_later(self, conversation: int) -> tuple[Outgoing, ...]:
        """Messages that wait for a time their writer chose."""
        ...

    def outbox(self, *, conversation: int | None = None) -> tuple[Outgoing, ...]:
        """Every message that is not `sent` or `unsent`, oldest first. Without a conversation, none that
        failed where we have written again since, or that is closed: nobody has to think of it any more."""
        ...

    def mark(self, channel: str, name: str) -> dict[str, Json] | None: ...

    def marks(self, channel: str) -> tuple[Mark, ...]: ...

    def draft_files(self, conversation: int, *, by: str) -> tuple[Attachment, ...]:
        """The files that lie beside a draft reply, by name."""
        ...

    def file(self, entry: int, number: int) -> bytes | None:
        """The bytes of a file that goes out with a message of ours; 0 is the first."""
        ...

    def latest(self) -> int: ...

    def changes(self, after: int, *, limit: int) -> tuple[Change, ...]: ...


class Knowing(Protocol):
    """What is known of customers, and what a lead looks at."""

    def facts(self, customers: Sequence[int]) -> tuple[Fact, ...]:
        """All that were ever found or noted, dismissed ones too; in the order they were told."""
        ...

    def fact(self, fact: int) -> Fact | None: ...

    def promise(self, promise: int) -> Promise | None: ...

    def promises(
        self,
        *,
        conversations: Sequence[int] | None = None,
        owners: Sequence[str] | None = None,
        owed: bool = False,
        due_before: datetime | None = None,
    ) -> tuple[Promise, ...]:
        """Those in these conversations, of these owners, still owed, due by then; due first, first.
        `customer` and `owner` are filled."""
        ...

    def promised_in(self, customers: Sequence[int]) -> tuple[int, ...]:
        """The conversations of these customers in which something was promised."""
        ...

    def promises_over(self, now: datetime) -> tuple[int, ...]:
        """Those still to be kept whose time has passed."""
        ...

    def reads(self, entries: Sequence[int]) -> Mapping[int, tuple[Read, ...]]:
        """Who read them, in the order they did; nothing for an entry nobody has read."""
        ...

    def pinned(self, customers: Sequence[int]) -> tuple[Entry, ...]:
        """The notes on these customers' card, newest first."""
        ...

    def met(self, customers: Sequence[int]) -> tuple[Met, ...]:
        """The colleagues who wrote to these customers; whom they met first, first."""
        ...

    def notes(self, *, since: int, before: int, limit: int) -> tuple[Entry, ...]:
        """Notes with an id from `since` to before `before`, oldest first."""
        ...

    def waiting_longest(self, limit: int) -> tuple[Conversation, ...]:
        """Those whose customer waits for us, whoever owns them; who waits longest, first."""
        ...

    def offered(self) -> tuple[Conversation, ...]:
        """Those with a handover that waits to be accepted."""
        ...

    def owned(self, handle: str, *, limit: int) -> tuple[int, ...]:
        """Conversations of an owner that are not closed."""
        ...

    def loads(self) -> tuple[Load, ...]:
        """What each agent carries, by handle; nothing for one who carries nothing."""
        ...


class Reading(People, Conversations, Entries, Kept, Knowing, Protocol):
    """One moment of the desk. Lookups by key answer None for what is not there."""
