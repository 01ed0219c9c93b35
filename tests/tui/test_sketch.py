"""What is painted before the toolkit is loaded is what the console then shows."""

import os
import re
import signal
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.settings.config import Config
from agentconsole.tui.paints import Paints
from agentconsole.tui.sketch import Sketch, unseen
from tests.make import Clock
from tests.tui.play import Play, play, received
from tests.tui.pseudo import Terminal

PROGRAM = """
import os, sys
from agentconsole.main import main

class Slow:
    def find_spec(self, name, *_):
        if name == "textual":
            os.read(int(sys.argv[2]), 1)

sys.meta_path.insert(0, Slow())
sys.exit(main(["--desk", sys.argv[1], "--as", "ana"]))
"""
SEQUENCE = re.compile(r"\x1b\[[\d;?]*[A-Za-z]")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 30)])
def test_the_sketch_is_what_the_console_then_shows(
    desk: LocalDesk, clock: Clock, size: tuple[int, int]
) -> None:
    received(desk, "Where is my order?", key="other", subject="Order")
    config = Config(timezone="UTC")
    sketched = rows(Sketch(desk, "ana", config, clock).frame(*size))

    async def scene(ana: Play) -> None:
        shown = ana.text().split("\n")
        for sketch, row in zip(sketched[:-1], shown, strict=False):
            assert row.startswith(sketch.rstrip()), f"{row!r} is not {sketch!r}"
        assert any("Baggage fee" in sketch for sketch in sketched)

    play(desk, scene, size=size, config=config)


def rows(frame: str) -> list[str]:
    return [SEQUENCE.sub("", row) for row in re.split(r"\x1b\[\d+;1H", frame)[1:]]


def test_the_sketch_fills_the_screen_whatever_its_size(desk: LocalDesk) -> None:
    for columns, lines in ((20, 3), (80, 24), (200, 50)):
        found = rows(Sketch(desk, "ana", Config(timezone="UTC")).frame(columns, lines))
        assert len(found) == lines
        assert all(len(row) == columns for row in found)


def test_a_theme_is_painted_with_its_colours_only_where_a_terminal_has_them() -> None:
    theme = {"foreground": "#ffffff", "background": "#000000", "roles": {"customer": "bold $hot on #010203"}}
    theme |= {"variables": {"hot": "#ff0000"}}
    assert Paints(theme, colours=True).codes("customer") == ("1", "38;2;255;0;0", "48;2;1;2;3")
    assert Paints(theme, colours=False).codes("customer") == ("1",)
    assert Paints({**theme, "ansi": True}, colours=True).codes("customer") == ("1",)


def test_what_of_a_theme_cannot_be_read_is_left_out() -> None:
    theme = {"roles": {"customer": "bold $missing #12 blink"}}
    assert Paints(theme, colours=True).codes("customer") == ("1",)
    assert Paints({}, colours=True).codes("customer") == ()


def test_keys_are_neither_shown_nor_changed_on_their_way() -> None:
    everything = [-1, 1, 2, -1, 4, 5, [b""]]
    iflag, *rest, lflag, _, _, _ = unseen(everything)
    assert rest == [1, 2]
    assert not lflag & (termios.ECHO | termios.ICANON)
    assert lflag & termios.ISIG, "whoever interrupts it is obeyed"
    assert not iflag & (termios.ICRNL | termios.IXON)


class Shell(Terminal):
    """The whole program, as it is started in a shell. Its toolkit is not loaded before it is let."""

    def __init__(self, desk: Path) -> None:
        self.usual: list[object] = []
        self.gate, self.key = os.pipe()
        super().__init__(desk)

    def run(self, desk: Path, editor: str) -> None:
        os.set_inheritable(self.gate, True)
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM, str(desk), str(self.gate)])

    def go_on(self) -> None:
        """The toolkit may be loaded."""
        os.write(self.key, b"!")

    def close(self) -> None:
        """No more is wanted of it."""
        for file in (self.file, self.gate, self.key):
            os.close(file)


@pytest.fixture
def shell(path: Path) -> Iterator[Shell]:
    terminal = Shell(path)
    terminal.usual = termios.tcgetattr(terminal.file)
    yield terminal
    terminal.close()


@pytest.mark.slow
def test_keys_pressed_while_it_is_loaded_do_what_they_mean_and_the_terminal_is_as_before(
    shell: Shell,
) -> None:
    shell.until(b"Baggage fee")
    assert b"\x1b[?1000h" not in shell.all, "it is painted before the toolkit has the terminal"
    os.write(shell.file, b"\r")
    shell.go_on()
    shell.until(b"same bag")
    os.kill(shell.pid, signal.SIGTERM)
    assert os.waitstatus_to_exitcode(shell.ended()) == 0
    assert shell.all.count(b"\x1b[?1049h") == 1
    assert shell.all.count(b"\x1b[?1049l") == 1
    assert termios.tcgetattr(shell.file)[:4] == shell.usual[:4]


@pytest.mark.slow
def test_a_signal_while_it_is_loaded_ends_it_with_the_terminal_as_before(shell: Shell) -> None:
    shell.until(b"Baggage fee")
    os.kill(shell.pid, signal.SIGTERM)
    assert os.waitstatus_to_exitcode(shell.ended()) == 128 + signal.SIGTERM
    assert shell.all.endswith(b"\x1b[?1049l\x1b[?25h")
    assert termios.tcgetattr(shell.file)[:4] == shell.usual[:4]


@pytest.mark.slow
def test_a_line_that_is_cut_while_it_is_loaded_is_no_error(shell: Shell) -> None:
    shell.until(b"Baggage fee")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, shell.file)
    os.close(nowhere)
    assert os.waitstatus_to_exitcode(shell.ended()) == 128 + signal.SIGHUP
