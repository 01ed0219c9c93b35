"""A server that ends quickly, a line to it that can be spoilt, and a desk that is soon tired of waiting."""

import pytest

from agentconsole.client.http import Waits
from agentconsole.client.remote import connect
from agentconsole.server import hub
from tests.client.bad_days import Day
from tests.servers import proxy
from tests.servers.team import team_on_sqlite

IMPATIENT = Waits(connect=1, read=1, whole=5, silent=1.2, again=(0.02, 0.05), longest=0.2, login=0.1)
"""A part of the usual: what takes half a minute there takes a few seconds here."""


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(hub, "LOOK_SECONDS", 0.05)


@pytest.fixture
def day(tmp_path, quick, monkeypatch):
    """Ana's console, a conversation of hers, and the line in between."""
    monkeypatch.setattr(hub, "KEEP_ALIVE_SECONDS", 0.2)
    with team_on_sqlite(tmp_path) as team, proxy.before(team.url) as line:
        day = Day(team, line, lambda: connect(line.url, team.token("ana"), IMPATIENT))
        yield day
        day.close()
