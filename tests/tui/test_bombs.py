"""Mails made to stop their reader, in the real console on a real terminal: opened, opened whole, and left."""

import os
import time
from pathlib import Path

import pytest

from agentconsole.channels.email.incoming import receive
from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.store.sqlite import open_store
from tests.channels.email.bombs import BOMBS
from tests.tui.pseudo import PATIENCE, Terminal

pytestmark = pytest.mark.attack

MEGABYTES = 300
NEXT = b"From: Mei <mei@tan.example>\nSubject: the next one\nMessage-ID: <next@x>\n\nWhere is it?\n"
HEAD = b"From: x@x.example\nSubject: a bomb\nMessage-ID: <bomb@x>\n"


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_opened_whole_and_left_and_the_next_mail_is_read(name: str, tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("nothing tells how much memory another process has had")
    path = tmp_path / "desk.db"
    desk = LocalDesk(open_store(path, create=True))
    desk.do(c.AddAgent(handle="ana"))
    for number, raw in enumerate((HEAD + BOMBS[name](), NEXT), 1):
        desk.do(receive(raw, ours=frozenset(), now=desk.clock()))
        desk.do(c.Claim(conversation=number), by="ana")
    desk.close()
    terminal = Terminal(path)
    try:
        terminal.until(b"a bomb")
        terminal.type(b":1\r")
        terminal.redrawn_until(b"e-mail")
        terminal.type(b"\r")
        at_the_end(terminal, b"message_id: bomb@x")
        all_done(terminal)
        at_the_end(terminal, b"message_id: bomb@x")
        terminal.type(b"\x1b:2\r")
        terminal.redrawn_until(b"Where is it?")
        peak = most(terminal.pid)
        terminal.type(b"\x11\r")
        assert terminal.ended() == 0
    finally:
        os.close(terminal.file)
    assert peak < MEGABYTES * 1_000


def at_the_end(terminal: Terminal, words: bytes) -> None:
    """Go to the end of what is shown, until these words are seen: it may have grown meanwhile."""
    terminal.seen = b""
    patience = time.monotonic() + PATIENCE
    while words not in terminal.seen:
        assert time.monotonic() < patience, terminal.seen[-2000:]
        os.write(terminal.file, b"G\x0c")
        terminal.read(0.3)


def all_done(terminal: Terminal) -> None:
    """Until the console does nothing any more: lines of a long entry are made behind its back."""
    before = -1
    while before != (now := ticks(terminal.pid)):
        before = now
        terminal.read(0.3)


def ticks(number: int) -> int:
    """What a process has used of the processor."""
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def most(number: int) -> int:
    """The most memory a process has had, in kB."""
    status = Path(f"/proc/{number}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
