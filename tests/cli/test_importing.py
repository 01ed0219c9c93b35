"""Files in, once each."""

import base64
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from agentconsole.channels import files
from agentconsole.desk.api import Outcome
from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import Receive
from agentconsole.model.errors import DeskError
from tests.cli.running import MADE_UP, Program

MAIL = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", "")) / "mail"


def test_a_second_import_adds_nothing(program: Program, desk: Path, made_up: Path) -> None:
    before = program("export", "mei@tan.example").out
    ran = program("import", "jsonl", made_up)
    assert ran.out == "4 read: 0 new, 4 known already, 0 kept raw, 0 not taken.\n"
    assert (ran.code, program("export", "mei@tan.example").out) == (0, before)


def test_what_cannot_be_taken_is_told_with_its_line_and_the_rest_goes_in(
    program: Program, desk: Path, tmp_path: Path
) -> None:
    path = tmp_path / "some.jsonl"
    good = {**MADE_UP[1], "external_id": "m3"}
    claims = {**MADE_UP[1], "external_id": "m4", "kind": "claim"}
    path.write_text(f"{json.dumps(good)}\nnot json\n{json.dumps(claims)}\n")
    ran = program("import", "jsonl", path)
    assert ran.code == 7
    assert ran.out == "3 read: 1 new, 0 known already, 0 kept raw, 2 not taken.\n"
    first, second = ran.err.splitlines()
    assert first.startswith(f"{path}:2: ")
    assert second.startswith(f"{path}:3: ")
    again = program("import", "jsonl", path, "--json")
    assert (again.code, again.json["known"], again.json["problems"]) == (7, 1, 2)
    problem = json.loads(again.err.splitlines()[0])["problem"]
    assert (problem["source"], problem["line"]) == (str(path), 2)
    assert problem["reason"]


def test_a_rehearsal_counts_what_is_new_and_changes_nothing(
    program: Program, desk: Path, tmp_path: Path
) -> None:
    path = tmp_path / "some.jsonl"
    new = {**MADE_UP[1], "external_id": "m3"}
    bad = {**MADE_UP[1], "external_id": "m4", "direction": "sideways"}
    path.write_text("".join(json.dumps(entry) + "\n" for entry in (MADE_UP[0], new, new, bad)))
    before = program("watch", "--since", 0, "--limit", 5).out, program("inbox", "all", "--json").out
    ran = program("import", "jsonl", path, "--dry-run", "--json")
    assert ran.code == 7
    assert ran.json == {
        "read": 4, "new": 1, "known": 2, "kept_raw": 0, "problems": 1, "dry_run": True,
    }  # fmt: skip
    assert (program("watch", "--since", 0, "--limit", 5).out, program("inbox", "all", "--json").out) == before
    assert program("import", "jsonl", path, "-n").out.startswith("Nothing was changed. 4 read")


def test_an_import_that_the_desk_ends_says_what_it_took(
    program: Program, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({**MADE_UP[1], "external_id": f"n{n}"}) + "\n" for n in range(600)))
    receive = LocalDesk.receive

    def full(self: LocalDesk, batch: Sequence[Receive]) -> list[Outcome | Exception]:
        if len(batch) < 500:
            raise DeskError("The disk is full. This was not kept.", "Make room and try again.")
        return receive(self, batch)

    monkeypatch.setattr(LocalDesk, "receive", full)
    ran = program("import", "jsonl", path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(
        "Stopped. 500 read: 500 new, 0 known already, 0 kept raw, 0 not taken. That stays"
    )
    assert "The disk is full" in ran.err


def test_an_import_that_is_interrupted_keeps_what_it_took_and_says_how_to_go_on(
    program: Program, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({**MADE_UP[1], "external_id": f"x{n}"}) + "\n" for n in range(1200)))
    read = files.read

    def stops_after_600(*args: object, **more: object) -> Iterator[object]:
        for number, item in enumerate(read(*args, **more)):  # type: ignore[arg-type]
            if number == 600:
                raise KeyboardInterrupt
            yield item

    monkeypatch.setattr(files, "read", stops_after_600)
    ran = program("import", "jsonl", path)
    assert (ran.code, ran.out) == (130, "")
    assert ran.err == (
        "Interrupted. 500 read: 500 new, 0 known already, 0 kept raw, 0 not taken. "
        "That stays; give the same command again to go on.\n"
    )
    monkeypatch.setattr(files, "read", read)
    assert program("import", "jsonl", path).out.startswith("1,200 read: 700 new, 500 known already")


def test_progress_is_drawn_on_a_terminal_only(program: Program, desk: Path, made_up: Path) -> None:
    assert program("import", "jsonl", made_up).err == ""
    drawn = program("import", "jsonl", made_up, terminal=True).err
    assert "[########################] 100%  4 read" in drawn
    assert drawn.endswith("\r\x1b[K")


def test_entries_are_read_from_a_pipe(desk: Path) -> None:
    line = json.dumps({**MADE_UP[0], "external_id": "piped"})
    ran = subprocess.run(
        [sys.executable, "-m", "agentconsole", "--desk", desk, "import", "jsonl", "-", "--json"],
        input=line.encode(),
        capture_output=True,
        check=True,
    )
    assert json.loads(ran.stdout)["new"] == 1


def test_mail_from_an_address_of_ours_is_ours(program: Program, desk: Path, tmp_path: Path) -> None:
    mail = tmp_path / "one.eml"
    mail.write_bytes(
        b"From: help@shop.example\r\nTo: li@example.org\r\nSubject: Hi\r\n"
        b"Date: Tue, 17 Nov 2026 09:00:00 +0000\r\nMessage-ID: <x@y>\r\n\r\nHello\r\n"
    )
    assert program("import", "eml", mail, "--ours", "Help@shop.example").code == 0
    (entry,) = program("history", "li@example.org", "--json").json
    assert (entry["author"]["type"], entry["kind"]) == ("agent", "message")


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.skipif(not MAIL.is_dir(), reason="AGENTCONSOLE_TEST_DATA does not name the real mail")
def test_every_real_mail_is_kept_byte_for_byte_and_opened(program: Program, desk: Path) -> None:
    """Whatever the file is called."""
    paths = [path for path in sorted(MAIL.rglob("*")) if path.is_file() and path.suffix != ".json"]
    first = program("import", "eml", *paths, "--json")
    assert (first.code, first.err, first.json["problems"]) == (0, "", 0)
    originals = set()
    for customer in program("customers", "--limit", 0, "-F", "ids").out.split():
        for entry in program("history", customer, "--limit", 0, "--json").json:
            if entry["channel"] == "email":
                found = program("original", entry["id"], "--json")
                if found.code == 0:  # what was made up as an entry never was a mail
                    originals.add(hashlib.sha256(base64.b64decode(found.json["original"])).hexdigest())
    assert {hashlib.sha256(path.read_bytes()).hexdigest() for path in paths} <= originals
    for number in program("inbox", "all", "--limit", 0, "-F", "ids").out.split():
        began = time.process_time()
        shown = program("show", number, "--whole", terminal=True)
        assert time.process_time() - began < 2
        assert (shown.code, shown.err) == (0, "")
    again = program("import", "eml", *paths, "--json")
    assert (again.code, again.json["new"]) == (0, 0)


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.skipif(not MAIL.is_dir(), reason="AGENTCONSOLE_TEST_DATA does not name the real mail")
def test_every_real_mail_is_found_again(program: Program, desk: Path) -> None:
    first = program("import", "eml", MAIL, "--json")
    assert first.code in (0, 7), first.err
    summary = first.json
    assert summary["new"] > 100
    again = program("import", "eml", MAIL, "--json").json
    assert (again["new"], again["read"]) == (0, summary["read"])
    customers = program("customers", "--limit", 0, "-F", "ids").out.split()
    found = {e for who in customers for e in program("history", who, "--limit", 0, "-F", "ids").out.split()}
    assert len(found) >= summary["new"]
