"""The contract over a database."""

import pytest

from agentconsole.desk.check import differences
from agentconsole.desk.local import LocalDesk
from tests.desk.contract import DeskContract, join
from tests.desk.contract_delivering import DeliveringContract
from tests.desk.contract_knowing import KnowingContract
from tests.desk.contract_team import TeamContract
from tests.make import Clock
from tests.servers import postgres


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(clock):
    with postgres.fresh() as url:
        from agentconsole.store.postgres import open_store

        desk = LocalDesk(open_store(url), clock=clock)
        join(desk)
        yield desk
        assert list(differences(desk.store)) == []
        desk.close()


@pytest.mark.slow
class TestLocalDesk(DeskContract, DeliveringContract, KnowingContract, TeamContract):
    pass
