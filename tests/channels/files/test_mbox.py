import io
import re
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.channels.base import Problem
from agentconsole.channels.files import mbox
from agentconsole.model.commands import Receive

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SEPARATOR = b"From mei@tan.example Mon Jan  1 10:00:00 2024\n"
LINES = st.sampled_from(
    [
        b"",
        b"From here on",
        b">From there",
        b">>From",
        b"Subject: x",
        b"From: a@b.example",
        SEPARATOR[:-1],
        b"\r",
    ]
)


def mails(raw: bytes) -> list[bytes]:
    return [mail.whole() for mail, _ in mbox.split(io.BytesIO(raw))]


def read(path: Path) -> list[Receive | Problem]:
    return [item.found for item in mbox.read([path], ours=frozenset(), now=NOW)]


def joined(messages: list[bytes]) -> bytes:
    return b"".join(
        SEPARATOR + re.sub(rb"^(>*From )", rb">\1", message, flags=re.MULTILINE) + b"\n"
        for message in messages
    )


@given(
    st.lists(st.lists(LINES | st.binary(max_size=9), min_size=1).map(lambda lines: b"\n".join(lines) + b"\n"))
)
def test_what_was_joined_comes_apart_byte_for_byte(messages):
    assert mails(joined(messages)) == messages


def test_line_ends_of_windows_are_kept():
    one, two = b"Subject: one\r\n\r\ntext\r\n", b"Subject: two\r\n\r\ntext\r\n"
    separator = SEPARATOR.replace(b"\n", b"\r\n")
    assert mails(separator + one + b"\r\n" + separator + two + b"\r\n") == [one, two]


@pytest.mark.parametrize(
    "separator",
    [
        b"From mei@tan.example Mon Jan  1 10:00:00 2024\n",
        b"From - Mon Jan 01 10:00:00 2024\n",
        b"From 1784@xxx Mon Jan 01 10:00:00 +0000 2024\n",
        b"From mei at tan.example  Mon Jan  1 10:00:00 2024\n",
        b"From MAILER-DAEMON Mon, 1 Jan 2024 10:00:00 +0100\n",
        b"From mei@tan.example\n",
    ],
)
def test_separators_are_known_as_programs_write_them(separator):
    assert mails(separator + b"Subject: one\n\n" + separator + b"Subject: two\n\n") == [
        b"Subject: one\n",
        b"Subject: two\n",
    ]


def test_prose_that_begins_with_from_does_not_separate():
    message = b"Subject: x\n\n\nFrom here you see the sea.\nFrom Monday 10:00 on it is open.\n\nFrom me\n"
    assert mails(SEPARATOR + message + b"\n") == [message]


def test_a_missing_empty_line_does_not_join_two_mails():
    assert len(mails(SEPARATOR + b"Subject: one\n\ntext\n" + SEPARATOR + b"Subject: two\n")) == 2


def test_a_line_longer_than_what_is_read_at_once_is_whole(monkeypatch):
    monkeypatch.setattr(mbox, "LINE", 50)
    message = b"Subject: x\n\n" + b"x" * 50 + SEPARATOR + b"y" * 200 + b"\n"
    assert mails(SEPARATOR + message + b"\n") == [message]


def test_items_say_where_they_came_from(tmp_path):
    one, two = tmp_path / "one.mbox", tmp_path / "two.mbox"
    one.write_bytes(joined([b"Subject: 1\n", b"Subject: 2\n"]))
    two.write_bytes(joined([b"Subject: 3\n"]))
    items = list(mbox.read([one, two], ours=frozenset(), now=NOW))
    assert [(item.source, item.line, item.found.subject) for item in items] == [
        (one, 1, "1"),
        (one, 2, "2"),
        (two, 1, "3"),
    ]
    assert items[1].position == one.stat().st_size
    assert items[2].position == one.stat().st_size + two.stat().st_size


def test_a_mail_beyond_all_measure_is_a_problem_and_the_next_one_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(mbox, "LARGEST", 100)
    path = tmp_path / "big.mbox"
    path.write_bytes(joined([b"Subject: big\n\n" + b"x\n" * 100, b"Subject: small\n"]))
    big, small = read(path)
    assert isinstance(big, Problem)
    assert "larger" in big.reason
    assert isinstance(small, Receive)
    assert small.subject == "small"


def test_an_empty_mail_and_a_file_that_is_no_mailbox_are_problems(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(SEPARATOR + b"\n" + joined([b"Subject: x\n"]))
    empty, good = read(path)
    assert isinstance(empty, Problem)
    assert isinstance(good, Receive)
    path.write_bytes(b"PK\x03\x04\n\nwhatever\n")
    (problem,) = read(path)
    assert isinstance(problem, Problem)
    assert "From" in problem.reason
    path.write_bytes(b"")
    assert read(path) == []


def test_one_mail_without_a_separator_is_a_mailbox_of_one(tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(b"Subject: x\n\ntext\n")
    (found,) = read(path)
    assert isinstance(found, Receive)
    assert found.text == "text"


def test_a_file_that_vanishes_is_a_problem_and_the_next_is_read(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(joined([b"Subject: x\n"]))
    items = list(mbox.read([tmp_path / "gone", path], ours=frozenset(), now=NOW))
    assert [type(item.found) for item in items] == [Problem, Receive]


def test_a_large_mailbox_takes_no_more_memory_than_a_small_one(tmp_path):
    path = tmp_path / "large"
    path.write_bytes(joined([b"Subject: x\n\n" + b"text " * 2_000 + b"\n"]) * 2_000)
    tracemalloc.start()
    with path.open("rb") as file:
        count = sum(1 for mail, _ in mbox.split(file) if mail.whole())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 2_000
    assert peak < path.stat().st_size / 20
