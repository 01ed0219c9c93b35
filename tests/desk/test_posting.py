"""The post in the background of another program."""

from threading import Event

import pytest

from agentconsole.desk import posting
from agentconsole.desk.posting import Posting
from agentconsole.model.errors import Unavailable

PATIENCE = 30


class Carrier:
    """Runs until it is stopped."""

    def __init__(self):
        self.runs, self.over = Event(), Event()

    def run(self):
        self.runs.set()
        assert self.over.wait(PATIENCE)

    def stop(self):
        self.over.set()


class Turn:
    def __init__(self):
        self.free, self.given, self.asked = True, 0, Event()

    def take(self):
        self.asked.set()
        return self.free

    def give(self):
        self.given += 1


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(posting, "FIRST_SECONDS", 0)
    monkeypatch.setattr(posting, "LOOK_SECONDS", 0.01)


def test_it_is_carried_from_start_to_stop():
    carrier, turn = Carrier(), Turn()
    post = Posting(lambda: carrier, turn)
    post.start()
    assert carrier.runs.wait(PATIENCE)
    post.stop()
    assert carrier.over.is_set()
    assert turn.given == 1


def test_while_another_program_carries_it_nothing_is_done_and_then_it_goes_on_here():
    carrier, turn = Carrier(), Turn()
    turn.free = False
    post = Posting(lambda: carrier, turn)
    post.start()
    assert turn.asked.wait(PATIENCE)
    assert not carrier.runs.is_set()
    turn.free = True
    assert carrier.runs.wait(PATIENCE)
    post.stop()


def test_what_cannot_be_carried_now_is_tried_again():
    carrier, faults = Carrier(), [Unavailable("no desk"), Unavailable("no desk")]

    def make():
        if faults:
            raise faults.pop()
        return carrier

    post = Posting(make, Turn())
    post.start()
    assert carrier.runs.wait(PATIENCE)
    post.stop()


def test_a_desk_without_channels_has_no_post():
    post = Posting()
    post.start()
    post.stop()


def test_it_can_be_stopped_before_it_began():
    carrier = Carrier()
    post = Posting(lambda: carrier, Turn())
    post.stop()
    post.start()
    post.stop()
    assert not carrier.runs.is_set()
