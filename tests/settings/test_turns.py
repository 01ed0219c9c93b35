import subprocess
import sys
from pathlib import Path

import pytest

from agentconsole.model.errors import Misconfigured
from agentconsole.settings.turns import Turn


def test_one_has_the_turn_and_the_next_when_it_is_given(tmp_path: Path) -> None:
    first, second = Turn(tmp_path / "desk.post"), Turn(tmp_path / "desk.post")
    assert first.take() and first.take()
    assert not second.take()
    first.give()
    assert second.take()
    first.give()
    assert not first.take()
    second.give()


def test_the_turn_goes_with_a_program_that_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "desk.post"
    script = (
        "import sys; from pathlib import Path; from agentconsole.settings.turns import Turn\n"
        f"turn = Turn(Path({str(file)!r})); print(turn.take(), flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", script], stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "True\n"
        mine = Turn(file)
        assert not mine.take()
        other.kill()
        other.wait()
        assert mine.take()
        mine.give()


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "desk.post").symlink_to(tmp_path / "other")
    with pytest.raises(Misconfigured):
        Turn(tmp_path / "desk.post").take()
    assert not (tmp_path / "other").exists()
