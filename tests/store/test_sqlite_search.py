"""What SQLite's search does beside the contract."""

from contextlib import closing

import pytest

from agentconsole.model.queries import Query
from agentconsole.store.sql import search, tokens
from agentconsole.store.sql.words import folded
from agentconsole.store.sqlite import open_store
from agentconsole.store.sqlite import search as sqlite_search
from agentconsole.store.sqlite.matching import expression
from tests.store.keep import keeping, searched, texts


@pytest.fixture
def store(tmp_path):
    with closing(open_store(tmp_path / "x.desk", create=True)) as store:
        yield store


def test_a_long_look_for_a_mark_says_where_to_go_on(store, monkeypatch):
    monkeypatch.setattr(search, "MOST_LOOKED_AT", 50)

    def make(keep):
        number = keep.begin(keep.customer())
        keep.say(number, "-- first")
        for n in range(300):
            keep.say(number, str(n), minute=n + 1)

    keeping(store, make)
    found, pages = walked(store, Query(words=("--",)))
    assert found == ["-- first"]
    assert pages > 2


def test_a_phrase_of_common_words_among_very_many_is_looked_for_as_far_as_one_search_goes(store, monkeypatch):
    monkeypatch.setattr(sqlite_search, "MANY", 100)
    monkeypatch.setattr(search, "MOST_LOOKED_AT", 150)
    asked = []

    def make(keep):
        number = keep.begin(keep.customer())
        for n in range(600):
            keep.say(number, f"The one is in it {n}" if n % 200 else f"Is it the one in {n}?", minute=n)

    keeping(store, make)
    monkeypatch.setattr(
        sqlite_search, "is_in", lambda query, text: asked.append(text) or tokens.is_in(query, text)
    )
    found, pages = walked(store, Query(phrases=("it the one",)))
    assert found == ["Is it the one in 400?", "Is it the one in 200?", "Is it the one in 0?"]
    assert pages > 1
    read = len(asked)
    assert 150 <= read < 600  # the last few, the index has soon gone through
    assert walked(store, Query(phrases=("the one",), words=("599",))) == (["The one is in it 599"], 1)
    assert len(asked) == read  # that is rare: the index knows


def walked(store, query):
    """All that is found, and on how many pages."""
    pages = searched(store, query, limit=5)
    return [text for page in pages for text in texts(page)], len(pages)


def test_a_customer_found_to_be_six_hundred_has_one_history(store):
    def make(keep):
        return [keep.event(keep.customer(), str(n), minute=n % 7).customer for n in range(600)]

    customers = keeping(store, make)
    with store.reading() as read:
        newest = read.history(customers, before=None, after=None, limit=250)
        assert [entry.id for entry in newest.items] == sorted((e.id for e in newest.items), reverse=True)
        rest = read.history(customers, before=newest.cursor, after=None, limit=600)
        assert {entry.customer for entry in (*newest.items, *rest.items)} == set(customers)
        assert (newest.complete, len(newest.items), len(rest.items)) == (False, 250, 350)
        assert read.place(customers, 0) == (600, 600)


def test_every_part_of_a_query_is_quoted():
    query = Query(words=('a"b',), prefixes=("c*",), without=("d",), kind="note", conversation=7)
    assert expression(query, [], [3]) == (
        '(text : "a""b" AND text : "c*" * AND tags : ("n7") AND tags : ("c3") AND tags : ("k6e6f7465"))'
        ' NOT text : ("d")'
    )


def test_folding_twice_is_folding_once():
    for text in ("Straße", "東京タワー", "a\u0301", "ﬁne", "\U0001f44d ok", "İstanbul"):
        assert folded(folded(text)).split() == folded(text).split()


def test_a_writer_finds_what_they_have_just_written(store):
    def make(keep):
        keep.event(keep.customer(), "one suitcase")
        return found(keep.write)

    assert keeping(store, make) == ["one suitcase"]


def test_entries_in_any_order_of_time_are_indexed_as_one(tmp_path):
    def pieces(name, minutes):
        def make(keep):
            customer = keep.customer()
            for minute in minutes:
                keep.event(customer, f"word{minute}", minute=minute)

        with closing(open_store(tmp_path / name, create=True)) as store:
            keeping(store, make)
            with store.reading() as read:
                return read.value("SELECT count(*) FROM search_data")

    assert pieces("rising", range(50)) == pieces("falling", range(49, -1, -1))


def found(read):
    return texts(read.search(Query(words=("suitcase",)), authors=(), customers=(), before=None, limit=9))
