"""That somebody writes is noticed, whether the system tells of it or not."""

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from agentconsole.model.people import Agent
from agentconsole.store.sqlite import noticing as module
from agentconsole.store.sqlite import open_store
from agentconsole.store.sqlite.noticing import noticing


@pytest.fixture
def path(tmp_path):
    return tmp_path / "x.desk"


def change(path, handle="ana"):
    """As another program does."""
    with closing(open_store(path)) as store, store.writing() as write:
        write.add_agent(Agent(handle=handle))
        write.note_change("agent", agent=handle)


@pytest.mark.parametrize("told", [True, False])
def test_every_change_of_another_program_is_noticed(path, monkeypatch, told):
    if not told:
        monkeypatch.setattr(module, "_told_of", lambda file: None)
    with closing(open_store(path, create=True)) as store, ThreadPoolExecutor(1) as pool:
        for number in range(20):
            with store.reading() as read:
                before = read.latest()
            waiting = pool.submit(store.wait, before, seconds=20)
            change(path, f"agent{number}")
            assert waiting.result(timeout=20) is True


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_after_a_word_of_a_change_one_looks_several_times(path, monkeypatch):
    paused = []
    with closing(open_store(path, create=True)) as store, store.reading(), noticing(path) as noticed:
        change(path)
        monkeypatch.setattr(module.time, "sleep", paused.append)
        for _ in module.AGAIN:
            noticed.wait(20)
        noticed.wait(20)
    assert paused == [*module.AGAIN]


def test_where_nothing_tells_one_looks_all_the_time(monkeypatch):
    paused = []
    monkeypatch.setattr(module.time, "sleep", paused.append)
    module.Noticing(None).wait(9)
    module.Noticing(None).wait(0.001)
    assert paused == [module.LOOK, 0.001]
