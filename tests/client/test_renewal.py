"""Logged out, and logged in again in another window."""

import pytest

from agentconsole.client.line import Line
from agentconsole.client.remote import connect
from agentconsole.client.renewal import RARELY, Renewal
from agentconsole.model.errors import NotLoggedIn
from agentconsole.model.keeping import DraftKind
from agentconsole.model.link import LinkState
from agentconsole.wire.me import Me
from tests.client.conftest import IMPATIENT


@pytest.fixture
def kept(day):
    """Where the token is kept."""
    return {"token": day.team.token("ana")}


@pytest.fixture
def desk(day, kept):
    """Ana's console, which knows where."""
    desk = connect(day.line.url, kept["token"], IMPATIENT, again=lambda: kept["token"])
    day.becomes(LinkState.LIVE, desk)
    yield desk
    desk.close()


def end_tokens(day):
    for each in day.team.desk.tokens():
        if each.revoked_at is None:
            day.team.desk.revoke_token(each.id, by=each.agent)
    day.team.tokens.clear()


def test_whoever_logs_in_again_goes_on_and_what_waited_is_sent(day, desk, kept):
    end_tokens(day)
    day.becomes(LinkState.OFFLINE, desk)
    with pytest.raises(NotLoggedIn):
        day.note("too early", desk)
    kept["token"] = day.team.token("ana")
    day.becomes(LinkState.LIVE, desk)
    day.note("in time", desk)
    assert day.said() == ["in time"]


def test_a_draft_typed_while_logged_out_goes_to_the_server_by_itself(day, desk, kept):
    end_tokens(day)
    day.becomes(LinkState.OFFLINE, desk)
    day.desk, usual = desk, day.desk
    with pytest.raises(NotLoggedIn):
        day.types("I have asked the bank")
    day.desk = usual
    kept["token"] = day.team.token("ana")
    day.all_sent(desk)
    assert desk.draft(day.number, DraftKind.REPLY, by="ana").text == "I have asked the bank"


def test_somebody_elses_token_is_not_taken_up(day, desk, kept):
    end_tokens(day)
    day.becomes(LinkState.OFFLINE, desk)
    kept["token"] = day.team.token("ben")
    renewal = Renewal(desk.line, desk.me, lambda: kept["token"])
    renewal.look()
    assert desk.line.token != kept["token"]
    with pytest.raises(NotLoggedIn):
        day.note("as Ben", desk)


def test_whoever_does_not_give_their_password_is_asked_more_and_more_rarely(day, monkeypatch):
    clock, asked = [0.0], []

    def token():
        asked.append(clock[0])
        raise NotLoggedIn("no", "log in")

    monkeypatch.setattr("agentconsole.client.renewal.monotonic", lambda: clock[0])
    line = Line(day.line.url, "acs_old", IMPATIENT)
    renewal = Renewal(line, day.desk.me, token)
    for second in range(3_600):
        clock[0] = float(second)
        renewal.look()
    line.close()
    assert isinstance(day.desk.me, Me)
    assert len(asked) < 25
    assert asked[-1] - asked[-2] == RARELY
