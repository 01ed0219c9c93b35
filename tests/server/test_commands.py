"""Commands over HTTP: done once, for whoever the token is, and never upon what the writer has not seen."""

import json
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from agentconsole.model.access import Role, Scope
from agentconsole.model.commands import AddAgent
from tests.server.asking import Asking


def texts(team, conversation):
    return [entry.text for entry in team.desk.thread(conversation).items if entry.kind == "note"]


def test_a_command_that_is_sent_twice_with_one_key_is_done_once(team, ana, matter):
    first = ana.do("note", key="k-1", conversation=matter, text="once")
    again = ana.do("note", key="k-1", conversation=matter, text="once")
    assert (first.status, again.status) == (200, 200)
    assert first.json["entries"] == again.json["entries"]
    assert texts(team, matter) == ["once"]


def test_a_key_that_was_used_for_something_else_is_refused(team, ana, matter):
    ana.do("note", key="k-2", conversation=matter, text="one")
    assert ana.do("note", key="k-2", conversation=matter, text="another").code == "invalid"
    assert ana.do("note", key="x" * 201, conversation=matter, text="another").code == "invalid"
    assert texts(team, matter) == ["one"]


def test_a_key_that_is_sent_at_the_same_moment_by_many_is_done_once(team, matter):
    said = []

    def send():
        asking = Asking(team)
        said.append(asking.do("note", key="k-3", conversation=matter, text="at once"))
        asking.close()

    threads = [Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.status for each in said} == {200}
    assert len({each.json["entries"][0]["id"] for each in said}) == 1
    assert texts(team, matter) == ["at once"]


def test_a_reply_upon_what_its_writer_has_not_seen_is_not_sent(team, ana, asking, matter):
    ana.do("claim", conversation=matter)
    seen = team.desk.conversation(matter).version
    news = asking("ben").do("note", conversation=matter, text="wait").json["entries"][0]["id"]
    for said in (
        ana.do("reply", conversation=matter, text="Hello", seen=seen),
        ana.ask(
            "POST",
            "/v1/commands/reply",
            {"conversation": matter, "text": "Hello"},
            If_Match=f'"{seen}"',
        ),
        ana.ask("POST", "/v1/commands/close", {"conversation": matter}, If_Match=f'W/"{seen}"'),
    ):
        assert (said.status, said.code) == (409, "conflict")
        assert said.json["error"]["news"] == [news]
    assert team.desk.conversation(matter).status == "open"
    now = {"If_Match": f'"{seen + 1}"'}
    assert ana.ask("POST", "/v1/commands/close", {"conversation": matter}, **now).status == 200
    assert ana.ask("POST", "/v1/commands/close", {"conversation": matter}, If_Match="*").code == "invalid"


def test_what_is_done_is_done_by_the_tokens_agent_and_nobody_else(team, asking, matter):
    ben = asking("ben")
    said = ben.do("note", conversation=matter, text="mine").json["entries"][0]
    assert said["author"]["id"] == "ben"
    assert ben.do("note", conversation=matter, text="theirs", by="ana").code == "invalid"
    assert texts(team, matter) == ["mine"]


def test_a_rule_that_refuses_is_named_with_the_way_to_help_instead(ana, asking, matter):
    ana.do("claim", conversation=matter)
    refused = asking("priya").do("reply", conversation=matter, text="Hello")
    assert (refused.status, refused.code) == (403, "refused")
    assert refused.json["error"]["rule"] and refused.json["error"]["hint"]


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("note", b"{", 400),
        ("note", b'{"conversation": 1}', 400),
        ("note", b'{"conversation": "one", "text": "x"}', 400),
        ("note", b"[]", 400),
        ("note", b'{"conversation": 1, "text": "\xff"}', 400),
        ("note", b'{"type": "close", "conversation": 1}', 400),
        ("note", b'{"conversation": 1, "text": "x", "must_raed": true}', 400),
        ("nothing", b"{}", 404),
        ("receive", b"{}", 404),
        ("breakpromise", b"{}", 404),
    ],
)
def test_what_is_no_command_does_nothing(team, ana, matter, name, body, status):
    before = team.desk.latest()
    assert ana.ask("POST", f"/v1/commands/{name}", body).status == status
    assert team.desk.latest() == before


def test_people_are_looked_after_by_admins_with_a_token_for_that(team, asking):
    ben = asking("ben")
    assert ben.do("agent-add", handle="eve").json["error"]["rule"] == "scope"
    assert ben.do("agent-add", handle="ben", role="admin").json["error"]["rule"] == "scope"
    assert ben.do("agent-add", handle="ben", signature="Ben").status == 200
    admin = asking("ana", Scope.ADMIN)
    assert admin.do("agent-add", handle="eve", full_name="Eve Roth").status == 200
    team.desk.do(AddAgent(handle="ana", role=Role.AGENT))
    assert admin.do("agent-remove", handle="eve").json["error"]["rule"] == "access"
    team.desk.do(AddAgent(handle="ana", role=Role.ADMIN))
    assert admin.do("agent-remove", handle="eve").status == 200


def test_a_token_makes_none_that_may_do_more_than_itself(asking):
    acting, admin = asking("ana"), asking("ana", Scope.ADMIN)
    for body in (
        {"agent": "ana", "name": "x", "scope": "admin"},
        {"agent": "ana", "name": "x", "scope": "ingest"},
        {"agent": "ben", "name": "x"},
    ):
        assert acting.ask("POST", "/v1/tokens", body).json["error"]["rule"] == "scope"
        assert admin.ask("POST", "/v1/tokens", body).status == 200
    own = acting.ask("POST", "/v1/tokens", {"agent": "ana", "name": "phone", "scope": "read"}).json
    assert own["token"]["scope"] == "read"
    assert asking(secret=own["secret"]).get("/v1/agents").status == 200


def test_a_token_that_is_ended_is_over_at_once(asking):
    ana = asking("ana")
    made = ana.ask("POST", "/v1/tokens", {"agent": "ana", "name": "gone soon"}).json
    other = asking(secret=made["secret"])
    assert other.get("/v1/agents").status == 200
    assert asking("ben").ask("DELETE", f"/v1/tokens/{made['token']['id']}").status == 403
    assert ana.ask("DELETE", f"/v1/tokens/{made['token']['id']}").json["revoked_at"]
    assert other.get("/v1/agents").status == 401


def test_who_is_in_a_conversation_is_told(ana, asking, matter):
    path = f"/v1/conversations/{matter}/presence"
    assert ana.ask("PUT", path, {"doing": "writing"}).status == 200
    said = asking("ben").get(f"/v1/presence?conversation={matter}").json
    assert [(each["agent"], each["doing"]) for each in said] == [("ana", "writing")]
    assert ana.ask("PUT", path, {"doing": None}).status == 200
    assert ana.get(f"/v1/presence?conversation={matter}").json == []


def test_what_comes_in_is_taken_once_and_each_part_is_answered(asking):
    carrier = asking("ana", Scope.INGEST)
    at = datetime.now(UTC) - timedelta(minutes=1)
    good = {
        "channel": "chat",
        "external_id": "c1",
        "at": at.isoformat(),
        "customer": {"name": "Li Tan", "email": "li@tan.example"},
        "direction": "in",
        "text": "Hi",
    }
    body = json.dumps({"batch": [good, {**good, "external_id": "c2", "direction": "up"}]}).encode()
    first, again = (
        carrier.ask("POST", "/v1/receive", body).json,
        carrier.ask("POST", "/v1/receive", body).json,
    )
    assert [first[0]["did"]["new"], again[0]["did"]["new"]] == [True, False]
    assert [first[1]["did"], first[1]["fault"]["code"]] == [None, "invalid"]
