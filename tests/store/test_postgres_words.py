"""A text is cut into the same words by PostgreSQL's store as by SQLite's FTS5."""

import sqlite3
import sys
import unicodedata
from contextlib import closing

import pytest

from agentconsole.store.sql.tokens import tokens
from agentconsole.store.sql.words import folded

pytest.importorskip("psycopg", reason="psycopg is not installed")

from agentconsole.model.queries import Query
from agentconsole.store.postgres import matching
from agentconsole.store.postgres.matching import CUT, LOOSE, expression, vector

OLD_UNICODE = {*range(0x19B0, 0x19C1), 0x19C8, 0x19C9, 0x1CF2, 0x1CF3}
"""Signs of New Tai Lue and of the Veda: not yet letters in the Unicode of SQLite's tables."""
TWO_ACCENTS = {0x1E0, 0x1E1}
"""A with a dot and a macron: SQLite's tables leave both on the letter, and on no other that has two."""


def cut_by_fts5(texts):
    """The words of each text, in a row."""
    with closing(sqlite3.connect(":memory:")) as there:
        there.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'unicode61 remove_diacritics 2')")
        there.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")
        there.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(texts))
        found = [[] for _ in texts]
        for term, row in there.execute("SELECT term, doc FROM v ORDER BY doc, offset"):
            found[row].append(term)
        return found


@pytest.mark.slow
def test_every_character_there_is_joins_or_parts_words_as_it_does_there():
    characters = [n for n in range(1, sys.maxunicode + 1) if not 0xD800 <= n < 0xE000]
    characters = [n for n in characters if n < 0x30000 or unicodedata.category(chr(n)) != "Cn"]
    differ = set()
    for start in range(0, len(characters), 20_000):
        some = characters[start : start + 20_000]
        texts = [folded(f"a{chr(n)}b") for n in some]
        theirs = cut_by_fts5(texts)
        differ |= {n for n, text, words in zip(some, texts, theirs, strict=True) if tokens(text) != words}
    assert differ <= OLD_UNICODE | TWO_ACCENTS


def test_a_text_of_many_scripts_has_the_same_words():
    texts = [
        folded(text)
        for text in (
            "Die Straße in ZÜRICH, naïve cafés: 5 € (A-1042) mei@tan.example",
            "昨日東京タワーで 환불해주세요 ขอบคุณครับ مُحَمَّد \U0001f44d\U0001f3fd",
            "Ελλάδα Привет Ångström İstanbul ǅ ﬁne ½ ² x_y 'quoted' back\\slash",
        )
    ]
    assert [tokens(text) for text in texts] == cut_by_fts5(texts)


def test_an_entry_is_kept_as_its_words_with_their_places_and_its_tags():
    assert set(vector("a fee is a fee", "c1 n2").split()) == {
        "'#c1'",
        "'#n2'",
        "'a':1,4",
        "'fee':2,5",
        "'is':3",
    }


@pytest.mark.parametrize("text", ["word " * 256, " ".join(map(str, range(16_384)))])
def test_what_has_more_places_than_can_be_kept_is_loose(text):
    assert f"'{LOOSE}'" in vector(text, "").split()
    assert f"'{LOOSE}'" not in vector(text.rsplit(" ", 2)[0], "").split()


def test_what_has_more_words_than_can_be_kept_is_cut(monkeypatch):
    monkeypatch.setattr(matching, "MOST_BYTES", 60)
    kept = vector("one two three four five six seven", "c1").split()
    assert {f"'{LOOSE}'", f"'{CUT}'", "'#c1'", "'one'"} <= set(kept)
    assert "'seven'" not in kept


def test_no_word_of_a_query_is_an_operator():
    query = Query(words=("a'b",), prefixes=("c:*",), phrases=("d | !e",), without=("f&g",), kind="note")
    assert expression(query, [], [3]) == (
        "(('a' <-> 'b' | ('a' & 'b' & '#loose')) & ('d' <-> 'e' | ('d' & 'e' & '#loose')) & 'c':*"
        " & !('f' <-> 'g') | '#cut') & ('#c3') & ('#k6e6f7465')"
    )
