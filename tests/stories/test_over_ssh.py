"""The console over SSH, in a restricted account, on a line that breaks."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import sshd
from tests.stories.desks import ask_priya, bring_in, mail, open_mei
from tests.stories.terminal import AGENTCONSOLE, Terminal, has_tmux, run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not has_tmux(), reason="tmux is not installed")]

ROOT = Path(__file__).parents[2]
LAX = "LANG EDITOR VISUAL PAGER TEXTUAL_DRIVER TEXTUAL_LOG TEXTUAL_SCREENSHOT"
"""What a careless administrator lets a client set."""
OFF = "off here"


@pytest.fixture
def desk(tmp_path):
    path = tmp_path / "desk.db"
    run(path, "init", "--me", "ana", "--full-name", "Ana Costa")
    run(path, "agent", "add", "priya", "--full-name", "Priya Nair", "--skill", "billing")
    old = [
        mail(f"o{n}", f"2021-03-{n:02}T09:00:00Z", "old", f"Old message {n} of March.") for n in range(1, 29)
    ]
    new = mail("c2", "2026-11-17T09:12:00Z", "new", "I was charged again for the same bag.")
    bring_in(path, tmp_path, *old, new)
    run(path, "claim", "2")
    return path


@pytest.fixture
def server(desk, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    command = f"{sys.executable} -m agentconsole --restricted --desk {desk} --as ana"
    with sshd.running(command, accept=LAX, HOME=str(home), PYTHONPATH=str(ROOT), TZ="UTC") as running:
        yield running


@pytest.fixture
def sit(server, tmp_path):
    """Come over SSH from a terminal of a size."""
    opened = []

    def sitting(width=80, height=24, **env):
        client = server.client(send=tuple(env))
        terminal = Terminal(client, tmp_path, width=width, height=height, LANG="C.UTF-8", **env)
        opened.append(terminal)
        return terminal

    yield sitting
    for terminal in opened:
        terminal.close()


def test_a_customer_is_answered_and_a_specialist_asked_over_ssh(sit, desk):
    ana = sit()
    screen = open_mei(ana)
    assert any("▏" in line for line in screen.splitlines()), "the history is beside the thread"
    ana.type("r")
    ana.type("You were charged twice, and it is refunded.")
    ana.press("C-s")
    ana.until("enter send")
    ana.press("Enter")
    ana.until("takes it back")
    assert "it is refunded" in run(desk, "outbox")
    ask_priya(ana, "Is the refund on its way?")
    (ask,) = json.loads(run(desk, "asks", "--json", by="priya"))
    assert ask["question"] == "Is the refund on its way?"


def test_no_key_leads_out_of_it(sit, desk, tmp_path):
    touched = tmp_path / "touched"
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\ntouch {touched}\n")
    editor.chmod(0o755)
    names = dict.fromkeys(("EDITOR", "VISUAL", "PAGER"), str(editor))
    ana = sit(**names, TEXTUAL_DRIVER="nowhere:Driver", TEXTUAL_LOG=str(touched))
    open_mei(ana)
    ana.type("S")
    ana.until(f"Saving a file is {OFF}")
    ana.type("r")
    ana.type("Dear Mei,")
    ana.press("F4")
    ana.until(f"An editor is {OFF}")
    ana.press("C-o")
    ana.until(f"Attaching a file is {OFF}")
    for key in ("C-z", "C-c", "C-\\", "C-z"):
        ana.press(key)
    ana.press("Escape")
    ana.until("c note")
    for line in ("!sh", "sh", "config set editor sh", "demo", "export mei", "import mbox /etc", "init"):
        ana.type(":")
        ana.until(":")
        ana.type(line)
        ana.press("Enter")
        ana.until("is not a command")
        ana.press("Escape")
        ana.until("is not a command", gone=True)
    ana.type("r")
    ana.type(" still here")
    ana.until("still here")
    assert not touched.exists() and "$" not in ana.screen()
    assert "ended" not in ana.screen()


def test_no_command_leads_out_of_it(server, tmp_path):
    for asked in (
        "sh",
        "sh -c id",
        "internal-sftp",
        "scp -t /tmp",
        "serve",
        "export 1",
        "agentconsole --desk x inbox",
    ):
        done = server.run(asked)
        assert done.returncode == 6 and OFF in done.stderr and done.stdout == "", asked
    other = server.run("inbox", "--desk", str(tmp_path / "other.db"))
    assert other.returncode == 6 and OFF in other.stderr
    assert [each["id"] for each in json.loads(server.run("inbox", "mine", "--json").stdout)] == [2]
    assert json.loads(server.run("agentconsole", "board", "--json").stdout)


def test_neither_files_nor_ports_are_reached_through_it(server, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    words = server.words()
    sftp = ["sftp", "-b", "-", *words[1 : words.index("-p")], "-P", str(server.port), words[-1]]
    said = subprocess.run(sftp, input=f"get {secret}\n", capture_output=True, text=True, check=False)
    assert said.returncode != 0 and "secret" not in said.stdout
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        through = ["ssh", "-W", f"127.0.0.1:{listening.getsockname()[1]}", *words[1:]]
        done = subprocess.run(through, capture_output=True, stdin=subprocess.DEVNULL, check=False)
        assert done.returncode != 0
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize("who", ["the server's end", "the client"])
def test_a_dropped_line_loses_nothing(sit, server, who):
    ana = sit()
    open_mei(ana)
    ana.press("Tab")
    ana.type("G")
    ana.until("Old message 1 of")
    ana.press("Enter")
    ana.type("r")
    ana.type("Dear Mei, I looked at all of")
    ana.until("Dear Mei, I looked at all of")
    ana.until(" saved")
    ana.type(" March")
    ana.until("Dear Mei, I looked at all of March")
    if who == "the client":
        ana.kill(9)
        ana.until("Killed")
    else:
        assert server.drop()
        ana.until("ended:")
    again = sit()
    again.until("You are where you were")
    again.until("Dear Mei, I looked at all of March")
    again.until("Old message 1 of")
    again.until("30 of 30")
    again.type(", and you are right.")
    again.until("and you are right.")


def test_who_leaves_by_key_begins_anew(sit):
    ana = sit()
    open_mei(ana)
    ana.press("C-q")
    ana.until("Leave the console?")
    ana.press("Enter")
    ana.until("ended: 0")
    again = sit()
    again.until("Baggage fee new")
    assert "where you were" not in again.screen()


def test_in_tmux_it_survives_detaching_and_another_size(desk, tmp_path):
    inner = f"inner-{os.getpid()}"
    tmux = f"env -u TMUX tmux -L {inner} -f /dev/null"
    outer = Terminal(f'{tmux} new-session -s desk "{AGENTCONSOLE} --desk {desk} --as ana"', tmp_path)
    try:
        open_mei(outer)
        outer.type("r")
        outer.type("Dear Mei")
        outer.until("Dear Mei")
        outer.press("C-b")
        outer.type("d")
        outer.until("ended: 0")
        outer.resize(200, 50)
        outer.type(f"clear; {tmux} attach")
        outer.press("Enter")
        screen = outer.until("Dear Mei")
        assert max(map(len, screen.splitlines())) > 150, "it takes the room there is now"
        outer.type(", thank you")
        outer.until("Dear Mei, thank you")
        outer.resize(80, 24)
        assert max(map(len, outer.until("Dear Mei, thank you").splitlines())) <= 80
    finally:
        subprocess.run(["tmux", "-L", inner, "kill-server"], capture_output=True, check=False)
        outer.close()
