"""Mails made to stop their reader, by command: stored, listed, shown whole, and the next one is as it is."""

import json
from pathlib import Path

import pytest

from tests.channels.email.bombs import BOMBS, READ_WHOLE
from tests.cli.limited import Limited, run

pytestmark = pytest.mark.attack

MEGABYTES = 300
NEXT = b"From: Mei <mei@tan.example>\nSubject: the next one\nMessage-ID: <next@x>\n\nWhere is it?\n"


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_stored_listed_and_shown_whole_in_little_time_and_room(name: str, tmp_path: Path) -> None:
    def program(*words: object) -> Limited:
        ran = run(tmp_path, *words)
        assert ran.code == 0, ran.err
        assert ran.peak < MEGABYTES * 1_000
        return ran

    raw = b"From: x@x.example\nMessage-ID: <bomb@x>\n" + BOMBS[name]()
    (tmp_path / "bomb.eml").write_bytes(raw)
    (tmp_path / "next.eml").write_bytes(NEXT)
    program("init", "--me", "ana")
    program("import", "eml", tmp_path / "bomb.eml")
    program("import", "eml", tmp_path / "next.eml")
    listed = json.loads(program("inbox", "all", "--json").out)
    assert len(listed) == 2
    (bomb,) = (each for each in listed if each["subject"] != "the next one")
    (good,) = (each for each in listed if each["subject"] == "the next one")
    assert "Mei" in program("inbox", "all").out
    shown = program("show", bomb["id"], "--whole").out
    (entry,) = json.loads(program("show", bomb["id"], "--json").out)["entries"]
    notes = entry["data"].get("notes", [])
    assert bool(notes) == (name not in READ_WHOLE)
    words = " ".join(shown.split())
    assert all(note in words for note in notes)
    assert "Where is it?" in program("show", good["id"], "--whole").out
