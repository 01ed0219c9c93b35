"""Bringing a database up to date: each step whole or not at all, and once, whoever comes at the same time."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from agentconsole.model.errors import DeskError, Misconfigured, NotFound
from tests.servers import postgres
from tests.store.keep import keeping
from tests.together import at_once

pytest.importorskip("psycopg", reason="psycopg is not installed")

import psycopg

from agentconsole.store.postgres import make_store, open_store
from agentconsole.store.postgres.migrate import bring_up
from agentconsole.store.postgres.place import place
from agentconsole.store.sql.steps import LATEST, Step, steps

NEXT = LATEST + 1
GOOD = Step(
    NEXT, f"{NEXT:04}_mood", "ALTER TABLE customer ADD COLUMN mood TEXT; UPDATE customer SET mood = 'calm'"
)
COUNT = Step(NEXT, f"{NEXT:04}_count", "UPDATE customer SET entries = entries + 1")
HALF = Step(
    NEXT, f"{NEXT:04}_half", "ALTER TABLE customer ADD COLUMN mood TEXT; INSERT INTO nowhere VALUES (1)"
)
ORPHAN = Step(NEXT, f"{NEXT:04}_orphan", "UPDATE identity SET customer = 99")
SCHEMA = """
    SELECT 'column', table_name, column_name, data_type, is_nullable, column_default, generation_expression
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION SELECT 'index', tablename, indexname, indexdef, '', '', '' FROM pg_indexes
    WHERE schemaname = 'public' ORDER BY 1, 2, 3
"""


@pytest.fixture
def empty():
    """The URL of a database with nothing in it."""
    postgres.needed()
    with postgres.shared().database(empty=True) as url:
        yield url


@pytest.fixture
def url(empty):
    """Of a desk of the newest version with a customer in it."""
    with closing(make_store(empty)) as store:
        keeping(store, lambda keep: keep.customer("Mei Tan", "mei@tan.example"))
    return empty


def bring(url, *more, known=None):
    bring_up(place(url), create=False, known=known or [*steps("postgres"), *more])


def look(url, sql):
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


def version(url):
    return look(url, "SELECT version FROM agentconsole")


def test_the_steps_are_those_of_the_file_and_come_with_the_program():
    assert [step.name for step in steps("postgres")] == [step.name for step in steps("sqlite")]
    assert [step.number for step in steps("postgres")] == list(range(1, LATEST + 1))


@pytest.mark.parametrize("first", range(1, LATEST + 1))
def test_a_desk_of_every_version_becomes_what_a_new_one_is(empty, first):
    bring_up(place(empty), create=True, known=steps("postgres")[:first])
    assert version(empty) == [(first,)]
    look(empty, "INSERT INTO customer (id, name, root) VALUES (1, 'Mei Tan', 1)")
    with closing(open_store(empty)) as store, store.reading() as read:
        assert read.customer(1).name == "Mei Tan"
    with postgres.fresh() as new:
        assert look(empty, SCHEMA) == look(new, SCHEMA)
        assert version(empty) == version(new)


def test_a_desk_of_the_first_version_keeps_all_it_had_and_knows_whom_its_customers_met(empty):
    bring_up(place(empty), create=True, known=steps("postgres")[:1])
    look(empty, "INSERT INTO customer (id, name, root) VALUES (1, 'Mei Tan', 1)")
    look(
        empty,
        """
        INSERT INTO entry VALUES (5, 5000000, 'message', 'desk', 'agent', 'ana', 'Ana Costa', NULL, 1, NULL,
            0, '', 'a', '{}'), (6, 6000000, 'message', 'email', 'agent', NULL, 'Old Tom', NULL, 1, NULL, 0,
            '', 'b', '{}');
        INSERT INTO history VALUES (1, 5, 'message', 'desk', 0), (1, 6, 'message', 'email', 0)
        """,
    )
    with closing(open_store(empty)) as store, store.reading() as read:
        texts = [entry.text for entry in read.history([1], before=None, after=None, limit=9).items]
        assert texts == ["b", "a"]
        met = [(one.agent, one.name, one.entries) for one in read.met([1])]
        assert met == [("ana", "ana", 1), (None, "Old Tom", 1)]


@pytest.mark.parametrize("step", [HALF, ORPHAN])
def test_a_step_that_fails_half_way_changes_nothing(url, step):
    schema = look(url, SCHEMA)
    with pytest.raises(DeskError) as caught:
        bring(url, step)
    assert step.name in caught.value.message
    assert "Nothing was changed" in caught.value.message
    assert version(url) == [(LATEST,)]
    assert look(url, SCHEMA) == schema
    assert look(url, "SELECT customer FROM identity") == [(1,)]
    bring(url, GOOD)
    assert look(url, "SELECT name, mood FROM customer") == [("Mei Tan", "calm")]


def test_servers_that_start_at_once_on_an_old_desk_take_each_step_once(url):
    at_once(4, lambda: bring(url, COUNT))
    assert look(url, "SELECT entries FROM customer") == [(1,)]
    assert version(url) == [(NEXT,)]


def test_servers_that_start_at_once_on_nothing_make_one_desk_and_one_has_made_it(empty):
    def make():
        try:
            make_store(empty).close()
        except FileExistsError:
            return 0
        return 1

    assert sum(at_once(4, make)) == 1
    assert version(empty) == [(LATEST,)]


def test_a_step_waits_for_the_writer_before_it_and_who_writes_after_it_hears_of_it(url):
    with closing(open_store(url)) as store, ThreadPoolExecutor(1) as pool:
        with store.writing() as write:
            bringing = pool.submit(bring, url, GOOD)
            write.add_customer("Li")
        bringing.result(timeout=30)
        assert look(url, "SELECT mood FROM customer") == [("calm",), ("calm",)]
        for session in (store.reading, store.writing):
            with pytest.raises(Misconfigured, match="another program"), session():
                pass


def test_a_newer_desk_is_refused_and_left_alone(url):
    bring(url, GOOD)
    with pytest.raises(Misconfigured, match="newer"):
        open_store(url)
    assert version(url) == [(NEXT,)]


def test_a_database_without_a_desk_is_not_made_one_by_looking(empty):
    with pytest.raises(NotFound):
        open_store(empty)
    assert look(empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    open_store(empty, create=True).close()
    open_store(empty).close()


def test_a_database_of_something_else_is_refused_and_left_alone(empty):
    look(empty, "CREATE TABLE song (title TEXT)")
    for make in (open_store, make_store, lambda url: open_store(url, create=True)):
        with pytest.raises(Misconfigured, match="not a desk"):
            make(empty)
    assert look(empty, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [("song",)]
