"""What is promised to whom, and every promise that cannot be made, kept, moved or broken."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.conversation import Status
from agentconsole.model.errors import Invalid, NotFound, Refused
from agentconsole.model.hours import Hours
from agentconsole.model.people import StandIn
from agentconsole.model.promise import Promise, Promised, PromiseState
from agentconsole.rules.decide import decide
from agentconsole.rules.promises import end_of_today
from tests.make import AGENTS, ANA, BEN, NOW, PRIYA, agent, conversation, customer, entry, situation

LATER = NOW + timedelta(hours=4)
AWAY = {**AGENTS, "ana": replace(ANA, stand_in=StandIn(agent="ben", until=NOW + timedelta(days=1)))}
OWNED = conversation(owner="ana", introduced=("priya",))


def promise(number=1, **fields) -> Promise:
    given = {
        "conversation": 1,
        "entry": 1,
        "text": "I call you",
        "due_at": LATER,
        "made_by": "ana",
        "at": NOW,
    }
    return Promise(id=number, **(given | fields))


def there(actor=ANA, *, owed=(), **fields):
    """Ana's conversation with what is promised in it."""
    given = {"conversation": OWNED, "promises": {each.id: each for each in owed}}
    return situation(actor, **(given | fields))


def make(due_at=LATER, text="I call you", **fields):
    given = {"new_promises": (8,)} | fields
    return decide(commands.MakePromise(conversation=1, text=text, due_at=due_at), there(**given))


def test_whoever_has_a_voice_promises_and_the_owner_owes_it():
    (made,) = make()
    assert (made.kind, made.promise, made.until, made.about) == ("promise", 8, LATER, ())
    assert make(actor=PRIYA)[0].author.id == "priya"
    assert make(actor=BEN, agents=AWAY)[0].signed_for == "ana"


@pytest.mark.parametrize(
    ("fields", "error", "said"),
    [
        ({"actor": BEN}, Refused, "Ana Costa owns"),
        ({"conversation": conversation()}, Refused, "Nobody owns"),
        ({"actor": None}, Refused, "Only a person"),
        ({"due_at": NOW}, Invalid, "in the past"),
        ({"text": " \n"}, Invalid, "empty"),
        ({"text": "a" * 501}, Invalid, "has 501 characters, and at most 500"),
    ],
    ids=["a bystander", "owned by nobody", "by nobody", "due now", "no words", "a novel"],
)
def test_it_is_not_promised(fields, error, said):
    with pytest.raises(error) as refusal:
        make(**fields)
    assert said in refusal.value.message


PAST = NOW - timedelta(hours=1)
BROKEN = promise(state=PromiseState.BROKEN, due_at=PAST, ended_at=PAST)
OVER = {
    "kept": promise(state=PromiseState.KEPT),
    "withdrawn": promise(state=PromiseState.WITHDRAWN),
    "broken and talked about": replace(BROKEN, settled_at=NOW),
}
ABOUT = {
    "keep": commands.KeepPromise(promise=1),
    "renegotiate": commands.Renegotiate(
        promise=1, due_at=LATER + timedelta(days=1), reason="the part is late"
    ),
}


@pytest.mark.parametrize("verb", ABOUT)
@pytest.mark.parametrize("owed", [promise(), promise(state=PromiseState.RENEGOTIATED), BROKEN])
def test_what_is_owed_is_kept_or_moved_by_whoever_has_a_voice(verb, owed):
    (made,) = decide(ABOUT[verb], there(promise=owed, owed=[owed]))
    assert (made.kind, made.promise, made.text) == (verb, 1, "I call you")


@pytest.mark.parametrize("verb", ABOUT)
def test_what_nobody_noticed_in_time_is_broken_before_it_is_kept_or_moved(verb):
    late = promise(due_at=PAST)
    broken, said = decide(ABOUT[verb], there(BEN, promise=late, owed=[late], agents=AWAY))
    assert (broken.kind, broken.promise, broken.until) == ("break", 1, PAST)
    assert (broken.author.type, broken.signed_for) == ("system", None)
    assert (said.kind, said.signed_for) == (verb, "ana")


def test_a_reply_that_comes_too_late_breaks_what_it_says_it_keeps():
    late, in_time = promise(due_at=PAST), promise(2)
    command = commands.Reply(conversation=1, text="It is done", keeps=(1, 2))
    said = decide(command, there(owed=[late, in_time]))
    assert [(each.kind, each.promise) for each in said[1:]] == [("break", 1), ("keep", 1), ("keep", 2)]


@pytest.mark.parametrize("verb", ABOUT)
@pytest.mark.parametrize("how", OVER)
def test_what_is_over_is_neither_kept_nor_moved(verb, how):
    with pytest.raises(Refused) as refusal:
        decide(ABOUT[verb], there(promise=OVER[how]))
    assert how.split()[0] in refusal.value.message


@pytest.mark.parametrize("verb", ABOUT)
@pytest.mark.parametrize(
    ("fields", "error"),
    [({"actor": BEN}, Refused), ({"actor": None}, Refused), ({"promise": None}, NotFound)],
    ids=["a bystander", "nobody", "no such promise"],
)
def test_nobody_else_keeps_or_moves_it(verb, fields, error):
    with pytest.raises(error):
        decide(ABOUT[verb], there(**({"promise": promise()} | fields)))


@pytest.mark.parametrize(("due_at", "reason"), [(NOW, "late"), (PAST, "late"), (LATER, "  ")])
def test_another_time_is_to_come_and_has_a_reason(due_at, reason):
    with pytest.raises(Invalid):
        decide(commands.Renegotiate(promise=1, due_at=due_at, reason=reason), there(promise=promise()))


@pytest.mark.parametrize(
    "meant",
    [
        None,
        entry("message", customer()),
        entry("note", agent("ana")),
        replace(entry("message", agent("ana")), conversation=2),
    ],
    ids=["none", "theirs", "a note", "of another conversation"],
)
def test_only_a_message_of_ours_in_the_conversation_keeps_it(meant):
    with pytest.raises(Invalid):
        decide(commands.KeepPromise(promise=1, entry=1), there(promise=promise(), entry_meant=meant))


def test_the_message_that_kept_it_is_named():
    said = entry("message", agent("ana"), version=4)
    (made,) = decide(commands.KeepPromise(promise=1, entry=4), there(promise=promise(), entry_meant=said))
    assert made.about == (4,)


def test_the_desk_breaks_what_is_over_and_nobody_does_it_by_hand():
    command, late = commands.BreakPromise(promise=1), promise(due_at=NOW)
    assert decide(command, there(None, promise=late))[0].kind == "break"
    for actor, it in ((ANA, late), (None, promise()), (None, OVER["kept"]), (None, BROKEN), (None, None)):
        with pytest.raises(Refused):
            decide(command, there(actor, promise=it))


def reply(*, owed=(), **fields):
    command = commands.Reply(conversation=1, text="Dear Mei", **fields)
    numbers = tuple(range(8, 8 + len(command.promises)))
    return decide(command, there(owed=owed, new_promises=numbers))


MADE = (Promised(text="I call you", due_at=LATER),)


def test_a_reply_makes_and_keeps_promises_in_one():
    made = reply(owed=[promise()], keeps=(1, 1), promises=(*MADE, Promised(text="I write", due_at=LATER)))
    assert [each.kind for each in made] == ["message", "keep", "promise", "promise"]
    assert [each.about for each in made[1:]] == [(0,)] * 3


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"keeps": (2,)}, NotFound),
        ({"keeps": (1,), "owed": [OVER["kept"]]}, Refused),
        ({"promises": (Promised(text="I call", due_at=PAST),)}, Invalid),
        ({"promises": (Promised(text=" ", due_at=LATER),)}, Invalid),
    ],
    ids=["not here", "over", "in the past", "without words"],
)
def test_a_reply_whose_promises_are_none_is_not_sent(fields, error):
    with pytest.raises(error):
        reply(**fields)


CLOSING = {
    "nothing promised": ({}, True),
    "a promise to keep": ({"owed": [promise()]}, False),
    "kept with it": ({"owed": [promise()], "keeps": (1,)}, True),
    "one of two kept with it": ({"owed": [promise(), promise(2)], "keeps": (1,)}, False),
    "promised with it": ({"promises": MADE}, False),
    "anyway": ({"owed": [promise()], "promises": MADE, "anyway": True}, True),
    "a broken one": ({"owed": [BROKEN]}, True),
    "what is over": ({"owed": [OVER["kept"]]}, True),
}


@pytest.mark.parametrize("case", CLOSING)
def test_closing_with_a_promise_to_keep_asks_first(case):
    fields, closes = CLOSING[case]
    if closes:
        assert reply(close=True, **fields)[-1].kind == "close"
        return
    with pytest.raises(Refused) as refusal:
        reply(close=True, **fields)
    assert (refusal.value.rule, "--anyway" in refusal.value.hint) == ("promises", True)


def test_closing_by_itself_asks_as_well_and_names_the_promise_due_first():
    owed = [promise(2, due_at=LATER + timedelta(days=1), text="a letter"), promise(1)]
    with pytest.raises(Refused) as refusal:
        decide(commands.Close(conversation=1), there(owed=owed))
    assert "I call you" in refusal.value.message
    assert "keep 1" in refusal.value.hint
    assert decide(commands.Close(conversation=1, anyway=True), there(owed=owed))[-1].kind == "close"
    closed = replace(OWNED, status=Status.CLOSED)
    with pytest.raises(Refused):
        decide(commands.Close(conversation=1, anyway=True), there(conversation=closed))


SUMMER = Hours(holidays=frozenset(date(2026, 11, 18) + timedelta(days=day) for day in range(60)))


@pytest.mark.parametrize(
    ("now", "hours", "ends"),
    [
        ("2026-11-17T09:15", Hours(zone="Pacific/Auckland"), "2026-11-17T20:00"),
        ("2026-11-17T09:15", Hours(zone="Europe/Lisbon"), "2026-11-18T09:00"),
        ("2026-11-17T00:05", Hours(zone="Europe/Lisbon"), "2026-11-18T09:00"),
        ("2026-11-17T23:55", Hours(), "2026-11-18T09:00"),
        ("2026-11-20T12:00", Hours(), "2026-11-23T09:00"),
        ("2026-11-21T12:00", Hours(), "2026-11-23T09:00"),
        ("2026-11-17T12:00", SUMMER, "2026-11-18T00:00"),
    ],
    ids=[
        "elsewhere",
        "a Tuesday",
        "after midnight",
        "before midnight",
        "a Friday",
        "a Saturday",
        "closed for long",
    ],
)
def test_what_is_due_before_the_desk_opens_again_belongs_to_today(now, hours, ends):
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert end_of_today(at, hours) == datetime.fromisoformat(ends).replace(tzinfo=UTC)
