"""The pictures are of the console as it is."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.shape.tree import ROOT

TAKEN = sorted((ROOT / "docs/pictures").glob("*.svg"))


@pytest.mark.slow
def test_every_picture_can_be_taken_again(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "docs/pictures.py", tmp_path], check=True)
    assert [path.name for path in sorted(tmp_path.iterdir())] == [path.name for path in TAKEN]
    for path in tmp_path.iterdir():
        assert "Mei&#160;Tan" in path.read_text("utf-8")
