"""What goes wrong with a database is said in words, keeps nothing by halves, and is over when it is over."""

import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from agentconsole.model.errors import DeskError, Misconfigured, NotFound, Unavailable
from tests.servers import postgres
from tests.store.keep import Keeper, holds_in_a_child, keeping

pytest.importorskip("psycopg", reason="psycopg is not installed")

import psycopg

from agentconsole.store.postgres import is_address, open_store, without_password
from agentconsole.store.postgres import store as store_module

ROOT = Path(__file__).parents[2]
SECRET = "hunter2"
CUT_ALL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture
def url():
    postgres.needed()
    with postgres.fresh() as url:
        yield url


@pytest.fixture
def store(url):
    with closing(open_store(url)) as store:
        yield store


def cut(url):
    """Every line to the desk, as an administrator or a firewall does."""
    with closing(psycopg.connect(url, autocommit=True)) as line:
        line.execute(CUT_ALL)


def names(store):
    with store.reading() as read:
        return {each.name for each in read.customers("", after=None, limit=99).items}


def test_lines_that_were_cut_while_idle_are_made_anew_and_nobody_notices(store, url):
    with ThreadPoolExecutor(4) as pool:
        meeting = threading.Barrier(4)

        def look(_):
            with store.reading() as read:
                meeting.wait()
                return read.latest()

        assert list(pool.map(look, range(4))) == [0] * 4
    cut(url)
    assert keeping(store, lambda keep: keep.customer("Mei")) == 1
    assert names(store) == {"Mei"}


def test_a_line_cut_in_the_middle_keeps_nothing_and_the_next_session_is_a_new_one(store, url):
    for session in (store.writing, store.reading):
        with pytest.raises(Unavailable) as caught, session() as open_one:
            if session == store.writing:
                Keeper(open_one).customer("Mei")
            cut(url)
            open_one.agents()
        assert "postgresql://desk@" in caught.value.message
        assert caught.value.hint
    assert names(store) == set()
    assert keeping(store, lambda keep: keep.customer("Li")) == 1


def test_a_line_cut_before_the_end_says_that_nothing_or_all_may_have_been_kept(store, url):
    with pytest.raises(Unavailable, match="may be there or not"), store.writing() as write:
        write.agents()
        cut(url)
    assert keeping(store, lambda keep: keep.customer("Li")) == 1


def test_a_statement_that_failed_ends_the_session_and_nothing_after_it_is_kept(store):
    with pytest.raises(DeskError, match="over"), store.writing() as write:
        write.add_customer("Mei")
        with pytest.raises(psycopg.Error):
            write.rows("SELECT nonsense")
        write.add_customer("Li")
    assert names(store) == set()
    with pytest.raises(DeskError, match="over"), store.writing() as write, pytest.raises(psycopg.Error):
        write.rows("SELECT nonsense")
    with store.writing() as write:
        with pytest.raises(DeskError, match="nonsense"), store.writing() as part:
            part.add_customer("Mei")
            part.rows("SELECT nonsense")
        write.add_customer("Li")
    assert names(store) == {"Li"}


def test_a_session_that_is_over_can_be_asked_nothing(store):
    with store.writing() as write:
        pass
    with pytest.raises(DeskError, match="over"):
        write.add_customer("Mei")
    with store.reading(), pytest.raises(DeskError, match="over"):
        write.agents()


def test_waiting_for_a_turn_ends_in_words(store, url, monkeypatch):
    monkeypatch.setattr(store_module, "TURN_SECONDS", 0.05)
    with closing(open_store(url)) as other, other.writing():
        with pytest.raises(Unavailable, match="busy") as caught, store.writing():
            pass
        assert caught.value.exit_code == 3
        assert names(store) == set(), "who reads does not wait"


def test_who_holds_the_turn_and_does_nothing_with_it_loses_it(store, url, monkeypatch):
    monkeypatch.setattr(store_module, "IDLE_SECONDS", 0.2)
    with closing(open_store(url)) as other:
        with pytest.raises(Unavailable), other.writing() as write:
            write.add_customer("Mei")
            write.agents()
            keeping_on = keeping(store, lambda keep: keep.customer("Li"))
            write.agents()
        assert keeping_on == 1
    assert names(store) == {"Li"}


def test_more_sessions_than_lines_wait_for_one(url):
    with closing(open_store(url, connections=1)) as store, ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(lambda n: keeping(store, lambda keep: keep.customer(str(n))), range(8))) == [
            *range(1, 9)
        ]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_has_lines_of_its_own(store):
    keeping(store, lambda keep: keep.customer("parent"))
    with store.reading() as read:
        assert holds_in_a_child(lambda: keeping(store, lambda keep: keep.customer("child")) == 2)
        assert read.customer(2) is None
    assert keeping(store, lambda keep: keep.customer()) == 3


@pytest.mark.slow
def test_a_program_killed_in_its_turn_leaves_nothing_and_holds_nobody_up(store, url):
    code = (
        "import sys, time; from tests.store.address import opened; from tests.store.keep import *\n"
        "with opened(sys.argv[1]).writing() as write:\n"
        "    Keeper(write).event(Keeper(write).customer('lost'))\n"
        "    write.agents(); print('ready', flush=True); time.sleep(60)"
    )
    running = subprocess.Popen([sys.executable, "-c", code, url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert running.stdout.readline() == "ready\n"
    running.send_signal(signal.SIGKILL)
    running.wait(timeout=20)
    running.stdout.close()
    assert keeping(store, lambda keep: keep.customer("after")) == 1
    assert names(store) == {"after"}


@pytest.mark.slow
def test_a_server_that_dies_again_and_again_loses_nothing_it_said_it_had():
    """Killed under four writers: what was said to be kept is there, and they go on by themselves."""
    with postgres.running() as server, server.database() as url, closing(open_store(url)) as store:
        done, kept, uncertain = threading.Event(), set(), set()

        def write(number):
            n = 0
            while not done.is_set():
                name = f"{number}.{n}"
                try:
                    keeping(store, lambda keep, name=name: keep.event(keep.customer(name)))
                    kept.add(name)
                except Unavailable:
                    uncertain.add(name)
                    done.wait(0.05)
                n += 1

        with ThreadPoolExecutor(4) as pool:
            writers = [pool.submit(write, number) for number in range(4)]
            for _ in range(3):
                before = len(kept)
                _until(lambda before=before: len(kept) > before + 8)
                server.stop()
                server.start()
            before = len(kept)
            _until(lambda: len(kept) > before + 8)
            done.set()
            for writer in writers:
                writer.result(timeout=30)
        with store.reading() as read:
            there = {row[0] for row in read.rows("SELECT name FROM customer")}
            assert read.latest() == len(there)
        assert kept <= there <= kept | uncertain


def _until(holds, seconds=30):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://ana:{SECRET}@127.0.0.1:1/support",
        f"postgresql://ana:{SECRET}@127.0.0.1:1/support?connect_timeout=2",
        f"postgresql://ana@/support?host=/nowhere&password={SECRET}",
    ],
)
def test_a_server_that_is_not_there_is_named_without_the_password(address):
    with pytest.raises(Unavailable) as caught:
        open_store(address)
    assert "postgresql://ana@" in caught.value.message
    assert "support" in caught.value.message
    assert SECRET not in f"{caught.value.message} {caught.value.hint} {caught.value.__cause__}"


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://ana:p@{SECRET}@127.0.0.1/support",
        f"postgresql://ana:{SECRET}@127.0.0.1/support?nonsense={SECRET}",
        f"host=127.0.0.1 password={SECRET}",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(address):
    with pytest.raises(Misconfigured) as caught:
        open_store(address)
    assert SECRET not in f"{caught.value.message} {caught.value.hint} {caught.value.__cause__}"


def test_an_address_is_told_from_a_path_and_shown_without_its_password():
    assert is_address("postgresql://ana@db.example/support")
    assert is_address("postgres://ana@db.example/support")
    assert not is_address("support.db")
    assert not is_address("https://desk.example")
    shown = without_password(f"postgresql://ana:{SECRET}@db.example:5433/support?sslmode=require")
    assert shown == "postgresql://ana@db.example:5433/support"


def test_a_database_that_is_not_there_is_said_to_be_missing(url):
    with pytest.raises(NotFound) as caught:
        open_store(url.replace("/desk_", "/nothing_"))
    assert "createdb" in caught.value.hint


def test_a_database_of_another_encoding_is_refused():
    server = postgres.needed() and postgres.shared()
    server.tell("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'")
    try:
        with pytest.raises(Misconfigured, match="every script"):
            open_store(server.url("latin"), create=True)
    finally:
        server.tell("DROP DATABASE latin WITH (FORCE)")


def test_who_may_not_write_is_told_so(url):
    server = postgres.shared()
    server.tell("DROP ROLE IF EXISTS reader")
    server.tell("CREATE ROLE reader LOGIN IN ROLE pg_read_all_data")
    with closing(open_store(url.replace("//desk@", "//reader@"))) as store:
        assert names(store) == set()
        with pytest.raises(Misconfigured, match="may not be written to"), store.writing() as write:
            write.add_customer("Mei")
