"""A conversation that is restricted is not there for anybody else, at whatever address one asks."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from agentconsole.model import commands
from agentconsole.model.access import Scope
from agentconsole.model.keeping import DraftKind
from agentconsole.model.presence import Doing
from agentconsole.wire.calls import EXACT
from agentconsole.wire.routes import ROUTES
from tests.server.asking import Asking
from tests.server.conftest import arrive

SECRET = "grievance-71"


@pytest.fixture(scope="module")
def hidden(team):
    """A restricted conversation with everything a conversation can have, all of it naming the secret."""
    desk, until = team.desk, datetime.now(UTC) + timedelta(days=1)
    arrive(desk, "Hello, my order number is A-1000")
    number = arrive(desk, f"It is about {SECRET}, order number A-4711")

    def do(command, by="ana"):
        return desk.do(command, by=by)

    do(commands.Claim(conversation=number))
    do(commands.Restrict(conversation=number, people=("priya",)))
    note = do(commands.Note(conversation=number, text=f"{SECRET} note", must_read=True)).entries[0]
    ask = do(commands.Ask(conversation=number, specialist="priya", question=f"{SECRET}?")).ask
    promise = do(commands.MakePromise(conversation=number, text=f"{SECRET} done", due_at=until)).promise
    do(commands.Brief(conversation=number, text=f"{SECRET} brief"))
    do(commands.Attach(conversation=number, name=f"{SECRET}.txt", content=b"x"))
    reply = do(commands.Reply(conversation=number, text=f"{SECRET} reply", anyway=True)).entries[0]
    do(commands.SaveDraft(conversation=number, kind=DraftKind.REPLY, text=f"{SECRET} draft"))
    do(commands.HandOver(conversation=number, to="priya", brief=SECRET, reason=SECRET))
    desk.here(number, Doing.WRITING, by="ana")
    customer = desk.conversation(number).customer.id
    return {
        "conversation": number,
        "entry": reply.id,
        "note": note.id,
        "ask": ask.id,
        "promise": promise.id,
        "customer": customer,
    }


READING = [route for route in ROUTES if route.verb == "GET" and route.scope is Scope.READ]


def addresses(route, hidden):
    """Every way to ask at a route for what is hidden."""
    filled = {
        "{handle}": ["ana"],
        "{view}": ["mine", "asked", "unowned", "waiting", "all"],
        "{kind}": ["reply", "note"],
        "{number}": ["0"],
        "{token}": ["1"],
        "{ref}": [str(hidden["customer"]), "mei@tan.example"],
        "{entry}": [str(hidden["entry"]), str(hidden["note"])],
        **{f"{{{name}}}": [str(hidden[name])] for name in ("conversation", "ask", "promise", "customer")},
    }
    paths = [route.path]
    for name, values in filled.items():
        paths = [path.replace(name, value) for path in paths for value in (values if name in path else [""])]
    conversation = hidden["conversation"]
    more = {
        "search": [f"?q={SECRET}", f"?q=in:{conversation}"],
        "asks": ["", "?specialist=priya", f"?conversation={conversation}"],
        "outbox": ["", f"?conversation={conversation}"],
        "promises": ["", f"?conversation={conversation}", f"?customer={hidden['customer']}"],
        "readers": [f"?entries={hidden['entry']}&entries={hidden['note']}"],
        "conversations": [f"?numbers={conversation}"],
        "present": ["", f"?conversation={conversation}"],
        "changes": ["?after=0"],
        "wait": ["?after=0&seconds=0"],
    }
    return [path + query for path in paths for query in more.get(route.name, [""])]


@pytest.mark.parametrize("route", READING, ids=lambda route: route.name)
def test_a_stranger_to_it_is_told_nothing_at_any_address(team, asking, hidden, route):
    ben = asking("ben", Scope.READ)
    for path in addresses(route, hidden):
        for form in ("application/json", EXACT):
            said = ben.get(path, Accept=form)
            assert said.status in (200, 400, 403, 404), path
            assert SECRET.encode() not in said.body, path
            assert not _names(said, hidden["conversation"]), path


def _names(said, conversation):
    """Whether an answer points at the conversation."""
    if said.status != 200 or "json" not in said.headers["content-type"]:
        return False
    return any(each == conversation for each in _conversations(said.json))


def _conversations(value, key=""):
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _conversations(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from _conversations(each, key)
    elif key == "conversation":
        yield value


def test_one_of_its_people_is_told_all_of_it(team, asking, hidden):
    found = set()
    for agent in ("ana", "priya"):
        person = asking(agent, Scope.READ)
        for route in READING:
            said = [person.get(path) for path in addresses(route, hidden)]
            if any(SECRET.encode() in each.body for each in said):
                found.add(route.name)
    assert found >= {
        *("inbox", "conversation", "thread", "briefs", "ask", "asks", "history", "entry", "search"),
        *("draft", "drafts", "promise", "promises", "board", "conversations_of", "outbox"),
    }


@pytest.mark.parametrize(
    "command",
    [
        ("note", {"text": "x"}),
        ("reply", {"text": "x"}),
        ("claim", {}),
        ("close", {}),
        ("accept", {}),
        ("read", {}),
        ("draft", {"kind": "note", "text": "x"}),
        ("restrict", {"people": ["ben"]}),
        ("unrestrict", {}),
        ("ask", {"specialist": "ben", "question": "?"}),
    ],
    ids=lambda command: command[0],
)
def test_a_stranger_to_it_does_nothing_in_it(team, asking, hidden, command):
    name, fields = command
    ben = asking("ben")
    before = team.desk.latest()
    said = ben.do(name, conversation=hidden["conversation"], **fields)
    assert (said.status, said.code) == (404, "not_found")
    assert SECRET.encode() not in said.body
    seen = ben.ask(
        "POST",
        f"/v1/commands/{name}",
        {"conversation": hidden["conversation"], **fields},
        If_Match='"1"',
    )
    assert seen.status == 404
    assert team.desk.latest() == before


def test_a_stranger_to_it_is_there_for_nobody(team, asking, hidden):
    path = f"/v1/conversations/{hidden['conversation']}"
    ben = asking("ben")
    assert ben.ask("PUT", f"{path}/presence", {"doing": "looking"}).status == 404
    assert ben.ask("POST", f"{path}/asked-again", {"text": "What is your order number?"}).status == 404
    assert ben.ask("POST", f"{path}/promises-in", {"text": "I will refund it by Friday"}).status == 404
    put = ben.ask("PUT", f"{path}/draft-files/x.txt", b"x")
    assert put.status == 404
    for name in ("ask", "promise"):
        verb = {"ask": "answer", "promise": "keep"}[name]
        said = ben.do(verb, **{name: hidden[name]}, **({"text": "x"} if name == "ask" else {}))
        assert said.status == 404


def test_an_admin_sees_no_more_than_anybody(team, asking, hidden):
    """Nor does what they take in tell it: what is known already is answered with."""
    admin = asking("ben", Scope.ADMIN)
    assert admin.get(f"/v1/conversations/{hidden['conversation']}").status == 404
    found = team.desk.thread(hidden["conversation"]).items[0]
    batch = [
        {
            "channel": "email",
            "external_id": found.external_id,
            "at": "2026-11-17T09:00:00Z",
            "customer": {"email": "mei@tan.example"},
            "direction": "in",
            "text": "again",
        }
    ]
    for form in ("application/json", EXACT):
        said = admin.ask("POST", "/v1/receive", json.dumps({"batch": batch}).encode(), Accept=form)
        assert said.status == 200
        assert SECRET.encode() not in said.body


def test_a_read_of_what_is_hidden_does_not_differ_from_one_of_nothing(team, hidden):
    ben = Asking(team, "ben")
    there, nowhere = (ben.get(f"/v1/conversations/{number}") for number in (hidden["conversation"], 999_999))
    assert there.body.replace(str(hidden["conversation"]).encode(), b"N") == nowhere.body.replace(
        b"999999", b"N"
    )
    ben.close()
