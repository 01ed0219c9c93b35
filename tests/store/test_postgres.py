"""The contract of every store, kept by a PostgreSQL database."""

from contextlib import ExitStack

import pytest

from tests.servers import postgres
from tests.store.contract import StoreContract
from tests.store.contract_search import SearchContract
from tests.store.contract_sessions import SessionContract


@pytest.fixture
def new_store():
    postgres.needed()
    from agentconsole.store.postgres import open_store

    with ExitStack() as ending:

        def new():
            store = open_store(ending.enter_context(postgres.fresh()))
            ending.callback(store.close)
            return store

        yield new


@pytest.fixture
def url():
    with postgres.fresh() as url:
        yield url


@pytest.fixture
def store(url):
    from agentconsole.store.postgres import open_store

    store = open_store(url)
    yield store
    store.close()


@pytest.fixture
def address(url):
    return url


class TestSessions(SessionContract, SearchContract):
    """What a database does in its own way: at every run."""


@pytest.mark.slow
class TestPostgres(StoreContract):
    """A database keeps them all."""
