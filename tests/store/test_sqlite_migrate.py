"""Bringing a desk up to date: each step whole or not at all, with a copy of what was before."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from agentconsole.model.entry import Attachment, Author, AuthorType
from agentconsole.model.errors import DeskError, Misconfigured
from agentconsole.store.sql.steps import LATEST, Step, steps
from agentconsole.store.sqlite import migrate, open_store
from agentconsole.store.sqlite.migrate import bring_up, statements
from tests.store.keep import keeping
from tests.together import at_once

NEXT = LATEST + 1

GOOD = Step(
    NEXT, f"{NEXT:04}_mood", "ALTER TABLE customer ADD COLUMN mood TEXT; UPDATE customer SET mood = 'calm';"
)
LATER = Step(
    NEXT + 1,
    f"{NEXT + 1:04}_moods",
    "CREATE TABLE mood (name TEXT) STRICT; INSERT INTO mood VALUES ('calm');",
)
HALF = Step(
    NEXT, f"{NEXT:04}_half", "ALTER TABLE customer ADD COLUMN mood TEXT; INSERT INTO nowhere VALUES (1);"
)
ORPHAN = Step(NEXT, f"{NEXT:04}_orphan", "UPDATE identity SET customer = 99;")


@pytest.fixture
def path(tmp_path):
    """A desk of the newest version with a customer in it."""
    path = tmp_path / "x.desk"
    with closing(open_store(path, create=True)) as store:
        keeping(store, lambda keep: keep.customer("Mei Tan", "mei@tan.example"))
    return path


def bring(path, *more):
    bring_up(path, create=False, known=[*steps("sqlite"), *more])


def look(path, sql):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def version(path):
    return look(path, "PRAGMA user_version")[0][0]


def test_steps_are_taken_in_order_each_with_a_copy_of_what_was_before(path):
    bring(path, GOOD, LATER)
    assert version(path) == NEXT + 1
    assert look(path, "SELECT name, mood FROM customer") == [("Mei Tan", "calm")]
    first, second = (path.with_name(f"x.desk.before-{n:04}.backup") for n in (NEXT, NEXT + 1))
    assert (version(first), version(second)) == (LATEST, NEXT)
    assert look(first, "SELECT name FROM customer") == [("Mei Tan",)]
    assert look(first, "PRAGMA integrity_check") == [("ok",)]
    assert first.stat().st_mode == path.stat().st_mode


def test_a_copy_can_be_opened_as_the_desk_it_was(path):
    bring(path, GOOD)
    copy = path.with_name(f"x.desk.before-{NEXT:04}.backup")
    with closing(open_store(copy)) as store, store.reading() as read:
        assert read.customer(1).name == "Mei Tan"


def test_a_new_desk_has_nothing_to_copy(path):
    assert not list(path.parent.glob("*.backup*"))


def test_taking_steps_again_does_nothing(path):
    bring(path, GOOD)
    copy = path.with_name(f"x.desk.before-{NEXT:04}.backup")
    copy.unlink()
    bring(path, GOOD)
    assert not copy.exists()


@pytest.mark.parametrize("step", [HALF, ORPHAN])
def test_a_step_that_fails_half_way_changes_nothing(path, step):
    schema = look(path, "SELECT sql FROM sqlite_schema")
    with pytest.raises(DeskError) as caught:
        bring(path, step, LATER)
    assert step.name in caught.value.message
    assert "Nothing was changed" in caught.value.message
    assert version(path) == LATEST
    assert look(path, "SELECT sql FROM sqlite_schema") == schema
    assert look(path, "SELECT name FROM customer") == [("Mei Tan",)]
    assert look(path, "SELECT customer FROM identity") == [(1,)]
    bring(path, GOOD)
    assert version(path) == NEXT


def test_without_room_for_a_copy_no_step_is_taken(path, monkeypatch):
    path.with_name(f"x.desk.before-{NEXT:04}.backup.part").mkdir()
    with pytest.raises(DeskError, match="copy"):
        bring(path, GOOD)
    assert version(path) == LATEST


def test_programs_that_find_an_old_desk_at_once_take_each_step_once(path):
    counting = Step(NEXT, f"{NEXT:04}_count", "UPDATE customer SET entries = entries + 1;")
    at_once(4, lambda: bring(path, counting))
    assert look(path, "SELECT entries FROM customer") == [(1,)]
    assert version(path) == NEXT


def test_an_older_program_does_not_open_what_a_newer_one_made(path):
    bring(path, GOOD)
    with pytest.raises(Misconfigured):
        bring(path)


def test_a_step_waits_for_the_writer_before_it(path):
    with closing(open_store(path)) as store, ThreadPoolExecutor(1) as pool:
        with store.writing() as write:
            bringing = pool.submit(bring, path, GOOD)
            write.add_customer("Li")
        bringing.result(timeout=20)
    assert look(path, "SELECT name, mood FROM customer") == [("Mei Tan", "calm"), ("Li", "calm")]


def test_a_script_is_cut_at_its_statements_and_nowhere_else():
    parts = [
        "-- a; b\nCREATE TABLE a (b TEXT DEFAULT 'x;y');",
        "\nCREATE TRIGGER c AFTER INSERT ON a BEGIN\n  SELECT 1; SELECT 2;\nEND;",
        " SELECT ';' /* ; */;",
        "\n-- the end\n",
    ]
    assert list(statements("".join(parts))) == parts


def test_the_steps_come_with_the_program():
    assert len(steps("sqlite")) == LATEST
    assert steps("sqlite")[0].name == "0001_start"


def test_a_desk_of_the_first_version_keeps_all_it_had_and_knows_whom_its_customers_met(tmp_path):
    path = tmp_path / "old.desk"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(steps("sqlite")[0].sql)
        connection.executescript(f"""
            PRAGMA application_id = {migrate.APPLICATION_ID};
            PRAGMA user_version = 1;
            INSERT INTO customer (id, name, root) VALUES (1, 'Mei Tan', 1);
            INSERT INTO entry VALUES (5, 5000000, 'note', 'desk', 'agent', 'ana', 'Ana Costa', NULL, 1, NULL,
                0, '', 'a', '{{}}');
            INSERT INTO entry VALUES (6, 6000000, 'message', 'email', 'agent', NULL, 'Old Tom', NULL, 1, NULL,
                0, '', 'b', '{{}}');
            INSERT INTO entry VALUES (7, 7000000, 'message', 'email', 'agent', 'ben', 'Ben', NULL, 1, NULL,
                0, '', 'c', '{{}}');
            INSERT INTO history VALUES (1, 5, 'note', 'desk', 0), (1, 6, 'message', 'email', 0),
                (1, 7, 'message', 'email', 0);
        """)
    with closing(open_store(path)) as store, store.reading() as read:
        assert [entry.text for entry in read.history([1], before=None, after=None, limit=9).items] == [
            "c",
            "b",
            "a",
        ]
        assert [(one.agent, one.name, one.entries) for one in read.met([1])] == [
            (None, "Old Tom", 1),
            ("ben", "ben", 1),
        ]


def test_who_waits_for_a_step_is_told_why_and_nobody_else_is(path):
    told = []
    bring_up(path, create=False, tell=told.append)
    assert told == []
    bring_up(path, create=False, known=[*steps("sqlite"), GOOD], tell=told.append)
    (why,) = told
    assert str(path) in why


def test_a_desk_whose_search_knew_beginnings_of_three_letters_finds_all_that_it_found(tmp_path):
    path = tmp_path / "old.desk"
    with closing(open_store(path, create=True)) as store:
        keeping(store, everything_that_is_searched)
    known = index(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("""
            DROP TABLE search;
            CREATE VIRTUAL TABLE search USING fts5 (text, tags, content = '', prefix = '2 3');
            PRAGMA user_version = 4;
        """)
    assert index(path) == []
    open_store(path).close()
    assert index(path) == known
    assert "'2 3 4'" in look(path, "SELECT sql FROM sqlite_schema WHERE name = 'search'")[0][0]


def everything_that_is_searched(keep):
    mei, li = keep.customer("Mei Tan"), keep.customer("Li")
    number = keep.begin(mei)
    keep.say(number, "Charged twice for a bag", subject="Baggage fee", histories=(mei, li))
    keep.say(
        number, "\u6642\u9593 caf\xe9", by="ana", kind="note", reason="Doubt", suggested_reply="Dear Mei"
    )
    by_name = Author(type=AuthorType.AGENT, id=None, name="Old Tom")
    bill = Attachment(name="bill.pdf", media_type="application/pdf", size=1)
    keep.event(mei, "Shipped", author=by_name, attachments=(bill,))


def index(path):
    """Every word and tag that is in the search, and where."""
    script = "CREATE VIRTUAL TABLE temp.word USING fts5vocab (main, search, instance)"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(script)
        return connection.execute("SELECT * FROM word ORDER BY term, doc, col, offset").fetchall()
