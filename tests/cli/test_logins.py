"""Logging in to a team server by command, being somebody there, and what waits for it."""

import tomllib
from pathlib import Path

import keyring
import pytest

from agentconsole.client.home import Home
from agentconsole.server import hub
from agentconsole.settings import keyrings, secretfile
from tests.cli.running import Program, done, refused
from tests.desk.contract import owned
from tests.make import Clock
from tests.servers.proxy import before
from tests.servers.team import team_on_sqlite
from tests.settings.test_secrets import Hanging, Kept


@pytest.fixture
def ring():
    was, kept = keyring.get_keyring(), Kept()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(was)


@pytest.fixture
def team(home, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(hub, "LOOK_SECONDS", 0.05)
    with team_on_sqlite(tmp_path) as team:
        yield team


def logged_in(program, team, *more):
    return done(program("login", team.url, "--name", "work", *more, "--json", stdin=f"{team.token()}\n"))


def configured(home: Path) -> dict:
    return tomllib.loads((home / "config.toml").read_text())


def test_whoever_logs_in_is_known_and_the_first_server_is_the_default(team, program: Program, home, ring):
    ran = program("login", team.url, "--name", "work", "--json", stdin=f"{team.token()}\n")
    assert (ran.code, ran.json["agent"]["handle"], ran.json["default"]) == (0, "ana", True)
    assert configured(home) == {"default_desk": "work", "desks": {"work": {"url": team.url, "me": "ana"}}}
    assert keyrings.get("desk.work") == team.token()
    me = done(program("whoami", "--json")).json
    assert (me["agent"]["handle"], me["scope"], me["url"], me["name"]) == ("ana", "act", team.url, "work")
    assert done(program("inbox", "all", "--json")).json == []
    (desk,) = done(program("desks", "--json")).json
    assert (desk["name"], desk["default"], desk["waiting"], desk["stopped"]) == ("work", True, 0, 0)
    everything = "".join(each.read_text("utf-8", "replace") for each in home.rglob("*") if each.is_file())
    assert team.token() not in ran.out + ran.err + everything


def test_a_token_that_is_not_good_changes_nothing(team, program: Program, home, ring):
    assert refused(program("login", team.url, "--json", stdin="acs_wrong\n"), 4)["code"] == "not_logged_in"
    assert refused(program("login", team.url, "--json"), 2)["message"] == "No token was given"
    assert not (home / "config.toml").exists()
    assert ring.words == {}


def test_without_a_keyring_three_ways_are_told_and_each_of_them_works(
    team, program: Program, home, tmp_path, monkeypatch
):
    was, hanging = keyring.get_keyring(), Hanging()
    keyring.set_keyring(hanging)
    monkeypatch.setattr(keyrings, "SECONDS", 0.1)
    ran = refused(program("login", team.url, "--json", stdin=f"{team.token()}\n"), 4)
    hanging.over.set()
    keyring.set_keyring(was)
    assert all(way in ran["hint"] for way in ("--token-command", "AGENTCONSOLE_TOKEN", "--in-file"))
    assert not (home / "config.toml").exists()
    (tmp_path / "token").write_text(f"{team.token()}\n")
    done(
        program(
            "login", team.url, "--name", "one", "--token-command", f"cat '{tmp_path / 'token'}'", "--json"
        )
    )
    assert done(program("--desk", "one", "whoami", "--json")).json["agent"]["handle"] == "ana"
    monkeypatch.setenv("AGENTCONSOLE_TOKEN", team.token("ben"))
    assert done(program("--desk", team.url, "whoami", "--json")).json["agent"]["handle"] == "ben"
    monkeypatch.delenv("AGENTCONSOLE_TOKEN")
    where = ("--token-file", tmp_path / "token", "--in-file")
    assert program("login", team.url, "--name", "two", *where, "--json").code == 0
    assert secretfile.read("desk.two") == team.token()
    assert done(program("--desk", "two", "whoami", "--json")).json["agent"]["handle"] == "ana"


@pytest.mark.parametrize("text", ["", "\n\n", "  \ntoken\n"])
def test_a_file_without_a_token_is_named(program: Program, home, tmp_path, text):
    (tmp_path / "token").write_text(text)
    said = ("login", "https://desk.example.org", "--token-file", tmp_path / "token", "--json")
    assert "its first line is empty" in refused(program(*said), 2)["message"]


def test_nobody_acts_as_somebody_else(team, program: Program, ring, monkeypatch):
    program("login", team.url, stdin=f"{team.token()}\n")
    done(program("--as", "@Ana", "inbox", "--json"))
    assert "logged in as @ana" in refused(program("--as", "ben", "inbox", "--json"))["message"]
    monkeypatch.setenv("AGENTCONSOLE_AS", "ben")
    assert refused(program("inbox", "--json"))["code"] == "refused"


def test_a_name_that_is_taken_and_an_address_that_is_none_are_refused(team, program: Program, ring):
    program("login", team.url, "--name", "work", stdin=f"{team.token()}\n")
    other = ("login", "https://other.example.org", "--name", "work", "--json")
    assert "is called work" in refused(program(*other, stdin="x\n"), 2)["message"]
    assert refused(program("login", "desk.example.org", "--json", stdin="x\n"), 2)["code"] == "configuration"
    plain = program("login", "http://desk.example.org", "--json", stdin="x\n")
    assert "--unencrypted" in refused(plain, 2)["hint"]


def test_what_is_written_offline_waits_and_is_listed_and_logging_out_does_not_lose_it(
    team, program: Program, home, ring
):
    number = owned(team.desk, Clock())
    with before(team.url) as line:
        program("login", line.url, "--name", "work", stdin=f"{team.token()}\n")
        done(program("show", number, "--json"))
        line.down = True
        line.break_off()
        shown = program("show", number, "--json")
        assert (shown.code, "This is as it was on" in shown.err) == (0, True)
        ran = program("reply", number, "-t", "Dear Mei", "--json")
        assert (ran.code, ran.json) == (0, {"waits": True, "conversation": number})
        assert "One thing that was written for" in refused(program("logout", "--json"))["message"]
        assert "do not give it again" in program("note", number, "-t", "x").err
        waiting = done(program("kept", "--json")).json
        assert [(each["command"], each["text"], each["stopped"]) for each in waiting] == [
            ("reply", "Dear Mei", None),
            ("note", "x", None),
        ]
        assert done(program("desks", "--json")).json[0]["waiting"] == 2
        assert refused(program("logout", "--json"))["code"] == "refused"
        assert refused(program("claim", number, "--json"), 3)["code"] == "unavailable"
        assert program("whoami").code == 3
        program("kept", "--drop", waiting[1]["id"])
        line.down = False
        done(program("inbox", "--json"))
    said = [each.text for each in team.desk.thread(number).items if each.kind in ("message", "note")]
    assert said == ["I was charged twice", "Dear Mei"]


def test_logging_out_leaves_neither_the_token_nor_what_was_seen(team, program: Program, home, ring):
    program("login", team.url, "--name", "work", stdin=f"{team.token()}\n")
    done(program("agents", "--json"))
    assert Home(team.url).seen("ana").exists()
    assert program("logout", "--json").json == {"name": "work"}
    assert [each for each in home.rglob("*.seen.db*") if each.stat().st_size] == []
    assert list(home.rglob("*.me.json")) == []
    assert ring.words == {}
    assert refused(program("agents", "--json"), 4)["code"] == "not_logged_in"


def test_what_is_done_where_the_server_runs_is_said(team, program: Program, ring):
    program("login", team.url, "--name", "work", stdin=f"{team.token()}\n")
    assert "is a team server" in refused(program("sync", "--json"), 2)["message"]
    verified = program("verify", "--json")
    assert (verified.code, f"desk at {team.url}" in verified.out) == (0, True)
