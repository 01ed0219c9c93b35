"""PostgreSQL's search finds what SQLite's does, by whichever way it goes."""

import os
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from agentconsole.channels.files import read as read_files
from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import Receive
from agentconsole.model.queries import Query
from agentconsole.rules.query import parse_query
from agentconsole.store.sqlite import open_store as open_file
from tests.servers import postgres
from tests.store.keep import at, keeping, searched, texts

pytest.importorskip("psycopg", reason="psycopg is not installed")

from agentconsole.store.postgres import matching, open_store, search

DATA = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", ""))
CONVERSATIONS = DATA / "twitter-support" / "entries.jsonl"
MAIL = DATA / "mail"
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def store():
    postgres.needed()
    with postgres.fresh() as url, closing(open_store(url)) as store:
        yield store


def found(store, query, *, limit=50, before=None):
    with store.reading() as read:
        return texts(read.search(query, authors=(), customers=(), before=before, limit=limit))


def walked(store, query, *, limit):
    """The ids of all that a search finds."""
    return [entry.id for page in searched(store, query, limit=limit) for entry in page.items]


def said(store, *given_texts):
    def make(keep):
        number = keep.begin(keep.customer())
        for n, text in enumerate(given_texts):
            keep.say(number, text, minute=n)

    keeping(store, make)


def test_a_phrase_is_found_where_its_words_stand_too_often_or_too_far_to_be_kept(store):
    often, far = "charged " * 300, " ".join(f"w{n}" for n in range(17_000))
    said(store, f"{often} charged twice", f"{often} twice", f"{far} charged twice", f"{far} twice charged")
    wanted = [f"{far} charged twice", f"{often} charged twice"]
    assert found(store, Query(phrases=("charged twice",)))[0] == wanted[0]
    assert found(store, Query(phrases=("charged twice",)))[1:] == [f"{often} twice", wanted[1]]
    assert found(store, Query(phrases=("twice charged",))) == [f"{far} twice charged"]
    assert found(store, Query(words=("charged",), without=("charged twice",))) == [f"{far} twice charged"]
    assert found(store, Query(without=("charged twice",))) == [f"{far} twice charged"]


def test_what_has_more_words_than_can_be_kept_is_found_by_all_of_them(store, monkeypatch):
    monkeypatch.setattr(matching, "MOST_BYTES", 200)
    long = " ".join(f"w{n}" for n in range(100))
    said(store, long, "w99", "something else")
    assert found(store, Query(words=("w99",))) == ["w99", long]
    assert found(store, Query(prefixes=("w9",), phrases=("w98 w99",))) == [long]
    assert found(store, Query(words=("w1",), without=("w99",))) == []
    assert found(store, Query(without=("w99",))) == ["something else"]
    assert found(store, Query(words=("w1000",))) == []
    assert found(store, Query(words=("w99",), conversation=1, kind="message")) == ["w99", long]


@pytest.mark.parametrize("share", [0.0, 1.0], ids=["by the index", "by reading"])
def test_every_way_to_search_finds_the_same_page_by_page(store, monkeypatch, share):
    """However common a word seems to be among the newest."""
    monkeypatch.setattr(search, "FIRST_LOOK", 7)
    monkeypatch.setattr(search, "MOST_READ", 11)
    monkeypatch.setattr(search, "FOUND", 10**9 if share else 0)
    monkeypatch.setattr(search, "FOUND_IN_A_ROW", 10**9 if share else 0)
    monkeypatch.setattr(search, "_SIZE", "SELECT 1000")
    choose = Random("ways")
    made = [" ".join(choose.choices(("fee", "bag", "hotel", "late", "a"), k=4)) for _ in range(150)]
    said(store, *made)

    def has(text, *words):
        return set(words) <= set(text.split())

    for query, fits in (
        (Query(words=("fee",)), lambda _, text: has(text, "fee")),
        (
            Query(words=("fee", "bag"), without=("hotel",)),
            lambda _, text: has(text, "fee", "bag") and not has(text, "hotel"),
        ),
        (Query(phrases=("late fee",)), lambda _, text: "late fee" in text),
        (Query(without=("fee",)), lambda _, text: not has(text, "fee")),
        (
            Query(words=("fee",), after=at(40), before=at(100)),
            lambda minute, text: 40 <= minute < 100 and has(text, "fee"),
        ),
        (Query(words=("nothing",)), lambda _, text: False),
    ):
        expected = [text for minute, text in enumerate(made) if fits(minute, text)][::-1]
        with store.reading() as read:
            assert [read.entry(one).text for one in walked(store, query, limit=4)] == expected, query


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The real conversations and mails, in a file and in a database."""
    if not CONVERSATIONS.is_file():
        pytest.skip("AGENTCONSOLE_TEST_DATA does not name the real data")
    postgres.needed()
    items = list(read_files("jsonl", [CONVERSATIONS], now=NOW))
    items += read_files("eml", [MAIL, *sorted(MAIL.rglob("*.txt"))], now=NOW)
    commands = [item.found for item in items if isinstance(item.found, Receive)]
    with ExitStack() as ending:
        file = open_file(tmp_path_factory.mktemp("both") / "x.desk", create=True)
        database = open_store(ending.enter_context(postgres.fresh()))
        for store in (file, database):
            ending.callback(store.close)
            desk = LocalDesk(store)
            for start in range(0, len(commands), 500):
                desk.receive(commands[start : start + 500])
        yield file, database


def questions(store):
    """Words, phrases, beginnings and exclusions that are really there, common and rare."""
    choose, words, phrases = Random("real"), {}, []
    with store.reading() as read:
        for entry in read.search(Query(), authors=(), customers=(), before=None, limit=100_000).items:
            cut = [each for each in entry.text.split() if any(map(str.isalnum, each))]
            for word in cut:
                words[word] = words.get(word, 0) + 1
            if len(cut) > 3:
                start = choose.randrange(len(cut) - 3)
                phrases.append(" ".join(cut[start : start + choose.choice((2, 3))]))
    common = sorted(words, key=words.get)[-40:]
    rare = choose.sample(sorted(words), 250)
    yield from ({"words": (word,)} for word in (*common, *rare))
    yield from ({"phrases": (phrase,)} for phrase in choose.sample(phrases, 150))
    yield from ({"prefixes": (word[: choose.choice((1, 2, 3, 5))],)} for word in rare[:100])
    yield from (
        {"words": (choose.choice(common),), "without": (word,)} for word in (*common[:10], *rare[:30])
    )
    yield from ({"words": tuple(choose.sample(common, 2)), "channel": "email"} for _ in range(20))


@pytest.mark.data
@pytest.mark.slow
def test_on_real_conversations_both_find_the_same_and_differ_nowhere(both):
    """Where they may differ is known: signs that SQLite's tables do not know for letters
    (`test_postgres_words`), and none of these stands in what people really wrote."""
    file, database = both
    differ = []
    for given in questions(file):
        query = Query(**given)
        if walked(file, query, limit=200) != walked(database, query, limit=200):
            differ.append(given)
    assert differ == []


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "refund",
        '"customer service"',
        "dm* please",
        "from:amazonhelp order",
        "-help kind:message",
        "channel:email the",
    ],
)
def test_on_real_conversations_the_search_line_gives_the_same_pages(both, text):
    query = parse_query(text, NOW)
    pages = [LocalDesk(store).search(query, limit=40) for store in both]
    assert [entry.id for entry in pages[0].items] == [entry.id for entry in pages[1].items]
    assert pages[0].complete == pages[1].complete
