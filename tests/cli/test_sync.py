"""The mail is carried by command: once, or until it is told to end."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from agentconsole.desk.post import END_SECONDS
from agentconsole.model.conversation import Conversation
from agentconsole.opening import turn_at
from tests.cli.mailbox import add_mailbox
from tests.cli.running import Program
from tests.servers import dovecot, smtp

MAIL = (
    b"From: Mei Tan <mei@tan.example>\r\nTo: support@desk.test\r\nSubject: Twice\r\n"
    b"Message-ID: <1@tan.example>\r\nDate: Tue, 17 Nov 2026 09:12:00 +0000\r\n\r\nI was charged twice.\r\n"
)


@pytest.fixture
def incoming():
    with dovecot.running("support") as running:
        yield running


@pytest.fixture
def outgoing():
    with smtp.running() as running:
        yield running


@pytest.fixture
def channel(desk: Path, program: Program, incoming, outgoing) -> Path:
    """A desk with a channel. Replies leave at once."""
    add_mailbox(program, incoming, outgoing.port, undo=False)
    return desk


def test_once_brings_what_is_there_and_sends_what_is_due(
    channel: Path, program: Program, incoming, outgoing
) -> None:
    incoming.deliver("support", MAIL)
    ran = program("sync", "--once")
    assert (ran.code, ran.err) == (0, "support: INBOX: 1 new\n")
    (found,) = (each for each in program("inbox", "all", "--json").json if each["subject"] == "Twice")
    program("reply", found["id"], "-t", "Dear Mei")
    ran = program("sync", "--once", "--json")
    assert ran.code == 0
    assert [each["channel"] for each in ran.json] == ["support"]
    assert json.loads(ran.err)["note"] == {
        "message": f"support: #{found['id']} is sent",
        "channel": "support",
    }
    assert len(outgoing.kept) == 1
    assert program("outbox", "--json").json == []
    ran = program("sync", "--once", "support", "-F", "ids")
    assert (ran.code, ran.out, ran.err) == (0, "support\n", "")


def test_what_cannot_be_reached_shows_in_the_exit_code(
    channel: Path, program: Program, incoming, outgoing
) -> None:
    incoming.deliver("support", MAIL)
    program("sync", "--once")
    program("config", "set", "channels.support.mailboxes", '["INBOX", "Nowhere"]')
    ran = program("sync", "--once", "--quiet")
    assert ran.code == 7
    assert "Nowhere" in ran.err
    program("config", "set", "channels.support.mailboxes", '["INBOX"]')
    program("channel", "password", "support", "--in-file", stdin="wrong")
    assert program("sync", "--once").code == 4
    program("channel", "password", "support", "--in-file", stdin=incoming.password)
    incoming.kill()
    ran = program("sync", "--once", "--quiet", "--json")
    assert ran.code == 3
    assert "problem" in json.loads(ran.err)
    assert program("sync", "--once", "nowhere").code == 5


def test_a_message_that_does_not_leave_is_stuck_and_can_be_tried_again(
    channel: Path, program: Program, incoming, outgoing
) -> None:
    outgoing.answers = {"rcpt": "451 later"}
    program("start", "mei@tan.example", "--subject", "Hello", "-t", "Dear Mei")
    assert program("sync", "--once").code == 7
    (message,) = program("outbox", "--json").json
    assert (message["state"], message["attempts"]) == ("waiting", 1)
    for said, told in (
        (("retry",), "retry needs a message"),
        (("retry", "x"), "not the number of a message"),
    ):
        ran = program("outbox", *said)
        assert (ran.code, told in ran.err) == (2, True)
    outgoing.answers = {}
    assert program("sync", "--once").code == 7  # not before its time
    assert outgoing.kept == []
    ran = program("outbox", "retry", message["entry"]["id"])
    assert (ran.code, ran.out) == (0, f"Message {message['entry']['id']} goes out again.\n")
    assert program("sync", "--once").code == 0
    assert len(outgoing.kept) == 1


@pytest.mark.parametrize(
    ("answers", "told"),
    [({"rcpt": "550 unknown"}, "is not sent"), ({"dot": smtp.HANG_UP}, "nobody knows whether")],
)
def test_what_is_lost_on_the_way_out_is_told_to_whoever_runs_it_once(
    channel: Path, program: Program, incoming, outgoing, answers: dict[str, str], told: str
) -> None:
    outgoing.answers = answers
    program("start", "mei@tan.example", "--subject", "Hello", "-t", "Dear Mei")
    ran = program("sync", "--once", "--quiet")
    assert ran.code == 7 and told in ran.err, ran.err
    ran = program("sync", "--once", "--quiet")  # it was told
    assert (ran.code, ran.err) == (0, "")


def test_of_a_message_that_may_have_left_the_owner_decides(
    channel: Path, program: Program, incoming, outgoing
) -> None:
    outgoing.answers = {"dot": smtp.HANG_UP}
    for text in ("first", "second", "third"):
        program("start", f"{text}@tan.example", "--subject", text, "-t", text)
    program("sync", "--once")
    found = {each["entry"]["text"]: each for each in program("outbox", "--json").json}
    assert {each["state"] for each in found.values()} == {"uncertain"}
    number = {text: each["entry"]["id"] for text, each in found.items()}
    outgoing.answers = {}
    assert program("outbox", "sent", number["first"], "--as", "ben").code == 6
    ran = program("outbox", "sent", number["first"], "--json")
    assert (ran.code, ran.json["entries"][0]["kind"]) == (0, "settle")
    assert program("outbox", "cancel", number["second"]).code == 0
    assert program("outbox", "retry", number["third"]).code == 0
    program("sync", "--once")
    assert [raw for raw in outgoing.kept if b"third" in raw][1:]  # once then, once now
    assert program("outbox", "--json").json == []
    assert [each["text"] for each in program("drafts", "--json").json] == ["second"]


def test_what_waits_is_taken_back_by_cancel(channel: Path, program: Program) -> None:
    program("config", "set", "undo_seconds", "600")
    program("start", "mei@tan.example", "--subject", "Hello", "-t", "Dear Mei")
    (message,) = program("outbox", "--json").json
    assert program("outbox", "cancel", message["entry"]["id"]).code == 0
    assert program("outbox", "--json").json == []
    assert [each["text"] for each in program("drafts", "--json").json] == ["Dear Mei"]


def test_one_program_at_a_time_carries_the_mail_of_a_desk(channel: Path, program: Program) -> None:
    turn = turn_at(channel)
    assert turn.take()
    try:
        ran = program("sync", "--once")
        assert (ran.code, ran.out) == (0, "")
        assert "Another program" in ran.err
        ran = program("sync", "--json")
        assert (ran.code, ran.error["rule"]) == (6, "one post")
    finally:
        turn.give()
    assert program("sync", "--once").code == 0


def test_a_desk_without_channels_says_how_to_make_one(desk: Path, program: Program) -> None:
    ran = program("sync")
    assert ran.code == 5
    assert "channel add" in ran.err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130), (signal.SIGHUP, 0)])
def test_it_runs_until_a_signal_and_ends_soon(
    channel: Path, program: Program, incoming, number: signal.Signals, code: int
) -> None:
    incoming.deliver("support", MAIL)
    words = [sys.executable, "-m", "agentconsole", "sync"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ) as process:
        assert process.stderr is not None and process.stdout is not None
        said = [process.stderr.readline() for _ in range(2)]
        assert b"support: INBOX: 1 new\n" in said
        begun = time.monotonic()
        process.send_signal(number)
        rest = process.communicate(timeout=20)
    assert (process.returncode, rest) == (code, (b"", b""))
    assert time.monotonic() - begun < END_SECONDS, "a part of it had to be left behind"


def test_the_console_carries_the_mail_where_nobody_else_does(
    channel: Path, program: Program, incoming, monkeypatch: pytest.MonkeyPatch
) -> None:
    incoming.deliver("support", MAIL)
    seen = []

    def console(self, desk, *, me, config, which) -> None:
        until = time.monotonic() + 20
        while not seen and time.monotonic() < until:
            seen.extend(each for each in desk.inbox("all", by=me).items if each.subject == "Twice")
            time.sleep(0.02)
        seen.append(turn_at(channel).take())

    monkeypatch.setattr("agentconsole.main.Screens.console", console)
    monkeypatch.setattr("agentconsole.desk.posting.FIRST_SECONDS", 0.0)
    ran = program(terminal=True)
    assert (ran.code, ran.err) == (0, "")
    assert [type(each) for each in seen] == [Conversation, bool] and seen[1] is False
    assert turn_at(channel).take()


def test_what_was_imported_for_the_channel_is_not_doubled_when_the_mailbox_is_fetched(
    channel: Path, program: Program, incoming, tmp_path: Path
) -> None:
    (tmp_path / "one.eml").write_bytes(MAIL)
    ran = program("import", "eml", tmp_path / "one.eml", "--channel", "support", "--json")
    assert ran.json["new"] == 1
    incoming.deliver("support", MAIL)
    ran = program("sync", "--once")
    assert (ran.code, ran.err) == (0, "")
    found = program("history", "mei@tan.example", "--limit", "0", "--json").json
    assert [each["channel"] for each in found if each["subject"] == "Twice"] == ["support"]
    assert program("import", "eml", tmp_path / "one.eml", "--channel", "nowhere").code == 5
    assert program("import", "jsonl", tmp_path / "one.eml", "--channel", "support").code == 2
