"""A mail that looks like what it is not is told apart by whoever reads it with a command."""

import re
from pathlib import Path

import pytest

from agentconsole.channels.email import outgoing
from agentconsole.channels.email.account import Account
from agentconsole.desk.local import LocalDesk
from agentconsole.model.keeping import Outgoing
from agentconsole.model.mail import OwnMail
from agentconsole.store.sqlite import open_store
from tests.cli.running import Program
from tests.make import NOW
from tests.tui.deceiving import DECEITS, SECRET, break_in
from tests.tui.hostile import HEBREW, foreign

pytestmark = pytest.mark.attack

OURS = frozenset({"support@desk.example"})
WIDE = "200"


@pytest.fixture
def brought(desk: Path, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The numbers of the conversations that these mails began."""
    monkeypatch.setenv("COLUMNS", WIDE)

    def bring(*names: str) -> list[int]:
        before = {each["id"] for each in program("inbox", "all", "--json").json}
        for name in names:
            (tmp_path / f"{name}.eml").write_bytes(DECEITS[name].raw)
            assert program("import", "eml", tmp_path / f"{name}.eml").code == 0
        return sorted({each["id"] for each in program("inbox", "all", "--json").json} - before)

    return bring


@pytest.mark.parametrize("name", DECEITS)
def test_what_to_know_of_it_stands_on_the_terminal(name: str, brought, program: Program) -> None:
    (number,) = brought(name)
    out = plain(program("show", number, "--whole", terminal=True).out)
    assert [words for words in DECEITS[name].seen if words not in out] == [], out
    assert foreign(out) == set()


def test_who_claims_to_belong_is_not_let_in_and_told_nothing_of_it(desk: Path, program: Program) -> None:
    local = LocalDesk(open_store(desk), clock=lambda: NOW, mail=OwnMail(addresses=OURS))
    hers, theirs = break_in(local)
    local.close()
    assert theirs != hers
    shown = program("show", theirs, terminal=True).out
    assert f"! says it belongs to #{hers}: not let in, and shown nothing of it" in shown
    assert program("show", theirs, "--json").json["entries"][0]["data"]["claims"] == hers
    assert "What was it?" not in program("show", hers, "--json").out
    ran = program("reply", theirs, "-t", "Dear whoever", "--quote", "--anyway", "--json")
    assert ran.code == 0, ran.err
    (out,) = (each for each in LocalDesk(open_store(desk)).outbox() if each.entry.conversation == theirs)
    assert "What was it?" in written(out)
    for words in (written(out), ran.out, shown):
        assert SECRET not in words


def written(message: Outgoing) -> str:
    """All that leaves the house with it, as it can be read."""
    letter = outgoing.letter(message, Account(name="email", address="support@desk.example", from_name="Acme"))
    return f"{letter} {outgoing.plain(letter)} {outgoing.html(letter)}"


def test_what_follows_a_name_that_would_turn_the_line_keeps_its_order(brought, program: Program) -> None:
    (number,) = brought("turned name")
    row = "Bob␦gnp.exe +Bob␦gnp.exe, then more\n"
    assert re.search(row, program("inbox", "all", terminal=True).out)
    assert re.search(r"← Bob␦gnp\.exe \d\d:\d\d e-mail", plain(program("show", number, terminal=True).out))
    assert program("inbox", "all").out.splitlines()[0].split("\t")[-2:] == [
        "Bob␦gnp.exe",
        "Bob␦gnp.exe, then more",
    ]


def test_hebrew_is_written_as_it_was_in_a_pipe_and_in_json(brought, program: Program) -> None:
    (number,) = brought("hebrew")
    assert program("show", number).out.endswith(f"{HEBREW}\t{HEBREW} dear {HEBREW}\n")
    ran = program("show", number, "--json").json
    assert (ran["customer"]["name"], ran["entries"][0]["text"]) == (HEBREW, f"{HEBREW} dear {HEBREW}")


def plain(out: str) -> str:
    """Without the colours of the program."""
    return re.sub(r"\x1b\[[\d;]*m", "", out)
