"""What each address answers, and to whom."""

import asyncio
import json
from gzip import decompress
from types import SimpleNamespace

import msgspec
import pytest
from starlette.exceptions import HTTPException

from agentconsole import __version__
from agentconsole.desk.api import Outcome
from agentconsole.desk.local import LocalDesk
from agentconsole.model.access import Scope
from agentconsole.model.conversation import Conversation
from agentconsole.model.queries import Page
from agentconsole.server.asked import Answer, Asked
from agentconsole.server.remembered import Remembered
from agentconsole.server.switch import Switch
from agentconsole.store.sqlite import open_store
from agentconsole.wire.calls import EXACT
from agentconsole.wire.me import Me
from agentconsole.wire.nouns import conversation_json
from agentconsole.wire.routes import ROUTES
from tests.server.conftest import arrive

FILLED = {
    "{handle}": "ana",
    "{ref}": "1",
    "{customer}": "1",
    "{conversation}": "1",
    "{view}": "all",
    "{ask}": "1",
    "{entry}": "1",
    "{kind}": "reply",
    "{number}": "0",
    "{channel}": "email",
    "{name}": "x",
    "{promise}": "1",
    "{token}": "99999",
}


def address(route):
    path = route.path
    for name, value in FILLED.items():
        path = path.replace(name, value)
    return path


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_nobody_gets_anything_without_a_good_token(asking, route):
    stranger = asking(secret="acs_nonsense")
    refused = stranger.ask(route.verb, address(route))
    assert (refused.status, refused.code) == (401, "not_logged_in")
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert stranger.ask(route.verb, address(route), Authorization="Basic YTpi").status == 401


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_token_for_reading_changes_nothing_and_one_for_carrying_reads_little(asking, route):
    reading = asking(scope=Scope.READ).ask(route.verb, address(route)).status
    carrying = asking(scope=Scope.INGEST).ask(route.verb, address(route)).status
    assert (reading == 403) == (route.scope in (Scope.ACT, Scope.INGEST))
    may_carry = route.scope is Scope.INGEST or route.name in (
        "agents",
        "outbox",
        "attachment",
        "latest",
        "wait",
        "mark",
        "marks",
    )
    assert (carrying != 403) == may_carry


def test_scripts_get_nouns_and_programs_of_the_same_version_lose_nothing(team, ana, matter):
    plain = ana.get("/v1/inbox/unowned")
    exact = ana.get("/v1/inbox/unowned", Accept=EXACT)
    assert plain.headers["content-type"] == "application/json"
    assert plain.json["complete"] is True and plain.json["cursor"] is None
    assert plain.json["items"][-1].keys() == conversation_json(team.desk.conversation(matter)).keys()
    assert exact.headers["content-type"] == EXACT
    page = msgspec.json.decode(exact.body, type=Page[Conversation])
    assert matter in [each.id for each in page.items]


def test_who_a_token_is_can_be_asked_with_any(asking):
    for scope in Scope:
        said = asking(scope=scope).get("/v1/me", Accept=EXACT)
        me = msgspec.json.decode(said.body, type=Me)
        assert (me.agent.handle, me.scope, me.version) == ("ana", scope, __version__)
    assert asking().get("/v1/me").json["agent"]["handle"] == "ana"


def test_people_may_write_a_search_and_narrow_a_history_as_they_would_say_it(team, ana, matter):
    found = ana.get("/v1/search?q=charged+channel:email").json["items"]
    assert matter in [entry["conversation"] for entry in found]
    customer = team.desk.conversation(matter).customer.id
    ana.do("note", conversation=matter, text="hm")
    notes = ana.get(f"/v1/customers/{customer}/history?kind=note&limit=1").json["items"]
    assert [(entry["kind"], entry["text"]) for entry in notes] == [("note", "hm")]
    assert ana.get("/v1/search?q=nosuchfield:x").code == "invalid"


@pytest.mark.parametrize(
    "path",
    [
        "/v1/inbox/everything",
        "/v1/inbox/all?limit=0",
        "/v1/inbox/all?limit=many",
        "/v1/inbox/all?by=ben",
        "/v1/inbox/all?after=99999999999999999999",
        "/v1/conversations/none",
        "/v1/search",
        "/v1/search?q=%ff",
        "/v1/conversations/1/entries?whatever=1",
        "/v1/entries/x/original",
    ],
)
def test_what_cannot_be_understood_is_said_to_be_so(ana, path):
    refused = ana.get(path)
    assert (refused.status, refused.code) == (400, "invalid")
    assert refused.json["error"]["hint"]


def test_what_is_not_there_is_not_found(ana):
    for path in ("/", "/v1/conversations/999999", "/v1/entries/1/attachments/7", "/v2/inbox/all"):
        refused = ana.get(path)
        assert (refused.status, refused.code) == (404, "not_found")
    wrong = ana.ask("DELETE", "/v1/board")
    assert (wrong.status, wrong.code) == (405, "invalid")
    assert set(wrong.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_a_list_that_is_cut_says_so_and_goes_on(team, ana, matter):
    for text in ("one", "two", "three"):
        assert ana.do("note", conversation=matter, text=text).status == 200
    first = ana.get(f"/v1/conversations/{matter}/entries?limit=2").json
    assert not first["complete"]
    rest = ana.get(f"/v1/conversations/{matter}/entries?before={first['cursor']}").json
    texts = [entry["text"] for entry in (*rest["items"], *first["items"])]
    assert texts == ["I was charged twice", "one", "two", "three"]


def test_a_long_answer_is_packed_for_who_understands_that(ana, matter):
    assert ana.do("note", conversation=matter, text="long " * 1_000).status == 200
    path = f"/v1/conversations/{matter}/entries"
    packed, plain = ana.get(path, Accept_Encoding="gzip, br"), ana.get(path)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert len(packed.body) < len(plain.body) / 4
    assert json.loads(decompress(packed.body)) == plain.json


def test_an_answer_is_kept_by_nobody_and_taken_for_nothing_else(ana):
    headers = ana.get("/v1/agents").headers
    assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert "server" not in headers


def test_whoever_asks_only_for_the_head_gets_no_body(ana):
    said = ana.ask("HEAD", "/v1/agents")
    assert (said.status, said.body) == (200, b"")


def test_what_a_command_did_is_told_in_both_forms(ana, matter):
    plain = ana.do("claim", conversation=matter).json
    assert plain["conversation"]["owner"] == "ana"
    assert [entry["kind"] for entry in plain["entries"]] == ["claim"]
    body = json.dumps({"conversation": matter, "text": "hm"}).encode()
    said = ana.ask("POST", "/v1/commands/note", body, Accept=EXACT)
    assert msgspec.json.decode(said.body, type=Outcome).entries[0].text == "hm"


def test_an_inbox_is_never_older_than_what_was_written_anywhere(team, ana):
    """By the server, by the desk itself, and by another program: each is seen by the next request."""
    path = "/v1/inbox/all?limit=1"
    other = LocalDesk(open_store(team.desk.store.path))
    for desk in (team.desk, other):
        for _ in range(5):
            newest = arrive(desk)
            assert ana.get(path).json["items"][0]["id"] == newest
            assert ana.get(path).json["items"][0]["id"] == newest
    other.close()
    number = ana.get(path).json["items"][0]["id"]
    assert ana.do("note", conversation=number, text="hm").status == 200
    assert ana.get(path).json["items"][0]["version"] == team.desk.conversation(number).version


def test_an_answer_is_remembered_for_a_second_at_most_and_for_nobody_else():
    now, made = [0.0], []

    def work(asked):
        made.append(asked.by)
        return Answer(body=asked.by.encode())

    async def newest():
        return 7

    remembered = Remembered(work, lambda: 7, newest, lambda: now[0])

    def glance(asked):
        return asyncio.run(remembered.glance(asked))

    def asked(agent, **more):
        token = SimpleNamespace(agent=agent, scope=Scope.ACT)
        return Asked(desk=None, token=token, path={"view": "mine"}, **more)

    assert glance(asked("ana")) is None
    for agent in ("ana", "ben", "ana", "ben"):
        assert remembered(asked(agent)).body == agent.encode()
    assert made == ["ana", "ben"]
    assert glance(asked("ana")).body == b"ana"
    assert glance(asked("ana", query=b"limit=1")) is None
    assert glance(asked("ana", headers={b"accept": EXACT.encode()})) is None
    now[0] = 1.0
    assert glance(asked("ana")) is None
    remembered(asked("ana"))
    assert made == ["ana", "ben", "ana"]


def test_a_path_is_found_by_its_parts_and_the_plain_one_first():
    switch = Switch()
    for path in ("/v1/changes/{name}", "/v1/changes/latest", "/healthz", "/v1/a/{b}/{c}"):
        switch.add(path, "GET", _told(path))

    def found(path):
        scope = {"path": path, "method": "GET"}
        with pytest.raises(StopAsyncIteration) as told:
            switch(scope, None, None).send(None)
        return told.value.args[0], scope["path_params"]

    assert found("/v1/changes/latest") == ("/v1/changes/latest", {})
    assert found("/v1/changes/x") == ("/v1/changes/{name}", {"name": "x"})
    assert found("/healthz") == ("/healthz", {})
    assert found("/v1/a/1/2") == ("/v1/a/{b}/{c}", {"b": "1", "c": "2"})
    for path in ("/", "/v1", "/v1/changes/", "/v1/a//2", "/v1/a/1", "//healthz"):
        with pytest.raises(HTTPException):
            switch({"path": path, "method": "GET"}, None, None).send(None)


def _told(path):
    class Told:
        def __call__(self, *_):
            raise StopAsyncIteration(path)

    return Told()
