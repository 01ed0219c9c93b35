"""The contract over a line: a real server on a real socket, and a desk for whoever acts."""

import pytest

from agentconsole.desk.check import differences
from tests.client.several import SeveralDesks
from tests.desk.contract import DeskContract
from tests.desk.contract_knowing import KnowingContract
from tests.desk.contract_team import TeamContract
from tests.make import Clock
from tests.servers.team import team_on_sqlite


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(tmp_path, clock):
    with team_on_sqlite(tmp_path, clock=clock) as team:
        desks = SeveralDesks(team)
        yield desks
        desks.close()
        assert list(differences(team.desk.store)) == []


class TestRemoteDesk(DeskContract, KnowingContract, TeamContract):
    pass
