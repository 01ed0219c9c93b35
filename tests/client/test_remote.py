"""What only a desk on a server has: a token that says who acts, and a line that may be broken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from agentconsole.desk.channels import standing
from agentconsole.desk.clock import now
from agentconsole.model import commands
from agentconsole.model.errors import Misconfigured, NotLoggedIn, Refused, Unavailable
from agentconsole.model.keeping import DraftKind, Mark
from agentconsole.model.link import LinkState
from agentconsole.model.queries import InboxView

ROOT = Path(__file__).parents[2]


def test_who_acts_is_who_the_token_says(day):
    assert (day.desk.known_as, day.desk.seen_by("@ana") is day.desk) == ("ana", True)
    for attempt in (
        lambda: day.desk.do(commands.Note(conversation=day.number, text="x"), by="ben"),
        lambda: day.desk.inbox(InboxView.MINE, by="ben"),
        lambda: day.desk.drafts(by="ben"),
        lambda: day.desk.seen_by("ben"),
        lambda: day.desk.seen_by(None),
    ):
        with pytest.raises(Refused, match="You are @ana"):
            attempt()


def test_whose_a_token_is_can_be_asked_with_it(day):
    secret = day.team.token("ben")
    assert (day.desk.holder(secret).agent, secret in repr(day.desk.holder(secret))) == ("ben", False)
    with pytest.raises(NotLoggedIn):
        day.desk.holder("acs_wrong")


def test_a_token_that_was_ended_ends_the_session_and_what_was_written_is_not_lost_in_silence(day):
    day.looks()
    day.becomes(LinkState.LIVE)
    (mine,) = [each for each in day.desk.tokens() if each.agent == "ana"]
    day.desk.revoke_token(mine.id, by="ana")
    with pytest.raises(NotLoggedIn) as caught:
        day.note("too late")
    assert "agentconsole login" in caught.value.hint
    with pytest.raises(NotLoggedIn):
        day.desk.conversation(day.number)
    assert (day.said(), day.desk.kept()) == ([], ())


def test_a_draft_outlives_the_token_it_was_typed_with(day):
    """Whoever logs in again on this machine has every letter; and it goes to the server by itself."""
    day.looks()
    day.types("I have")
    (mine,) = [each for each in day.desk.tokens() if each.agent == "ana" and each.revoked_at is None]
    day.desk.revoke_token(mine.id, by="ana")
    for text in ("I have asked", "I have asked the bank"):
        with pytest.raises(NotLoggedIn):
            day.types(text)
    assert (day.draft(), len(day.desk.kept())) == ("I have", 1)
    day.team.tokens.clear()
    again = day.console()
    assert again.draft(day.number, DraftKind.REPLY, by="ana").text == "I have asked the bank"
    day.all_sent(again)
    assert day.draft() == "I have asked the bank"


def test_of_what_cannot_wait_it_is_said_that_it_may_have_been_done(day):
    day.line.cuts = [0, 0, 0]
    with pytest.raises(Unavailable, match="may have been done"):
        day.desk.do(commands.Brief(conversation=day.number, text="charged twice"), by="ana")
    assert [each.text for each in day.desk.briefs(day.number)] == ["charged twice"]


def test_what_is_done_comes_after_what_was_written_before_it(day):
    day.looks()
    day.becomes(LinkState.LIVE)
    day.line.down = True
    day.line.break_off()
    day.becomes(LinkState.OFFLINE)
    day.note("first")
    day.desk.close()
    day.line.down = False
    day.desk = day.console()
    day.desk.do(commands.Close(conversation=day.number), by="ana")
    kinds = [each.kind for each in day.team.desk.thread(day.number).items]
    assert kinds[-2:] == ["note", "close"]


def test_where_nothing_can_be_kept_what_is_written_is_sent_all_the_same(day, monkeypatch):
    def full(*_, **__):
        raise Misconfigured("the disk is full")

    monkeypatch.setattr(day.desk._kept, "add", full)
    assert day.note("heard").entries
    assert day.said() == ["heard"]


def test_a_command_on_a_server_loads_no_screen_and_no_keyring(day):
    run = "import sys; from agentconsole.main import main; main(sys.argv[1:])"
    script = f"{run}; print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", script, "--desk", day.line.url, "inbox", "--json"],
        env={**os.environ, "AGENTCONSOLE_TOKEN": day.team.token("ana")},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in ran.stderr.split()}
    assert "httpx" in loaded
    assert not {"textual", "keyring", "typer", "starlette", "phonenumbers"} & loaded


def test_whoever_answers_customers_sees_how_it_stands_with_the_mail(day):
    value = {"connected": False, "at": now().isoformat(), "since": now().isoformat(), "error": "refused"}
    day.team.desk.receive([], marks=[Mark(channel="email", name="standing:INBOX", value=value)])
    (mail,) = standing(day.desk, now())
    assert (mail.channel, mail.connected, mail.error) == ("email", False, "refused")
