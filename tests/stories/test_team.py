"""A team on many machines: a server, the owner's console, a specialist's, and a lead's board over SSH."""

import json
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model.access import Role
from agentconsole.model.commands import AddAgent
from agentconsole.store.postgres import open_store as open_database
from tests.servers import postgres, sshd
from tests.servers.ports import free_ports
from tests.stories.desks import ask_priya, bring_in
from tests.stories.terminal import AGENTCONSOLE, Terminal, has_tmux, run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not has_tmux(), reason="tmux is not installed")]

ROOT = Path(__file__).parents[2]
PATIENCE = 30
ANSWER = "You were charged twice, and the fee is on its way back."


@pytest.fixture(params=["sqlite", "postgres"])
def desk(request, tmp_path):
    """Mei waits for Ana; Priya knows about money; Lea leads the team."""
    if request.param == "sqlite":
        yield made(str(tmp_path / "desk.db"), tmp_path)
    else:
        with postgres.fresh() as url:
            there = LocalDesk(open_database(url))
            there.do(AddAgent(handle="ana", full_name="Ana Costa", role=Role.ADMIN))
            there.close()
            yield filled(url, tmp_path)


def made(desk, tmp_path):
    run(desk, "init", "--me", "ana", "--full-name", "Ana Costa")
    return filled(desk, tmp_path)


def filled(desk, tmp_path):
    run(desk, "agent", "add", "priya", "--full-name", "Priya Nair", "--skill", "billing")
    run(desk, "agent", "add", "lea", "--full-name", "Lea Brandt", "--role", "lead")
    bring_in(
        desk,
        tmp_path,
        {
            "channel": "chat",
            "external_id": "c1",
            "at": "2026-11-17T09:12:00Z",
            "customer": {"name": "Mei Tan", "handle": "chat:mei"},
            "conversation": "fee",
            "subject": "Baggage fee charged twice",
            "direction": "in",
            "text": "I was charged again for the same bag.",
        },
    )
    run(desk, "claim", "1")
    return desk


class Team:
    """A server, and the secrets that let people in."""

    def __init__(self, desk, tmp_path):
        self.desk = desk
        self.tmp_path = tmp_path
        (self.port,) = free_ports(1)
        self.url = f"http://127.0.0.1:{self.port}"
        self.tokens = {
            who: run(desk, "token", "create", f"@{who}", "--name", "story", by="ana").strip()
            for who in ("ana", "priya", "lea")
        }
        self.process = None

    def start(self):
        words = [sys.executable, "-m", "agentconsole", "--desk", self.desk, "serve", "--port", str(self.port)]
        with (self.tmp_path / "server.log").open("ab") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE
        while not self._answers():
            said = (self.tmp_path / "server.log").read_text()
            assert self.process.poll() is None and time.monotonic() < until, said
            time.sleep(0.05)

    def _answers(self):
        try:
            with urlopen(f"{self.url}/readyz", timeout=PATIENCE) as answer:
                return answer.status == 200
        except OSError:
            return False

    def kill(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(PATIENCE)
            self.process = None


@pytest.fixture
def team(desk, tmp_path):
    team = Team(desk, tmp_path)
    team.start()
    yield team
    team.kill()


@contextmanager
def sitting(command, tmp_path, width, height, home, **env):
    (tmp_path / home).mkdir(exist_ok=True)
    places = {"HOME": str(tmp_path / home), "XDG_STATE_HOME": "", "XDG_DATA_HOME": "", "XDG_CACHE_HOME": ""}
    places["XDG_CONFIG_HOME"] = ""
    terminal = Terminal(command, tmp_path, width=width, height=height, **places, **env)
    try:
        yield terminal
    finally:
        terminal.close()


def console(team, who, tmp_path, width=120, height=40):
    command = f"{AGENTCONSOLE} --desk {team.url}"
    return sitting(command, tmp_path, width, height, who, AGENTCONSOLE_TOKEN=team.tokens[who])


@contextmanager
def board(team, tmp_path):
    """Lea's console over SSH, in a restricted account."""
    home = tmp_path / "lea"
    home.mkdir()
    env = {"HOME": str(home), "PYTHONPATH": str(ROOT), "AGENTCONSOLE_TOKEN": team.tokens["lea"], "TZ": "UTC"}
    command = f"{sys.executable} -m agentconsole --restricted --low-bandwidth --desk {team.url}"
    with sshd.running(command, **env) as server:
        terminal = Terminal(server.client(), tmp_path, width=80, height=24, LANG="C.UTF-8")
        try:
            yield terminal
        finally:
            terminal.close()


def test_one_ask_from_question_to_sent_reply_seen_live_by_all(team, tmp_path):
    with (
        console(team, "ana", tmp_path) as ana,
        console(team, "priya", tmp_path, 80, 24) as priya,
        board(team, tmp_path) as lea,
    ):
        lea.until("saved")
        lea.type("gl")
        lea.until("customers waiting 1")
        ana.until("Baggage fee")
        ana.press("Enter")
        ana.until("charged again for")
        ana.until("live")
        ask_priya(ana, "Was the fee charged twice?")

        lea.until("asks not answered 1")
        priya.until("2 asked 1")
        priya.type("2")
        priya.until("[asked 1]")
        priya.until("Baggage fee")
        priya.press("Enter")
        priya.until("Was the fee charged twice?")
        ana.until("Priya is looking")
        ana.until("seen")
        priya.type("a")
        priya.until("ctrl+s answer")
        priya.type("Yes, twice. It is refunded.")
        priya.press("Tab")
        priya.type(ANSWER)
        priya.press("C-s")
        ana.until("Yes, twice. It is refunded.")
        lea.until("asks not answered", gone=True)

        ana.type("t")
        ana.until(ANSWER[:30])
        ana.type(" Yours, Ana")
        priya.until("Ana writes")
        ana.press("C-s")
        ana.until("enter send")
        ana.press("Enter")
        ana.until("takes it back")
        priya.until("You were charged twice")
        lea.until("customers waiting", gone=True)
    assert "You were charged twice" in run(team.desk, "show", "1", "--json")


def test_a_reply_that_is_sent_while_the_server_is_gone_leaves_once_when_it_is_back(team, tmp_path):
    with console(team, "ana", tmp_path) as ana:
        ana.until("Baggage fee")
        ana.press("Enter")
        ana.until("charged again for")
        ana.until("live")
        ana.type("r")
        ana.type("Dear Mei, it is refunded.")
        ana.until("Dear Mei, it is refunded.")
        ana.until("saved")
        team.kill()
        ana.until("offline since")
        assert "charged again for" in ana.screen(), "what was read stays on the screen"
        ana.press("C-s")
        ana.until("enter send")
        ana.press("Enter")
        ana.until("Kept here: it goes out when the link is back")
        ana.until("waits   reply")
        ana.type("gk")
        ana.until("goes out when the link is back")
        ana.press("Escape")
        team.start()
        ana.until("live")
        ana.until("waits   reply", gone=True)
    said = json.loads(run(team.desk, "show", "1", "--json"))
    assert [each["text"] for each in said["entries"] if each["author"]["id"] == "ana" and each["text"]] == [
        "Dear Mei, it is refunded."
    ]


def test_a_lead_helps_and_takes_nothing(team, tmp_path):
    with board(team, tmp_path) as lea:
        lea.until("saved")
        lea.type("gl")
        lea.until("customers waiting 1")
        lea.press("Enter")
        lea.until("charged again for")
        last = lea.until("c note").rstrip().splitlines()[-1]
        assert "reply" not in last and "claim" not in last
        lea.type("r")
        lea.until("Ana Costa owns conversation #1")
        lea.press("Escape")
        lea.type("c")
        lea.until("for the team, never the customer")
        lea.type("She is a frequent flyer.")
        lea.press("C-s")
        lea.until("keep the note")
        lea.press("Enter")
        lea.until("keep the note", gone=True)
    assert "She is a frequent flyer." in run(team.desk, "show", "1")
