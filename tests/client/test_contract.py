"""The contract over a line: a real server on a real socket, and a desk for whoever acts."""

import pytest

from agentconsole.desk.check import differences
from agentconsole.model.errors import NotFound, Refused
from tests.client.several import SeveralDesks
from tests.desk.contract import DeskContract, Kept, Voice
from tests.desk.contract_delivering import DeliveringContract
from tests.desk.contract_knowing import Facts, KnowingContract, Reads
from tests.desk.contract_team import TeamContract
from tests.make import Clock
from tests.servers.team import team_on_postgres, team_on_sqlite


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(clock, team):
    desks = SeveralDesks(team)
    yield desks
    desks.close()
    assert list(differences(team.desk.store)) == []


class OverSqlite:
    @pytest.fixture
    def team(self, tmp_path, clock, quick):
        with team_on_sqlite(tmp_path, clock=clock) as team:
            yield team


class OverPostgres:
    @pytest.fixture
    def team(self, clock, quick):
        with team_on_postgres(clock=clock) as team:
            yield team


class Team(TeamContract):
    """Where a server says no before the desk is asked, by what a token is good for, it does in its words."""

    def test_tokens_are_ones_own_and_an_admins(self, desk, clock):
        mine = desk.make_token("ben", name="mine", by="ben").token
        for attempt in (
            lambda: desk.make_token("ana", name="x", by="ben"),
            lambda: desk.revoke_token(mine.id, by="priya"),
        ):
            with pytest.raises(Refused) as refusal:
                attempt()
            assert refusal.value.rule == "scope"
        self.admin(desk)
        theirs = desk.make_token("priya", name="bot", by="ana").token
        assert (theirs.agent, theirs.made_by) == ("priya", "ana")
        assert [each.id for each in desk.tokens()] == [theirs.id, mine.id]
        assert desk.revoke_token(mine.id, by="ana").revoked_at == clock()
        with pytest.raises(NotFound):
            desk.revoke_token(999, by="ana")

    def test_a_token_has_a_name_an_agent_and_a_future(self, desk, clock):
        self.admin(desk)
        super().test_a_token_has_a_name_an_agent_and_a_future(desk, clock)


class TestOverSqlite(OverSqlite, Voice, Kept, Facts, Reads):
    """A part of it, in every plain run."""


@pytest.mark.slow
class TestAllOverSqlite(OverSqlite, DeskContract, DeliveringContract, KnowingContract, Team):
    pass


@pytest.mark.slow
class TestOverPostgres(OverPostgres, DeskContract, DeliveringContract, KnowingContract, Team):
    pass
