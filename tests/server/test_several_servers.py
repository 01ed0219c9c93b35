"""Two servers on one database are one desk, also when one of them dies."""

import contextlib
import json
import threading
from types import SimpleNamespace

import pytest

from agentconsole.desk.check import differences
from agentconsole.desk.local import LocalDesk
from tests.desk.contract import join
from tests.server.asking import Asking, events
from tests.server.conftest import arrive
from tests.servers import postgres
from tests.servers.programs import served

pytest.importorskip("psycopg")
pytestmark = pytest.mark.slow


@pytest.fixture
def two():
    """Two servers over one database, the desk as whoever sits there has it, and a token of Ana's."""
    from agentconsole.store.postgres import open_store

    with contextlib.ExitStack() as stack:
        url = stack.enter_context(postgres.fresh())
        desk = LocalDesk(open_store(url))
        stack.callback(desk.close)
        join(desk)
        number = arrive(desk)
        secret = desk.make_token("ana", name="test", by="ana").secret
        here = {"AGENTCONSOLE_DATABASE": url}
        programs = [stack.enter_context(served("--rate", "0", environment=here)) for _ in range(2)]
        yield SimpleNamespace(desk=desk, number=number, secret=secret, programs=programs)


def asking(two, which):
    return Asking(SimpleNamespace(url=two.programs[which].url), secret=two.secret)


def test_what_is_done_on_one_is_seen_and_heard_on_the_other_and_done_once(two):
    one, other = asking(two, 0), asking(two, 1)
    listening = asking(two, 1)
    listening.line.request("GET", "/v1/live", headers={"Authorization": f"Bearer {two.secret}"})
    stream = events(listening.line.getresponse())
    assert next(stream)[0] == "here"
    first = one.do("note", key="k", conversation=two.number, text="once").json["entries"]
    again = other.do("note", key="k", conversation=two.number, text="once").json["entries"]
    assert first == again
    assert other.get(f"/v1/entries/{first[0]['id']}").json["text"] == "once"
    assert next(data for event, _, data in stream if event == "change")["entry"] == first[0]["id"]
    ended = one.ask("DELETE", "/v1/tokens/1")
    assert ended.status == 200
    assert one.get("/v1/agents").status == 401
    for each in (one, other, listening):
        each.close()


def test_one_that_is_killed_takes_nobody_elses_work_with_it(two):
    """Two write on each, with a key for each note; those of the killed one try it on the other."""
    answered, lost = [], []
    enough = threading.Event()

    def write(which, name):
        line = asking(two, which)
        for count in range(40):
            text = f"{name} {count}"
            try:
                said = line.do("note", key=text, conversation=two.number, text=text)
                answered.append((text, said.json["entries"][0]["id"]))
            except (OSError, json.JSONDecodeError):
                lost.append(text)
                line.close()
                line = asking(two, 1)
                said = line.do("note", key=text, conversation=two.number, text=text)
                answered.append((text, said.json["entries"][0]["id"]))
            if len(answered) > 30:
                enough.set()
        line.close()

    threads = [threading.Thread(target=write, args=(n % 2, f"w{n}")) for n in range(4)]
    for thread in threads:
        thread.start()
    assert enough.wait(30)
    two.programs[0].process.kill()
    for thread in threads:
        thread.join(60)
    notes = {e.text: e.id for e in two.desk.thread(two.number, limit=2_000).items if e.kind == "note"}
    written = [e.text for e in two.desk.thread(two.number, limit=2_000).items if e.kind == "note"]
    assert len(written) == len(set(written)) == 160
    assert dict(answered) == notes
    assert {text.partition(" ")[0] for text in lost} <= {"w0", "w2"} and lost
    assert list(differences(two.desk.store)) == []


def test_the_mail_is_carried_by_one_of_them_wherever_they_run():
    from agentconsole.opening.databases import database_turn

    with postgres.fresh() as url:
        one, other = database_turn(url), database_turn(url)
        assert one.take() and one.take()
        assert not other.take()
        one.give()
        assert other.take()
        other.give()
