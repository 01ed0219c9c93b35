"""Making a desk, and what this machine remembers of it."""

import sqlite3
import subprocess
import sys
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from agentconsole import __version__
from agentconsole.cli import app
from agentconsole.store.sqlite import open_store
from tests.cli.running import Program


def test_the_first_desk_becomes_the_default(program: Program, home: Path) -> None:
    ran = program("init", "--me", "@Ana", "--full-name", "Ana Silva", "--json")
    path = home / "data" / "agentconsole" / "desk.db"
    assert (ran.json["path"], ran.json["agent"]["handle"], ran.json["default"]) == (str(path), "ana", True)
    written = tomllib.loads((home / "config.toml").read_text())
    assert written == {"desks": {"desk": {"path": str(path), "me": "ana"}}, "default_desk": "desk"}
    assert program("inbox", "--json").json == []


def test_a_desk_is_never_made_over_another(program: Program, desk: Path) -> None:
    before = desk.read_bytes()
    ran = program("init", "--me", "eve", "--json")
    assert (ran.code, ran.error["code"]) == (6, "refused")
    assert str(desk) in ran.error["hint"]
    assert desk.read_bytes() == before


def test_a_second_desk_leaves_the_default_alone(program: Program, desk: Path, home: Path) -> None:
    before = (home / "config.toml").read_text()
    other = home / "other" / "team.db"
    ran = program("init", "--desk", other, "--me", "zoe")
    assert ran.out == f"Made the desk “team” at {other}. You are @zoe.\n"
    assert "--desk" in ran.err
    assert (home / "config.toml").read_text() == before
    assert program("--desk", other, "agents", "-F", "ids").out == "zoe\n"


def test_a_handle_nobody_can_have_makes_no_desk(program: Program, home: Path) -> None:
    ran = program("init", "--me", "a b", "--json")
    assert ran.code == 2
    assert not (home / "data").exists()


def test_a_plain_name_makes_a_desk_among_the_data(program: Program, home: Path) -> None:
    assert program("init", "--desk", "work", "--me", "ana").code == 0
    assert (home / "data" / "agentconsole" / "work.db").is_file()
    assert program("inbox", "--desk", "work", "--json").json == []


@pytest.mark.parametrize("words", [("--desk", "work"), ("--name", "work", "--desk", "./w.db")])
def test_a_desk_that_was_named_is_known_by_its_name_though_it_is_not_the_default(
    program: Program, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = program("init", *words, "--me", "zoe")
    assert (ran.code, ran.err) == (0, "It is not the default. To use it: --desk work\n")
    program("--desk", "work", "agent", "add", "yan")
    assert program("--desk", "work", "inbox", "--json").json == []  # as zoe, who made it
    assert program("agents", "-F", "ids").out == "ana\nben\npriya\n"


@pytest.mark.parametrize(("name", "said"), [("desk", "Another desk is called desk"), ("a b", "cannot be")])
def test_a_name_that_cannot_be_had_makes_no_desk(
    program: Program, desk: Path, home: Path, name: str, said: str
) -> None:
    ran = program("init", "--me", "zoe", "--name", name, "--desk", home / "other.db", "--json")
    assert (ran.code, said in ran.error["message"]) == (2, True)
    assert not (home / "other.db").exists()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no place here where nothing can be made")
def test_a_desk_is_made_though_nothing_can_be_written_down_about_it(
    program: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGENTCONSOLE_CONFIG", "/proc/nowhere/config.toml")
    ran = program("init", "--me", "zoe", "--desk", home / "other.db")
    assert (ran.code, "cannot be" in ran.err) == (0, True)
    assert program("--desk", home / "other.db", "agents", "-F", "ids").out == "zoe\n"


def test_of_many_who_make_a_desk_at_once_one_has_made_it(home: Path) -> None:
    path = home / "race.db"
    words = [sys.executable, "-m", "agentconsole", "--desk", str(path), "init", "--me"]
    running = [subprocess.Popen([*words, f"a{n}"], stderr=subprocess.DEVNULL) for n in range(6)]
    codes = [one.wait() for one in running]
    assert sorted(codes) == [0, 6, 6, 6, 6, 6]
    with closing(open_store(path)) as store, store.reading() as read:
        assert [agent.handle for agent in read.agents()] == [f"a{codes.index(0)}"]


def test_an_empty_file_is_said_to_be_one(program: Program, home: Path) -> None:
    empty = home / "empty.db"
    empty.touch()
    ran = program("--desk", empty, "inbox", "--json")
    assert "is empty" in ran.error["message"]
    assert "remove it, then agentconsole" in ran.error["hint"]


def test_the_configuration_can_be_found_shown_and_changed(program: Program, desk: Path, home: Path) -> None:
    assert program("config", "path").out == f"{home / 'config.toml'}\n"
    assert program("config", "set", "undo_seconds", "30").code == 0
    assert program("config", "set", "me", "ben").code == 0
    assert program("config", "show", "--json").json["undo_seconds"] == 30
    assert 'me = "ben"' in program("config", "show").out.splitlines()
    wrong = program("config", "set", "undo_seconds", "soon", "--json")
    assert wrong.code == 2
    unknown = program("config", "set", "undo_secnds", "30", "--json")
    assert unknown.code == 2
    assert program("config", "show", "--json").json["undo_seconds"] == 30


def test_verify_says_what_is_where_and_that_all_is_well(program: Program, desk: Path) -> None:
    ran = program("verify", "--json")
    assert ran.code == 0
    found = {finding["name"]: finding["value"] for finding in ran.json}
    assert found["version"] == __version__
    assert found["desk"] == str(desk)
    assert found["agents"] == "@ana, @ben, @priya"
    assert all(finding["ok"] for finding in ran.json)


def test_verify_finds_what_does_not_follow_from_the_entries(program: Program, desk: Path) -> None:
    program("claim", 2)
    with closing(sqlite3.connect(desk)) as connection, connection:
        connection.execute(
            """UPDATE conversation SET state = replace(state, '"ana"', '"eve"') WHERE id = 2"""
        )
    ran = program("verify", "--json")
    assert ran.code == 1
    wrong = [finding["value"] for finding in ran.json if not finding["ok"]]
    assert any("#2" in sentence for sentence in wrong)


def test_verify_finds_a_desk_that_is_damaged_or_gone(program: Program, desk: Path) -> None:
    data = bytearray(desk.read_bytes())
    data[4096 * 3 : 4096 * 3 + 512] = bytes(512)
    desk.write_bytes(data)
    assert program("verify").code == 1
    desk.unlink()
    ran = program("verify", "--json")
    assert ran.code == 1
    assert "There is no desk" in ran.json[-1]["value"]


def test_the_version_is_said(program: Program) -> None:
    assert program("--version").out == f"agentconsole {__version__}\n"


def test_help_lists_every_command_with_what_it_does(program: Program) -> None:
    for flag in ("--help", "-h"):
        told = program(flag).out
        for name in app.ROSTER:
            assert f"\n  {name.split()[0]} " in told, name
    assert "Usage: agentconsole ask" in program("ask", "-h").out


@pytest.mark.parametrize("name", sorted(app.ROSTER))
def test_every_command_explains_itself_and_takes_the_shared_options(program: Program, name: str) -> None:
    ran = program(*name.split(), "--help")
    assert ran.code == 0
    for option in ("--desk", "--as", "--format", "--json", "--help"):
        assert option in ran.out


def test_the_keys_of_the_console_are_listed(program: Program) -> None:
    keys = {key["action"]: key["keys"] for key in program("keys", "--json").json}
    assert keys["conversation.reply"] == "r"
