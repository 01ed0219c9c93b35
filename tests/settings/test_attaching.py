"""Files of this machine that go with a reply: whole or not at all, and found by how a path begins."""

import os
from pathlib import Path

import pytest

from agentconsole.model.errors import Invalid
from agentconsole.settings.attaching import Chosen, completions, read_file


def test_a_file_goes_along_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "invoice.pdf").write_bytes(b"1,234")
    found = read_file(tmp_path / "invoice.pdf", 5)
    assert found == Chosen(name="invoice.pdf", media_type="application/pdf", content=b"1,234")


def test_what_is_too_large_no_file_or_not_there_is_refused_and_named(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"123456")
    os.mkfifo(tmp_path / "pipe")
    for name, said in (
        ("large", "too large"),
        ("pipe", "is no file"),
        ("none", "cannot be read"),
        (".", "no file"),
    ):
        with pytest.raises(Invalid, match=said):
            read_file(tmp_path / name, 5)


def test_paths_are_completed_by_how_they_begin(tmp_path: Path) -> None:
    for name in ("notes.txt", "note.md", ".hidden", "other"):
        (tmp_path / name).touch()
    (tmp_path / "nothing").mkdir()
    here = f"{tmp_path}/"
    assert completions(f"{here}no") == (f"{here}note.md", f"{here}notes.txt", f"{here}nothing/")
    assert completions(f"{here}no", folders=True) == (f"{here}nothing/",)
    assert completions(f"{here}.h") == (f"{here}.hidden",)
    assert f"{here}.hidden" not in completions(here)
    assert completions(f"{here}nowhere/x") == ()
