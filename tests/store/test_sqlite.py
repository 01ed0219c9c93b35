"""The contract of every store, kept by a SQLite file."""

from itertools import count

import pytest

from agentconsole.store.sqlite import open_store
from tests.store.contract import StoreContract


@pytest.fixture
def new_store(tmp_path):
    made, numbers = [], count()

    def new():
        made.append(open_store(tmp_path / f"{next(numbers)}.desk", create=True))
        return made[-1]

    yield new
    for store in made:
        store.close()


@pytest.fixture
def store(new_store):
    return new_store()


@pytest.fixture
def address(store):
    return f"sqlite:{store.path}"


class TestSqlite(StoreContract):
    """A file keeps them all."""
