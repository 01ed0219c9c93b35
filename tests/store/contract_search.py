"""What every store promises of its search."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentconsole.model.entry import Attachment, Author, AuthorType
from agentconsole.model.queries import Query
from tests.store.keep import SEVERAL_STORES, Keeper, at, keeping, searched, texts

OPERATORS = [
    *(
        '"',
        '"" OR fee',
        "fee*",
        "fee NEAR hotel",
        "NEAR(fee hotel)",
        "text:fee",
        "tags : c1",
        "^fee",
        "fee)",
        "(fee",
    ),
    *(
        "{fee}",
        "-fee",
        "+fee",
        "NOT fee",
        "AND",
        "c1",
        "*",
        "\\",
        "%",
        "_",
        "fee\0hotel",
        "'; DROP TABLE entry; --",
    ),
]
"""What FTS5 or SQL would read as more than text."""


def found(store, query, *, authors=(), customers=(), before=None, limit=50):
    with store.reading() as read:
        page = read.search(query, authors=authors, customers=customers, before=before, limit=limit)
        return texts(page)


def all_found(store, query, limit):
    return [text for page in searched(store, query, limit=limit) for text in texts(page)]


def said(store, *given_texts, **fields):
    """Entries of one conversation with these texts, a minute after another."""

    def make(keep):
        number = keep.begin(keep.customer())
        return [keep.say(number, text, minute=n, **fields) for n, text in enumerate(given_texts)]

    return keeping(store, make)


class SearchContract:
    def test_every_word_must_be_there_newest_first(self, store):
        said(store, "the fee was charged twice", "a fee", "charged the fee")
        assert found(store, Query(words=("FEE", "charged"))) == [
            "charged the fee",
            "the fee was charged twice",
        ]
        assert found(store, Query(words=("charge",))) == []

    def test_a_phrase_is_words_in_a_row(self, store):
        said(store, "charged twice", "twice charged", "“Charged,\n twice!”")
        assert found(store, Query(phrases=("charged twice",))) == ["“Charged,\n twice!”", "charged twice"]

    def test_a_prefix_is_how_a_word_begins(self, store):
        said(store, "refunded", "the refund", "unrefunded")
        assert found(store, Query(prefixes=("refun",))) == ["the refund", "refunded"]
        assert found(store, Query(prefixes=("r",))) == ["the refund", "refunded"]

    def test_how_many_words_begin_with_one_letter_is_the_same_however_common_it_is(self, store):
        texts = [f"{'apple' if n % 3 else 'pear'} {n}" for n in range(60)]
        said(store, *texts)
        for letter, many in (("a", 40), ("p", 20), ("4", 11), ("z", 0)):
            wanted = [text for text in reversed(texts) if any(w.startswith(letter) for w in text.split())]
            assert len(wanted) == many
            assert all_found(store, Query(prefixes=(letter,)), limit=7) == wanted
            both = all_found(store, Query(prefixes=(letter, "p")), limit=3)
            assert both == [text for text in wanted if "pear" in text]

    def test_unwanted_words_leave_an_entry_out(self, store):
        said(store, "fee", "fee lounge", "hotel", "fee late charge")
        assert found(store, Query(words=("fee",), without=("lounge", "late charge"))) == ["fee"]
        assert found(store, Query(without=("fee",))) == ["hotel"]
        assert found(store, Query(without=("fee", "hotel"))) == []
        assert found(store, Query(without=("--",))) == ["fee late charge", "hotel", "fee lounge", "fee"]

    @pytest.mark.parametrize(
        ("text", "asked"),
        [
            ("Die Straße in ZÜRICH", "strasse"),
            ("Die Straße in ZÜRICH", "zurich"),
            ("cafe\u0301", "café"),
            ("ＦＥＥ", "fee"),
            ("昨日東京タワーで", "東京"),
            ("昨日東京タワーで", "タワー"),
            ("환불해주세요", "해주"),
            ("ขอบคุณครับ", "ครับ"),
            ("refund\U0001f914please", "refund"),
            ("thanks\U0001f44d\U0001f3fd", "\U0001f44d"),
            ("re\u00adfund", "refund"),
            ("مُحَمَّد", "محمد"),
            ("write to mei@tan.example", "mei@tan.example"),
            ("order A-1042.", "a-1042"),
            ("nul\0byte", "byte"),
            ("a 5 € fee", "€"),
        ],
    )
    def test_words_are_found_in_whatever_script_and_spelling(self, store, text, asked):
        said(store, text, "something else")
        assert found(store, Query(words=(asked,))) == [text]
        assert found(store, Query(prefixes=(asked,))) == [text]

    def test_characters_in_another_order_are_another_word(self, store):
        said(store, "東京", "京東")
        assert found(store, Query(words=("東京",))) == ["東京"]

    def test_subject_reason_suggestion_and_file_names_are_searched_too(self, store):
        said(store, "a", subject="Baggage")
        said(store, "b", reason="holiday")
        said(store, "c", suggested_reply="Dear Mei")
        said(store, "d", attachments=(Attachment(name="invoice-77.pdf"),))
        for word, text in (("baggage", "a"), ("holiday", "b"), ("dear", "c"), ("invoice", "d")):
            assert found(store, Query(words=(word,))) == [text]

    def test_what_messages_within_a_mail_say_is_searched_too(self, store):
        within = {
            "subject": "Complaint",
            "from": "Lee <lee@tan.example>",
            "text": "The kettle leaks",
            "date": "May",
        }
        said(store, "forwarded", data={"messages": [{"attachment": 0}, within, "odd", {"text": 7}]})
        said(store, "another", data={"messages": "odd"})
        for word in ("complaint", "lee", "kettle"):
            assert found(store, Query(words=(word,))) == ["forwarded"]
        assert found(store, Query(words=("may",))) == []

    @pytest.mark.parametrize("odd", OPERATORS)
    def test_nothing_in_a_query_is_an_operator(self, store, odd):
        said(store, "nothing of the kind")
        for part in ("words", "phrases", "prefixes"):
            assert found(store, Query(**{part: (odd,)})) == []
        assert found(store, Query(words=("nothing",), without=(odd,))) == ["nothing of the kind"]

    def test_marks_without_a_letter_are_looked_for_as_they_are(self, store):
        said(store, "well -- yes", "well - no", "--")
        assert found(store, Query(words=("--",))) == ["--", "well -- yes"]
        assert found(store, Query(words=("--", "well"))) == ["well -- yes"]
        assert found(store, Query(words=("well",), without=("--",))) == ["well - no"]

    def test_who_where_and_what_kind_narrow_a_search(self, store):
        def make(keep):
            mei, li = keep.customer("Mei"), keep.customer("Li")
            one, other = keep.begin(mei), keep.begin(li)
            keep.say(one, "fee 1", by="ana")
            keep.say(one, "fee 2", minute=1, channel="chat")
            keep.say(other, "fee 3", minute=2, kind="note", by="ben")
            keep.say(other, "fee 4", minute=3, by=mei, histories=[li, mei])
            keep.event(li, "fee 5", minute=4, kind="order.shipped")
            return mei, li, one, other

        mei, li, one, other = keeping(store, make)
        fee = {"words": ("fee",)}
        for words in ({}, fee):
            for query, more, expected in (
                (Query(author="ana", **words), {"authors": ["ana"]}, "1"),
                (Query(author="mei", **words), {"authors": [mei]}, "42"),
                (Query(author="x", **words), {"authors": [mei, "ben"]}, "432"),
                (Query(author="nobody", **words), {}, ""),
                (Query(customer="li", **words), {"customers": [li]}, "543"),
                (Query(customer="mei", **words), {"customers": [mei]}, "421"),
                (Query(customer="both", **words), {"customers": [li, mei]}, "54321"),
                (Query(customer="nobody", **words), {}, ""),
                (Query(channel="chat", **words), {}, "2"),
                (Query(kind="order.shipped", **words), {}, "5"),
                (Query(kind="order", **words), {}, ""),
                (Query(conversation=one, **words), {}, "21"),
                (Query(conversation=other, kind="note", author="ben", **words), {"authors": ["ben"]}, "3"),
            ):
                assert found(store, query, **more) == [f"fee {n}" for n in expected], query
        assert found(store, Query(words=(f"c{mei}",))) == []

    def test_whoever_is_known_by_name_only_is_found_by_it(self, store):
        def make(keep):
            number = keep.begin(keep.customer("Mei"))
            keep.say(number, "from us", author=Author(type=AuthorType.AGENT, name="Sprint  Care"))
            keep.say(number, "from Ana", minute=1, by="ana")

        keeping(store, make)
        for words in ({}, {"words": ("from",)}):
            assert found(store, Query(author="sprint care", **words)) == ["from us"]
            assert found(store, Query(author="sprint", **words)) == []
            both = Query(author="Sprint Care", **words)
            assert found(store, both, authors=["ana"]) == ["from Ana", "from us"]

    def test_dates_narrow_a_search_to_the_moment(self, store):
        said(store, "fee 0", "fee 1", "fee 2", "fee 3")
        for words in ((), ("fee",)):
            assert found(store, Query(words=words, before=at(2))) == ["fee 1", "fee 0"]
            assert found(store, Query(words=words, after=at(2))) == ["fee 3", "fee 2"]
            assert found(store, Query(words=words, after=at(1), before=at(2))) == ["fee 1"]
            assert found(store, Query(words=words, after=at(2), before=at(2))) == []

    def test_dates_within_a_second_are_told_apart(self, store):
        said(store, "one")
        tick = 1 / 60_000_000
        keeping(store, lambda keep: keep.event(keep.customer(), "two", minute=5 * tick))
        assert found(store, Query(before=at(3 * tick))) == ["one"]
        assert found(store, Query(after=at(3 * tick))) == ["two"]

    def test_pages_of_a_search_join_without_gap_or_repeat(self, store):
        said(store, *(f"fee {n}" for n in range(7)))
        said(store, "hotel")
        for query in (Query(words=("fee",)), Query(words=("fee", "e")), Query(without=("hotel",))):
            walked, before = [], None
            with store.reading() as read:
                while True:
                    page = read.search(query, authors=(), customers=(), before=before, limit=3)
                    walked += texts(page)
                    if page.complete:
                        break
                    before = page.cursor
            expected = [] if "e" in query.words else [f"fee {n}" for n in range(6, -1, -1)]
            assert walked == expected

    def test_what_was_written_is_found_in_the_session_and_a_part_that_fails_takes_its_words_back(self, store):
        def suitcases(read):
            page = read.search(Query(words=("suitcase",)), authors=(), customers=(), before=None, limit=9)
            return texts(page)

        with store.writing() as write:
            keep = Keeper(write)
            customer = keep.customer()
            keep.event(customer, "one suitcase")
            with pytest.raises(ZeroDivisionError), store.writing() as part:
                Keeper(part).event(customer, "another suitcase", minute=1)
                assert suitcases(part) == ["another suitcase", "one suitcase"]
                raise ZeroDivisionError
            with store.reading() as read:
                assert suitcases(read) == ["one suitcase"]
            keep.event(customer, "the third suitcase", minute=2)
        with store.reading() as read:
            assert suitcases(read) == ["the third suitcase", "one suitcase"]

    @settings(max_examples=40, suppress_health_check=SEVERAL_STORES, deadline=None)
    @given(st.data())
    def test_a_search_finds_what_reading_everything_finds(self, store, data):
        word = st.sampled_from(("fee", "bag", "hotel", "late"))
        drawn = data.draw(st.lists(st.lists(word, max_size=5), min_size=1, max_size=8))
        made = said(store, *(" ".join(each) for each in drawn))
        few = st.lists(word, max_size=2).map(tuple)
        query = Query(words=data.draw(few), without=data.draw(few), conversation=made[0].conversation)
        phrase = data.draw(st.lists(word, max_size=3))
        if phrase:
            query = type(query)(
                **{**{n: getattr(query, n) for n in query.__struct_fields__}, "phrases": (" ".join(phrase),)}
            )

        def fits(text):
            words = text.split()
            row = not phrase or any(words[n : n + len(phrase)] == phrase for n in range(len(words)))
            return set(query.words) <= set(words) and not set(query.without) & set(words) and row

        assert found(store, query) == [entry.text for entry in reversed(made) if fits(entry.text)]
