"""`kill -9`, of the server and of the console, at any moment: what was written arrives once."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from agentconsole.client.remote import connect
from agentconsole.model import commands
from agentconsole.model.access import Role
from tests.client.killed import QUICK
from tests.desk.contract import owned
from tests.make import Clock
from tests.servers.ports import free_ports
from tests.servers.team import team_on_sqlite

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def writing(url, token, number, first, last):
    """A console in a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(HERE / "killed.py"), url, token, str(number), str(first), str(last)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def notes(desk, number):
    return [each.text for each in desk.thread(number, limit=10_000).items if each.kind == "note"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_console_that_is_killed_while_it_sends_has_sent_each_thing_once(tmp_path, quick, seed):
    chance = random.Random(seed)
    with team_on_sqlite(tmp_path) as team:
        number = owned(team.desk, Clock())
        done = 0
        for _ in range(5):
            process = writing(team.url, team.token("ana"), number, done, 10_000)
            for _ in range(chance.randrange(1, 25)):
                said = process.stdout.readline()
            process.send_signal(signal.SIGKILL)
            rest = process.stdout.read().split()
            process.wait(20)
            process.stdout.close()
            told = int(rest[-1]) if rest else int(said)
            _send_the_rest(team, number)
            written = notes(team.desk, number)
            assert written == [str(n) for n in range(len(written))]
            assert len(written) in (
                told + 1,
                told + 2,
            )  # the last one may have been done, and nobody was told
            done = len(written)


def _send_the_rest(team, number):
    """The next console, opened and left."""
    desk = connect(team.url, team.token("ana"))
    desk.conversation(number)
    desk.close()


class Server:
    """`agentconsole serve` in a process of its own, on a port that stays."""

    def __init__(self, desk: Path) -> None:
        self.desk, (self.port,) = desk, free_ports(1)
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "agentconsole", "--desk", str(self.desk)),
                *("serve", "--port", str(self.port), "--rate", "0"),
            ],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr is not None
        assert "is served at" in self.process.stderr.readline()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(20)
        self.process.stderr.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_a_server_that_is_killed_again_and_again_loses_and_doubles_nothing(tmp_path, quick, seed):
    chance = random.Random(seed)
    with team_on_sqlite(tmp_path) as team:
        team.desk.do(commands.AddAgent(handle="ana", role=Role.ADMIN))
        number, token = owned(team.desk, Clock()), team.token("ana")
        server = Server(tmp_path / "desk.db")
        process = writing(server.url, token, number, 0, 60)
        try:
            for _ in range(4):
                for _ in range(chance.randrange(1, 8)):
                    process.stdout.readline()
                server.kill()
                server.start()
            assert process.wait(60) == 0
            desk = connect(server.url, token, QUICK)
            desk.conversation(number)
            desk.close()
            assert notes(team.desk, number) == [str(n) for n in range(60)]
        finally:
            process.kill()
            process.stdout.close()
            process.wait(20)
            server.kill()
