"""Facts: a newer value takes the place of an older one, and both stay."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.errors import Invalid, NotFound, Refused
from agentconsole.model.fact import Fact, FactKind, FactState, Found
from agentconsole.model.people import Customer
from agentconsole.rules import noting
from agentconsole.rules.decide import decide
from tests.make import NOW, agent, conversation, customer, entry, situation

KINDS = (
    FactKind(name="order", label="order number"),
    FactKind(name="plan", label="plan"),
    FactKind(name="tried", label="steps already tried", several=True),
)
MEI = Customer(id=7, name="Mei Tan", merged=(8,))
NUMBERS = {kind.name: kind for kind in KINDS}


def fact(number=1, *, kind="order", value="A-1042", days=0, **fields) -> Fact:
    return Fact(id=number, customer=7, kind=kind, value=value, told_at=NOW - timedelta(days=days), **fields)


def told(text="My order number is A-1042", *, version=1, days=0, **fields):
    return entry("message", customer(), version=version, at=NOW - timedelta(days=days), text=text, **fields)


facts = st.lists(
    st.tuples(
        st.sampled_from(tuple(NUMBERS)),
        st.sampled_from(["A-1", "B-2", "C-3"]),
        st.integers(0, 5),
        st.sampled_from(tuple(FactState)),
    ),
    max_size=12,
).map(
    lambda rows: [
        fact(number, kind=kind, value=value, days=days, state=state)
        for number, (kind, value, days, state) in enumerate(rows, 1)
    ]
)


class TestSuperseding:
    @given(facts)
    def test_no_fact_is_lost_and_nothing_of_it_changes_but_what_took_its_place(self, given):
        known = noting.known(given, KINDS)
        assert sorted(each.id for each in known) == [each.id for each in given]
        assert {each.id: replace(each, superseded_by=None) for each in known} == {
            each.id: each for each in given
        }
        assert [each.told_at for each in known] == sorted((each.told_at for each in given), reverse=True)

    @given(facts)
    def test_what_took_its_place_was_told_later_and_is_at_least_as_sure(self, given):
        known = {each.id: each for each in noting.known(given, KINDS)}
        for each in known.values():
            if each.superseded_by is None:
                continue
            newer = known[each.superseded_by]
            assert (newer.kind, newer.told_at >= each.told_at) == (each.kind, True)
            assert FactState.DISMISSED not in (newer.state, each.state)
            assert newer.state == FactState.CONFIRMED or each.state == FactState.SUGGESTED
            assert not NUMBERS[each.kind].several

    @given(facts)
    def test_at_most_one_value_of_a_kind_is_sure_and_the_newest_one_always_holds(self, given):
        holding = [each for each in noting.known(given, KINDS) if each.holds]
        alive = [each for each in given if each.state != FactState.DISMISSED]
        for kind in ("order", "plan"):
            of_kind = [each for each in holding if each.kind == kind]
            assert sum(each.state == FactState.CONFIRMED for each in of_kind) <= 1
            assert sum(each.state == FactState.SUGGESTED for each in of_kind) <= 1
            newest = max((e for e in alive if e.kind == kind), key=lambda e: (e.told_at, e.id), default=None)
            assert newest is None or newest.id in {each.id for each in of_kind}
        steps = [each.id for each in alive if each.kind == "tried"]
        assert {each.id for each in holding if each.kind == "tried"} == set(steps)

    @given(facts)
    def test_it_does_not_depend_on_the_order_in_which_they_are_read(self, given):
        assert noting.known(given[::-1], KINDS) == noting.known(given, KINDS)


class TestFinding:
    @given(
        st.lists(
            st.tuples(st.sampled_from(["order", "plan"]), st.sampled_from(["A-1", "a-1", "B-2"])), max_size=6
        )
    )
    def test_looking_at_an_entry_again_finds_nothing_new(self, rows):
        found = [Found(kind=kind, value=value, start=0, end=1) for kind, value in rows]
        first = noting.suggested(found, told(), ())
        assert noting.suggested(found, told(), first) == ()
        assert len({(each.kind, each.value.casefold()) for each in first}) == len(first)

    def test_what_was_said_last_before_is_no_news_and_what_changed_in_between_is(self):
        again = [Found(kind="order", value="A-1042", start=0, end=1)]
        before = fact(days=2, entry=50)
        assert noting.suggested(again, told(version=9), [before]) == ()
        other = fact(2, value="B-2000", days=1, entry=51)
        assert [each.value for each in noting.suggested(again, told(version=9), [before, other])] == [
            "A-1042"
        ]

    def test_a_fact_belongs_to_whoever_wrote_it_and_not_to_whose_conversation_it_is(self):
        found = [Found(kind="order", value="A-1042", start=0, end=1)]
        (theirs,) = noting.suggested(found, told(party=9), ())
        assert (theirs.customer, theirs.entry, theirs.channel, theirs.state) == (
            9,
            1,
            "desk",
            FactState.SUGGESTED,
        )


def noted(*, facts=(), **fields):
    """The entry that a colleague's noting makes."""
    given = {"customer": "7", "kind": "order", "value": "A-1042", "entry": None}
    made = decide(
        commands.SetFact(**{name: fields.pop(name, value) for name, value in given.items()}),
        situation(customer=MEI, kinds=KINDS, facts=tuple(facts), new_fact=5, **fields),
    )
    return made[0]


class TestNoting:
    def test_a_new_value_is_a_new_fact(self):
        made = noted(facts=[fact(value="B-2000")])
        assert (made.kind, made.text, made.customer, made.data) == (
            "fact",
            "A-1042",
            7,
            {"fact": 5, "kind": "order"},
        )

    def test_the_same_value_once_more_confirms_the_fact_there_is(self):
        assert noted(facts=[fact(3)], value="  a-1042 ").data["fact"] == 3

    def test_confirming_what_was_found_in_an_entry_means_that_one(self):
        found = [fact(3, entry=40), fact(4, days=1, entry=41)]
        source = told(version=41, days=1)
        assert noted(facts=found, entry=41, entry_meant=source).data["fact"] == 4

    def test_a_dismissed_value_that_is_told_again_is_a_fact_of_its_own(self):
        assert noted(facts=[fact(3, state=FactState.DISMISSED)]).data["fact"] == 5

    def test_a_kind_can_be_called_by_its_label(self):
        assert noted(kind="Order  Number").data["kind"] == "order"

    def test_white_space_in_a_value_is_of_no_account(self):
        assert noted(value="12  Long\n Lane").text == "12 Long Lane"

    def test_what_is_noted_of_one_customer_may_come_from_whoever_was_merged_into_them(self):
        assert noted(entry=1, entry_meant=replace(told(), customer=8)).about == (1,)

    @pytest.mark.parametrize(
        ("fields", "error", "said"),
        [
            ({"kind": "mood"}, Invalid, "not a kind of fact"),
            ({"value": "   "}, Invalid, "no value"),
            ({"value": "x" * 501}, Invalid, "501 characters"),
            (
                {"entry": 1, "entry_meant": replace(told(), customer=9)},
                Refused,
                "not in the history of Mei Tan",
            ),
            ({"actor": None}, Refused, "Only a person"),
        ],
        ids=["unknown kind", "no value", "too long", "of somebody else", "by nobody"],
    )
    def test_it_is_refused_with_a_reason(self, fields, error, said):
        with pytest.raises(error) as refusal:
            noted(**fields)
        assert said in refusal.value.message
        assert refusal.value.hint

    def test_an_unknown_kind_is_answered_with_those_there_are(self):
        with pytest.raises(Invalid) as refusal:
            noted(kind="mood")
        assert "order, plan, tried" in refusal.value.hint


class TestDismissing:
    def test_a_fact_is_dismissed_once(self):
        (made,) = decide(commands.DismissFact(fact=3), situation(fact=fact(3, entry=40)))
        assert (made.kind, made.text, made.about, made.data["fact"]) == ("dismiss", "A-1042", (40,), 3)
        gone = fact(3, state=FactState.DISMISSED)
        assert decide(commands.DismissFact(fact=3), situation(fact=gone)) == ()

    def test_there_is_no_such_fact(self):
        with pytest.raises(NotFound):
            decide(commands.DismissFact(fact=3), situation())

    @given(facts, st.data())
    def test_confirming_and_dismissing_change_the_state_and_nothing_that_was_told(self, given, data):
        facts = {each.id: each for each in given}
        for _ in range(data.draw(st.integers(0, 6))):
            number = data.draw(st.integers(1, 14))
            kind = data.draw(st.sampled_from(["fact", "dismiss"]))
            said = entry(kind, agent("ana"), text="Z-9", data={"fact": number, "kind": "order"})
            after = noting.after(facts, said, None)
            was = facts.get(number)
            assert (after is None) == (was is None and kind == "dismiss")
            if after is not None and was is not None:
                unlike = {"state": was.state, "by": was.by, "at": was.at}
                assert replace(after, **unlike) == was
            facts |= {} if after is None else {after.id: after}


class TestRepeating:
    def test_what_is_asked_anyway_says_why(self):
        command = commands.MarkRepeat(
            conversation=1, fact=3, sentence="Your order number?", reason=" a gift "
        )
        (made,) = decide(command, situation(conversation=conversation(), fact=fact(3, entry=40)))
        assert (made.kind, made.text, made.reason, made.about) == (
            "repeat",
            "Your order number?",
            "a gift",
            (40,),
        )

    @pytest.mark.parametrize(
        ("fields", "sentence", "error"),
        [({}, "Which?", NotFound), ({"fact": fact()}, " ", Invalid), ({"actor": None}, "Which?", Refused)],
        ids=["no such fact", "no sentence", "by nobody"],
    )
    def test_it_is_refused(self, fields, sentence, error):
        command = commands.MarkRepeat(conversation=1, fact=3, sentence=sentence)
        with pytest.raises(error):
            decide(command, situation(conversation=conversation(), **fields))
