"""A day at the desk, in a real terminal."""

import json
import re
import signal
import time

import pytest

from tests.stories.desks import ask_priya, bring_in, mail, open_mei
from tests.stories.terminal import AGENTCONSOLE, Terminal, has_tmux, run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not has_tmux(), reason="tmux is not installed")]

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x1b[31mred [@click=app.quit]press[/] \u202egnp.exe \x9b5n"


@pytest.fixture
def desk(tmp_path):
    path = tmp_path / "desk.db"
    run(path, "init", "--me", "ana", "--full-name", "Ana Costa")
    run(path, "agent", "add", "ben", "--full-name", "Ben Okafor")
    run(path, "agent", "add", "priya", "--full-name", "Priya Nair", "--skill", "billing")
    lines = [
        ("c1", "2021-03-12T09:00:00Z", "old", "I was charged for a bag I never had."),
        ("c2", "2026-11-17T09:12:00Z", "new", "I was charged again for the same bag."),
        ("c3", "2026-11-17T09:13:00Z", "new", HOSTILE),
    ]
    bring_in(path, tmp_path, *(mail(*line) for line in lines))
    run(path, "claim", "2")
    return path


@pytest.fixture
def sit(desk, tmp_path):
    """Sit down at a terminal of a size."""
    opened = []

    def sitting(width=80, height=24, by="ana", **env):
        command = f"{AGENTCONSOLE} --desk {desk} --as {by}"
        terminal = Terminal(command, tmp_path, width=width, height=height, **env)
        opened.append(terminal)
        return terminal

    yield sitting
    for terminal in opened:
        terminal.close()


@pytest.mark.parametrize("width, height", [(80, 24), (120, 40), (200, 50)])
def test_the_whole_history_stands_beside_the_thread_at_every_size(sit, width, height):
    screen = open_mei(sit(width, height))
    assert any("▏" in line for line in screen.splitlines())
    assert re.search(r"I was charged again.*▏", screen)
    assert re.search(r"▏.*21.*e-mail", screen), "the entry of 2021 is in the history pane"
    assert "Ana (you)" in screen


def test_a_specialist_is_asked_and_answers_from_another_process_live(sit, desk, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text("undo_seconds = 600\n")  # another process is asked between sending and taking back
    ana = sit(120, 40, AGENTCONSOLE_CONFIG=str(config))
    open_mei(ana)
    priya = sit(80, 24, by="priya")
    priya.until("mine")
    ask_priya(ana, "Was the fee charged twice?")
    priya.until("2 asked 1")
    (ask,) = json.loads(run(desk, "asks", "--json", by="priya"))
    assert (ask["question"], ask["state"]) == ("Was the fee charged twice?", "open")
    run(desk, "seen", str(ask["id"]), by="priya")
    ana.until("Priya has seen")
    run(desk, "answer", str(ask["id"]), "Yes, twice.", "--suggest", "You were charged twice.", by="priya")
    ana.until("Yes, twice.")
    ana.type("t")
    ana.until("reply to Mei Tan")
    ana.until("You were charged twice.")
    ana.press("C-s")
    ana.until("enter send")
    ana.press("Enter")
    ana.until("takes it back")
    assert "You were charged twice." in run(desk, "outbox")
    ana.type("z")
    ana.until("reply to Mei Tan")
    assert run(desk, "outbox").strip() == ""
    assert "You were charged twice." in run(desk, "drafts")


def test_kill_nine_while_typing_loses_at_most_the_last_second(sit, desk):
    terminal = sit()
    open_mei(terminal)
    terminal.type("r")
    terminal.until("reply to Mei Tan")
    for n in range(30):
        terminal.type(f"w{n} ")
        terminal.until(f"w{n}")  # the second counts from when the console has it
        time.sleep(0.1)
    terminal.kill(signal.SIGKILL)
    (draft,) = json.loads(run(desk, "drafts", "--json"))
    kept = draft["text"].split()
    assert kept == [f"w{n}" for n in range(len(kept))]
    assert len(kept) >= 20, "the words of all but the last second"
    again = sit()
    open_mei(again)
    again.until("w0 w1")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_end_from_outside_saves_the_draft_and_gives_the_terminal_back(sit, desk, number):
    terminal = sit()
    open_mei(terminal)
    terminal.type("c")
    terminal.until("note for the team")
    terminal.type("typed this very moment")
    terminal.until("typed this very moment")
    terminal.kill(number)
    screen = terminal.until("ended:")
    assert "Baggage" not in screen, "the screen from before the console is back"
    terminal.type("stty -a | grep -o ' echo '; echo still $((40+2))")
    terminal.press("Enter")
    terminal.until("still 42")
    assert "typed this very moment" in run(desk, "drafts")


def test_hostile_text_is_only_text(sit):
    terminal = sit(120, 40)
    before = terminal.title()
    screen = open_mei(terminal)
    screen = terminal.until("[@click=app.quit]press[/]")
    assert terminal.title() == before
    assert "owned" not in screen
    assert "history all" in screen


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "screen"}, {"TERM": "vt100"}])
def test_without_colours_everything_is_still_there(sit, env):
    screen = open_mei(sit(80, 24, **env))
    assert "Ana (you)" in screen


def test_the_demo_shows_what_to_press_and_leaves_nothing_behind(tmp_path):
    terminal = Terminal(f"{AGENTCONSOLE} demo", tmp_path, width=100, height=34, TMPDIR=str(tmp_path))
    try:
        terminal.until("Mei Tan")
        terminal.until("A demo")
        assert list(tmp_path.glob("agentconsole-demo*"))
        terminal.press("C-q")
        terminal.until("Leave the console?")
        terminal.press("Enter")
        terminal.until("ended: 0")
        assert not list(tmp_path.glob("agentconsole-demo*"))
    finally:
        terminal.close()
