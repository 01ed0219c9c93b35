"""A file from outside is saved where it is to be, and nowhere else."""

import resource
import signal
from pathlib import Path

import pytest

from agentconsole.model.errors import Invalid
from agentconsole.settings.saving import Unsaved, save
from tests.rules.test_filenames import HOSTILE

pytestmark = pytest.mark.attack


@pytest.mark.parametrize("name", [*HOSTILE, "x" * 5_000, "請" * 5_000 + ".pdf"])
def test_a_file_with_a_hostile_name_is_saved_inside_the_folder_for_its_owner_alone(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "deep" / "saved"
    folder.mkdir(parents=True)
    where = save(folder, name, b"content")
    assert where.parent == folder
    assert where.read_bytes() == b"content"
    assert where.stat().st_mode & 0o777 == 0o600
    assert [*tmp_path.iterdir()] == [tmp_path / "deep"]
    assert [*(tmp_path / "deep").iterdir()] == [folder]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine")
    names = [save(tmp_path, "a.txt", str(n).encode()).name for n in range(3)]
    assert names == ["a (2).txt", "a (3).txt", "a (4).txt"]
    assert (tmp_path / "a.txt").read_text() == "mine"
    assert (tmp_path / "a (3).txt").read_text() == "1"


def test_a_link_at_the_place_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "a.txt").symlink_to(target)
    (folder / "b.txt").symlink_to(tmp_path / "nowhere" / "x")
    assert save(folder, "a.txt", b"x").name == "a (2).txt"
    assert save(folder, "b.txt", b"x").name == "b (2).txt"
    assert not target.exists()


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "nowhere"):
        with pytest.raises(Invalid, match="no folder"):
            save(folder, "a.txt", b"x")


def test_of_a_file_that_does_not_fit_no_half_is_left(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        with pytest.raises(Unsaved, match="cannot be saved in"):
            save(tmp_path, "big.bin", b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert [*tmp_path.iterdir()] == []
