import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agentconsole.channels import files
from agentconsole.channels.base import Problem
from agentconsole.channels.files import eml
from agentconsole.model.errors import DeskError, Invalid, Misconfigured, NotFound

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
AS_ROOT = os.geteuid() == 0


def subjects(format_name: str, *paths: Path, ours: frozenset[str] = frozenset()) -> list[str]:
    items = files.read(format_name, paths, ours=ours, now=NOW)
    return [item.found.reason if isinstance(item.found, Problem) else item.found.subject for item in items]


def mail(path: Path, subject: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(f"From: ana@desk.example\nTo: mei@tan.example\nSubject: {subject}\n\nHi\n".encode())
    return path


def test_eml_takes_files_by_name_and_from_directories_what_ends_so(tmp_path):
    named = mail(tmp_path / "named.txt", "named")
    mail(tmp_path / "folder/b.eml", "b")
    mail(tmp_path / "folder/a.EML", "a")
    mail(tmp_path / "folder/deeper/c.eml", "c")
    mail(tmp_path / "folder/other.txt", "other")
    assert subjects("eml", named, tmp_path / "folder") == ["named", "a", "b", "c"]


def test_an_empty_file_and_one_beyond_all_measure_are_problems(tmp_path, monkeypatch):
    monkeypatch.setattr(eml, "LARGEST", 100)
    (tmp_path / "a.eml").write_bytes(b"")
    (tmp_path / "b.eml").write_bytes(b"Subject: x\n\n" + b"x" * 100)
    mail(tmp_path / "c.eml", "c")
    assert subjects("eml", tmp_path) == ["It is empty.", "It is larger than 100 bytes.", "c"]


def test_a_directory_named_like_a_mail_and_a_broken_link_stop_nothing(tmp_path):
    mail(tmp_path / "d.eml/x.eml", "x")
    (tmp_path / "broken.eml").symlink_to(tmp_path / "nowhere")
    assert subjects("eml", tmp_path) == ["It could not be read: no such file or directory.", "x"]


def test_a_link_back_up_does_not_go_round_for_ever(tmp_path):
    mail(tmp_path / "folder/a.eml", "a")
    (tmp_path / "folder/again").symlink_to(tmp_path)
    assert subjects("eml", tmp_path) == ["a"]


def test_a_maildir_is_read_with_its_folders_in_order(tmp_path):
    mail(tmp_path / "cur/2.host:2,S", "two")
    mail(tmp_path / "cur/1.host:2,", "one")
    mail(tmp_path / "new/3.host", "three")
    mail(tmp_path / "tmp/4.host", "not delivered")
    mail(tmp_path / ".Sent/cur/5.host", "sent")
    mail(tmp_path / "Plain/new/6.host", "plain")
    mail(tmp_path / "dovecot.index", "no mail")
    mail(tmp_path / "cur/.hidden", "no mail")
    assert subjects("maildir", tmp_path) == ["sent", "plain", "one", "two", "three"]


def test_our_own_addresses_turn_a_mail_around(tmp_path):
    path = mail(tmp_path / "a.eml", "a")
    ours = frozenset({"ana@desk.example"})
    (item,) = files.read("eml", [path], ours=ours, now=NOW)
    assert not isinstance(item.found, Problem)
    assert item.found.direction == "out"


def test_positions_end_at_the_size(tmp_path):
    mail(tmp_path / "a.eml", "a")
    mail(tmp_path / "x/b.eml", "b")
    mail(tmp_path / "notes.txt", "not counted")
    mail(tmp_path / "box/cur/1", "c")
    for format_name, path in [
        ("eml", tmp_path / "x"),
        ("maildir", tmp_path / "box"),
        ("mbox", tmp_path / "a.eml"),
    ]:
        *_, last = files.read(format_name, [path], now=NOW)
        assert last.position == files.size([path]) > 0
    assert files.size([Path("-"), tmp_path / "gone"]) == 0


@pytest.mark.parametrize("format_name", files.FORMATS)
def test_a_path_that_is_not_there_is_named_before_anything_is_read(format_name, tmp_path):
    with pytest.raises(NotFound, match="nowhere"):
        files.read(format_name, [tmp_path, tmp_path / "nowhere"][format_name in files.STREAMS :], now=NOW)


@pytest.mark.parametrize(
    ("format_name", "path", "error"),
    [
        ("mbox", "folder", Misconfigured),
        ("jsonl", "folder", Misconfigured),
        ("maildir", "file", Misconfigured),
        ("maildir", "folder", Misconfigured),
        ("eml", "-", Misconfigured),
        ("maildir", "-", Misconfigured),
        ("pst", "file", Invalid),
    ],
)
def test_what_cannot_be_read_that_way_is_said_at_once(format_name, path, error, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("file").touch()
    with pytest.raises(error) as raised:
        files.read(format_name, [Path(path)], now=NOW)
    assert raised.value.hint


@pytest.mark.skipif(AS_ROOT, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path):
    path = mail(tmp_path / "a.eml", "a")
    path.chmod(0)
    with pytest.raises(DeskError, match=r"a\.eml"):
        files.read("eml", [path], now=NOW)
