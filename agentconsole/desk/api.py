"""The desk: what every front end talks to, never knowing where the desk is kept.

Promises of every desk, checked by one contract suite:

- Every method may be called from any thread, and blocks until it has its answer.
- `do` either does the whole of a command or raises a `DeskError` and leaves everything as it was.
- What `do` has done is durable when it returns, and is seen by every later read.
- Lists are pages: one that is cut says `complete=False` and has a cursor. Nothing is capped.
- Reads raise `NotFound` for what is not there, and nothing else is turned into an empty answer.
- Agents are named by handle, without `@`. `by` is who asks or acts.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from agentconsole.desk.api_knowing import Knowing
from agentconsole.desk.api_team import Access, Linked, Present
from agentconsole.model.ask import Ask
from agentconsole.model.commands import Command, Receive
from agentconsole.model.conversation import Brief, Conversation
from agentconsole.model.entry import Attachment, Delivery, Entry, Json
from agentconsole.model.fact import Fact
from agentconsole.model.keeping import Change, Draft, DraftKind, Mark, Outgoing
from agentconsole.model.mail import OwnMail, Recipients
from agentconsole.model.people import Agent, Customer
from agentconsole.model.promise import Promise
from agentconsole.model.queries import EVERYTHING, Filter, InboxView, Page, Query


class Outcome(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a command did."""

    entries: tuple[Entry, ...] = ()
    """The entries it made, in order."""
    conversation: Conversation | None = None
    """As it is now, for a command about a conversation or an ask."""
    ask: Ask | None = None
    promise: Promise | None = None
    fact: Fact | None = None
    customer: Customer | None = None
    agent: Agent | None = None
    draft: Draft | None = None
    """The draft as it is now, for `SaveDraft` and `Unsend`."""
    new: bool = True
    """False when a `Receive` was known already."""
    waits: bool = False
    """The desk could not be reached: the command is kept on this machine, and done when it can be."""


class Acting(Protocol):
    """Changing the desk."""

    def do(self, command: Command, *, by: str | None = None, key: str = "") -> Outcome:
        """Do it, or raise `Refused`, `Conflict`, `NotFound` or `Invalid` and change nothing.

        `by` is the acting agent's handle; None is the desk itself (`Receive`, `Wake`, `AddAgent`). A command
        that is given twice with one `key` by one agent is done once, and answered twice with what it did;
        a key is remembered for `KEY_DAYS`. Raises Invalid where it was used for another command.
        """
        ...

    def receive(self, batch: Sequence[Receive], *, marks: Sequence[Mark] = ()) -> list[Outcome | Exception]:
        """Take a batch in, in one transaction; each gets its outcome or the `DeskError` that kept it out.
        The marks, how far a channel has come with it, are kept in the same transaction.

        When this returns the whole batch is durable, and may be acknowledged upstream.
        """
        ...

    def rehearse(self, batch: Sequence[Receive]) -> list[bool | Exception]:
        """What `receive` would do, changing nothing: for each whether it is new to the desk, or the
        `DeskError` that would keep it out."""
        ...


class People(Protocol):
    """Who there is."""

    def agents(self) -> tuple[Agent, ...]:
        """All colleagues, by handle."""
        ...

    def agent(self, handle: str) -> Agent:
        """One colleague; a leading `@` is forgiven."""
        ...

    def customers(self, text: str = "", *, after: int | None = None, limit: int = 50) -> Page[Customer]:
        """Customers whose name, organization or address has the text in it; heard from last, first."""
        ...

    def customer(self, ref: int | str) -> Customer:
        """One customer by id, e-mail, phone number or handle. A merged one answers as who they are now."""
        ...


class Conversations(Protocol):
    """What is going on."""

    def inbox(
        self, view: InboxView, *, by: str | None = None, after: int | None = None, limit: int = 50
    ) -> Page[Conversation]:
        """Conversations of a view, in its order. `mine` and `asked` need `by`."""
        ...

    def conversation(self, conversation: int, *, by: str | None = None) -> Conversation:
        """One conversation; with `by`, `unread` says whether that agent has seen it all."""
        ...

    def conversations(self, numbers: Sequence[int], *, by: str | None = None) -> tuple[Conversation, ...]:
        """Those of these conversations that there are, in the order given; `by` as for one."""
        ...

    def conversations_of(
        self, customer: int, *, after: int | None = None, limit: int = 50
    ) -> Page[Conversation]:
        """A customer's conversations, newest first."""
        ...

    def thread(
        self, conversation: int, *, before: int | None = None, after: int | None = None, limit: int = 100
    ) -> Page[Entry]:
        """Entries of a conversation, always oldest first: the last ones, or the `limit` before or after
        the entry id given. `complete` is about the direction asked for (backwards, without `after`)."""
        ...

    def briefs(self, conversation: int) -> tuple[Brief, ...]:
        """All versions of the brief, oldest first."""
        ...

    def ask(self, ask: int) -> Ask:
        """One ask."""
        ...

    def asks(
        self, *, specialist: str | None = None, conversation: int | None = None, pending: bool = False
    ) -> tuple[Ask, ...]:
        """Asks to a specialist, or in a conversation; due soonest first, then oldest."""
        ...


class Histories(Protocol):
    """What happened."""

    def history(
        self,
        customer: int,
        *,
        before: int | None = None,
        after: int | None = None,
        limit: int = 100,
        only: Filter = EVERYTHING,
    ) -> Page[Entry]:
        """Entries of a customer over all conversations and channels, always newest first: the newest, or
        the `limit` next older than `before` or next newer than `after` (entry ids). To go on, pass the
        cursor back in the same direction."""
        ...

    def place(self, customer: int, entry: int, *, only: Filter = EVERYTHING) -> tuple[int, int]:
        """How many entries of the history are newer than this one, and how many there are in all. An entry
        in which two of them took part, who were merged since, counts once."""
        ...

    def entry(self, entry: int) -> Entry:
        """One entry."""
        ...

    def original(self, entry: int) -> bytes:
        """The bytes an entry came as, or nothing where its channel has no such."""
        ...

    def search(self, query: Query, *, before: int | None = None, limit: int = 50) -> Page[Entry]:
        """Entries in which everything the query asks for is found, newest first."""
        ...


class Keeping(Protocol):
    """What is kept beside the entries."""

    def draft(self, conversation: int, kind: DraftKind, *, by: str) -> Draft | None:
        """What the agent has typed there and not sent."""
        ...

    def drafts(self, *, by: str) -> tuple[Draft, ...]:
        """All the agent's drafts, newest first."""
        ...

    def outbox(self, *, conversation: int | None = None) -> tuple[Outgoing, ...]:
        """Messages that have not left, or of which it is not known; oldest first. One that failed is among
        them until we have written again, or the conversation is closed; with `conversation`, always."""
        ...

    def draft_files(self, conversation: int, *, by: str) -> tuple[Attachment, ...]:
        """The files beside the agent's draft reply, by name."""
        ...

    def attachment(self, entry: int, number: int) -> bytes:
        """The bytes of a file of an entry; 0 is the first of its `attachments`."""
        ...

    def recipients(
        self, conversation: int, *, to: Sequence[str] = (), cc: Sequence[str] | None = None
    ) -> Recipients | None:
        """To whom a reply would go, with what differs from the last message; null for what is no mail.
        Raises Invalid for what is no address."""
        ...

    def mark(self, channel: str, name: str) -> dict[str, Json] | None:
        """How far a channel has come with one of its places; null when it has never been there."""
        ...

    def marks(self, channel: str) -> tuple[Mark, ...]:
        """All marks of a channel, by name."""
        ...


class Changes(Protocol):
    """Who is told what changed."""

    def latest(self) -> int:
        """The position of the newest change; 0 on a new desk."""
        ...

    def changes(self, after: int, *, limit: int = 500) -> tuple[Change, ...]:
        """Changes after a position, whoever made them in whichever process, in order of commit."""
        ...

    def wait(self, after: int, *, seconds: float) -> bool:
        """Block until there is a change after the position (True) or the time is up (False)."""
        ...


class Deliveries(Protocol):
    """The way out, for whatever delivers (`desk.outbox`)."""

    def lease(self, now: datetime, *, channels: Sequence[str], limit: int = 20) -> tuple[Outgoing, ...]:
        """Take due messages of these channels for delivery. Each is given to one caller only."""
        ...

    def settle(self, entry: int, *, state: Delivery, error: str = "", due_at: datetime | None = None) -> None:
        """Say what became of a leased message: `sent`, `failed`, `uncertain`, or `waiting` to try again, from
        `due_at` on. Of one that failed, the text becomes its writer's draft again."""
        ...

    def come_due(self, now: datetime) -> int:
        """Notice what time has brought: conversations whose snooze is over wake, promises whose time has
        passed are broken. How many there were."""
        ...


class Desk(
    Acting,
    People,
    Conversations,
    Histories,
    Keeping,
    Knowing,
    Changes,
    Deliveries,
    Access,
    Present,
    Linked,
    Protocol,
):
    """One team's world."""

    name: str
    """What to call it in a title line."""
    mail: OwnMail
    """What it knows of its own mail."""
    undo_seconds: float
    """How long a reply stays takeable back before it may leave."""

    def close(self) -> None:
        """Let go of everything held. The desk stays as it is."""
        ...
