"""The contract over the embedded store, and what only a local desk has."""

import pytest

from agentconsole.desk.check import differences
from agentconsole.desk.local import LocalDesk
from agentconsole.store.sqlite import open_store
from tests.desk.contract import DeskContract, join
from tests.desk.contract_delivering import DeliveringContract
from tests.desk.contract_knowing import KnowingContract
from tests.desk.contract_team import TeamContract
from tests.make import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(tmp_path, clock):
    desk = LocalDesk(open_store(tmp_path / "desk.db", create=True), clock=clock)
    join(desk)
    yield desk
    assert list(differences(desk.store)) == []
    desk.close()


class TestLocalDesk(DeskContract, DeliveringContract, KnowingContract, TeamContract):
    pass
