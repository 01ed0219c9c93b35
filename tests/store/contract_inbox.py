"""What every store promises of the views of the inbox."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentconsole.model.conversation import Handover, Status
from agentconsole.model.errors import Invalid, NotFound
from agentconsole.model.people import Agent, StandIn
from agentconsole.model.queries import InboxView
from tests.store.keep import SEVERAL_STORES, at, begun, fields, ids, keeping, walk

NOW = at(1000)


def inbox(store, view, by=None, *, after=None, limit=50, now=NOW):
    with store.reading() as read:
        return read.inbox(view, by=by, now=now, after=after, limit=limit)


class InboxContract:
    def test_mine_is_what_i_own_or_stand_in_for_awake_and_not_closed(self, store):
        def make(keep):
            keep.write.add_agent(Agent(handle="ana", stand_in=StandIn(agent="ben", until=at(2000))))
            keep.write.add_agent(Agent(handle="jo", stand_in=StandIn(agent="ben", until=at(999))))
            keep.write.add_agent(Agent(handle="ben"))
            states = [
                {"owner": "ben", "waiting_since": at(50)},
                {"owner": "ana", "waiting_since": at(40)},
                {"owner": "jo", "waiting_since": at(1)},
                {"owner": "ben", "status": Status.CLOSED, "waiting_since": at(1)},
                {"owner": "ben", "status": Status.SNOOZED, "snoozed_until": at(1001), "waiting_since": at(1)},
                {
                    "owner": "ben",
                    "status": Status.SNOOZED,
                    "snoozed_until": at(1000),
                    "waiting_since": at(60),
                },
                {"owner": "ben", "status": Status.WAITING},
                {"waiting_since": at(1)},
            ]
            return [begun(keep, **state) for state in states]

        made = keeping(store, make)
        page = inbox(store, InboxView.MINE, "ben")
        assert ids(page) == [made[1], made[0], made[5], made[6]]
        assert [each.stand_in for each in page.items] == ["ben", None, None, None]
        assert page.items[2].status is Status.OPEN
        assert page.items[2].snoozed_until == at(1000)

    def test_unowned_is_what_nobody_owns_yet_awake_and_not_closed(self, store):
        def make(keep):
            states = [
                {"waiting_since": at(9)},
                {"waiting_since": at(3)},
                {"owner": "ana", "waiting_since": at(1)},
                {"status": Status.CLOSED},
                {"status": Status.SNOOZED, "snoozed_until": at(2000)},
            ]
            return [begun(keep, **state) for state in states]

        made = keeping(store, make)
        assert ids(inbox(store, InboxView.UNOWNED)) == [made[1], made[0]]

    def test_asked_is_where_an_ask_to_me_is_pending_due_soonest_first(self, store):
        def make(keep):
            numbers = [begun(keep) for _ in range(5)]
            for number, specialist, due, state in (
                (0, "ben", None, "open"),
                (1, "ben", 50, "seen"),
                (1, "ben", 70, "open"),
                (2, "ben", 60, "open"),
                (3, "priya", 1, "open"),
                (4, "ben", 1, "declined"),
            ):
                keep.ask(numbers[number], specialist, due=due, state=state)
            return numbers

        made = keeping(store, make)
        found = walk(lambda **more: inbox(store, InboxView.ASKED, "ben", **more), 1)
        assert [each.id for each in found] == [made[1], made[2], made[0]]

    def test_what_is_offered_to_me_is_asked_of_me_before_all_else(self, store):
        def make(keep):
            numbers = [begun(keep) for _ in range(5)]
            for number in numbers[:3]:
                keep.ask(numbers[number - 1], "ben", due=50 - number)
            offers = {numbers[1]: "ben", numbers[3]: "ben", numbers[4]: "priya"}
            for number, to in offers.items():
                offer = Handover(entry=1, to=to, by="ana", brief="b", reason="r", at=at(1))
                keep.say(number, kind="handover", by="ana", state={"handover": offer})
            return numbers

        made = keeping(store, make)
        for limit in (1, 2, 3, 50):
            found = walk(lambda **more: inbox(store, InboxView.ASKED, "ben", **more), limit)
            assert [each.id for each in found] == [made[1], made[3], made[2], made[0]]

    def test_a_list_of_asks_goes_on_after_one_that_was_answered_meanwhile(self, store):
        def make(keep):
            numbers = [begun(keep) for _ in range(3)]
            return numbers, [keep.ask(number, "ben", due=due) for due, number in enumerate(numbers)]

        made, asks = keeping(store, make)
        page = inbox(store, InboxView.ASKED, "ben", limit=1)

        def answer(keep):
            ended = type(asks[0])(**{**fields(asks[0]), "state": type(asks[0].state).ANSWERED})
            keep.say(made[0], kind="answer", by="ben", asks=[ended])

        keeping(store, answer)
        assert ids(inbox(store, InboxView.ASKED, "ben", after=page.cursor)) == made[1:]

    @settings(max_examples=15, suppress_health_check=SEVERAL_STORES, deadline=None)
    @given(st.data())
    def test_every_view_pages_through_all_it_promises_in_order(self, new_store, data):
        store = new_store()
        some = st.none() | st.integers(0, 4)
        drawn = data.draw(st.lists(st.tuples(st.sampled_from(Status), some, some), max_size=12))

        def make(keep):
            for status, owner, waiting in drawn:
                begun(
                    keep,
                    minute=len(keep.states) % 3,
                    status=status,
                    owner=None if owner is None else ("ana", "ben")[owner % 2],
                    waiting_since=None if waiting is None else at(waiting),
                    snoozed_until=at(2000 if waiting else 10) if status is Status.SNOOZED else None,
                )
            return list(keep.states.values())

        made = keeping(store, make)
        for view, belongs, order in _promised("ana"):
            found = walk(lambda view=view, **more: inbox(store, view, "ana", **more), 2)
            expected = sorted(filter(belongs, made), key=order)
            assert [each.id for each in found] == [each.id for each in expected], view
        store.close()

    def test_a_view_of_one_agent_needs_to_know_whose(self, store):
        for view in (InboxView.MINE, InboxView.ASKED):
            with pytest.raises(Invalid):
                inbox(store, view)
        for view in InboxView:
            with pytest.raises(NotFound):
                inbox(store, view, "ana", after=99)

    def test_snoozes_that_are_over_are_found_asleep_or_awake(self, store):
        def make(keep):
            states = [
                {"status": Status.SNOOZED, "snoozed_until": at(1000)},
                {"status": Status.SNOOZED, "snoozed_until": at(1001)},
                {"status": Status.OPEN, "snoozed_until": at(500)},
                {"status": Status.CLOSED, "snoozed_until": at(500)},
                {},
            ]
            return [begun(keep, **state) for state in states]

        made = keeping(store, make)
        with store.reading() as read:
            assert read.snoozes_over(NOW) == (made[2], made[0])


def _promised(by):
    """What each view holds, and its order, as the words of `InboxView` say."""

    def awake(each):
        asleep = each.status is Status.SNOOZED and each.snoozed_until > NOW
        return each.status is not Status.CLOSED and not asleep

    def waits(each):
        since = each.waiting_since
        return (since is None, since or each.last_entry_at, each.id)

    return [
        (InboxView.MINE, lambda each: each.owner == by and awake(each), waits),
        (InboxView.UNOWNED, lambda each: each.owner is None and awake(each), waits),
        (
            InboxView.WAITING,
            lambda each: each.status is Status.WAITING,
            lambda each: (each.last_entry_at, each.id),
        ),
        (InboxView.ALL, lambda each: True, lambda each: (-each.last_entry_at.timestamp(), -each.id)),
    ]
