"""A desk is read from a replica, and written only where its writes go."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from agentconsole.model.errors import Misconfigured
from tests.servers import postgres
from tests.store.keep import keeping

pytest.importorskip("psycopg", reason="psycopg is not installed")

from agentconsole.store.postgres import open_store

pytestmark = pytest.mark.slow


def test_a_replica_reads_along_tells_of_changes_and_takes_no_writes():
    with postgres.running() as primary, primary.database() as url, postgres.replica(primary) as follower:
        there = url.replace(str(primary.home).replace("/", "%2F"), str(follower.home).replace("/", "%2F"))
        with closing(open_store(url)) as store, closing(open_store(there)) as copy:
            with ThreadPoolExecutor(1) as pool:
                waiting = pool.submit(copy.wait, 0, seconds=30)
                customer = keeping(
                    store, lambda keep: keep.event(keep.customer("Mei Tan"), "Shipped").customer
                )
                assert waiting.result(timeout=30) is True
            with copy.reading() as read:
                assert read.customer(customer).name == "Mei Tan"
                assert [
                    entry.text for entry in read.history([1], before=None, after=None, limit=9).items
                ] == ["Shipped"]
            with pytest.raises(Misconfigured, match="may not be written to"), copy.writing():
                pass
            primary.stop()
            with copy.reading() as read:
                assert read.latest() == 1
            primary.start()


def test_a_replica_that_takes_over_takes_writes_from_then_on():
    """The address names both: the driver finds the one that may be written to."""
    with postgres.running() as primary, primary.database() as url, postgres.replica(primary) as follower:
        hosts = f"{primary.home},{follower.home}".replace("/", "%2F")
        name = url.partition("?")[0]
        both = f"{name}?host={hosts}&target_session_attrs=read-write"
        with closing(open_store(both)) as store:
            assert keeping(store, lambda keep: keep.event(keep.customer("Mei Tan"))).customer == 1
            _until_same(primary, follower)
            primary.stop()
            follower.tell("SELECT pg_promote()")
            assert keeping(store, lambda keep: keep.event(keep.customer("Li"))).customer == 2
            with store.reading() as read:
                assert [change.position for change in read.changes(0, limit=9)] == [1, 2]
            primary.start()


def _until_same(primary, follower):
    until = time.monotonic() + 30
    (written,) = primary.tell("SELECT pg_current_wal_lsn()")
    while follower.tell("SELECT pg_last_wal_replay_lsn()") < [written]:
        assert time.monotonic() < until
        time.sleep(0.02)
