"""What one colleague sees: every way to read a desk is handled, and hides what is hidden."""

import inspect
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.desk.seeing import Remembered, SeenStore, seen
from agentconsole.desk.seeing.reading import Seen
from agentconsole.model import commands
from agentconsole.model.commands import Receive
from agentconsole.model.entry import Attachment
from agentconsole.model.keeping import DraftKind
from agentconsole.model.people import Identity, IdentityKind
from agentconsole.model.presence import Doing
from agentconsole.model.queries import InboxView, Query
from agentconsole.store.base import Reading
from agentconsole.store.sqlite import open_store
from tests.desk.contract import join
from tests.make import MEI, Clock

SECRET = "qwertz"
"""Stands in everything that is hidden, and nowhere else."""


@pytest.fixture(scope="module")
def clock():
    return Clock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory, clock):
    """A desk on which all that happened is hidden from priya."""
    path = tmp_path_factory.mktemp("seeing") / "x.desk"
    desk = LocalDesk(open_store(path, create=True), clock=clock, undo_seconds=0)
    join(desk)
    came = desk.do(
        Receive(
            channel="email",
            external_id="m1",
            at=clock(),
            customer=MEI,
            direction="in",
            text=f"{SECRET}: my order number is A-{SECRET}-1042",
            subject=SECRET,
            keys=("k",),
            begins=True,
            original=SECRET.encode(),
            attachments=(Attachment(name=SECRET),),
        )
    )
    number = came.conversation.id
    in_a_day = clock() + timedelta(days=1)
    for command in (
        commands.Claim(conversation=number),
        commands.SetFact(customer="1", kind="order", value=SECRET, entry=came.entries[0].id),
        commands.Brief(conversation=number, text=SECRET),
        commands.Ask(conversation=number, specialist="ben", question=SECRET),
        commands.MakePromise(conversation=number, text=SECRET, due_at=in_a_day),
        commands.Attach(conversation=number, name="a.txt", content=SECRET.encode()),
        commands.Reply(conversation=number, text=SECRET),
        commands.Reply(conversation=number, text=SECRET, send_at=in_a_day),
        commands.Note(conversation=number, text=SECRET),
        commands.SaveDraft(conversation=number, kind=DraftKind.REPLY, text=SECRET),
        commands.Attach(conversation=number, name=SECRET, content=b"x"),
        commands.HandOver(conversation=number, to="ben", brief=SECRET, reason=SECRET),
        commands.Snooze(conversation=number, until=in_a_day, reason=SECRET),
        commands.MarkRead(conversation=number),
        commands.MarkRead(conversation=number, entries=(came.entries[0].id,)),
        commands.Restrict(conversation=number),
    ):
        desk.do(command, by="ana")
    desk.here(number, Doing.WRITING, by="ana")
    yield desk
    desk.close()


MESSAGE, FAR = "message", 1 << 60
PAGE = {"before": None, "after": None, "limit": 50}
LATER = timedelta(days=30)
ASKING: dict[str, Callable[[Reading, object], object]] = {
    "conversation": lambda read, at: read.conversation(1, by="priya"),
    "conversations": lambda read, at: read.conversations([1], by="priya"),
    "conversations_by_keys": lambda read, at: read.conversations_by_keys("email", ["k"]),
    "conversation_of_theirs": lambda read, at: read.conversation_of_theirs([1], ["k"]),
    "latest_conversation": lambda read, at: read.latest_conversation([1], "email"),
    "inbox": lambda read, at: [
        read.inbox(view, by=by, now=at, after=None, limit=50).items
        for view in InboxView
        for by in ("ana", "ben", "priya")
    ],
    "conversations_of": lambda read, at: read.conversations_of([1], after=None, limit=50).items,
    "snoozes_over": lambda read, at: read.snoozes_over(at + LATER),
    "briefs": lambda read, at: read.briefs(1),
    "ask": lambda read, at: read.ask(1),
    "asks": lambda read, at: [read.asks(), read.asks(specialist="ben"), read.asks(conversation=1)],
    "restricted": lambda read, at: read.restricted(),
    "thread": lambda read, at: read.thread(1, **PAGE).items,
    "heard_since": lambda read, at: read.heard_since(1, 0, but=None),
    "entries_of": lambda read, at: list(read.entries_of(1)),
    "history": lambda read, at: [
        read.history([1], **PAGE).items,
        read.history([1], before=None, after=0, limit=50).items,
    ],
    "place": lambda read, at: read.place([1], -1),
    "entry": lambda read, at: [read.entry(number) for number in every_entry(read)],
    "entry_by_external_id": lambda read, at: read.entry_by_external_id("email", "m1"),
    "original": lambda read, at: [read.original(number) for number in every_entry(read)],
    "search": lambda read, at: [
        read.search(Query(**query), authors=("ana",), customers=(1,), before=None, limit=50).items
        for query in ({}, {"words": (SECRET,)}, {"author": "ana"}, {"kind": "note"}, {"conversation": 1})
    ],
    "present": lambda read, at: [read.present(at), read.present(at, conversation=1)],
    "draft": lambda read, at: read.draft(1, DraftKind.REPLY, by="ana"),
    "drafts": lambda read, at: read.drafts(by="ana"),
    "outgoing": lambda read, at: [read.outgoing(number) for number in every_entry(read)],
    "outgoing_by_key": lambda read, at: read.outgoing_by_key(every_key(read)),
    "chosen_later": lambda read, at: read.chosen_later(1),
    "outbox": lambda read, at: [read.outbox(), read.outbox(conversation=1)],
    "draft_files": lambda read, at: read.draft_files(1, by="ana"),
    "file": lambda read, at: [read.file(number, 0) for number in every_entry(read)],
    "changes": lambda read, at: [each for each in read.changes(0, limit=500) if each.conversation],
    "facts": lambda read, at: read.facts([1]),
    "fact": lambda read, at: [read.fact(number) for number in (1, 2, 3)],
    "promise": lambda read, at: read.promise(1),
    "promises": lambda read, at: [
        read.promises(),
        read.promises(conversations=[1]),
        read.promises(owners=["ana"], owed=True, due_before=at + LATER),
    ],
    "promised_in": lambda read, at: read.promised_in([1]),
    "promises_over": lambda read, at: read.promises_over(at + LATER),
    "reads": lambda read, at: dict(read.reads(every_entry(read))),
    "pinned": lambda read, at: read.pinned([1]),
    "met": lambda read, at: read.met([1]),
    "notes": lambda read, at: read.notes(since=0, before=FAR, limit=50),
    "waiting_longest": lambda read, at: read.waiting_longest(50),
    "offered": lambda read, at: read.offered(),
    "owned": lambda read, at: read.owned("ana", limit=50),
    "loads": lambda read, at: read.loads(),
    "customer": lambda read, at: read.customer(1).entries,
    "customers": lambda read, at: [
        (c.entries or None, c.first_at) for c in read.customers("", after=None, limit=9).items
    ],
}
"""For each way to read what hangs on a conversation, all there is to be asked that way."""

OPEN = {
    "agents",
    "agent",
    "customer_by_identity",
    "done",
    "tokens",
    "token_by_hash",
    "mark",
    "marks",
    "latest",
}
"""These are of the desk, or of whom it is for, and of no conversation."""

NOT_THERE = {"pinned", "waiting_longest"}
"""A note on a customer's card is of no conversation, and this customer has been answered."""


def whole(read):
    return getattr(read, "_read", read)


def every_entry(read):
    """The numbers of all entries, hidden or not."""
    return [entry.id for entry in whole(read).entries_of(1)]


def every_key(read):
    return [each.key for each in whole(read).outbox()]


def methods(protocol):
    return {
        name for name, member in inspect.getmembers(protocol, inspect.isfunction) if not name.startswith("_")
    }


def something(found):
    """Whether an answer has anything in it: a number, a text, a noun."""
    if isinstance(found, dict):
        return any(map(something, found.values()))
    if isinstance(found, list | tuple):
        return any(map(something, found))
    return found not in (None, 0, b"", "")


def test_every_way_to_read_a_desk_is_handled():
    assert methods(Reading) <= methods(Seen), "say in desk/seeing what of it is hidden"
    assert methods(Reading) == ASKING.keys() | OPEN, "say in this test how it is asked"
    assert all(name in vars(part) for name in methods(Reading) for part in [owner_of(name)])


def owner_of(name):
    """The class that handles it: one of ours, not the protocol's."""
    (part,) = [each for each in Seen.__mro__ if name in vars(each)]
    assert part.__module__.startswith("agentconsole.desk.seeing.")
    return part


@pytest.mark.parametrize("name", sorted(ASKING))
def test_nothing_of_what_is_hidden_is_read_in_any_way(desk, clock, name):
    with desk.store.reading() as read:
        everything = ASKING[name](read, clock())
        shown = ASKING[name](seen(read, "priya", clock()), clock())
        people = [ASKING[name](seen(read, handle, clock()), clock()) for handle in ("ana", "ben")]
    if name not in NOT_THERE:
        assert something(everything), "the test asks for nothing"
    assert not something(shown)
    assert SECRET not in msgspec.json.encode(shown, enc_hook=str).decode()
    assert people == [everything, everything]


def test_who_looks_after_a_customer_is_not_told_by_what_is_hidden(desk):
    assert desk.customer(1).person == "ana"
    told = desk.seen_by("priya").customer(1)
    assert (told.person, told.person_since, told.person_at) == (None, None, None)


def test_who_is_kept_from_nothing_reads_the_store_itself(desk, clock):
    with desk.store.reading() as read:
        assert seen(read, "ana", clock()) is read
    with SeenStore(desk.store, "priya", clock, Remembered()).reading() as read:
        assert isinstance(read, Seen)


def test_the_rest_of_the_desk_is_as_it_is(desk, clock):
    with desk.store.reading() as read:
        hers = seen(read, "priya", clock())
        assert hers.agents() == read.agents()
        assert hers.agent("ana") == read.agent("ana")
        assert hers.customer_by_identity(Identity(IdentityKind.EMAIL, "mei@tan.example")) == 1
        assert hers.customer(1).identities == read.customer(1).identities
        assert hers.latest() == read.latest()
