"""Keeping things in a store with as few words as a test cares about."""

import os
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck
from msgspec.structs import replace

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Brief, Conversation, CustomerRef
from agentconsole.model.entry import SYSTEM, Author, AuthorType, Entry
from agentconsole.model.people import Identity, IdentityKind

# The store of a test is empty enough for every example, and several kinds of store keep one contract.
SEVERAL_STORES = [HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]

START = datetime(2026, 3, 1, 10, tzinfo=UTC)
HEARD = {"message", "note", "answer", "decline"}


def at(minute=0.0):
    """So many minutes after ten."""
    return START + timedelta(minutes=minute)


def email(value):
    return Identity(IdentityKind.EMAIL, value)


def author(by):
    """An agent by handle, a customer by number, or the desk itself."""
    if by is None:
        return SYSTEM
    kind = AuthorType.AGENT if isinstance(by, str) else AuthorType.CUSTOMER
    return Author(type=kind, id=by, name=str(by).title())


class Keeper:
    """A writing session, spoken to in short."""

    def __init__(self, write):
        self.write = write
        self.states = {}

    def customer(self, name="Mei Tan", *addresses, organization=""):
        number = self.write.add_customer(name, organization)
        for address in addresses:
            self.write.link(number, email(address))
        return number

    def merge(self, other, into):
        self.write.save_customer(replace(self.write.customer(other), merged_into=into))

    def begin(self, customer, **state):
        """A conversation; it is kept with its first entry."""
        number = self.write.new_conversation()
        self.states[number] = Conversation(
            id=number, customer=CustomerRef(id=customer, name=""), begun_with=customer, **state
        )
        return number

    def entry(self, number, text="Hello", *, minute=0.0, kind="message", by=0, conversation=None, **fields):
        """What `add` is given for one more entry; `by` 0 is the customer."""
        whose = conversation.begun_with if conversation else fields.pop("customer", None)
        return Entry(
            id=self.write.new_entry_id(at(minute)),
            at=at(minute),
            kind=kind,
            author=fields.pop("author", None) or author(whose if by == 0 else by),
            conversation=number,
            customer=whose,
            version=conversation.version + 1 if conversation else 0,
            text=text,
            **({"channel": "email"} | fields),
        )

    def say(self, number, text="Hello", *, state=None, asks=(), histories=None, **fields):
        """One more entry of a conversation, with the state after it; `state` may follow from the entry."""
        keeping = {name: fields.pop(name) for name in ("original", "due_at", "acting") if name in fields}
        was = self.states.get(number) or self.write.conversation(number)
        entry = self.entry(number, text, conversation=was, **fields)
        state = state(entry) if callable(state) else state
        now = replace(
            was,
            version=entry.version,
            heard_version=entry.version if entry.kind in HEARD else was.heard_version,
            last_entry_at=max(was.last_entry_at or entry.at, entry.at),
            **(state or {}),
        )
        self.states[number] = now
        return self._add(entry, now, asks, (was.begun_with,) if histories is None else histories, keeping)

    def event(self, customers, text="Shipped", *, kind="order", **fields):
        """An entry outside any conversation."""
        customers = [customers] if isinstance(customers, int) else customers
        entry = self.entry(None, text, kind=kind, customer=customers[0], by=fields.pop("by", None), **fields)
        return self._add(entry, None, (), customers, {})

    def _add(self, entry, state, asks, histories, keeping):
        return self.write.add(
            entry,
            conversation=state,
            asks={ask.id: ask for ask in asks},
            histories=histories,
            original=keeping.get("original", b""),
            due_at=keeping.get("due_at"),
            by=keeping.get("acting"),
        )

    def brief(self, number, text, *, version, minute=0.0):
        """A brief, and the state that has it."""

        def state(entry):
            return {"brief": Brief(entry=entry.id, version=version, text=text, author="ana", at=entry.at)}

        return self.say(number, text, kind="brief", by="ana", minute=minute, state=state)

    def ask(self, number, specialist="ben", *, minute=0.0, due=None, state="open"):
        """A question to a colleague."""
        ask = Ask(
            id=self.write.new_ask(),
            conversation=number,
            entry=1,
            specialist=specialist,
            asked_by="ana",
            question="Twice?",
            at=at(minute),
            due_at=None if due is None else at(due),
        )
        ask = replace(ask, state=type(ask.state)(state))
        self.say(number, ask.question, kind="ask", by="ana", minute=minute, ask=ask.id, asks=[ask])
        return ask


def keeping(store, work):
    """Do some work in a writing session of its own, and give back what it gives."""
    with store.writing() as write:
        return work(Keeper(write))


def holds_in_a_child(work):
    """Whether some work gives what is true in a child of this process, which does nothing else."""
    child = os.fork()
    if not child:
        code = 1
        try:
            code = 0 if work() else 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def some(keep):
    """Three conversations, each with a message on its way and an ask."""
    for _ in range(3):
        number = keep.begin(keep.customer())
        keep.say(number, due_at=at(1))
        keep.ask(number)


def texts(page):
    return [entry.text for entry in page.items]


def ids(page):
    return [item.id for item in page.items]


def fields(struct):
    """A noun's parts by name."""
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


def begun(keep, *, minute=0, **state):
    """A conversation of somebody new, with one entry."""
    number = keep.begin(keep.customer())
    keep.say(number, minute=minute, state=state)
    return number


def searched(store, query, *, limit):
    """All pages of a search."""
    pages, before = [], None
    with store.reading() as read:
        while not pages or not pages[-1].complete:
            pages.append(read.search(query, authors=(), customers=(), before=before, limit=limit))
            before = pages[-1].cursor
            assert pages[-1].complete or before is not None
    return pages


def walk(ask, limit):
    """All of a list, page by page."""
    page = ask(after=None, limit=limit)
    found = list(page.items)
    while not page.complete:
        assert len(page.items) == limit
        assert page.cursor is not None
        page = ask(after=page.cursor, limit=limit)
        found += page.items
    assert page.cursor is None
    return found
