"""The real conversations and the real mail: all of it comes in, is found again, and comes in once."""

import os
import time
from pathlib import Path

import pytest

from agentconsole.channels.base import Problem
from agentconsole.channels.files import read
from agentconsole.desk.check import differences
from agentconsole.desk.clock import now
from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import Receive
from agentconsole.model.queries import InboxView, Query
from agentconsole.store.sqlite import open_store

DATA = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", ""))
CONVERSATIONS = DATA / "twitter-support" / "entries.jsonl"
MAIL = DATA / "mail"

pytestmark = [
    pytest.mark.fault,
    pytest.mark.data,
    pytest.mark.skipif(
        not CONVERSATIONS.is_file(), reason="AGENTCONSOLE_TEST_DATA does not name the real data"
    ),
]


SECONDS = 2.0
"""One mail may take so long: to be read and kept, or to be opened."""


def everything():
    """Every file of the set, in the format it is in."""
    yield from read("jsonl", [CONVERSATIONS], now=now())
    yield from mails()


def mails():
    """Those of them that are mail."""
    yield from read("eml", [MAIL, *sorted(MAIL.rglob("*.txt"))], now=now())
    for folder in sorted(MAIL.rglob("cur")):
        yield from read("maildir", [folder.parent], now=now())


def take_in(desk):
    """How many were new, and what could not be taken."""
    found = [item.found for item in everything()]
    problems = [each for each in found if isinstance(each, Problem)]
    commands = [each for each in found if isinstance(each, Receive)]
    outcomes = [
        each for start in range(0, len(commands), 500) for each in desk.receive(commands[start : start + 500])
    ]
    problems += [each for each in outcomes if isinstance(each, Exception)]
    return commands, sum(each.new for each in outcomes if not isinstance(each, Exception)), problems


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    desk = LocalDesk(open_store(tmp_path_factory.mktemp("desk") / "desk.db", create=True))
    commands, new, problems = take_in(desk)
    assert problems == []
    assert new == len({(each.channel, each.external_id) for each in commands})
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def entries(desk):
    """Every entry, by way of the conversations."""
    found, after = [], None
    while True:
        page = desk.inbox(InboxView.ALL, after=after, limit=500)
        for conversation in page.items:
            found += desk.thread(conversation.id, limit=1_000_000).items
        if page.complete:
            return found
        after = page.cursor


def test_a_second_import_adds_nothing(desk, entries):
    before = desk.latest()
    assert take_in(desk)[1] == 0
    assert desk.latest() == before


def test_every_mail_is_kept_byte_for_byte_as_it_lies_in_its_file(desk, entries):
    known = {(each.channel, each.external_id): each.id for each in entries}
    sources = {item.source: item.found for item in mails()}
    assert sources.keys() == {path for path in MAIL.rglob("*") if path.is_file() and is_mail(path)}
    assert sources
    other = [
        path
        for path, found in sources.items()
        if desk.original(known[found.channel, found.external_id]) != path.read_bytes()
    ]
    assert other == []


def is_mail(path):
    return path.suffix in (".eml", ".txt") or path.parent.name in ("cur", "new")


def test_no_mail_takes_long_to_be_read_and_kept_and_then_to_be_read_again(tmp_path):
    desk = LocalDesk(open_store(tmp_path / "desk.db", create=True))
    spent = {}
    for item in mails():
        start = time.perf_counter()
        (again,) = read("eml", [item.source], now=now())
        (kept,) = desk.receive([again.found])
        page = desk.thread(kept.entries[0].conversation, limit=1_000_000) if kept.new else None
        spent[item.source] = time.perf_counter() - start
        assert page is None or page.complete
    desk.close()
    assert spent
    assert {path: seconds for path, seconds in spent.items() if seconds >= SECONDS} == {}


def test_every_entry_is_in_the_history_of_everyone_in_it(desk, entries):
    histories = {}
    for entry in entries:
        for customer in filter(None, (entry.customer, entry.party)):
            if customer not in histories:
                page = desk.history(customer, limit=1_000_000)
                assert page.complete
                histories[customer] = {each.id for each in page.items}
            assert entry.id in histories[customer]
    assert sum(entry.party is not None for entry in entries) > 100


def test_every_entry_is_found_by_its_own_words(desk, entries):
    missed = []
    for entry in entries:
        words = tuple(dict.fromkeys((entry.text or entry.subject).split()))[:4]
        if not words:
            continue
        query = Query(words=words, conversation=entry.conversation)
        if entry.id not in {each.id for each in desk.search(query, limit=1_000).items}:
            missed.append((entry.id, words))
    assert missed == []


def test_the_state_of_every_conversation_follows_from_its_entries(desk, entries):
    assert list(differences(desk.store)) == []
