"""Reading a desk that is kept in a store."""

from collections.abc import Sequence
from contextlib import suppress

from msgspec.structs import replace

from agentconsole.desk.files import FilesDesk
from agentconsole.desk.knowing import KnowingDesk
from agentconsole.desk.resolve import (
    agent_called,
    agent_named,
    ask_numbered,
    at_moment,
    conversation_numbered,
    customer_row,
    entry_numbered,
    ids_of,
    root,
    whole,
)
from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Brief, Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.errors import Invalid, NotFound
from agentconsole.model.keeping import Change, Draft, DraftKind, Outgoing
from agentconsole.model.people import Agent, Customer
from agentconsole.model.queries import EVERYTHING, Filter, InboxView, Page, Query
from agentconsole.store.base import Reading

MOST_MEANT = 500
"""A search by part of a name is of so many customers at most."""


class ReadingDesk(KnowingDesk, FilesDesk):
    """The reads of a desk (`desk.api`), each in one session: what it answers is of one moment."""

    def agents(self) -> tuple[Agent, ...]:
        with self.store.reading() as read:
            return read.agents()

    def agent(self, handle: str) -> Agent:
        with self.store.reading() as read:
            return agent_named(read, handle)

    def customers(self, text: str = "", *, after: int | None = None, limit: int = 50) -> Page[Customer]:
        with self.store.reading() as read:
            page = read.customers(text, after=after, limit=limit)
            return replace(page, items=tuple(whole(read, customer) for customer in page.items))

    def customer(self, ref: int | str) -> Customer:
        with self.store.reading() as read:
            return whole(read, customer_row(read, ref))

    def inbox(
        self, view: InboxView, *, by: str | None = None, after: int | None = None, limit: int = 50
    ) -> Page[Conversation]:
        with self.store.reading() as read:
            handle = agent_named(read, by).handle if by is not None else None
            return read.inbox(view, by=handle, now=self.clock(), after=after, limit=limit)

    def conversation(self, conversation: int, *, by: str | None = None) -> Conversation:
        with self.store.reading() as read:
            return at_moment(read, conversation_numbered(read, conversation, by=by), self.clock())

    def conversations(self, numbers: Sequence[int], *, by: str | None = None) -> tuple[Conversation, ...]:
        with self.store.reading() as read:
            now = self.clock()
            return tuple(at_moment(read, each, now) for each in read.conversations(numbers, by=by))

    def conversations_of(
        self, customer: int, *, after: int | None = None, limit: int = 50
    ) -> Page[Conversation]:
        with self.store.reading() as read:
            rows = ids_of(read, customer_row(read, customer))
            page = read.conversations_of(rows, after=after, limit=limit)
            now = self.clock()
            return replace(page, items=tuple(at_moment(read, each, now) for each in page.items))

    def thread(
        self,
        conversation: int,
        *,
        before: int | None = None,
        after: int | None = None,
        limit: int = 100,
    ) -> Page[Entry]:
        with self.store.reading() as read:
            page = read.thread(conversation, before=before, after=after, limit=limit)
            if not page.items:
                conversation_numbered(read, conversation)
            return page

    def briefs(self, conversation: int) -> tuple[Brief, ...]:
        with self.store.reading() as read:
            return read.briefs(conversation_numbered(read, conversation).id)

    def ask(self, ask: int) -> Ask:
        with self.store.reading() as read:
            return ask_numbered(read, ask)

    def asks(
        self, *, specialist: str | None = None, conversation: int | None = None, pending: bool = False
    ) -> tuple[Ask, ...]:
        with self.store.reading() as read:
            return read.asks(specialist=specialist, conversation=conversation, pending=pending)

    def history(
        self,
        customer: int,
        *,
        before: int | None = None,
        after: int | None = None,
        limit: int = 100,
        only: Filter = EVERYTHING,
    ) -> Page[Entry]:
        with self.store.reading() as read:
            rows = ids_of(read, customer_row(read, customer))
            return read.history(rows, before=before, after=after, limit=limit, only=only)

    def place(self, customer: int, entry: int, *, only: Filter = EVERYTHING) -> tuple[int, int]:
        with self.store.reading() as read:
            return read.place(ids_of(read, customer_row(read, customer)), entry, only=only)

    def entry(self, entry: int) -> Entry:
        with self.store.reading() as read:
            return entry_numbered(read, entry)

    def original(self, entry: int) -> bytes:
        with self.store.reading() as read:
            return read.original(entry)

    def search(self, query: Query, *, before: int | None = None, limit: int = 50) -> Page[Entry]:
        with self.store.reading() as read:
            return read.search(
                query,
                authors=_authors(read, query.author) if query.author else (),
                customers=_named(read, query.customer) if query.customer else (),
                before=before,
                limit=limit,
            )

    def draft(self, conversation: int, kind: DraftKind, *, by: str) -> Draft | None:
        with self.store.reading() as read:
            return read.draft(conversation, kind, by=by)

    def drafts(self, *, by: str) -> tuple[Draft, ...]:
        with self.store.reading() as read:
            return read.drafts(by=by)

    def outbox(self, *, conversation: int | None = None) -> tuple[Outgoing, ...]:
        with self.store.reading() as read:
            return read.outbox(conversation=conversation)

    def latest(self) -> int:
        return self.store.latest()

    def changes(self, after: int, *, limit: int = 500) -> tuple[Change, ...]:
        with self.store.reading() as read:
            return read.changes(after, limit=limit)

    def wait(self, after: int, *, seconds: float) -> bool:
        return self.store.wait(after, seconds=seconds)


def _named(read: Reading, text: str) -> tuple[int, ...]:
    """The customers somebody means in a search: by address, by number, or by part of a name. Raises
    Invalid where they are too many to look for: part of them would pass for all."""
    with suppress(NotFound, Invalid):
        return ids_of(read, customer_row(read, text))
    page = read.customers(text, after=None, limit=MOST_MEANT)
    if not page.complete:
        raise Invalid(
            f"More than {MOST_MEANT} customers have “{text}” in their name or address",
            "Write more of it, a whole address, or the customer's number.",
        )
    return tuple(each for customer in page.items for each in ids_of(read, root(read, customer)))


def _authors(read: Reading, text: str) -> tuple[str | int, ...]:
    agent = agent_called(text, read.agents())
    return (agent.handle,) if agent else _named(read, text)
