"""Several programs on one desk: normal use for agents over SSH on one host."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from agentconsole.desk.check import differences
from agentconsole.desk.clock import now
from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands
from agentconsole.model.commands import Receive
from agentconsole.model.people import Contact
from agentconsole.model.queries import InboxView
from agentconsole.store.sqlite import open_store
from tests.desk.contract import join
from tests.desk.writer import opened
from tests.servers import postgres

WRITER = Path(__file__).with_name("writer.py")


@pytest.fixture(params=["a file", pytest.param("a database", marks=pytest.mark.slow)])
def address(request, tmp_path):
    """Where a desk can be."""
    if request.param == "a file":
        yield str(tmp_path / "desk.db")
        return
    with postgres.fresh() as url:
        yield url


def made(address):
    if "://" in address:
        return opened(address)
    return open_store(Path(address), create=True)


def five_conversations(address):
    desk = LocalDesk(made(address))
    join(desk)
    for n in range(5):
        desk.do(
            Receive(
                channel="chat",
                external_id=f"first-{n}",
                at=now(),
                customer=Contact(handle=f"chat:{n}"),
                direction="in",
                text="Hello",
                keys=(f"matter {n}",),
                begins=True,
            )
        )
    return desk


def write_at_once(address, writers, count):
    started = [
        subprocess.Popen(
            [sys.executable, WRITER, address, str(writer), str(count)], stderr=subprocess.PIPE, text=True
        )
        for writer in range(writers)
    ]
    for process in started:
        _, complaint = process.communicate(timeout=280)
        assert process.returncode == 0, complaint


def all_entries(desk):
    for conversation in desk.inbox(InboxView.ALL, limit=100).items:
        yield from desk.thread(conversation.id, limit=100_000).items


@pytest.mark.parametrize("count", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_four_programs_write_at_once_and_nothing_is_lost_doubled_or_broken(address, count):
    desk = five_conversations(address)
    write_at_once(address, 4, count)
    entries = list(all_entries(desk))
    texts = [entry.text for entry in entries]
    notes = {f"note {writer}-{n}" for writer in range(4) for n in range(0, count, 3)}
    shared = {f"shared {n}" for n in range(1, count, 3)}
    assert sorted(text for text in texts if text.startswith("note ")) == sorted(notes)
    assert sorted(text for text in texts if text.startswith("shared ")) == sorted(shared)
    assert len({entry.id for entry in entries}) == len(entries)
    assert list(differences(desk.store)) == []
    assert _owners_followed_only_handovers(desk)
    told = desk.changes(0, limit=1_000_000)
    assert [each.position for each in told] == list(range(1, len(told) + 1))
    assert {each.entry for each in told if each.kind == "entry"} >= {entry.id for entry in entries}
    desk.close()


def _owners_followed_only_handovers(desk):
    for conversation in desk.inbox(InboxView.ALL, limit=100).items:
        owner = offered = None
        for entry in sorted(desk.thread(conversation.id, limit=100_000).items, key=lambda each: each.version):
            if entry.kind == "claim":
                assert owner is None
                owner = entry.agent or entry.author.id
            elif entry.kind == "handover":
                assert entry.author.id == owner
                offered = entry.agent
            elif entry.kind == "accept":
                assert entry.author.id == offered
                owner = offered
        assert conversation.owner == owner
    return True


def test_a_change_of_another_program_is_heard_of_at_once(address):
    desk = five_conversations(address)
    start, heard = desk.latest(), []
    listener = threading.Thread(target=lambda: heard.append(desk.wait(start, seconds=30)))
    listener.start()
    write_at_once(address, 1, 1)
    listener.join(timeout=30)
    assert heard == [True]
    desk.close()


def test_a_writer_that_is_killed_leaves_the_turn_to_the_next(address):
    desk = five_conversations(address)
    process = subprocess.Popen([sys.executable, WRITER, address, "0", "100000"])
    while len(desk.changes(0, limit=500)) < 60:
        time.sleep(0.01)
        assert process.poll() is None
    process.kill()
    process.wait()
    desk.do(commands.Note(conversation=1, text="next"), by="ana")
    assert list(differences(desk.store)) == []
    desk.close()
