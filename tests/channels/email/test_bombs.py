"""Whatever is sent is read within two seconds and 300 MB, and what follows it is read as well."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agentconsole.channels.email import bounds
from agentconsole.channels.email.attachments import attachment
from agentconsole.channels.email.incoming import receive
from tests.channels.email.bombs import BOMBS

pytestmark = pytest.mark.attack

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECONDS = 2
MEGABYTES = 300
CHILD = """
import signal, sys
from datetime import UTC, datetime
from pathlib import Path
from agentconsole.channels.email.incoming import receive
raw = Path(sys.argv[1]).read_bytes()
# Who needs more than its seconds is stopped by the system.
signal.setitimer(signal.ITIMER_PROF, float(sys.argv[2]))
found = receive(raw, ours=frozenset(), now=datetime(2026, 11, 22, tzinfo=UTC))
assert found.original == raw
from tests.channels.email.weighing import most
print(most())
"""
SEQUENCE = """
from datetime import UTC, datetime
from agentconsole.channels.email.incoming import receive
from tests.channels.email.bombs import BOMBS
from tests.channels.email.weighing import forget, most
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GOOD = b"From: mei@tan.example\\nSubject: order %d\\nMessage-ID: <%d@x>\\n\\nWhere is it?"
expected = [receive(GOOD % (n, n), ours=frozenset(), now=NOW) for n in range(1_000)]
bombs = [make() for make in BOMBS.values()]
forget()
base = most()
for number in range(1_000):
    if number % 40 == 0:
        receive(bombs[number // 40 % len(bombs)], ours=frozenset(), now=NOW)
    found = receive(GOOD % (number, number), ours=frozenset(), now=NOW)
    assert found == expected[number], number
print(most() - base)
"""


def run(code: str, *words: str) -> int:
    """What a program prints: how much memory it took, in kB."""
    ended = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert ended.returncode == 0, ended.stderr
    return int(ended.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_in_little_time_and_room(name, tmp_path):
    path = tmp_path / "bomb.eml"
    path.write_bytes(b"From: mei@tan.example\n" + BOMBS[name]())
    assert run(CHILD, str(path), str(SECONDS)) < MEGABYTES * 1_000


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_kept_whole_listed_and_said(name):
    raw = b"From: mei@tan.example\n" + BOMBS[name]()
    found = receive(raw, ours=frozenset(), now=NOW)
    assert found.original == raw
    assert len(found.text) <= bounds.TEXT
    assert len(found.attachments) <= bounds.PARTS + 1
    assert not set("\r\n") & set(found.subject)
    if found.attachments:
        assert len(attachment(raw, len(found.attachments) - 1)) == found.attachments[-1].size


def test_a_mail_of_too_many_parts_or_depth_says_so():
    for name, note in [
        ("50,000 parts", f"{bounds.PARTS} parts"),
        ("a depth of 3,000", f"{bounds.DEPTH} deep"),
    ]:
        found = receive(BOMBS[name]() + b"x", ours=frozenset(), now=NOW)
        assert any(note in said for said in found.data["notes"])


def test_a_subject_with_a_line_break_is_one_line_and_its_bcc_is_no_header():
    found = receive(b"Subject: =?utf-8?q?hi=0D=0ABcc:_evil=40x?=\n\nx", ours=frozenset(), now=NOW)
    assert found.subject == "hi Bcc: evil@x"
    assert "bcc" not in found.data


@pytest.mark.slow
def test_reading_all_of_them_after_each_other_leaves_good_mail_as_it_is():
    assert run(SEQUENCE) < MEGABYTES * 1_000
