"""An import that is killed at any moment, and taken up again: exactly the input, once."""

import json
import random
import subprocess
import sys
import time

import pytest

from agentconsole.desk.check import differences
from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import AddAgent
from agentconsole.store.sqlite import open_store


@pytest.fixture
def source(tmp_path, lines):
    path = tmp_path / "entries.jsonl"
    with path.open("w") as file:
        for n in range(lines):
            line = {
                "channel": "chat",
                "external_id": f"e{n}",
                "at": f"2026-03-{1 + n % 28:02}T10:00:00Z",
                "customer": {"handle": f"chat:{n % 97}"},
                "conversation": f"c{n % 211}",
                "direction": "in",
                "text": f"line {n}",
            }
            file.write(json.dumps(line) + "\n")
    return path


def importing(desk, source):
    return subprocess.Popen(
        [sys.executable, "-m", "agentconsole", "--desk", desk, "import", "jsonl", source, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(desk, source):
    process = importing(desk, source)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return json.loads(out)


def killed_after(seconds, desk, source):
    process = importing(desk, source)
    time.sleep(seconds)
    process.kill()
    process.communicate()


def new_desk(path):
    LocalDesk(open_store(path, create=True)).do(AddAgent(handle="ana"))
    return path


def whole_input_once(path, lines):
    desk = LocalDesk(open_store(path))
    texts = []
    for conversation in desk.inbox("all", limit=1_000).items:
        texts += [entry.text for entry in desk.thread(conversation.id, limit=10_000).items]
    sound = list(differences(desk.store)) == []
    desk.close()
    return sound and sorted(texts) == sorted(f"line {n}" for n in range(lines))


@pytest.mark.parametrize(("times", "lines"), [(2, 1_000), pytest.param(50, 4_000, marks=pytest.mark.slow)])
def test_an_import_killed_at_random_and_resumed_holds_exactly_the_input_once(tmp_path, source, times, lines):
    choose = random.Random(times)
    started = time.monotonic()
    finish(new_desk(tmp_path / "timing.db"), source)
    whole = time.monotonic() - started
    interrupted = 0
    for n in range(times):
        path = new_desk(tmp_path / f"desk{n}.db")
        killed_after(choose.uniform(0.1, whole), path, source)
        summary = finish(path, source)
        assert summary["new"] + summary["known"] == lines
        interrupted += 0 < summary["known"] < lines
        assert whole_input_once(path, lines)
        path.unlink()
    if times > 10:
        assert interrupted >= times / 4, "the kills must fall inside the import"
