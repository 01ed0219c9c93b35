"""What mails can carry against their reader, in the bytes that a real terminal is sent."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

import pytest

from agentconsole.model.keeping import Mark
from tests.make import Clock
from tests.tui.deceiving import DECEITS, SECRET, break_in
from tests.tui.hostile import EVIL, MAILS, ON_THE_WIRE, foreign, plain
from tests.tui.mailed import mailed
from tests.tui.play import small_desk
from tests.tui.pseudo import PATIENCE, Terminal

pytestmark = [pytest.mark.attack, pytest.mark.slow]

ESCAPE, F6, REDRAW, QUIT = b"\x1b", b"\x1b[17~", b"\x0c", b"\x11"


class Watched:
    """A console whose every byte is looked at, from its first frame to its last."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        terminal.until(b"Mei Tan")
        self.quiet()
        self.first = len(terminal.all)

    def quiet(self) -> None:
        """Read until nothing more comes."""
        before = -1
        while before < len(self.terminal.all):
            before = len(self.terminal.all)
            self.terminal.read(0.3)

    def go(self, keys: bytes, *words: str) -> str:
        """Press keys, and have the whole screen drawn until it shows these words, over as many lines as they
        take: what it shows."""
        self.terminal.type(keys)
        patience = time.monotonic() + PATIENCE
        while missing := [word for word in words if word not in self.shown()]:
            assert time.monotonic() < patience, f"{missing} never came in\n{self.shown()}"
            self.terminal.seen = b""
            os.write(self.terminal.file, REDRAW)
            self.quiet()
        return self.shown()

    def shown(self) -> str:
        """What was drawn since a key was pressed, column by column, each as one long line."""
        rows = (row.split("▏") for row in plain(self.terminal.seen).split("\n"))
        columns = zip_longest(*rows, fillvalue="")
        return "\n".join(" ".join(" ".join(row.strip("▌› ") for row in column).split()) for column in columns)

    def written(self) -> bytes:
        return self.terminal.all[self.first :]


@contextmanager
def watched(path: Path) -> Iterator[Watched]:
    """Sit down, and leave."""
    terminal = Terminal(path)
    try:
        watched = Watched(terminal)
        yield watched
        terminal.type(QUIT + b"\r")
        assert terminal.ended() == 0
    finally:
        os.close(terminal.file)


def test_no_byte_of_a_hostile_mail_reaches_a_real_terminal(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    desk = small_desk(path, Clock())
    numbers = {what: mailed(desk, raw) for what, raw in MAILS.items()}
    now = desk.clock().isoformat()
    standing = {"connected": False, "at": now, "since": now, "error": EVIL, "hint": EVIL}
    desk.receive([], marks=[Mark(channel="email", name="standing:INBOX", value=standing)])
    desk.close()
    with watched(path) as ana:
        for number in numbers.values():
            ana.go(f":{number}\r".encode(), f"#{number} ")
            ana.go(b"gg")
            ana.go(b"v\r")
            ana.quiet()
        elsewhere(ana, numbers)
        ana.quiet()
        written = ana.written()
    assert "\u2426".encode() in written, "the marks that stand for what was taken out"
    assert [evil for evil in ON_THE_WIRE if evil in written] == []
    assert foreign(plain(written)) == set(), "and nothing but what is the console's own"


def elsewhere(ana: Watched, numbers: dict[str, int]) -> None:
    """Everywhere else where the words of a mail stand."""
    ana.go(f":{numbers['files']}\r".encode(), f"#{numbers['files']} ")
    ana.go(b"ggS", "Save a file", "1 A␦B", "2 ../../␦.pdf")
    ana.go(ESCAPE)
    ana.quiet()
    ana.go(b"r", "reply to")
    ana.go(F6, "Who gets it", 'to "A␦B', 'cc "A␦B')
    ana.go(ESCAPE)
    ana.quiet()
    ana.go(ESCAPE)
    ana.quiet()
    ana.go(b"G", "! not delivered: 550", "A␦B")
    ana.go(b"u", "entries since", "A␦B")
    ana.go(b"q")
    ana.go(b"gc", "evil@x.example", "A␦B")
    ana.go(b"q")
    ana.go(b"\x10evil", "A␦B")
    ana.go(ESCAPE)
    ana.quiet()
    ana.go(b"gsthen\r", "newest first", "A␦B")


def test_what_to_know_of_a_mail_stands_on_a_real_terminal(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    desk = small_desk(path, Clock())
    numbers = {name: mailed(desk, each.raw) for name, each in DECEITS.items()}
    hers, theirs = break_in(desk)
    desk.close()
    with watched(path) as ana:
        for name, number in numbers.items():
            shown = ana.go(f":{number}\r".encode(), f"#{number} ", *DECEITS[name].seen)
            if name == "turned name":
                assert re.search(r"← Bob␦gnp\.exe \d\d:\d\d e-mail", shown), "it goes on from left to right"
        claim = f"! says it belongs to #{hers}: not let in, and shown nothing of it"
        shown = ana.go(f":{theirs}\r".encode(), f"#{theirs} ", claim, "What was it?")
        assert SECRET not in shown
        ana.quiet()
        written = ana.written()
    assert foreign(plain(written)) == set()
