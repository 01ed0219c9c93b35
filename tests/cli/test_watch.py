"""Changes as lines of JSON, also those that other programs make."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Program


def test_changes_after_a_position_are_written_with_their_entry(program: Program, desk: Path) -> None:
    program("claim", 2)
    lines = program("watch", "--since", 0, "--limit", 3).lines
    assert [line["position"] for line in lines] == [1, 2, 3]
    assert program("watch", "--since", 2, "--limit", 1).lines == lines[2:]
    entry = next(line["entry"] for line in lines if line["kind"] == "entry")
    assert {"id", "kind", "author", "text"} <= entry.keys()


@pytest.fixture
def watching(desk: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that watches the desk. It hears ctrl-c, also where the tests themselves run in the background
    of a shell that has them ignore it: a program inherits that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    watcher = subprocess.Popen(
        [sys.executable, "-m", "agentconsole", "--desk", desk, "watch", "--since", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    signal.signal(signal.SIGINT, before)
    yield watcher
    watcher.kill()
    watcher.communicate()


def test_a_change_of_another_program_comes_as_a_line_and_ctrl_c_ends_it_quietly(
    watching: subprocess.Popen[str], program: Program, desk: Path
) -> None:
    assert watching.stdout is not None
    position = json.loads(watching.stdout.readline())["position"]
    assert position == 1
    program("note", 2, "-t", "look at March", "--as", "ben")
    line = next(line for line in map(json.loads, watching.stdout) if line["entry_kind"] == "note")
    assert (line["by"], line["conversation"], line["entry"]["text"]) == ("ben", 2, "look at March")
    watching.send_signal(signal.SIGINT)
    out, err = watching.communicate(timeout=60)
    assert (watching.returncode, err) == (130, "")
    assert all(json.loads(rest) for rest in out.splitlines())


def test_a_reader_that_leaves_does_not_hear_of_it(desk: Path) -> None:
    ran = subprocess.run(
        f"{sys.executable} -m agentconsole --desk {desk} history mei@tan.example | true",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
