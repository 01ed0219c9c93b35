"""Files go with a reply, and come out of a message, by command."""

import base64
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from agentconsole.rules.filenames import LONGEST
from tests.cli.running import Program
from tests.rules.test_filenames import HOSTILE

AS_MAIL = {"a\x00b": "a b", "": "unnamed application", "   ": "unnamed application"}
"""What a mail cannot call a file."""
PDF = b"%PDF-1.4 \x00\xff"


def quoted(name: str) -> str:
    """As most programs write it."""
    return '="' + name.replace("\\", "\\\\") + '"'


def percent(name: str) -> str:
    """As RFC 2231 has it, which lets any character through."""
    return f"*=utf-8''{quote(name, safe='')}"


def words(name: str) -> str:
    """As RFC 2047 does not allow it, and many programs write it."""
    return f'="=?utf-8?b?{base64.b64encode(name.encode()).decode()}?="'


def mail(*files: tuple[str, bytes], written: Callable[[str], str] = quoted) -> bytes:
    parts = [
        b"Content-Type: application/octet-stream\nContent-Disposition: attachment; filename"
        + written(name).encode()
        + b"\nContent-Transfer-Encoding: base64\n\n"
        + base64.b64encode(content)
        for name, content in files
    ]
    head = (
        b"From: Mei Tan <mei@tan.example>\nTo: help@shop.example\nSubject: Files\n"
        b"Message-ID: <f@tan.example>\nDate: Tue, 17 Nov 2026 09:12:00 +0000\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="b"\n\n'
    )
    text = b"Content-Type: text/plain\n\nSee below.\n"
    return head + b"".join(b"--b\n" + part + b"\n" for part in (text, *parts)) + b"--b--\n"


@pytest.fixture
def brought(desk: Path, program: Program, tmp_path: Path):
    """Import a mail with these files; the number of its entry."""

    def bring(*files: tuple[str, bytes], written: Callable[[str], str] = quoted) -> int:
        (tmp_path / "one.eml").write_bytes(mail(*files, written=written))
        assert program("import", "eml", tmp_path / "one.eml").code == 0
        number: int = program("history", "mei@tan.example", "--limit", "1", "--json").json[0]["id"]
        return number

    return bring


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "saved here"
    made.mkdir()
    return made


def test_a_file_is_saved_by_number_by_name_or_with_all_others(
    brought, program: Program, folder: Path
) -> None:
    entry = brought(("invoice.pdf", PDF), ("photo.jpg", b"\xff\xd8"))
    ran = program("save", entry, "--to", folder)
    assert (ran.code, [line.split("\t")[0] for line in ran.out.splitlines()]) == (
        0,
        [str(folder / "invoice.pdf"), str(folder / "photo.jpg")],
    )
    assert (folder / "invoice.pdf").read_bytes() == PDF
    ran = program("save", entry, "photo.jpg", "--to", folder, "--json")
    assert ran.json == [
        {
            "entry": entry,
            "number": 2,
            "name": "photo.jpg",
            "media_type": "application/octet-stream",
            "size": 2,
            "path": str(folder / "photo (2).jpg"),
        }
    ]
    assert program("save", entry, 1, "--to", folder, "-F", "ids").out == f"{folder / 'invoice (2).pdf'}\n"
    ran = program("save", entry, "3")
    assert (ran.code, "1 invoice.pdf; 2 photo.jpg" in ran.err) == (5, True)
    assert program("save", 12345).code == 5
    assert program("save", entry, "--to", folder / "nowhere").code == 2


def test_without_a_folder_it_is_saved_where_one_is(
    brought, program: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = brought(("invoice.pdf", PDF))
    monkeypatch.chdir(folder)
    assert program("save", entry).out.split("\t")[0] == str(folder / "invoice.pdf")


@pytest.mark.parametrize("written", [quoted, percent, words])
def test_files_with_hostile_names_stay_in_the_folder(
    brought, program: Program, folder: Path, written: Callable[[str], str]
) -> None:
    sent = [name for name in HOSTILE if written is not quoted or not set("\n\0") & set(name)]
    sent += ["x" * 5_000, "same.txt", "same.txt"]
    entry = brought(*((name, b"new") for name in sent), written=written)
    before = {*folder.parent.iterdir()}
    ran = program("save", entry, "--to", folder, "--json")
    places = [Path(each["path"]) for each in ran.json]
    assert (ran.code, len(places)) == (0, len(sent))
    assert {*folder.iterdir()} == {*places} and len({*places}) == len(sent)
    assert all(one.stat().st_mode & 0o777 == 0o600 and not one.is_symlink() for one in places)
    assert {one.read_bytes() for one in places} == {b"new"}
    called = [re.sub(r" \(\d+\)(?=\.|$)", "", one.name) for one in places]
    meant = HOSTILE | AS_MAIL | {"x" * 5_000: "x" * LONGEST, "same.txt": "same.txt"}
    assert dict(zip(sent, called, strict=True)) == {name: meant[name] for name in sent}
    assert [one.name for one in places[-2:]] == ["same.txt", "same (2).txt"]
    assert {*folder.parent.iterdir()} == before


def test_a_link_that_lies_where_a_file_would_go_is_not_followed(
    brought, program: Program, folder: Path, tmp_path: Path
) -> None:
    keys = tmp_path / "keys"
    keys.write_text("old")
    (folder / "authorized_keys").symlink_to(keys)
    (folder / "x").symlink_to(tmp_path / "not there yet")
    entry = brought(("../../.ssh/authorized_keys", b"new"), ("/etc/cron.d/x", b"new"))
    ran = program("save", entry, "--to", folder, "--json")
    assert [each["path"] for each in ran.json] == [
        str(folder / "authorized_keys (2)"),
        str(folder / "x (2)"),
    ]
    assert keys.read_text() == "old" and not (tmp_path / "not there yet").exists()
    assert (folder / "authorized_keys").readlink() == keys


def test_a_kind_that_is_not_sent_is_warned_of_when_it_comes(brought, program: Program, folder: Path) -> None:
    entry = brought(("setup.EXE", b"MZ"))
    program("config", "set", "attachments.refuse", '[".exe"]')
    ran = program("save", entry, "--to", folder)
    assert ran.code == 0
    assert "setup.EXE is of a kind" in ran.err


def test_files_are_put_beside_a_draft_and_taken_away(desk: Path, program: Program, tmp_path: Path) -> None:
    (tmp_path / "réçu.pdf").write_bytes(PDF)
    (tmp_path / "notes").write_text("x")
    ran = program("attach", 2, tmp_path / "réçu.pdf", tmp_path / "notes")
    assert (ran.code, ran.out) == (
        0,
        "Beside your draft in #2: notes (application/octet-stream, 1 bytes), "
        "réçu.pdf (application/pdf, 11 bytes).\n",
    )
    assert program("attach", 2, tmp_path / "notes", "--json").json["id"] == 2
    assert program("detach", 2, "notes").code == 0
    assert program("detach", 2, "notes").code == 5


def test_what_cannot_be_attached_is_refused_and_nothing_is(
    desk: Path, program: Program, tmp_path: Path
) -> None:
    (tmp_path / "good.pdf").write_bytes(PDF)
    (tmp_path / "big.bin").write_bytes(b"x" * 1_000_001)
    (tmp_path / "setup.exe").write_bytes(b"MZ")
    program("config", "set", "attachments.max_mb", "1")
    program("config", "set", "attachments.refuse", '["exe"]')
    for name, said in (
        ("big.bin", "At most 1 MB"),
        ("nowhere", "cannot be read"),
        ("../.", "is no file"),
        ("setup.exe", "of a kind that is not sent"),
    ):
        ran = program(
            "attach", 2, tmp_path / "good.pdf" if name != "setup.exe" else tmp_path / name, tmp_path / name
        )
        assert (ran.code, said in ran.err) == (2, True), ran.err
        assert program("detach", 2, "good.pdf").code == 5
