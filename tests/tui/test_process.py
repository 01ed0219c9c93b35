"""The real program on a real pseudo-terminal: how it ends, and what is left of what was typed."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model.keeping import DraftKind
from agentconsole.store.sqlite import open_store
from tests.tui.pseudo import PATIENCE, Terminal

LEAVES_THE_OTHER_SCREEN = b"\x1b[?1049l"


@pytest.fixture
def terminal(path: Path) -> Iterator[Terminal]:
    """Ana's console, with Mei's conversation open and half a reply typed."""
    terminal = Terminal(path)
    yield started(terminal)
    os.close(terminal.file)


def started(terminal: Terminal) -> Terminal:
    terminal.until(b"Baggage fee")
    terminal.type(b"\r")
    terminal.until(b"same bag")
    return terminal


def draft(path: Path) -> str:
    desk = LocalDesk(open_store(path))
    try:
        found = desk.draft(2, DraftKind.REPLY, by="ana")
        return found.text if found else ""
    finally:
        desk.close()


def until_draft(path: Path, text: str) -> None:
    patience = time.monotonic() + PATIENCE
    while draft(path) != text:
        assert time.monotonic() < patience, draft(path)
        time.sleep(0.02)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_the_draft_saved_and_the_terminal_as_it_was(
    terminal: Terminal, path: Path, number: signal.Signals
) -> None:
    terminal.type(b"rDear Mei")
    terminal.until(b"reply")
    until_typed(terminal)
    os.kill(terminal.pid, number)
    assert os.waitstatus_to_exitcode(terminal.ended()) == 0
    assert LEAVES_THE_OTHER_SCREEN in terminal.seen
    assert draft(path) == "Dear Mei"


def until_typed(terminal: Terminal) -> None:
    """The last letter is in the text: the name alone stands elsewhere too."""
    terminal.redrawn_until(b"Dear Mei")


@pytest.mark.slow
def test_kill_9_loses_at_most_the_last_second(terminal: Terminal, path: Path) -> None:
    terminal.type(b"rDear Mei, we")
    until_draft(path, "Dear Mei, we")
    terminal.type(b" look")
    os.kill(terminal.pid, signal.SIGKILL)
    terminal.ended()
    assert draft(path).startswith("Dear Mei, we")
    again = started(Terminal(path))
    again.until(b"Dear Mei, we")
    os.kill(again.pid, signal.SIGTERM)
    again.ended()
    os.close(again.file)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "text"), [("echo and more >> $1", "Dear\nand more"), ("echo x > $1; exit 3", "Dear")]
)
def test_the_persons_own_editor_goes_on_with_the_text_and_a_crashing_one_loses_nothing(
    path: Path, tmp_path: Path, script: str, text: str
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\necho >> $1\n{script}\n")
    editor.chmod(0o755)
    terminal = started(Terminal(path, str(editor)))
    terminal.type(b"rDear")
    until_draft(path, "Dear")
    terminal.type(b"\x1bOS")
    terminal.until(LEAVES_THE_OTHER_SCREEN)
    terminal.until(b"\x1b[?1049h")
    os.kill(terminal.pid, signal.SIGTERM)
    terminal.ended()
    os.close(terminal.file)
    assert draft(path) == text


@pytest.mark.slow
def test_a_terminal_that_goes_away_ends_it_with_the_draft_saved(path: Path) -> None:
    terminal = started(Terminal(path))
    terminal.type(b"rDear Mei")
    until_typed(terminal)
    os.close(terminal.file)
    patience = time.monotonic() + PATIENCE
    while os.waitpid(terminal.pid, os.WNOHANG) == (0, 0):
        assert time.monotonic() < patience, "it outlived its terminal"
        time.sleep(0.02)
    assert draft(path) == "Dear Mei"
