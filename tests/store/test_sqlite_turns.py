"""Threads of one program take turns to write in the order in which they came."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from types import SimpleNamespace

import pytest

from agentconsole.model.errors import Unavailable
from agentconsole.store.sqlite import open_store
from agentconsole.store.sqlite import store as store_module
from agentconsole.store.sqlite.turns import Turns
from tests.store.keep import keeping


@pytest.fixture
def store(tmp_path):
    with closing(open_store(tmp_path / "x.desk", create=True)) as store:
        yield store


def waiting(turns, number):
    """Until so many wait for a turn."""
    while len(turns._waiting) < number:
        threading.Event().wait(0.001)


def test_who_came_first_is_first():
    turns, went = Turns(), []

    def go(number):
        with turns.mine(20) as came:
            assert came
            went.append(number)

    with ThreadPoolExecutor(5) as pool, turns.mine(0) as came:
        assert came
        for number in range(5):
            pool.submit(go, number)
            waiting(turns, number + 1)
    assert went == [0, 1, 2, 3, 4]
    with turns.mine(0) as came:
        assert came


def test_who_waits_in_vain_leaves_the_queue_to_those_behind():
    turns = Turns()

    def go(seconds):
        with turns.mine(seconds) as came:
            return came

    with ThreadPoolExecutor(2) as pool:
        with turns.mine(0):
            assert pool.submit(go, 0.01).result(timeout=20) is False
            later = pool.submit(go, 20)
            waiting(turns, 1)
        assert later.result(timeout=20) is True
    assert go(0) is True


def test_a_turn_that_comes_as_somebody_gives_up_is_handed_on():
    turns, place = Turns(), threading.Lock()
    assert turns._take(0)
    turns._leave(place)
    with turns.mine(0) as came:
        assert came


def test_a_turn_is_handed_on_by_who_fails_in_it(store):
    with pytest.raises(ZeroDivisionError), store.writing():
        raise ZeroDivisionError
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(keeping, store, lambda keep: keep.customer()).result(timeout=20) == 1


def test_waiting_for_another_thread_ends_in_words(store, monkeypatch):
    monkeypatch.setattr(store_module, "TURN_SECONDS", 0.02)
    with store.writing(), ThreadPoolExecutor(1) as pool:
        refused = pool.submit(keeping, store, lambda keep: keep.customer()).exception(timeout=20)
    assert isinstance(refused, Unavailable)
    assert "busy" in refused.message


def test_threads_write_on_one_connection_and_read_on_their_own(store):
    with ThreadPoolExecutor(1) as pool:

        def write(into):
            with store.writing() as write, store.reading() as read:
                into.append((write._connection, read._connection))

        def look(into):
            with store.reading() as read:
                into.append(read._connection)

        wrote, saw = [], []
        write(wrote)
        for _ in range(2):
            pool.submit(write, wrote).result(timeout=20)
            write(wrote)
        look(saw)
        pool.submit(look, saw).result(timeout=20)
    first, *others = wrote
    assert len({id(each) for pair in others for each in pair}) == 1, "what one has read, the next one knows"
    assert len({id(each) for each in (*saw, others[0][0])}) == 3
    assert first[0] is saw[0], "a program with one thread needs no second"


def test_threads_that_hand_on_the_turn_for_long_let_other_programs_go_between(store, monkeypatch):
    slept = []
    clock = SimpleNamespace(monotonic=time.monotonic, sleep=slept.append)
    monkeypatch.setattr(store_module, "time", clock)
    for long, expected in ((1000.0, []), (0.0, [store_module._LET_OTHERS])):
        monkeypatch.setattr(store_module, "_LONG_RUN", long)
        with ThreadPoolExecutor(1) as pool:
            with store.writing():
                slept.clear()
                later = pool.submit(keeping, store, lambda keep: keep.customer())
                waiting(store._lines.turns, 1)
            later.result(timeout=20)
        assert slept == expected
