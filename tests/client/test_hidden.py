"""What is restricted to others is not kept on one's own machine either."""

import pytest

from agentconsole.client.remote import connect
from agentconsole.model import commands
from agentconsole.model.errors import NotFound
from agentconsole.model.queries import Query
from tests.client.conftest import IMPATIENT
from tests.desk.contract import owned
from tests.make import Clock
from tests.servers.team import team_on_sqlite


def test_what_was_seen_is_forgotten_when_something_is_hidden(tmp_path, quick):
    with team_on_sqlite(tmp_path) as team:
        number = owned(team.desk, Clock())
        priya = connect(team.url, team.token("priya"), IMPATIENT)
        assert priya.thread(number).items
        assert priya.search(Query(words=("charged",))).items
        start = priya.latest()
        assert priya.changes(start) == ()
        team.desk.do(commands.Restrict(conversation=number), by="ana")
        assert priya.wait(start, seconds=20)
        assert [change.hides for change in priya.changes(start)] == [True]
        with pytest.raises(NotFound):
            priya.thread(number)
        team.stop()
        for gone in (lambda: priya.thread(number), lambda: priya.search(Query(words=("charged",)))):
            with pytest.raises(Exception, match="was not looked at from here before"):
                gone()
        priya.close()
