"""Facts, promises, readers, briefs, whom they met, and the board, in a line each."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.model.ask import Ask
from agentconsole.model.board import Board, Load, UnreadNote
from agentconsole.model.conversation import Brief, Conversation, CustomerRef, Handover
from agentconsole.model.entry import Author, AuthorType, Entry
from agentconsole.model.fact import Fact, FactState
from agentconsole.model.people import Agent, Met, StandIn
from agentconsole.model.promise import Promise, PromiseState, Term
from agentconsole.model.reading import Read, Readers
from agentconsole.show.board import HEADS, Look, Part, board_line, board_rows
from agentconsole.show.briefs import brief_diff, brief_rows, stale_words
from agentconsole.show.facts import ended, fact_line, facts_flow
from agentconsole.show.met import met_line, met_words, time_there, zone_words
from agentconsole.show.promises import due_first, promise_line, terms, whose
from agentconsole.show.readers import readers_words
from agentconsole.show.spans import Line, Span, flow, plain, width

NOW = datetime(2026, 11, 17, 9, 15, tzinfo=UTC)
AGENTS = {
    "ana": Agent(handle="ana", full_name="Ana Costa"),
    "ben": Agent(handle="ben", full_name="Ben Okafor"),
    "priya": Agent(handle="priya"),
}
MEI = CustomerRef(id=7, name="Mei Tan")
OPEN = Conversation(id=2, customer=MEI, subject="Baggage fee", owner="ana", waiting_since=NOW)


def fact(number: int = 1, **fields: object) -> Fact:
    told = {"customer": 7, "kind": "order", "value": "A-1042", "told_at": NOW, "channel": "email"}
    return Fact(id=number, **(told | fields))  # type: ignore[arg-type]


def promise(number: int = 1, **fields: object) -> Promise:
    made = {
        "conversation": 2,
        "entry": 5,
        "text": "Refund the fee",
        "due_at": NOW + timedelta(days=3),
        "made_by": "ana",
        "at": NOW,
        "customer": MEI,
        "owner": "ana",
    }
    return Promise(id=number, **(made | fields))  # type: ignore[arg-type]


def row(each: Fact, **more: object) -> str:
    return plain(fact_line(each, now=NOW, cells=70, tz=UTC, agents=AGENTS, **more)).rstrip()  # type: ignore[arg-type]


def said(each: Promise, cells: int = 80, **more: object) -> str:
    return plain(promise_line(each, now=NOW, cells=cells, tz=UTC, agents=AGENTS, **more)).rstrip()  # type: ignore[arg-type]


def test_a_suggestion_a_fact_and_what_is_none_differ_without_colour() -> None:
    assert row(fact()).startswith("? order number        A-1042")
    assert row(fact(state=FactState.CONFIRMED)).startswith("  order number        A-1042")
    assert row(fact(state=FactState.DISMISSED, by="ana")).endswith("dismissed, Ana")
    assert row(fact()).endswith("17 Nov, e-mail")


def test_what_was_true_before_says_until_when() -> None:
    old = fact(told_at=NOW - timedelta(days=900), superseded_by=2)
    until = ended((old, fact(2)))
    assert row(old, until=until[1]).endswith("31 May 2024 until 17 Nov")


def test_what_a_colleague_confirmed_comes_first_and_what_holds_no_longer_not_at_all() -> None:
    facts = (
        fact(1, kind="tried", value="restarting"),
        fact(2, value="A-2"),
        fact(3, kind="plan", value="Pro", state=FactState.CONFIRMED),
        fact(4, value="A-1", superseded_by=2),
    )
    (line,) = facts_flow(facts, 80, 2)
    assert plain(line) == "plan Pro · ? order A-2 · ? tried restarting"


@given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=12), max_size=12), st.integers(12, 60))
def test_a_flow_fits_its_rows_and_counts_what_does_not(texts: list[str], cells: int) -> None:
    parts: list[Line] = [(Span(text),) for text in texts]
    lines = flow(parts, cells, 2)
    assert len(lines) <= 2
    assert all(width(line) <= cells for line in lines)
    everything = " · ".join(plain(line) for line in lines)
    _, plus, more = everything.rpartition(" +")
    hidden = int(more) if plus else 0
    assert everything.removesuffix(f" +{hidden}").count(" · ") + 1 + hidden == len(texts) or not texts


def test_a_promise_says_when_what_to_whom_and_whose() -> None:
    assert said(promise()).startswith("due Fri 20 Nov 09:15  Refund the fee")
    assert said(promise()).endswith("Mei Tan · #2 · Ana")
    assert said(promise(), bare=True).startswith("Fri 20 Nov 09:15  Refund the fee")
    assert said(promise(), 40).startswith("due Fri 20 Nov")


@pytest.mark.parametrize(
    ("fields", "begins"),
    [
        ({"due_at": NOW - timedelta(minutes=1)}, "overdue since 09:14"),
        ({"state": PromiseState.BROKEN}, "broken: was due Fri 20 Nov"),
        ({"state": PromiseState.BROKEN, "settled_at": NOW}, "broken, talked about 09:15"),
        ({"state": PromiseState.KEPT, "ended_at": NOW}, "kept 09:15"),
        ({"state": PromiseState.WITHDRAWN, "ended_at": NOW}, "taken back 09:15"),
        ({"state": PromiseState.RENEGOTIATED}, "due Fri 20 Nov"),
    ],
)
def test_what_became_of_a_promise_is_a_word(fields: dict[str, object], begins: str) -> None:
    assert said(promise(**fields)).startswith(begins)


def test_a_promise_is_the_stand_ins_in_the_owners_name() -> None:
    away = promise(stand_in="ben")
    assert (whose(away, AGENTS, "ben"), whose(away, AGENTS, "priya")) == ("for Ana", "Ben for Ana")
    assert (whose(promise(), AGENTS, "ana"), whose(promise(owner=None))) == ("yours", "nobody yet")


def test_the_times_before_stay_to_be_seen() -> None:
    term = Term(due_at=NOW, ended_at=NOW, state=PromiseState.RENEGOTIATED, reason="It is late", by="ana")
    assert [plain(line) for line in terms(promise(past=(term,)), now=NOW, tz=UTC, agents=AGENTS)] == [
        "09:15, moved by Ana: It is late"
    ]


def test_broken_promises_come_first_then_those_due_first() -> None:
    late = promise(1, state=PromiseState.BROKEN, due_at=NOW - timedelta(days=1))
    soon, kept = promise(2, due_at=NOW), promise(3, state=PromiseState.KEPT, due_at=NOW - timedelta(days=9))
    assert [each.id for each in due_first((kept, promise(4), soon, late))] == [1, 2, 4, 3]


@pytest.mark.parametrize(
    ("read", "missing", "words"),
    [
        (("ana", "priya"), ("kim",), "read by ana, priya; not yet: kim"),
        (("ana",), (), "read by ana"),
        ((), ("kim",), "not yet: kim"),
        ((), (), ""),
    ],
)
def test_readers_are_named(read: tuple[str, ...], missing: tuple[str, ...], words: str) -> None:
    reads = tuple(Read(agent=agent, at=NOW) for agent in read)
    assert readers_words(Readers(entry=1, read=reads, not_yet=missing)) == words


def test_whom_they_met_first_to_last() -> None:
    first = NOW - timedelta(days=2500)
    met = (
        Met(agent="ana", name="Ana Costa", first_at=first, last_at=NOW, entries=34),
        Met(agent=None, name="Old Bob", first_at=NOW, last_at=NOW, entries=1),
    )
    assert met_words(met, AGENTS) == "met Ana, Old Bob"
    assert [plain(met_line(each, tz=UTC, agents=AGENTS)) for each in met] == [
        "Ana Costa  2020 to 2026, 34 messages",
        "Old Bob  2026, 1 message",
    ]


def test_the_time_there_is_said_only_where_it_is_known() -> None:
    assert time_there(("Pacific/Auckland", "told us 1 May"), NOW) == "22:15 there"
    assert time_there(("UTC", "the desk's own"), NOW) == ""
    assert "not known" in zone_words(("UTC", "the desk's own"), NOW)


def test_a_brief_says_that_it_is_stale_and_fits_its_rows() -> None:
    brief = Brief(entry=1, version=1, text="one\ntwo\nthree\nfour", author="ana", at=NOW)
    fresh = Conversation(id=2, customer=MEI, brief=brief, heard_since_brief=1)
    assert stale_words(fresh) == ""
    assert [plain(line) for line in brief_rows(fresh, 20, 3)] == ["one", "two", "and 2 more lines"]
    stale = Conversation(id=2, customer=MEI, brief=brief, heard_since_brief=2)
    assert plain(brief_rows(stale, 40, 3)[0]) == "stale: 2 messages since"


@given(st.text(alphabet="ab\n"), st.text(alphabet="ab\n"))
def test_a_diff_has_every_line_of_both(before: str, after: str) -> None:
    rows = [plain(line) for line in brief_diff(before, after, 80)]
    assert [line[2:] for line in rows if line[:1] != "+"] == before.splitlines()
    assert [line[2:] for line in rows if line[:1] != "-"] == after.splitlines()


def test_the_board_has_a_row_for_everything_and_ranks_nobody() -> None:
    note = Entry(id=9, kind="note", author=Author(type=AuthorType.AGENT, id="ana"), at=NOW, text="Read me")
    ask = Ask(id=1, conversation=2, entry=3, specialist="priya", asked_by="ana", question="Twice?", at=NOW)
    away = Agent(handle="ana", full_name="Ana Costa", stand_in=StandIn(agent="ben", until=NOW))
    offer = Handover(entry=4, to="ben", by="ana", brief="b", reason="r", at=NOW)
    board = Board(
        at=NOW,
        waiting=(OPEN,),
        promises=(promise(due_at=NOW + timedelta(hours=1)),),
        asks=(ask,),
        handovers=(Conversation(id=3, customer=MEI, handover=offer),),
        away=(away,),
        notes=(UnreadNote(entry=note, not_yet=("ben",)),),
        loads=(Load(agent="priya", asked=1), Load(agent="ana", open=9)),
    )
    rows = board_rows(board)
    lines = [plain(board_line(each, Look(NOW, 78, UTC, AGENTS))).rstrip() for each in rows]
    assert {each.part for each in rows} == set(Part) == set(HEADS)
    assert lines[0].endswith("Ana  since 09:15 (now)")
    assert lines[1].startswith("due 10:15  Refund the fee")
    assert lines[2].startswith("Priya from Ana  Twice?") or lines[2].startswith("priya from Ana")
    assert "Ana to Ben" in lines[3]
    assert "Ben is away too" in lines[4]
    assert "not yet: ben" in lines[5]
    assert [line.split()[0] for line in lines[6:]] == ["Ana", "priya"]
    assert all(width(board_line(each, Look(NOW, 30, UTC, AGENTS))) <= 30 for each in rows)
