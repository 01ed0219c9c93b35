"""A restricted account: the console, commands that only read, and no way to anything else."""

import signal
from pathlib import Path

import pytest

from agentconsole.cli.app import ROSTER, Commands
from agentconsole.settings import confining
from tests.cli.running import Program

ELSEWHERE = ("--file", "-f", "--to", "--out", "--output", "--database")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, program: Program, desk: Path) -> Program:
    """Run what somebody asked of sshd, where sshd runs the restricted console by force."""

    def ask(line: str, *words: str) -> object:
        monkeypatch.setenv(confining.COMMAND, line)
        return program("--restricted", *words)

    return ask  # type: ignore[return-value]


def test_what_only_reads_can_be_asked_over_ssh(asked: Program) -> None:
    assert [each["id"] for each in asked("inbox all --json").json]
    assert asked("agentconsole inbox all --json").code == 0
    assert asked("agents --format ids").out == "ana\nben\npriya\n"


def test_no_other_command_can_be(asked: Program) -> None:
    for name in sorted(ROSTER.keys() - set(confining.READING)):
        ran = asked(f"{name} --help")
        assert ran.code == 6 and "is off here" in ran.err and ran.out == "", name


def test_no_program_can_be(asked: Program) -> None:
    for line in (
        "sh",
        "/bin/sh -c id",
        "scp -t /tmp",
        "/usr/lib/openssh/sftp-server",
        "inbox; id",
        "--desk other.db inbox",
        "$(id)",
        "-c id",
        "git-upload-pack x",
    ):
        ran = asked(line)
        assert ran.code in (2, 6) and ran.out == "" and "uid=" not in ran.err, line


def test_neither_another_desk_nor_another_name_can_be_asked_for(asked: Program) -> None:
    for option in ("--desk /tmp/other.db", "--desk=/tmp/other.db", "--as ben"):
        for command in ("inbox", "board", "search bag"):
            ran = asked(f"{command} {option}")
            assert ran.code == 6 and "is off here" in ran.err and ran.out == "", (command, option)


def test_a_line_that_cannot_be_split_is_refused(asked: Program) -> None:
    assert asked("inbox 'all").code == 2


def test_a_command_is_obeyed_only_where_restricted(monkeypatch: pytest.MonkeyPatch, program: Program) -> None:
    monkeypatch.setenv(confining.COMMAND, "inbox")
    assert "Usage" in program().err, "without --restricted it is the console that is asked for"


def test_commands_that_only_read_take_no_files() -> None:
    commands = Commands()
    for name in confining.READING:
        if name in commands:
            options = {each for param in commands[name].params for each in param.opts}
            assert options.isdisjoint(ELSEWHERE), name


@pytest.mark.parametrize("way", ["option", "environment", "configuration"])
def test_each_way_to_restrict_holds(way: str, monkeypatch: pytest.MonkeyPatch, program: Program) -> None:
    option = ()
    if way == "option":
        option = ("--restricted",)
    elif way == "environment":
        monkeypatch.setenv(confining.VARIABLE, "1")
    else:
        assert program("config", "set", "restricted", "true").code == 0
    monkeypatch.setenv(confining.COMMAND, "id")
    assert program(*option).code == 6
    for words in (("config", "set", "restricted", "false"), ("config", "set", "editor", "sh"), ("demo",)):
        ran = program(*option, *words)
        assert ran.code == 6 and "is off here" in ran.err


def test_a_configuration_that_cannot_be_read_does_not_unrestrict(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "config.toml"
    broken.write_text("restricted = ")
    monkeypatch.setenv("AGENTCONSOLE_CONFIG", str(broken))
    assert program("--restricted", "config", "path").code == 6
    assert program("--restricted", "inbox").code == 2


def test_programs_that_the_environment_names_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    ignored = []
    monkeypatch.setattr(signal, "signal", lambda number, what: ignored.append((number, what)))
    environ = {
        "EDITOR": "sh",
        "VISUAL": "sh",
        "PAGER": "sh",
        "BROWSER": "sh",
        "TEXTUAL_DRIVER": "evil:Driver",
        "TEXTUAL_LOG": "/tmp/x",
        "TERM": "xterm",
        "LANG": "C.UTF-8",
    }
    confining.confine(environ)
    assert environ == {"TERM": "xterm", "LANG": "C.UTF-8"}
    assert (signal.SIGTSTP, signal.SIG_IGN) in ignored
