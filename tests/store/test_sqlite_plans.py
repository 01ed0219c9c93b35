"""Every list is read from an index in its order: nothing is sorted, and no table is walked."""

from datetime import timedelta

import pytest

from agentconsole.model.keeping import DraftKind
from agentconsole.model.queries import Filter, InboxView, Query
from agentconsole.store.sqlite import open_store
from tests.store.keep import at, keeping, some

PAGE = {"before": None, "after": None, "limit": 10}
ON = {"before": 1 << 50, "after": None, "limit": 10}
UP = {"before": None, "after": 5, "limit": 10}
SMALL = ("json_each", "agent", "search VIRTUAL", "search_config", "search_data")
"""What may be walked: the values of one query, the few colleagues, and FTS5's own affairs."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("plans") / "x.desk", create=True)

    keeping(store, some)
    yield store
    store.close()


def plans(store, ask):
    """The plan of every statement a read runs."""
    with store.reading() as read:
        statements = []
        read._connection.set_trace_callback(statements.append)
        ask(read)
        read._connection.set_trace_callback(None)
        for statement in dict.fromkeys(statements):
            if not statement.startswith(("--", "PRAGMA")):
                for row in read._connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
                    yield row[3]


def listing(view, by=None, after=None):
    return lambda read: read.inbox(view, by=by, now=at(0), after=after, limit=10)


def searching(**query):
    words = Query(**query)
    return lambda read: read.search(
        words, authors=["ana"] if words.author else [], customers=[], before=9, limit=5
    )


READS = {
    **{f"inbox {view}": listing(view, "ana") for view in InboxView},
    **{f"inbox {view}, next page": listing(view, "ben", 1) for view in InboxView if view != "asked"},
    "history": lambda read: read.history([1], **PAGE),
    "history, older": lambda read: read.history([1], **ON),
    "history, newer": lambda read: read.history([1], **UP),
    "history of a merged customer": lambda read: read.history([1, 2, 3], **ON),
    "history of a merged customer, newer": lambda read: read.history([1, 2, 3], **UP),
    "history of a kind": lambda read: read.history([1, 2], only=Filter(kind="note", channel="x"), **PAGE),
    "place": lambda read: read.place([1], 5),
    "thread": lambda read: read.thread(1, **PAGE),
    "thread, newer": lambda read: read.thread(1, **UP),
    "heard": lambda read: read.heard_since(1, 0, but="ana"),
    "replay": lambda read: list(read.entries_of(1)),
    "conversations": lambda read: read.conversations([1, 2], by="ana"),
    "conversations of": lambda read: read.conversations_of([1, 2], after=1, limit=5),
    "latest conversation": lambda read: read.latest_conversation([1, 2], "email"),
    "by key": lambda read: read.conversations_by_keys("email", ["a"]),
    "by external id": lambda read: read.entry_by_external_id("email", "1"),
    "asks": lambda read: read.asks(specialist="ben", pending=True),
    "asks ever": lambda read: read.asks(specialist="ben"),
    "customers": lambda read: read._customer_place(1),
    "snoozes": lambda read: read.snoozes_over(at(0) + timedelta(days=1)),
    "outbox of one": lambda read: read.outbox(conversation=1),
    "draft": lambda read: read.draft(1, DraftKind.REPLY, by="ana"),
    "changes": lambda read: (read.latest(), read.changes(1, limit=5)),
    "done": lambda read: read.done("ana", "k"),
    "tokens": lambda read: (read.tokens(agent="ana"), read.token_by_hash(b"x")),
    "search": searching(words=("hello",)),
    "search with all": searching(
        words=("hello",), without=("x",), author="ana", kind="note", channel="email"
    ),
    "search by author": searching(author="ana"),
}


@pytest.mark.parametrize("read", READS)
def test_it_is_read_from_an_index_in_its_order(store, read):
    found = list(plans(store, READS[read]))
    assert found
    for step in found:
        assert "TEMP B-TREE" not in step, found
        assert not step.startswith("SCAN") or step.split(" ", 1)[1].removeprefix("main.").startswith(SMALL), (
            found
        )


def test_the_customers_list_is_walked_in_order_of_its_index(store):
    steps = list(plans(store, lambda read: read.customers("me", after=1, limit=5)))
    assert "SEARCH customer USING INDEX customer_heard (heard_at<?)" in steps


def test_a_matter_is_looked_for_by_its_keys_and_not_among_all_of_a_customer(store):
    steps = list(plans(store, lambda read: read.conversation_of_theirs([1, 2], ["a"])))
    assert steps[0] == "SEARCH t USING INDEX thread_key_anywhere (key=?)"


def test_the_outbox_walks_only_what_has_not_left(store):
    assert "SCAN o USING INDEX outbox_here" in list(plans(store, lambda read: read.outbox()))


def test_only_what_is_restricted_is_looked_at_to_know_what_is(store):
    steps = list(plans(store, lambda read: read.restricted()))
    assert steps == ["SCAN conversation USING INDEX conversation_restricted"]


def test_a_lease_looks_only_at_what_waits(store):
    with store.writing() as write:
        steps = list(plans(store, lambda _: write.lease(at(9), channels=["email"], limit=5)))
    assert not any(step.startswith("SCAN outbox") and "INDEX" not in step for step in steps), steps
