"""The demo leaves nothing behind and touches nothing of the user's."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from agentconsole.desk.demo import GUIDE, demo_desk

PROGRAM = """
import sys
from agentconsole.desk.demo import demo_desk
with demo_desk() as (desk, me, guide):
    print(me, len(desk.agents()), flush=True)
    sys.stdin.read()
"""


def start(home: Path, temporary: Path) -> "subprocess.Popen[str]":
    """A program with a demo desk, from when it is alive until its input ends."""
    home.mkdir()
    temporary.mkdir()
    surroundings = {"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(temporary)}
    program = subprocess.Popen(
        [sys.executable, "-B", "-c", PROGRAM],
        cwd=home,
        env=surroundings | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "ana 6\n"
    return program


def test_it_lives_in_a_temporary_directory_of_its_own_and_is_gone_afterwards(tmp_path: Path) -> None:
    with start(tmp_path / "home", tmp_path / "tmp") as program:
        (place,) = (tmp_path / "tmp").iterdir()
        assert {each.name.removesuffix("-wal").removesuffix("-shm") for each in place.iterdir()} == {
            "demo.desk"
        }
        assert list((tmp_path / "home").iterdir()) == []
        program.communicate(timeout=20)
    assert program.returncode == 0
    assert list((tmp_path / "tmp").iterdir()) == []
    assert list((tmp_path / "home").iterdir()) == []


def test_it_is_gone_also_when_the_program_is_told_to_end(tmp_path: Path) -> None:
    with start(tmp_path / "home", tmp_path / "tmp") as program:
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=20)
    assert program.returncode == 128 + signal.SIGTERM
    assert list((tmp_path / "tmp").iterdir()) == []


def test_signals_are_left_as_they_were() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with demo_desk():
        pass
    assert signal.getsignal(signal.SIGTERM) == before


def test_the_guide_fits_a_small_screen() -> None:
    lines = GUIDE.splitlines()
    assert len(lines) <= 10
    assert max(map(len, lines)) <= 70
