"""Every mail of the real data, opened as an agent opens it: nothing breaks, and nobody waits."""

import os
import time
from pathlib import Path

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.store.sqlite import open_store

MAIL = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", "nowhere")) / "mail"
SECONDS = 2.0
"""Opening one mail may take so long."""

pytestmark = [
    pytest.mark.fault,
    pytest.mark.data,
    pytest.mark.skipif(not MAIL.is_dir(), reason="AGENTCONSOLE_TEST_DATA names no directory with mail in it"),
]


@pytest.fixture
def numbers(program, home):
    """A desk with all of it; the conversation of each mail that is there."""
    assert program("init", "--me", "ana").code == 0
    folders = sorted(each.parent for each in MAIL.rglob("cur"))
    for kind, paths in (("eml", [MAIL, *sorted(MAIL.rglob("*.txt"))]), ("maildir", folders)):
        ran = program("import", kind, *paths, "--json")
        assert (ran.code, ran.json["problems"]) == (0, 0)
    desk = LocalDesk(open_store(home / "data" / "agentconsole" / "desk.db"))
    every = [each.id for each in desk.inbox("all", limit=10_000).items]
    found = {each.id: number for number in every for each in desk.thread(number, limit=10_000).items}
    desk.close()
    return found


@pytest.mark.slow
def test_every_mail_opens_at_a_terminal_and_as_json_without_a_fault_and_without_a_wait(program, numbers):
    assert numbers
    spent = {}
    for number in sorted(set(numbers.values())):
        start = time.perf_counter()
        shown = program("show", number, "--whole", terminal=True)
        spent[number] = time.perf_counter() - start
        assert (shown.code, shown.err) == (0, "")
        assert shown.out.strip()
        shown = program("show", number, "--json")
        assert (shown.code, shown.err) == (0, "")
        assert {each["id"] for each in shown.json["entries"]} >= {
            entry for entry, of in numbers.items() if of == number
        }
    assert {number: seconds for number, seconds in spent.items() if seconds >= SECONDS} == {}
