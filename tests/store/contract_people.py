"""What every store promises of agents and customers."""

import pytest
from msgspec.structs import replace

from agentconsole.model.errors import Invalid, NotFound
from agentconsole.model.people import Agent, Identity, IdentityKind, StandIn
from tests.store.keep import Keeper, at, email, ids, keeping


def found(store, text, **more):
    with store.reading() as read:
        return ids(read.customers(text, **({"after": None, "limit": 50} | more)))


def customer(store, number):
    with store.reading() as read:
        return read.customer(number)


class PeopleContract:
    def test_agents_are_listed_by_handle_and_known_better_later(self, store):
        ana = Agent(handle="ana", full_name="Ana Costa", skills=("billing", "refunds"))
        away = replace(ana, stand_in=StandIn(agent="ben", until=at(60)))
        keeping(store, lambda keep: [keep.write.add_agent(one) for one in (ana, Agent(handle="ab"), away)])
        with store.reading() as read:
            assert read.agents() == (Agent(handle="ab"), away)
            assert read.agent("ana") == away
            assert read.agent("nobody") is None

    def test_a_customer_is_kept_with_all_addresses(self, store):
        def make(keep):
            number = keep.customer("Mei Tan", "mei@tan.example", organization="Tan & Sons")
            keep.write.link(number, Identity(IdentityKind.HANDLE, "twitter:1157"))
            return number

        mei = customer(store, keeping(store, make))
        assert mei.name == "Mei Tan"
        assert mei.organization.name == "Tan & Sons"
        assert set(mei.identities) == {
            email("mei@tan.example"),
            Identity(IdentityKind.HANDLE, "twitter:1157"),
        }
        assert (mei.entries, mei.first_at, mei.last_at, mei.person, mei.merged_into) == (
            0,
            None,
            None,
            None,
            None,
        )

    def test_what_is_not_there_is_none(self, store):
        with store.reading() as read:
            assert read.customer(1) is None
            assert read.customer(10**30) is None
            assert read.customer_by_identity(email("nobody@tan.example")) is None

    def test_an_organization_is_made_once_whatever_its_case_and_blanks(self, store):
        def make(keep):
            one = keep.customer("Mei", organization="Tan & Sons")
            other = keep.customer("Li", organization=" tan &  sons ")
            alone = keep.customer("Jo", organization="  ")
            return [keep.write.customer(number).organization for number in (one, other, alone)]

        one, other, none = keeping(store, make)
        assert one == other
        assert one.name == "Tan & Sons"
        assert none is None
        assert keeping(store, lambda keep: keep.write.organization("TAN & SONS")) == one.id

    def test_an_identity_leads_to_the_one_it_was_linked_to_last(self, store):
        def make(keep):
            mei, li = keep.customer("Mei", "us@tan.example"), keep.customer("Li")
            keep.write.link(li, email("us@tan.example"))
            return mei, li

        mei, li = keeping(store, make)
        with store.reading() as read:
            assert read.customer_by_identity(email("us@tan.example")) == li
            assert read.customer(mei).identities == ()
        assert found(store, "us@tan") == [li]

    def test_what_is_known_of_a_customer_can_be_changed(self, store):
        def change(keep):
            number = keep.customer("mei@tan.example", "mei@tan.example")
            place = keep.write.organization("Tan & Sons")
            row = keep.write.customer(keep.customer("x", organization="Tan & Sons"))
            assert row.organization.id == place
            mei = keep.write.customer(number)
            new = replace(
                mei,
                name="Mei Tan",
                organization=row.organization,
                person="ana",
                person_since=at(3),
                person_at=at(4),
            )
            keep.write.save_customer(new)
            return new

        new = keeping(store, change)
        assert customer(store, new.id) == new
        assert found(store, "mei tan") == [new.id]

    def test_the_history_is_counted_as_it_grows(self, store):
        def make(keep):
            number = keep.customer()
            for minute in (5, 1, 9):
                keep.event(number, minute=minute)
            return number

        mei = customer(store, keeping(store, make))
        assert (mei.entries, mei.first_at, mei.last_at) == (3, at(1), at(9))

    def test_customers_are_listed_by_who_was_heard_last(self, store):
        def make(keep):
            first, second, silent, third = (keep.customer(name) for name in ("a", "b", "c", "d"))
            for number, minute in ((first, 9), (second, 3), (third, 6)):
                keep.event(number, minute=minute)
            return [first, third, second, silent]

        expected = keeping(store, make)
        assert found(store, "") == expected

    def test_customers_are_found_by_part_of_a_name_an_organization_or_an_address(self, store):
        def make(keep):
            keep.customer("Mei Tan", "mei@tan.example", organization="Straße & Söhne")
            keep.customer("Łukasz Żak", "lz@zak.example")

        keeping(store, make)
        for text in ("mei", "MEI T", "i t", "tan.exa", "STRASSE", "söhne", "  mei  "):
            assert found(store, text) == [1], text
        assert found(store, "łUKASZ") == [2]
        assert found(store, "example") == [2, 1]
        assert found(store, "%") == found(store, "m_i") == found(store, "nobody") == []

    def test_pages_of_customers_join_without_gap_or_repeat(self, store):
        def make(keep):
            for n in range(7):
                keep.event(keep.customer(f"Tan {n}"), minute=n // 3)

        keeping(store, make)
        with store.reading() as read:
            page, walked = read.customers("tan", after=None, limit=3), []
            while not page.complete:
                walked += ids(page)
                assert page.cursor == walked[-1]
                page = read.customers("tan", after=page.cursor, limit=3)
            assert page.cursor is None
            assert walked + ids(page) == [7, 6, 5, 4, 3, 2, 1]
            with pytest.raises(NotFound):
                read.customers("", after=99, limit=3)

    def test_a_merged_customer_keeps_their_row_and_is_found_as_the_other(self, store):
        def make(keep):
            mei, chat = (
                keep.customer("Mei Tan", "mei@tan.example"),
                keep.customer("mei_1157", "chat@tan.example"),
            )
            keep.event(chat, minute=9)
            keep.event(keep.customer("Li"), minute=5)
            keep.merge(chat, into=mei)
            return mei, chat

        mei, chat = keeping(store, make)
        assert customer(store, mei).merged == (chat,)
        assert customer(store, chat).merged_into == mei
        assert customer(store, chat).name == "mei_1157"
        assert customer(store, chat).entries == 1
        assert found(store, "mei_1157") == found(store, "chat@tan") == [mei]
        assert found(store, "") == [mei, 3]
        with store.reading() as read:
            assert read.customer_by_identity(email("chat@tan.example")) == chat

    def test_taking_a_merge_back_leaves_two_people_again(self, store):
        def make(keep):
            mei, chat = keep.customer("Mei Tan"), keep.customer("mei_1157")
            keep.event(chat, minute=9)
            keep.merge(chat, into=mei)
            keep.merge(chat, into=None)
            return mei, chat

        mei, chat = keeping(store, make)
        assert customer(store, mei).merged == ()
        assert customer(store, chat).merged_into is None
        assert found(store, "1157") == [chat]
        assert found(store, "") == [chat, mei]

    def test_a_chain_of_merges_ends_at_one_person(self, store):
        def make(keep):
            a, b, c = (keep.customer(name, f"{name}@tan.example") for name in ("aa", "bb", "cc"))
            number = keep.begin(a)
            keep.say(number)
            keep.merge(a, into=b)
            keep.merge(b, into=c)
            return b, c, number

        b, c, number = keeping(store, make)
        assert customer(store, c).merged == (b,)
        assert found(store, "aa@") == [c]
        with store.reading() as read:
            assert read.conversation(number).customer.id == c
        keeping(store, lambda keep: keep.merge(b, into=None))
        assert found(store, "aa@") == [b]
        with store.reading() as read:
            assert read.conversation(number).customer.id == b

    def test_nobody_can_be_merged_into_themselves_round_a_corner(self, store):
        def make(keep):
            a, b = keep.customer("a"), keep.customer("b")
            keep.merge(a, into=b)
            return a, b

        a, b = keeping(store, make)
        for into in (a, b):
            with pytest.raises(Invalid), store.writing() as write:
                Keeper(write).merge(b, into=into)
        assert customer(store, b).merged_into is None

    def test_whom_a_customer_met_is_who_wrote_to_them_and_not_who_wrote_about_them(self, store):
        said = [
            ("message", None),
            ("note", "ben"),
            ("answer", "priya"),
            ("message", "ana"),
            ("message", "ana"),
        ]

        def talk(keep):
            mei, li = keep.customer("Mei"), keep.customer("Li")
            number = keep.begin(mei)
            for minute, (kind, by) in enumerate(said):
                keep.say(number, kind=kind, by=by or mei, minute=minute)
            return mei, li

        mei, li = keeping(store, talk)
        with store.reading() as read:
            assert read.met([li]) == ()
            (met,) = read.met([mei, li])
        assert (met.agent, met.first_at, met.last_at, met.entries) == ("ana", at(3), at(4), 2)
        with store.writing() as write:
            wrote = write.wrote([mei, li])
        assert [(one.agent, one.entries) for one in wrote] == [("ben", 1), ("priya", 1), ("ana", 2)]
