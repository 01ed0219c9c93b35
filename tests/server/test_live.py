"""Live events: nothing missed, nothing twice, nothing that is not one's own to see."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from threading import Event, Thread

import pytest
from msgspec.structs import replace

from agentconsole.desk.local import LocalDesk
from agentconsole.model.commands import Claim, Note, Restrict, Snooze
from agentconsole.model.errors import NotLoggedIn, Unavailable
from agentconsole.server import running
from agentconsole.server.hub import Hub
from agentconsole.server.live import Leave, Stream, tell
from agentconsole.store.sqlite import open_store
from tests.desk.contract import join
from tests.make import Clock
from tests.server.asking import Asking, events
from tests.server.conftest import arrive
from tests.servers.team import team_on_sqlite

NOTES = 40


def listen(asking, after=None):
    headers = {"Authorization": f"Bearer {asking.secret}"}
    if after is not None:
        headers["Last-Event-ID"] = str(after)
    asking.line.request("GET", "/v1/live", headers=headers)
    answer = asking.line.getresponse()
    assert answer.status == 200, answer.read()
    return events(answer)


def positions(stream, until):
    """Positions of changes as they come, up to that one."""
    found = []
    for event, at, data in stream:
        if event == "change":
            assert data["position"] == at
            found.append(at)
            if at >= until:
                return found
    raise AssertionError("the stream ended")


def test_a_stream_begins_with_where_it_is_and_tells_what_happens(team, asking, matter):
    listening = listen(asking("ben"))
    event, at, data = next(listening)
    assert (event, data) == ("here", {"position": team.desk.latest()})
    entry = team.desk.do(Note(conversation=matter, text="hm"), by="ana").entries[0]
    event, at, data = next(listening)
    assert (event, data["entry"], data["by"]) == ("change", entry.id, "ana")
    assert at == data["position"]


def test_a_reader_who_comes_back_misses_nothing_while_many_write(team, matter):
    """Readers break off wherever they are, and go on from the last event they have, while four write."""
    start = team.desk.latest()

    def write(agent):
        for number in range(NOTES):
            team.desk.do(Note(conversation=matter, text=f"{agent} {number}"), by=agent)

    writers = [Thread(target=write, args=(agent,)) for agent in ("ana", "ben", "priya", "ana")]
    heard = []

    def read():
        last, found = start, []
        while len(found) < len(writers) * NOTES:
            asking = Asking(team, "ben")
            for event, at, data in listen(asking, after=last):
                if event == "change":
                    last = at
                    found += [data["entry"]] if data.get("entry_kind") == "note" else []
                    if len(found) % 17 == 0 or len(found) == len(writers) * NOTES:
                        break
            asking.close()
        heard.append(found)

    readers = [Thread(target=read) for _ in range(3)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in (*readers, *writers):
        thread.join(60)
    wanted = [change.entry for change in team.desk.changes(start) if change.entry_kind == "note"]
    assert len(wanted) == len(writers) * NOTES
    assert heard == [wanted] * 3


def test_one_who_was_long_away_is_told_everything_in_order(team, asking):
    found = positions(listen(asking("ben"), after=0), until=team.desk.latest())
    assert found == [change.position for change in team.desk.changes(0, limit=10_000)]
    assert all(one < two for one, two in pairwise(found))


def test_a_position_from_another_desk_begins_where_this_one_is(team, asking):
    event, _, data = next(listen(asking("ben"), after=10**9))
    assert (event, data) == ("here", {"position": team.desk.latest()})
    assert asking("ana").get("/v1/live", Last_Event_ID="seven").code == "invalid"


def test_what_is_restricted_is_told_to_its_people_only(team, asking, matter):
    team.desk.do(Note(conversation=matter, text="between us"), by="ana")
    entry = team.desk.do(Restrict(conversation=matter), by="ana").entries[0]
    outside, inside = listen(asking("ben")), listen(asking("ana"))
    next(outside), next(inside)
    secret = team.desk.do(Note(conversation=matter, text="a complaint"), by="ana").entries[0]
    other = team.desk.do(Note(conversation=arrive(team.desk), text="nothing"), by="ana").entries[0]
    told = [data.get("entry") for event, _, data in _until(inside, other.id) if event == "change"]
    assert secret.id in told
    told = [data.get("entry") for event, _, data in _until(outside, other.id) if event == "change"]
    assert secret.id not in told and entry.id not in told
    back = positions(listen(asking("ben"), after=0), until=team.desk.latest())
    hidden = [c.position for c in team.desk.changes(0, limit=10_000) if c.entry == secret.id]
    assert not set(hidden) & set(back)


def _until(stream, entry):
    for each in stream:
        yield each
        if each[2].get("entry") == entry:
            return


def test_waiting_ends_with_the_next_change_or_with_the_time(team, ana, matter):
    assert ana.get(f"/v1/changes/wait?after={team.desk.latest()}&seconds=0.05").json is False
    answers = []
    after = team.desk.latest()
    waiting = Asking(team, "ben")
    thread = Thread(target=lambda: answers.append(waiting.get(f"/v1/changes/wait?after={after}&seconds=20")))
    thread.start()
    team.desk.do(Note(conversation=matter, text="hm"), by="ana")
    thread.join(20)
    assert answers[0].json is True
    waiting.close()


def test_a_server_that_ends_says_so_at_once_on_every_stream(tmp_path):
    with team_on_sqlite(tmp_path) as team:
        askings = [Asking(team, agent) for agent in ("ana", "ben", "priya")]
        streams = [listen(asking) for asking in askings]
        for stream in streams:
            assert next(stream)[0] == "here"
        team.stop()
        assert [[event for event, _, _ in stream] for stream in streams] == [["bye"]] * 3
        for asking in askings:
            asking.close()


def test_a_stream_ends_with_its_token(team, asking, matter):
    """Nothing is told any more to whoever has a console open on a lost laptop."""
    made = team.desk.make_token("ben", name="lost laptop", by="ben")
    lost, other = listen(asking(secret=made.secret)), listen(asking("ben"))
    assert next(lost)[0] == next(other)[0] == "here"
    team.desk.revoke_token(made.token.id, by="ben")
    entry = team.desk.do(Note(conversation=matter, text="hm"), by="ana").entries[0]
    assert [event for event, _, _ in lost] == ["bye"]
    assert asking(secret=made.secret).get("/v1/live").status == 401
    assert entry.id in [data.get("entry") for _, _, data in _until(other, entry.id)]


def test_leave_to_listen_ends_with_the_time_of_its_token_or_when_nobody_can_say(team):
    clock = Clock()
    end = clock.at + timedelta(hours=1)
    token = team.desk.make_token("ben", name="night", by="ben").token
    hub = Hub(team.desk, people_changed=lambda: None, slow=60.0)
    looked = []

    async def look():
        looked.append(hub.people)
        if hub.people > 1:
            raise Unavailable("The desk has more to do than it can")

    leave = Leave(hub, replace(token, expires_at=end), look, people=0, clock=clock)
    assert (asyncio.run(leave.holds()), looked) == (True, [])
    hub.people = 1
    assert [asyncio.run(leave.holds()) for _ in "ab"] == [True, True]
    assert looked == [1]
    clock.go(hours=1)
    assert not asyncio.run(leave.holds())
    clock.go(hours=-1)
    hub.people = 2
    assert not asyncio.run(leave.holds())


def test_leave_to_listen_that_ends_while_it_is_looked_at_is_over(team):
    token = team.desk.make_token("ben", name="lost laptop", by="ben").token
    hub = Hub(team.desk, people_changed=lambda: None, slow=60.0)

    async def look():
        if hub.people > 1:
            raise NotLoggedIn("This desk does not know this token")
        hub.people += 1  # it was good a moment ago

    hub.people = 1
    assert not asyncio.run(Leave(hub, token, look, people=0).holds())


def test_nothing_is_told_before_it_is_known_who_may_still_hear_it(team, matter):
    """What is read of the desk may be newer than what the hub knows of people."""
    start = team.desk.latest()
    first = team.desk.do(Note(conversation=matter, text="hm"), by="ana").entries[0].id
    hub = Hub(team.desk, people_changed=lambda: None, slow=60.0)
    stream = Stream(hub, team.desk, start, asyncio.to_thread)
    second = team.desk.do(Note(conversation=matter, text="well"), by="ana").entries[0].id
    told = asyncio.run(stream.next())
    assert (b'"entry":%d' % first in told, b'"entry":%d' % second in told) == (True, False)
    assert (stream.position, stream.behind) == (hub.position, False)


@pytest.mark.parametrize("slow", [True, False])
def test_a_reader_who_takes_nothing_is_cut_off(team, slow, monkeypatch):
    """And whoever takes it in time is not."""
    monkeypatch.setattr("agentconsole.server.hub.KEEP_ALIVE_SECONDS", 0.05)
    hub = Hub(team.desk, people_changed=lambda: None, slow=0.0 if slow else 60.0)
    taken = []

    async def never():
        await asyncio.Event().wait()

    async def send(message):
        if slow and taken:
            await never()
        taken.append(message)
        hub.closing = len(taken) > 3

    async def run():
        hub.start()
        stream = Stream(hub, team.desk, 0, asyncio.to_thread)
        try:
            return await tell(stream, hub, never, send)
        finally:
            hub.close()

    assert asyncio.run(run()) is not slow
    hub.join()
    assert hub.listeners == 0


def test_a_server_notices_what_time_has_brought(tmp_path, monkeypatch):
    """Whether or not anybody has a console open."""
    clock = Clock()
    desk = LocalDesk(open_store(tmp_path / "desk.db", create=True), clock=clock)
    join(desk)
    number = arrive(desk)
    desk.do(Claim(conversation=number), by="ana")
    desk.do(Snooze(conversation=number, until=clock.at + timedelta(hours=1), reason="the bank"), by="ana")
    clock.go(hours=2)
    monkeypatch.setattr(running, "DUE_SECONDS", 0.01)
    over, before = Event(), desk.latest()
    thread = Thread(target=running._come_due, args=(desk, over))
    thread.start()
    assert desk.wait(before, seconds=20)
    over.set()
    thread.join()
    assert desk.conversation(number).status == "open"
    desk.close()
