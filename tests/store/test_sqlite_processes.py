"""Programs that die, fork and come and go on one file."""

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from agentconsole.store.sqlite import open_store
from agentconsole.store.sqlite import store as store_module
from tests.store.keep import holds_in_a_child, keeping

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path):
    with closing(open_store(tmp_path / "x.desk", create=True)) as store:
        yield store


def program(store, code):
    """Another program with the desk open as `store`, that says a line and is killed in the middle."""
    code = (
        "import sys, time; from pathlib import Path; from agentconsole.store.sqlite import open_store;"
        f"from tests.store.keep import *\nstore = open_store(Path(sys.argv[1]))\n{code}"
    )
    command = [sys.executable, "-c", code, str(store.path)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def killed(running):
    assert running.stdout.readline() == "ready\n"
    running.send_signal(signal.SIGKILL)
    running.wait(timeout=20)
    running.stdout.close()


def sound(store):
    with store.reading() as read:
        assert read.value("PRAGMA integrity_check") == "ok"
        assert read.rows("PRAGMA foreign_key_check") == []


def test_a_program_killed_in_its_turn_leaves_nothing_and_holds_nobody_up(store):
    keeping(store, lambda keep: keep.customer("before"))
    running = program(
        store,
        "with store.writing() as write:\n"
        "    keep = Keeper(write)\n"
        "    for n in range(300): keep.say(keep.begin(keep.customer(str(n))), 'x' * 5000)\n"
        "    print('ready', flush=True); time.sleep(60)",
    )
    killed(running)
    assert keeping(store, lambda keep: keep.customer("after")) == 2
    sound(store)
    with store.reading() as read:
        assert [each.name for each in read.customers("", after=None, limit=9).items] == ["after", "before"]


def test_a_program_killed_between_turns_leaves_all_it_had_committed(store):
    running = program(
        store,
        "for n in range(1000000):\n"
        "    keeping(store, lambda keep: keep.event(keep.customer(str(n))))\n"
        "    if n == 20: print('ready', flush=True)",
    )
    killed(running)
    sound(store)
    with store.reading() as read:
        customers = read.customers("", after=None, limit=100_000).items
        assert len(customers) >= 21
        assert all(each.entries == 1 for each in customers)
        assert sorted(each.id for each in customers) == list(range(1, len(customers) + 1))
        assert read.latest() == len(customers)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_has_connections_of_its_own(store):
    keeping(store, lambda keep: keep.customer("parent"))
    with store.reading() as read:
        assert holds_in_a_child(lambda: keeping(store, lambda keep: keep.customer("child")) == 2)
        assert read.customer(2) is None
    with store.reading() as read:
        assert read.customer(2).name == "child"
    assert keeping(store, lambda keep: keep.customer()) == 3


def test_connections_of_threads_that_ended_are_closed(store):
    for _ in range(20):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(keeping, store, lambda keep: keep.customer()).result()
    assert len(store._lines._all) <= 2


def test_who_had_a_long_turn_lets_others_go_first(store, monkeypatch):
    """An import holds its turn for long and wants the next at once; whoever types must get in between."""
    slept = []
    clock = SimpleNamespace(monotonic=time.monotonic, sleep=slept.append)
    monkeypatch.setattr(store_module, "time", clock)
    monkeypatch.setattr(store_module, "_LET_OTHERS", 600)
    for long, expected in ((1000.0, 0), (0.0, 1)):
        monkeypatch.setattr(store_module, "_LONG_TURN", long)
        keeping(store, lambda keep: keep.customer())
        keeping(store, lambda keep: keep.customer())
        assert len([pause for pause in slept if 0 < pause <= 600]) >= expected
        assert bool(slept) is bool(expected)
