"""What every store promises of entries, threads and histories."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentconsole.model.entry import SYSTEM, Attachment, Author, AuthorType, Entry
from agentconsole.model.errors import Invalid
from agentconsole.model.ids import COUNTER_BITS, first_id_at, second_of
from agentconsole.model.queries import EVERYTHING, Filter
from tests.store.keep import SEVERAL_STORES, Keeper, at, ids, keeping, texts

HISTORY = {"before": None, "after": None, "limit": 100}


def walk(ask, direction, limit):
    """All pages of a list of entries in one direction, in the order they are given."""
    page = ask(**{"before": None, "after": None, direction: None, "limit": limit})
    pages = [page]
    while not page.complete:
        assert len(page.items) == limit
        page = ask(**{"before": None, "after": None, direction: page.cursor, "limit": limit})
        pages.append(page)
    return pages


class EntryContract:
    def test_an_entry_comes_back_as_it_was_kept(self, store):
        def make(keep):
            mei, li = keep.customer(), keep.customer("Li")
            number = keep.begin(mei)
            full = {
                "subject": "Fée \U0001f9f3",
                "party": li,
                "agent": "ben",
                "ask": 3,
                "about": (5, 7),
                "until": at(9),
                "reason": "why",
                "suggested_reply": "You were",
                "signed_for": "ana",
                "attachments": (Attachment(name="a.pdf", media_type="application/pdf", size=3, inline=True),),
                "external_id": "<1@tan.example>",
                "kept_raw": True,
                "data": {"amount": 12.5, "lines": [{"sku": "A"}, None], "big": 2**53, "ok": True},
            }
            text = "one\r\n\x00\x1b[2J two \u202e \U0001f469\u200d\U0001f4bb"
            rich = keep.say(number, text, histories=[mei, li], **full)
            return rich, keep.say(number, "", kind="claim", by="ana"), keep.event(li)

        kept = keeping(store, make)
        with store.reading() as read:
            assert tuple(read.entry(entry.id) for entry in kept) == kept
            assert read.entry(1) is None
            assert read.entry(10**30) is None

    def test_a_time_is_kept_to_the_microsecond_and_given_in_utc(self, store):
        here = datetime(2026, 3, 1, 12, 0, 0, 123456, timezone(timedelta(hours=2)))

        def make(keep):
            entry = Entry(
                id=keep.write.new_entry_id(here),
                at=here,
                kind="order",
                author=Author(type=AuthorType.AGENT, name="Somebody"),
            )
            return keep.write.add(entry, conversation=None, asks={}, histories=[]).id

        with store.writing() as write:
            number = make(Keeper(write))
        with store.reading() as read:
            kept = read.entry(number)
            assert kept.at == here
            assert kept.at.tzinfo is UTC
            assert kept.author == Author(type=AuthorType.AGENT, name="Somebody")

    def test_ids_sort_by_time_whatever_comes_in_first(self, store):
        def make(keep):
            customer = keep.customer()
            return [keep.event(customer, minute=minute) for minute in (5, 1, 5, 3, 1)]

        kept = keeping(store, make)
        assert len({entry.id for entry in kept}) == 5
        by_id = sorted(kept, key=lambda entry: entry.id)
        assert [entry.at for entry in by_id] == [at(1), at(1), at(3), at(5), at(5)]
        assert all(second_of(entry.id) == entry.at for entry in kept)

    def test_a_number_given_out_is_not_given_again_in_the_session(self, store):
        numbers = keeping(store, lambda keep: [keep.write.new_entry_id(at(1)) for _ in range(3)])
        assert numbers == [first_id_at(at(1)) + n for n in range(3)]

    def test_a_second_that_is_full_spills_into_the_next(self, store):
        def make(keep):
            entry = keep.entry(None, customer=keep.customer())
            last = first_id_at(at(0)) + (1 << COUNTER_BITS) - 1
            full = type(entry)(
                **{**{name: getattr(entry, name) for name in entry.__struct_fields__}, "id": last}
            )
            keep.write.add(full, conversation=None, asks={}, histories=[])
            return keep.write.new_entry_id(at(0)), keep.write.new_entry_id(at(0))

        next_second = first_id_at(at(0) + timedelta(seconds=1))
        assert keeping(store, make) == (next_second, next_second + 1)

    def test_dates_that_no_id_can_carry_are_kept_all_the_same(self, store):
        long_ago, far = datetime(1901, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)

        def make(keep):
            customer = keep.customer()
            for when in (far, long_ago):
                entry = Entry(id=keep.write.new_entry_id(when), at=when, kind="order", author=SYSTEM)
                keep.write.add(entry, conversation=None, asks={}, histories=[customer])
            return customer

        customer = keeping(store, make)
        with store.reading() as read:
            assert [entry.at for entry in read.history([customer], **HISTORY).items] == [far, long_ago]
            assert (read.customer(customer).first_at, read.customer(customer).last_at) == (long_ago, far)

    def test_an_entry_is_known_by_what_its_channel_calls_it(self, store):
        def make(keep):
            number = keep.begin(keep.customer())
            keep.say(number, "no id")
            return keep.say(number, external_id="1"), keep.say(number, external_id="1", channel="chat")

        mail, chat = keeping(store, make)
        with store.reading() as read:
            assert read.entry_by_external_id("email", "1") == mail.id
            assert read.entry_by_external_id("chat", "1") == chat.id
            assert read.entry_by_external_id("email", "2") is None
            assert read.entry_by_external_id("email", "") is None

    def test_the_bytes_something_came_as_are_kept(self, store):
        raw = bytes(range(256)) * 40
        number = keeping(store, lambda keep: keep.say(keep.begin(keep.customer()), original=raw).id)
        with store.reading() as read:
            assert read.original(number) == raw
            assert read.original(1) == b""

    def test_text_that_no_encoding_can_hold_is_refused_in_words(self, store):
        for where in ({"text": "half \ud83e"}, {"subject": "half \ud83e"}):
            with pytest.raises(Invalid), store.writing() as write:
                keep = Keeper(write)
                keep.say(keep.begin(keep.customer()), **where)

    def test_a_thread_is_read_oldest_first_from_its_end(self, store):
        def make(keep):
            number = keep.begin(keep.customer())
            for n, minute in enumerate((4, 0, 3, 1, 2)):
                keep.say(number, str(n), minute=minute)
            keep.say(keep.begin(keep.customer()), "elsewhere", minute=2)
            return number

        number = keeping(store, make)
        with store.reading() as read:
            page = read.thread(number, before=None, after=None, limit=2)
            assert (texts(page), page.complete, page.cursor) == (["2", "0"], False, page.items[0].id)
            page = read.thread(number, before=page.cursor, after=None, limit=2)
            assert (texts(page), page.complete) == (["3", "4"], False)
            oldest = read.thread(number, before=page.cursor, after=None, limit=2)
            assert (texts(oldest), oldest.complete, oldest.cursor) == (["1"], True, None)
            page = read.thread(number, before=None, after=oldest.items[0].id, limit=3)
            assert (texts(page), page.complete, page.cursor) == (["3", "4", "2"], False, page.items[-1].id)
            assert read.thread(99, before=None, after=None, limit=2).items == ()

    def test_entries_of_a_conversation_are_streamed_in_order_of_arrival(self, store):
        def make(keep):
            number = keep.begin(keep.customer())
            for n in range(1203):
                keep.say(number, str(n), minute=-n)
            return number

        number = keeping(store, make)
        with store.reading() as read:
            assert [entry.version for entry in read.entries_of(number)] == list(range(1, 1204))
            assert list(read.entries_of(number + 1)) == []

    def test_what_was_heard_since_is_what_others_said(self, store):
        def make(keep):
            mei = keep.customer()
            number = keep.begin(mei)
            keep.say(number, "seen")
            for text, kind, by, minute in (
                ("mine", "message", "ana", 5),
                ("a note", "note", "ben", 4),
                ("closed", "close", "ben", 5),
                ("answered", "answer", "priya", 3),
                ("declined", "decline", "priya", 6),
                ("theirs", "message", 0, 2),
            ):
                keep.say(number, text, kind=kind, by=by, minute=minute)
            return number

        number = keeping(store, make)
        with store.reading() as read:
            heard = lambda version, but: [each.text for each in read.heard_since(number, version, but=but)]  # noqa: E731
            assert heard(1, "ana") == ["theirs", "answered", "a note", "declined"]
            assert heard(1, None) == ["theirs", "answered", "a note", "mine", "declined"]
            assert heard(6, "ana") == ["theirs"]
            assert heard(7, "ana") == []

    @settings(max_examples=30, suppress_health_check=SEVERAL_STORES, deadline=None)
    @given(st.data())
    def test_a_history_is_whole_in_order_and_each_entry_once(self, store, data):
        kinds, channels = st.sampled_from(["message", "order"]), st.sampled_from(["email", "chat"])
        whose = st.sets(st.integers(0, 2), min_size=1)
        drawn = data.draw(st.lists(st.tuples(st.integers(0, 5), kinds, channels, whose), max_size=14))

        def make(keep):
            customers = [keep.customer() for _ in range(3)]
            made = [
                (
                    keep.event(
                        [customers[one] for one in sorted(who)], minute=minute, kind=kind, channel=channel
                    ),
                    who,
                )
                for minute, kind, channel, who in drawn
            ]
            return customers, made

        customers, made = keeping(store, make)
        asked = data.draw(st.lists(st.integers(0, 2), min_size=1, max_size=4))
        only = data.draw(
            st.sampled_from([EVERYTHING, Filter(kind="order"), Filter(channel="chat", kind="message")])
        )
        limit = data.draw(st.integers(1, 4))
        expected = [
            entry
            for entry, who in sorted(made, key=lambda each: -each[0].id)
            if who & set(asked) and only.kind in (None, entry.kind) and only.channel in (None, entry.channel)
        ]
        rows = [customers[one] for one in asked]
        with store.reading() as read:
            ask = lambda **more: read.history(rows, only=only, **more)  # noqa: E731
            down = [entry for page in walk(ask, "before", limit) for entry in page.items]
            assert down == expected
            if expected:
                oldest, place = expected[-1].id, data.draw(st.integers(0, len(expected) - 1))
                newer = read.history(rows, only=only, before=None, after=oldest, limit=limit)
                assert list(newer.items) == expected[:-1][-limit:]
                assert newer.complete == (len(expected) - 1 <= limit)
                assert newer.complete or newer.cursor == newer.items[0].id
                assert read.place(rows, expected[place].id, only=only) == (place, len(expected))
            assert read.place(rows, 0, only=only) == (len(expected), len(expected))

    def test_a_place_is_counted_from_the_end_that_is_nearer(self, store, monkeypatch):
        monkeypatch.setattr("agentconsole.store.sql.entries._FEW", 3)

        def make(keep):
            customer = keep.customer()
            return customer, [keep.event(customer, str(n), minute=n).id for n in range(9)]

        customer, numbers = keeping(store, make)
        with store.reading() as read:
            assert [read.place([customer], one) for one in reversed(numbers)] == [(n, 9) for n in range(9)]
            assert read.place([customer], 0) == (9, 9)

    def test_a_history_between_two_entries_is_what_lies_between_them(self, store):
        def make(keep):
            customer = keep.customer()
            return customer, [keep.event(customer, str(n), minute=n).id for n in range(6)]

        customer, numbers = keeping(store, make)
        with store.reading() as read:
            page = read.history([customer], before=numbers[5], after=numbers[1], limit=2)
            assert (texts(page), page.complete) == (["4", "3"], False)
            assert ids(read.history([], **HISTORY)) == []
            assert ids(read.history([99], **HISTORY)) == []
            assert read.place([], 0) == (0, 0)

    def test_an_entry_of_two_people_is_in_both_their_histories(self, store):
        def make(keep):
            mei, li = keep.customer("Mei"), keep.customer("Li")
            keep.say(keep.begin(mei), "Li writes for Mei", by=li, party=li, histories=[mei, li])
            return mei, li

        mei, li = keeping(store, make)
        with store.reading() as read:
            for who in ([mei], [li], [mei, li]):
                assert texts(read.history(who, **HISTORY)) == ["Li writes for Mei"]
                assert read.place(who, 0) == (1, 1)
