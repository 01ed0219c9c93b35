"""How much a server takes, and what it gives out as a file."""

import socket
from contextlib import closing
from urllib.parse import quote, urlsplit

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model.access import Scope
from agentconsole.model.commands import Claim, Reply
from agentconsole.model.errors import Unavailable
from agentconsole.server.files import disposition
from agentconsole.server.hub import Hub
from agentconsole.server.metrics import Metrics
from agentconsole.server.rates import Rates, TooSoon
from agentconsole.server.running import Terms
from agentconsole.server.state import ready
from agentconsole.server.terms import Limits
from agentconsole.store.sqlite import open_store
from tests.desk.contract import join
from tests.server.asking import Asking
from tests.server.conftest import arrive
from tests.servers.team import serve, team_on_sqlite


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """A server that takes little."""
    desk = LocalDesk(open_store(tmp_path_factory.mktemp("strict") / "desk.db", create=True))
    join(desk)
    limits = Limits(rate=0.5, burst=40, body=10_000, streams=1)
    with serve(desk, terms=Terms(port=0, limits=limits)) as team:
        yield team
    desk.close()


def test_whoever_asks_too_often_is_told_when_to_come_back(strict):
    ben, ana = Asking(strict, "ben"), Asking(strict, "ana")
    said = [ben.get("/v1/agents") for _ in range(45)]
    refused = [each for each in said if each.status == 429]
    assert refused and all(each.code == "too_many" for each in refused)
    assert 1 <= int(refused[0].headers["retry-after"]) <= 3
    assert ana.get("/v1/agents").status == 200
    ben.close(), ana.close()


def test_a_bucket_fills_up_again():
    now = [0.0]
    rates = Rates(rate=2, burst=3, clock=lambda: now[0])
    for _ in range(3):
        rates.take(1)
    with pytest.raises(TooSoon) as refused:
        rates.take(1)
    assert refused.value.seconds == pytest.approx(0.5)
    rates.take(2)
    now[0] = 0.5
    rates.take(1)
    with pytest.raises(TooSoon):
        rates.take(1)


def test_a_request_that_says_it_is_too_large_is_refused_before_it_is_read(strict):
    ana = Asking(strict, "ana")
    host, port = urlsplit(strict.url).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        head = f"POST /v1/commands/note HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ana.secret}\r\n"
        line.sendall(f"{head}Content-Length: 5000000\r\n\r\n".encode())
        assert line.recv(65_536).startswith(b"HTTP/1.1 413")
    ana.close()


def test_a_request_that_does_not_say_how_large_it_is_is_cut_off_at_the_first_byte_too_many(strict):
    ana = Asking(strict, "priya")
    ana.line.request(
        "POST",
        "/v1/commands/note",
        iter([b"x" * 6_000, b"x" * 6_000]),
        {"Authorization": f"Bearer {ana.secret}"},
        encode_chunked=True,
    )
    assert ana.line.getresponse().status == 413
    ana.close()


def test_a_token_has_so_many_streams_and_no_more(strict):
    first, second = Asking(strict, "ana"), Asking(strict, "ana")
    first.line.request("GET", "/v1/live", headers={"Authorization": f"Bearer {first.secret}"})
    assert first.line.getresponse().status == 200
    assert second.get("/v1/live").status == 429
    first.close(), second.close()


def test_a_file_goes_beside_a_draft_and_comes_back_as_it_was(team, ana, asking, matter):
    content = bytes(range(256)) * 5_000
    team.desk.do(Claim(conversation=matter), by="ana")
    name = quote("../Beleg März.html", safe="")
    put = ana.ask("PUT", f"/v1/conversations/{matter}/draft-files/{name}", content, Content_Type="text/html")
    assert put.status == 404  # a name is one part of an address
    name = quote("Beleg März.html", safe="")
    put = ana.ask("PUT", f"/v1/conversations/{matter}/draft-files/{name}", content, Content_Type="text/html")
    assert [(each["name"], each["size"]) for each in put.json] == [("Beleg März.html", len(content))]
    entry = team.desk.do(Reply(conversation=matter, text="Here", channel="email"), by="ana").entries[0]
    got = ana.get(f"/v1/entries/{entry.id}/attachments/0")
    assert got.body == content
    assert got.headers["content-type"] == "application/octet-stream"
    assert got.headers["content-disposition"].startswith('attachment; filename="Beleg M_rz.html"')
    assert "sandbox" in got.headers["content-security-policy"]
    carrier = asking("ana", Scope.INGEST)
    assert carrier.get(f"/v1/entries/{entry.id}/attachments/0").body == content


def test_whoever_carries_mail_gets_no_files_of_customers(team, asking):
    entry = team.desk.thread(arrive(team.desk)).items[0]
    assert asking("ana", Scope.INGEST).get(f"/v1/entries/{entry.id}/attachments/0").status == 404


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a.exe", "a.exe"),
        ('x"; filename="y.exe', "x_ filename_y.exe"),
        ("a\r\nSet-Cookie: b", "a_Set-Cookie_ b"),
        ("...", "file"),
        ("\u202egnp.exe", "_gnp.exe"),
    ],
)
def test_a_name_from_outside_is_no_path_and_no_header(name, plain):
    said = disposition(name).decode()
    assert f'filename="{plain}"' in said
    assert said.count('"') == 2 and "\n" not in said and "\r" not in said and "/" not in said


def test_what_is_counted_can_be_read_by_prometheus(team, ana):
    ana.get("/v1/agents/ana")
    text = ana.get("/metrics")
    assert text.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = text.body.decode().splitlines()
    counted = 'agentconsole_requests_total{method="GET",route="/v1/agents/{handle}",status="200"} '
    assert any(line.startswith(counted) for line in lines)
    for name in ("live_streams", "behind", "outbox", "position"):
        assert any(line.startswith(f"agentconsole_{name} ") for line in lines)
    assert not any("/v1/agents/ana" in line for line in lines)


def test_a_histogram_adds_up():
    metrics = Metrics()
    for seconds in (0.0005, 0.004, 0.004, 99.0):
        metrics.note("GET", "/x", 200, seconds)
    lines = metrics.text({}).splitlines()
    assert 'agentconsole_request_seconds_bucket{route="/x",le="0.001"} 1' in lines
    assert 'agentconsole_request_seconds_bucket{route="/x",le="0.005"} 3' in lines
    assert 'agentconsole_request_seconds_bucket{route="/x",le="+Inf"} 4' in lines
    assert 'agentconsole_request_seconds_count{route="/x"} 4' in lines


def test_whether_it_is_well_can_be_asked_by_anybody(asking):
    stranger = asking(secret="none")
    assert stranger.get("/healthz").json == {"alive": True}
    assert stranger.get("/readyz").json["ready"]
    assert stranger.get("/metrics").status == 401
    assert stranger.get("/openapi.json").json["openapi"] == "3.1.0"


def test_a_fault_of_the_program_says_nothing_of_itself_to_whoever_asks(tmp_path, monkeypatch):
    def fails(*_, **__):
        raise RuntimeError("what the customer said")

    with team_on_sqlite(tmp_path) as team, closing(Asking(team, "ana")) as ana:
        monkeypatch.setattr(LocalDesk, "agents", fails)
        said = ana.get("/v1/agents")
        assert (said.status, said.code) == (500, "failed")
        assert b"customer" not in said.body
        monkeypatch.undo()
        assert ana.get("/v1/agents").status == 200
    problems = [line for line in team.log if line["event"] == "problem"]
    assert [(line["error"], "fails" in line["where"][-1]) for line in problems] == [("RuntimeError", True)]
    assert "what the customer said" not in str(team.log)


def test_a_server_on_which_nobody_looks_for_changes_is_not_ready(team):
    """Consoles are better off with another one."""
    hub = Hub(team.desk, people_changed=lambda: None, slow=1)
    with pytest.raises(Unavailable):
        ready(team.desk, hub)
