"""What was promised before is never lost, whatever becomes of a promise."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from agentconsole.model.conversation import CustomerRef
from agentconsole.model.entry import Entry
from agentconsole.model.promise import Promise, PromiseState, Term
from agentconsole.rules.replay import begin, evolve, fold
from tests.make import NOW, agent, entry

MADE_WITH = 1
DUE = NOW + timedelta(days=1)
happenings = st.tuples(
    st.sampled_from(["promise", "keep", "keep", "renegotiate", "renegotiate", "break", "unsend"]),
    st.integers(1, 3),
    st.integers(1, 60),
)
"""What happens, to which promise, and in how many hours it is due."""


def thread(*entries: Entry):
    return fold(1, CustomerRef(id=7, name="Mei Tan"), entries)


def made(version=1, *, promise=1, about=(MADE_WITH,), **fields):
    return entry(
        "promise",
        agent("ana"),
        version=version,
        promise=promise,
        text="I call",
        until=DUE,
        about=about,
        **fields,
    )


def happened(number: int, what: str, promise: int, hours: int) -> Entry:
    at = NOW + timedelta(hours=number)
    about = {"unsend": (promise,), "keep": (promise + 1,), "promise": (promise,)}.get(what, ())
    return entry(
        what,
        agent("ana"),
        version=number,
        at=at,
        promise=None if what == "unsend" else promise,
        until=at + timedelta(hours=hours) if what in ("promise", "renegotiate") else None,
        about=about,
        reason="the part is late",
    )


@given(st.lists(happenings, max_size=40))
def test_no_term_of_a_promise_is_ever_lost(story):
    state = begin(1, CustomerRef(id=7, name="Mei Tan"))
    for number, (what, promise, hours) in enumerate(story, 1):
        before = state.promises
        if what == "promise" and promise in before:
            continue
        state = evolve(state, happened(number, what, promise, hours))
        assert before.keys() <= state.promises.keys()
        for key, was in before.items():
            must_still_say(was, state.promises[key])
    assert state.conversation.promises_owed == sum(each.owed for each in state.promises.values())


def must_still_say(was: Promise, now: Promise) -> None:
    assert (was.text, was.at, was.made_by, was.entry) == (now.text, now.at, now.made_by, now.entry)
    assert now.past[: len(was.past)] == was.past
    assert was.due_at in (now.due_at, *(term.due_at for term in now.past))
    if was.state == PromiseState.BROKEN and was.settled_at is None:
        stays = now.state in (PromiseState.BROKEN, PromiseState.WITHDRAWN)
        assert stays or now.past[-1].state == PromiseState.BROKEN


def test_what_replaced_the_first_time_and_why_is_kept_with_it():
    later = DUE + timedelta(days=1)
    moved = entry("renegotiate", agent("ben"), version=2, promise=1, until=later, reason="the bank is closed")
    now = thread(made(), moved).promises[1]
    assert (now.state, now.due_at) == (PromiseState.RENEGOTIATED, later)
    assert now.past == (
        Term(
            due_at=DUE, ended_at=NOW, state=PromiseState.RENEGOTIATED, reason="the bank is closed", by="ben"
        ),
    )


def test_a_broken_promise_that_is_moved_stays_known_as_broken():
    broken = entry("break", agent("ana"), version=2, promise=1)
    moved = entry(
        "renegotiate", agent("ana"), version=3, promise=1, until=DUE + timedelta(days=1), reason="r"
    )
    now = thread(made(), broken, moved).promises[1]
    assert (now.state, [term.state for term in now.past]) == (
        PromiseState.RENEGOTIATED,
        [PromiseState.BROKEN],
    )


def test_who_talks_about_a_broken_promise_settles_it_and_does_not_make_it_kept():
    broken = entry("break", agent("ana"), version=2, promise=1)
    talked = entry("keep", agent("ana"), version=3, promise=1, about=(9,))
    now = thread(made(), broken, talked).promises[1]
    assert (now.state, now.owed, now.kept_with) == (PromiseState.BROKEN, False, 9)


def test_taking_back_the_reply_that_made_a_promise_takes_the_promise_back():
    gone = entry("unsend", agent("ana"), version=2, about=(MADE_WITH,))
    now = thread(made(), gone)
    assert (now.promises[1].state, now.conversation.promises_owed) == (PromiseState.WITHDRAWN, 0)


def test_taking_back_the_reply_that_kept_a_promise_leaves_it_as_it_was_before():
    kept = entry("keep", agent("ana"), version=2, promise=1, about=(9,))
    gone = entry("unsend", agent("ana"), version=3, about=(9,))
    assert thread(made(), kept, gone).promises == thread(made()).promises


def test_a_promise_that_was_never_said_does_not_come_back_when_what_kept_it_is_taken_back_too():
    kept = entry("keep", agent("ana"), version=2, promise=1, about=(9,))
    unsaid = entry("unsend", agent("ana"), version=3, about=(MADE_WITH,))
    unkept = entry("unsend", agent("ana"), version=4, about=(9,))
    assert thread(made(), kept, unsaid).promises[1].state == PromiseState.KEPT
    assert thread(made(), kept, unsaid, unkept).promises[1].state == PromiseState.WITHDRAWN


def test_what_is_over_is_neither_moved_nor_broken_nor_kept_again():
    kept = entry("keep", agent("ana"), version=2, promise=1)
    ended = thread(made(), kept).promises
    for kind in ("keep", "break", "renegotiate"):
        more = entry(kind, agent("ana"), version=3, promise=1, until=DUE + timedelta(days=2), reason="r")
        assert thread(made(), kept, more).promises == ended


def test_an_entry_about_no_promise_of_the_conversation_changes_none():
    for kind in ("keep", "break", "renegotiate"):
        stray = entry(kind, agent("ana"), version=2, promise=5, until=DUE)
        assert thread(made(), stray).promises == thread(made()).promises
    assert thread(replace(made(), until=None)).promises == {}
