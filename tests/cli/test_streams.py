"""stdin, stdout and stderr as nobody would wish them: closed, full, and of no known width."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from agentconsole.cli import streams
from tests.cli.running import Program

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this machine has no /dev/full")


def shell(desk: Path, line: str) -> subprocess.CompletedProcess[str]:
    """A line for a shell, in which `$ac` is the program, as ana."""
    words = f"'{sys.executable}' -m agentconsole --desk '{desk}' --as ana"
    return subprocess.run(
        ["sh", "-c", line.replace("$ac", words)], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("$ac note 2 -f - <&-", 2, "The note is empty"),
        ("$ac inbox unowned -F ids <&-", 0, ""),
        ("$ac import jsonl - <&-", 0, ""),
        ("$ac inbox unowned >&-", 0, ""),
        ("$ac show 99 2>&-", 5, ""),
    ],
)
def test_a_stream_that_is_closed_is_an_empty_one(desk: Path, line: str, code: int, said: str) -> None:
    ran = shell(desk, line)
    assert ran.returncode == code
    assert said in ran.stderr
    assert "should not" not in ran.stderr


@needs_full
def test_an_output_that_is_full_is_said_in_one_line(desk: Path) -> None:
    ran = shell(desk, "$ac inbox unowned --json > /dev/full")
    assert ran.returncode == 1
    (line,) = ran.stderr.splitlines()
    assert '"code":"output"' in line
    assert "No space left" in line


@needs_full
def test_how_a_run_ends_does_not_hang_on_whether_it_can_be_told(desk: Path) -> None:
    assert shell(desk, "$ac show 99 2> /dev/full").returncode == 5


def test_a_fault_that_is_not_of_the_output_is_not_taken_for_one(
    program: Program, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error", "some-file")

    monkeypatch.setattr("agentconsole.cli.streams.Streams.items", gone)
    assert program("inbox", "--json").error["code"] == "unexpected"


@pytest.mark.parametrize(
    ("said", "measured", "width"),
    [("", 120, 120), ("", 0, 80), ("0", 120, 120), ("60", 120, 60), ("wide", 120, 120), ("-3", 0, 80)],
)
def test_a_terminal_that_nobody_measured_has_a_usual_width(
    monkeypatch: pytest.MonkeyPatch, said: str, measured: int, width: int
) -> None:
    class Terminal(io.StringIO):
        def fileno(self) -> int:
            return 1

    with monkeypatch.context() as patch:  # whoever tells how the test ended asks for the width as well
        patch.setenv("COLUMNS", said)
        patch.setattr("os.get_terminal_size", lambda _: os.terminal_size((measured, 0)))
        found = streams.width_of(Terminal())
    assert found == width


def test_what_a_text_says_is_no_option(program: Program, desk: Path) -> None:
    """A note that quotes a command line does not change how its outcome is told."""
    for text in ("--json", "see:\n--json\n-F jsonl"):
        ran = program("note", 2, "-t", text)
        assert (ran.code, ran.out) == (
            0,
            "Noted in #2 (Baggage fee charged twice), for the team only.\n",
        )
    assert program("show", "--json").error["code"] == "usage"


@pytest.mark.parametrize("flag", [("--as", ""), ("--as", "@"), ("--desk", ""), ("--desk", " ")])
def test_an_option_whose_variable_is_empty_is_not_the_default(
    program: Program, desk: Path, flag: tuple[str, str]
) -> None:
    ran = program(*flag, "note", 2, "-t", "Who said this, and where?", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert flag[0] in ran.error["message"]


def test_a_verb_without_its_text_names_the_options_it_comes_from(program: Program, desk: Path) -> None:
    assert "-t TEXT or from a file with -f FILE" in program("note", 2, "--json").error["hint"]
