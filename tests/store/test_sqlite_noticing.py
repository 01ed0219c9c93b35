"""That somebody writes is noticed, whether the system tells of it or not."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from agentconsole.model.people import Agent
from agentconsole.store.sqlite import noticing as module
from agentconsole.store.sqlite import open_store
from agentconsole.store.sqlite.noticing import Notices


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
        monkeypatch.setattr(Notices, "_taken", lambda self: None)
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
    with (
        closing(open_store(path, create=True)) as store,
        store.reading(),
        closing(Notices(path)) as notices,
        notices.noticing() as noticed,
    ):
        change(path)
        monkeypatch.setattr(module.time, "sleep", paused.append)
        for _ in module.AGAIN:
            noticed.wait(20)
        noticed.wait(20)
    assert paused == [*module.AGAIN]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_what_the_system_tells_through_is_kept_while_the_desk_is_open(path, monkeypatch):
    opened, shut = [], []
    close = os.close
    notices = Notices(path)
    with closing(open_store(path, create=True)) as store, store.reading():
        change(path)
        monkeypatch.setattr(module.os, "close", lambda file: (shut.append(file), close(file)))
        for _ in range(3):
            with notices.noticing() as noticed:
                opened.append(noticed._told)
        assert len(set(opened)) == 1
        with notices.noticing() as one, notices.noticing() as other:
            assert one._told != other._told, "two that wait do not take each other's word"
        assert shut == []
        notices.close()
    assert sorted(shut) == sorted({one._told, other._told})


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_whoever_waits_when_the_desk_is_closed_leaves_nothing_open(path, monkeypatch):
    shut = []
    close = os.close
    with closing(open_store(path, create=True)) as store, store.reading():
        change(path)
        monkeypatch.setattr(module.os, "close", lambda file: (shut.append(file), close(file)))
        notices = Notices(path)
        with notices.noticing() as noticed:
            notices.close()
            assert shut == []
        assert shut == [noticed._told]


def test_where_nothing_tells_one_looks_all_the_time(monkeypatch):
    paused = []
    monkeypatch.setattr(module.time, "sleep", paused.append)
    module.Noticing(None).wait(9)
    module.Noticing(None).wait(0.001)
    assert paused == [module.LOOK, 0.001]
