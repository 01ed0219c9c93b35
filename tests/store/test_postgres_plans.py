"""Every list is read from an index in its order: only what was merged is sorted, and no table is walked."""

import re
from contextlib import closing

import pytest

from tests.servers import postgres
from tests.store.keep import keeping, some
from tests.store.test_sqlite_plans import READS

pytest.importorskip("psycopg", reason="psycopg is not installed")

from agentconsole.store.postgres import open_store
from agentconsole.store.postgres.dialect import spoken

SMALL = {"agent"}
"""What may be walked: the few colleagues."""
MERGED = {"history of a kind", "conversations of", "latest conversation"}
UNSORTED = [name for name in READS if "merged" not in name and "search" not in name and name not in MERGED]
"""Several histories are merged by a sort of one page of each; what the index of words finds has no order."""


@pytest.fixture(scope="module")
def store():
    postgres.needed()
    with postgres.fresh() as url, closing(open_store(url)) as store:
        keeping(store, some)
        yield store


def plans(store, ask, monkeypatch):
    """The plan of every statement a read runs, by a planner that walks and sorts only what it must."""
    from agentconsole.store.postgres.asking import Asking

    asked = []
    execute = Asking._execute

    def remember(self, sql, values, **more):
        asked.append((sql, values))
        return execute(self, sql, values, **more)

    with monkeypatch.context() as patch, store.reading() as read:
        patch.setattr(Asking, "_execute", remember)
        ask(read)
    with store.reading() as read:
        for given in ("enable_seqscan = off", "enable_sort = off", "enable_bitmapscan = off"):
            read._line.connection.execute(f"SET LOCAL {given}".encode())
        for sql, values in asked:
            rows = read._line.connection.execute(b"EXPLAIN " + spoken(sql, values), [*values]).fetchall()
            yield "\n".join(row[0] for row in rows)


@pytest.mark.parametrize("name", READS)
def test_no_table_is_walked(store, name, monkeypatch):
    found = list(plans(store, READS[name], monkeypatch))
    assert found
    for plan in found:
        assert set(re.findall(r"Seq Scan on (\w+)", plan)) <= SMALL, plan


@pytest.mark.parametrize("name", UNSORTED)
def test_it_is_read_in_the_order_of_an_index(store, name, monkeypatch):
    for plan in plans(store, READS[name], monkeypatch):
        assert "Sort" not in plan, plan
