"""Mail accounts are added, tried, listed and taken away by command, and no secret is seen on the way."""

import os
import socket
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path

import keyring
import pytest

from agentconsole.settings import secretfile, secrets
from tests.cli.running import Program
from tests.servers import dovecot, smtp
from tests.settings.test_secrets import Kept

SECRET = "hunter2-sesame"
ADD = ("channel", "add", "email", "support", "--address", "help@shop.example")
GMAIL = (*ADD, "--preset", "gmail")


@pytest.fixture
def ring():
    before, kept = keyring.get_keyring(), Kept()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)


def written(home: Path) -> dict:
    return tomllib.loads((home / "config.toml").read_text())["channels"]["support"]


def test_a_channel_is_added_with_everything_on_the_line_and_the_password_piped_in(
    desk: Path, program: Program, home: Path, ring: Kept
) -> None:
    ran = program(
        *ADD,
        *("--imap-host", "imap.shop.example", "--imap-port", 1143, "--imap-security", "starttls"),
        *("--smtp-host", "smtp.shop.example", "--smtp-port", 2525, "--smtp-security", "tls"),
        *("--user", "shop", "--auth", "password", "--from-name", "The Shop", "--sent", "Gesendet"),
        *("--mailbox", "INBOX", "--mailbox", "Rechnungen", "--json"),
        stdin=f"{SECRET}\nnot this\n",
    )
    assert (ran.code, ran.json["name"], ran.json["imap"]["port"]) == (0, "support", 1143)
    assert written(home) == {
        "kind": "email",
        "address": "help@shop.example",
        "from_name": "The Shop",
        "mailboxes": ["INBOX", "Rechnungen"],
        "sent": "Gesendet",
        "imap": {
            "host": "imap.shop.example",
            "port": 1143,
            "security": "starttls",
            "user": "shop",
            "auth": "password",
        },
        "smtp": {
            "host": "smtp.shop.example",
            "port": 2525,
            "security": "tls",
            "user": "shop",
            "auth": "password",
        },
    }
    assert secrets.look_up("support", "smtp") == SECRET
    assert SECRET not in ran.out + ran.err + (home / "config.toml").read_text()


@pytest.mark.parametrize(
    ("preset", "imap", "smtp", "files"),
    [
        ("gmail", "imap.gmail.com:993", "smtp.gmail.com:465", True),
        ("microsoft365", "outlook.office365.com:993", "smtp.office365.com:587", True),
        ("fastmail", "imap.fastmail.com:993", "smtp.fastmail.com:465", False),
    ],
)
def test_a_preset_knows_the_servers_of_a_provider(
    desk: Path, program: Program, home: Path, preset: str, imap: str, smtp: str, files: bool
) -> None:
    assert program(*ADD, "--preset", preset, "--token-command", "token now").code == 0
    listed = program("channel", "list", "--format", "csv").out.splitlines()[1].split(",")
    assert (imap in listed, smtp in listed) == (True, True)
    assert written(home).get("files_sent", False) is files
    shown = program("channel", "list", "--json").json[0]
    assert (shown["smtp"]["user"], shown["smtp"]["auth"]) == ("help@shop.example", "oauth2")
    assert shown["imap"]["command"] == "token …"


def test_without_a_keyring_nothing_is_added_and_three_ways_are_named(
    desk: Path, program: Program, home: Path
) -> None:
    ran = program(*GMAIL, "--json", stdin=f"{SECRET}\n")
    assert ran.code == 4
    assert ran.error["code"] == "no_secret"
    for way in ("--password-command", "AGENTCONSOLE_SECRET_SUPPORT", "--in-file"):
        assert way in ran.error["hint"]
    assert program("channel", "list", "--json").json == []
    assert not secretfile.folder().exists()
    assert program(*GMAIL, "--in-file", stdin=SECRET).code == 0
    assert secretfile.read("support") == SECRET
    assert program("channel", "password", "support", "--in-file", stdin="another\n").code == 0
    assert secretfile.read("support") == "another"


def test_no_password_is_asked_for_where_there_is_one_and_none_is_only_a_warning(
    desk: Path, program: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program(*GMAIL, "--password-command", "pass show mail").err == ""
    assert program("channel", "remove", "support").code == 0
    monkeypatch.setenv("AGENTCONSOLE_SECRET_SUPPORT", SECRET)
    assert program(*GMAIL).err == ""
    monkeypatch.delenv("AGENTCONSOLE_SECRET_SUPPORT")
    assert program("channel", "remove", "support").code == 0
    ran = program(*ADD, "--smtp-host", "localhost", "--smtp-security", "none", "--no-smtp-login")
    assert (ran.code, ran.err) == (0, "")
    assert program("channel", "remove", "support").code == 0
    ran = program(*GMAIL, stdin="")
    assert ran.code == 0
    assert "No password was given" in ran.err and "--in-file" in ran.err


def test_a_password_is_typed_unseen_on_a_terminal(
    desk: Path, program: Program, ring: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr("getpass.getpass", lambda prompt, stream: asked.append(prompt) or SECRET)
    ran = program(*GMAIL, terminal=True)
    assert asked == ["Password of help@shop.example: "]
    assert ran.code == 0 and SECRET not in ran.out + ran.err
    assert secrets.look_up("support", "imap") == SECRET


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (ADD, "neither imap nor smtp"),
        ((*ADD[:3], "Support", *ADD[4:], "--preset", "gmail"), "cannot be called so"),
        ((*ADD[:5], "nobody", "--preset", "gmail"), "is not an address"),
        ((*ADD, "--imap-host", "imap.shop.example", "--imap-security", "none"), "for everyone to read"),
        ((*GMAIL, "--password-command", "a", "--token-command", "b"), "both a password_command"),
        ((*ADD, "--preset", "microsoft365"), "logs in with tokens"),
        ((*ADD, "--preset", "yahoo"), "--preset"),
        (("channel", "add", "pigeon", "support", "--address", "a@b.example"), "pigeon"),
        (("channel", "test", "support"), "There is no channel support"),
        (("channel", "password", "support"), "There is no channel support"),
        (("channel", "remove", "support"), "There is no channel support"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    desk: Path, program: Program, home: Path, words: tuple[str, ...], said: str
) -> None:
    before = (home / "config.toml").read_text()
    ran = program(*words, stdin=f"{SECRET}\n")
    assert ran.code in (2, 5)
    assert said in ran.err
    assert (home / "config.toml").read_text() == before
    assert SECRET not in ran.err


def test_a_channel_is_taken_away_with_its_password_and_no_other_thing(
    desk: Path, program: Program, home: Path, ring: Kept
) -> None:
    before = (home / "config.toml").read_text()
    program(*GMAIL, stdin=SECRET)
    assert program(*GMAIL, stdin=SECRET).code == 2  # there is one of that name
    ran = program("channel", "remove", "support")
    assert (ran.code, ran.out) == (0, "Removed support. What came by it stays.\n")
    assert (home / "config.toml").read_text().rstrip() == before.rstrip()
    assert ring.words == {}


def test_the_configuration_as_it_is_shown_holds_no_secret(desk: Path, program: Program) -> None:
    program(*GMAIL, "--password-command", f"echo {SECRET}")
    for words in (("config", "show"), ("config", "show", "--json"), ("channel", "list", "--json")):
        ran = program(*words)
        assert ran.code == 0 and "support" in ran.out
        assert SECRET not in ran.out + ran.err


def test_a_secret_stands_in_no_list_of_processes_and_in_no_log(
    desk: Path, program: Program, home: Path, tmp_path: Path
) -> None:
    """A server that does not answer holds the program still while we look."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        added = program(
            *(*ADD, "--smtp-host", "localhost", "--smtp-port", silent.getsockname()[1]),
            *("--smtp-security", "none", "--user", "u", "--in-file"),
            stdin=SECRET,
        )
        assert added.code == 0
        words = [sys.executable, "-m", "agentconsole", "channel", "test", "support"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
            silent.settimeout(20)
            line, _ = silent.accept()
            seen = subprocess.run(["ps", "axeww"], capture_output=True, text=True, check=True).stdout
            line.close()
            process.kill()
            said = process.stdout.read().decode() if process.stdout else ""
    assert "channel test support" in seen
    assert SECRET not in seen + said
    log = home / "state" / "agentconsole" / "agentconsole.log"
    assert not log.exists() or SECRET not in log.read_text()


@pytest.fixture
def account(desk: Path, program: Program):
    """A channel at a real Dovecot and an SMTP server, added as a person would."""
    with dovecot.running("support") as incoming, smtp.running() as outgoing:
        ran = program(
            *(*ADD[:5], "support@desk.test", "--user", "support", "--no-smtp-login", "--in-file"),
            *("--imap-host", "localhost", "--imap-port", incoming.imap_port, "--imap-security", "none"),
            *("--smtp-host", "localhost", "--smtp-port", outgoing.port, "--smtp-security", "none"),
            stdin=incoming.password,
        )
        assert ran.code == 0, ran.err
        yield incoming, outgoing


def test_a_channel_is_tried_both_ways_and_nothing_is_sent(account, program: Program) -> None:
    incoming, outgoing = account
    incoming.deliver("support", b"From: mei@tan.example\r\nSubject: hi\r\n\r\nhello\r\n")
    ran = program("channel", "test", "support", "--json")
    assert ran.code == 0
    assert {each["what"]: each["ok"] for each in ran.json} == {
        "incoming mail": True,
        "INBOX": True,
        "sent mail": True,
        "outgoing mail": True,
    }
    found = {each["what"]: each["found"] for each in ran.json}
    assert found["INBOX"] == "1 mails" and found["sent mail"].startswith("Sent:")
    assert outgoing.kept == []
    assert program("inbox", "--json", "all").json  # what is there was there before
    assert all("hi" not in each["subject"] for each in program("inbox", "all", "--json").json)


def test_what_does_not_work_is_said_and_so_is_what_works(account, program: Program, home: Path) -> None:
    incoming, _ = account
    program("config", "set", "channels.support.mailboxes", '["INBOX", "Nowhere"]')
    ran = program("channel", "test", "support", "--json")
    assert ran.code == 7
    assert [each["what"] for each in ran.json if not each["ok"]] == ["Nowhere"]
    program("channel", "password", "support", "--in-file", stdin="wrong")
    ran = program("channel", "test", "support")
    assert ran.code == 7
    assert "WRONG" in ran.out and "does not let support in" in ran.out and "wrong" not in ran.out
    incoming.kill()
    program("config", "set", "channels.support.smtp.port", "1")
    assert program("channel", "test", "support").code == 3


def test_how_it_stands_is_shown_with_what_to_do(account, program: Program) -> None:
    ran = program("channels", "--json")
    assert [(each["channel"], each["connected"]) for each in ran.json] == [("support", None)]
    assert program("sync", "--once", "--quiet").code == 0
    (well,) = program("channels", "--json").json
    assert well["connected"] is True and well["last_success"]
    account[0].kill()
    assert program("sync", "--once").code == 3
    ran = program("channels")
    assert ran.out.split("\t")[1] == "NOT CONNECTED"
    assert "It is tried again by itself" in ran.err


def test_completion_offers_the_channels(account, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ("channel test su", "sync su"):
        monkeypatch.setenv("_AGENTCONSOLE_COMPLETE", "complete_fish")
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"agentconsole {words}")
        assert program().out.split() == ["support"]


def test_adding_leaves_nothing_running(desk: Path, program: Program, ring: Kept) -> None:
    before = threading.active_count()
    program(*GMAIL, stdin=SECRET)
    until = time.monotonic() + 20
    while threading.active_count() > before:
        assert time.monotonic() < until
    assert "AGENTCONSOLE_SECRET_SUPPORT" not in os.environ
