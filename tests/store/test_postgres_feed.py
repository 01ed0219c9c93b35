"""The feed of changes: whoever follows it misses nothing, however many write."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from agentconsole.model.errors import Unavailable
from tests.servers import postgres
from tests.store.keep import keeping

ROOT = Path(__file__).parents[2]
WRITERS, EACH = 16, 12


@pytest.fixture
def url():
    with postgres.fresh() as url:
        yield url


def opened(url, **given):
    from agentconsole.store.postgres import open_store

    return closing(open_store(url, **given))


def follow(url, until):
    """All positions, as one sees them who always asks for what came after the last."""
    seen = []
    with opened(url, connections=1) as store:
        while len(seen) < until:
            assert store.wait(seen[-1] if seen else 0, seconds=60), "nothing more came"
            with store.reading() as read:
                seen += [change.position for change in read.changes(seen[-1] if seen else 0, limit=7)]
    return seen


def test_a_follower_sees_every_position_once_and_in_order_beside_sixteen_writers(url):
    """Some come to nothing, some have several changes, some hold their turn for a while."""
    start = threading.Barrier(WRITERS)

    def write(number):
        with opened(url, connections=1) as store:
            start.wait()
            for n in range(EACH):
                if n % 4 == 3:
                    with pytest.raises(ZeroDivisionError), store.writing() as failing:
                        failing.note_change("agent", by="nobody")
                        raise ZeroDivisionError
                with store.writing() as turn:
                    for _ in range(1 + n % 3):
                        turn.note_change("agent", by=f"{number}.{n}")
                    if n % 5 == number % 5:
                        time.sleep(0.002)  # a turn that takes its time, as an import's does

    expected = WRITERS * sum(1 + n % 3 for n in range(EACH))
    with ThreadPoolExecutor(WRITERS + 2) as pool:
        followers = [pool.submit(follow, url, expected) for _ in range(2)]
        list(pool.map(write, range(WRITERS)))
        for follower in followers:
            assert follower.result(timeout=60) == list(range(1, expected + 1))
    with opened(url) as store, store.reading() as read:
        changes = read.changes(0, limit=1000)
        assert {change.by for change in changes} == {f"{w}.{n}" for w in range(WRITERS) for n in range(EACH)}
        turns = [change.by for change in changes]
        assert [by for by, before in zip(turns, ["", *turns], strict=False) if by != before] == list(
            dict.fromkeys(turns)
        ), "the changes of one turn stand together"


@pytest.mark.slow
def test_sixteen_programs_write_and_a_follower_misses_nothing(url):
    with opened(url) as store:
        customer = keeping(store, lambda keep: keep.customer())
        number = keeping(store, lambda keep: _begun(keep, customer))
        command = [sys.executable, "-m", "tests.store.writer", url, str(number)]
        programs = [subprocess.Popen([*command, str(n), "10"], cwd=ROOT) for n in range(16)]
        assert follow(url, 161) == list(range(1, 162))
        assert [program.wait(timeout=60) for program in programs] == [0] * 16
        with store.reading() as read:
            assert [entry.version for entry in read.entries_of(number)] == list(range(1, 162))


def _begun(keep, customer):
    number = keep.begin(customer)
    keep.say(number, "begun")
    return number


def _tell(url, sql):
    """As another program does, past the store."""
    import psycopg

    with closing(psycopg.connect(url, autocommit=True)) as line:
        line.execute(sql)


def test_all_who_wait_share_one_line_and_are_told_at_once(url):
    with opened(url, connections=2) as store, ThreadPoolExecutor(30) as pool:
        waiting = [pool.submit(store.wait, 0, seconds=30) for _ in range(30)]
        keeping(store, lambda keep: keep.write.note_change("agent", by="ana"))
        assert [each.result(timeout=30) for each in waiting] == [True] * 30
        assert len([one for one in threading.enumerate() if one.name == "desk-changes"]) == 1


def test_what_is_told_is_a_position_and_nothing_else(url):
    import psycopg

    with (
        closing(psycopg.connect(url, autocommit=True)) as line,
        opened(url) as store,
    ):
        line.execute("LISTEN agentconsole")
        keeping(store, lambda keep: keep.event(keep.customer("Mei Tan"), "secret"))
        keeping(store, lambda keep: keep.customer("Li"))  # nothing to tell of
        keeping(store, lambda keep: [keep.write.note_change("agent", by="ana") for _ in range(3)])
        assert [each.payload for each in line.notifies(timeout=30, stop_after=2)] == ["1", "4"]
        assert list(line.notifies(timeout=0)) == []


def test_a_change_is_noticed_without_a_word_of_it(url, monkeypatch):
    """A word can be lost with the line it goes on."""
    from agentconsole.store.postgres import listening

    monkeypatch.setattr(listening, "LOOK", 0.05)
    with opened(url) as store, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(store.wait, 0, seconds=30)
        postgres.shared().tell(
            "INSERT INTO change (at, kind, entry_kind) VALUES (1, 'agent', '')",
            url.partition("?")[0].rpartition("/")[2],
        )
        assert waiting.result(timeout=30) is True


@pytest.mark.slow
def test_who_waits_is_told_when_the_server_is_gone_and_hears_again_when_it_is_back():
    with postgres.running() as server, ExitStack() as ending, server.database() as url:
        store = ending.enter_context(opened(url))
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(store.wait, 0, seconds=60)
            while store._listening._thread is None:
                time.sleep(0.01)
            server.stop()
            with pytest.raises(Unavailable):
                waiting.result(timeout=30)
            server.start()
            waiting = pool.submit(store.wait, 0, seconds=60)
            keeping(store, lambda keep: keep.write.note_change("agent", by="ana"))
            assert waiting.result(timeout=30) is True
        ending.close()
