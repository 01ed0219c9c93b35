"""One server for the tests of a module, and a customer who wrote."""

from datetime import UTC, datetime
from itertools import count

import pytest

from agentconsole.model.access import Scope
from agentconsole.model.commands import Receive
from tests.make import MEI
from tests.server.asking import Asking
from tests.servers.team import team_on_sqlite

_numbers = count(1)


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    with team_on_sqlite(tmp_path_factory.mktemp("team")) as team:
        yield team


@pytest.fixture
def asking(team):
    made = []

    def ask(agent="ana", scope=Scope.ACT, *, secret=""):
        made.append(Asking(team, agent, scope, secret=secret))
        return made[-1]

    yield ask
    for each in made:
        each.close()


@pytest.fixture
def ana(asking):
    return asking("ana")


@pytest.fixture
def matter(team):
    """A conversation of Mei's that nobody owns yet; its number."""
    return arrive(team.desk)


def arrive(desk, text="I was charged twice"):
    key = f"m{next(_numbers)}"
    received = Receive(
        channel="email",
        external_id=key,
        at=datetime.now(UTC),
        customer=MEI,
        direction="in",
        text=text,
        subject="Fee",
        keys=(key,),
        begins=True,
    )
    return desk.do(received).conversation.id
