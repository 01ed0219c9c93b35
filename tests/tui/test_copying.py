"""What the copy keys give to the terminal: what is shown, and nothing that acts where it is pasted."""

import os
import re
from base64 import b64decode
from pathlib import Path

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.rules.screening import screen
from tests.make import Clock
from tests.tui.play import Play, play, received, small_desk
from tests.tui.pseudo import Terminal

pytestmark = pytest.mark.attack

EVIL = "Pay me\x1b[201~; rm -rf x\n\x1b]52;c;ZXZpbA==\x07\u202e\x9b31m\x00 soon"
COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\\\)")


def evil(desk: LocalDesk) -> int:
    """A conversation of Ana's that begins with hostile text."""
    return received(desk, EVIL, key="evil", subject="Fee", begins=True)


def test_an_entry_is_copied_as_it_is_shown(desk: LocalDesk) -> None:
    number = evil(desk)

    async def scene(ana: Play) -> None:
        await ana.open(number)
        await ana.press("g", "g", "y")
        await ana.until(lambda: ana.app.clipboard)
        assert ana.app.clipboard == screen(EVIL)
        assert not {"\x1b", "\x07", "\x9b", "\x00", "\u202e"} & set(ana.app.clipboard)
        assert "; rm -rf x" in ana.app.clipboard and ana.app.clipboard.endswith(" soon")
        await ana.press("Y")
        await ana.until(lambda: ana.app.clipboard == f"#{number}")

    play(desk, scene)


@pytest.mark.slow
def test_the_terminal_is_given_something_to_keep_once_and_only_by_the_copy_key(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    desk = small_desk(path, Clock())
    number = evil(desk)
    desk.close()
    terminal = Terminal(path)
    try:
        terminal.until(b"Mei Tan")
        terminal.type(f":{number}\r".encode())
        terminal.redrawn_until(b"rm -rf")
        assert COPIED.findall(terminal.all) == []
        terminal.type(b"ggy")
        terminal.until(b"Copied")
        terminal.type(b"\x11\r")
        assert terminal.ended() == 0
    finally:
        os.close(terminal.file)
    (copied,) = COPIED.findall(terminal.all)
    assert b64decode(copied).decode() == screen(EVIL)
