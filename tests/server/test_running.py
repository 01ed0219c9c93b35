"""The program: where it listens, how it ends, and what it writes down."""

import json
import shutil
import signal
import ssl
import subprocess
import sys
import threading
from contextlib import ExitStack, closing
from http.client import HTTPSConnection
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model.errors import Misconfigured
from agentconsole.opening.naming import desk_place
from agentconsole.server.running import Terms, must_be_private
from agentconsole.settings.config import load
from agentconsole.store.sqlite import open_store
from tests.desk.contract import join
from tests.server.asking import Asking, events
from tests.server.conftest import arrive
from tests.servers.programs import ran, served


@pytest.fixture
def kept(tmp_path):
    """A desk in a file, its number of a conversation, and a token of Ana's."""
    desk = LocalDesk(open_store(tmp_path / "desk.db", create=True))
    join(desk)
    number = arrive(desk, "secret-of-the-customer")
    secret = desk.make_token("ana", name="test", by="ana").secret
    desk.close()
    return SimpleNamespace(path=str(tmp_path / "desk.db"), number=number, secret=secret)


def asking(program, kept):
    return Asking(SimpleNamespace(url=program.url), secret=kept.secret)


def answered(program, path, *, secret="none"):
    with closing(Asking(SimpleNamespace(url=program.url), secret=secret)) as line:
        return line.get(path)


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
def test_it_ends_at_once_and_well_when_it_is_told_to(kept, number):
    with served("--desk", kept.path) as program:
        ana = asking(program, kept)
        ana.line.request("GET", "/v1/live", headers={"Authorization": f"Bearer {kept.secret}"})
        stream = events(ana.line.getresponse())
        assert next(stream)[0] == "here"
        program.process.send_signal(number)
        assert [event for event, _, _ in stream] == ["bye"]
        assert program.process.wait(30) == 0
        ana.close()


@pytest.mark.slow
def test_its_log_has_who_and_what_and_never_what_was_said(kept):
    with served("--desk", kept.path) as program:
        ana = asking(program, kept)
        assert ana.get("/v1/search?q=secret-of-the-customer").json["items"]
        assert ana.do("note", conversation=kept.number, text="secret-of-the-agent").status == 200
        assert ana.get(f"/v1/conversations/{kept.number}/entries?before=x-secret").status == 400
        assert answered(program, "/v1/agents", secret="acs_secret").status == 401
        ana.close()
        program.process.send_signal(signal.SIGTERM)
        program.process.wait(30)
        log = program.log()
    lines = [line for line in log if line.get("event") == "request"]
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("GET", "/v1/search", 200),
        ("POST", "/v1/commands/{name}", 200),
        ("GET", "/v1/conversations/{conversation}/entries", 400),
        ("GET", "/v1/agents", 401),
    ]
    assert [(line["agent"], line["token"]) for line in lines] == [("ana", 1)] * 3 + [(None, None)]
    assert all(line["request"] and line["ms"] >= 0 for line in lines)
    assert "secret" not in json.dumps(log)


@pytest.mark.slow
def test_it_is_told_which_desk_by_the_environment_and_warns_of_a_password_in_the_open():
    from tests.servers import postgres

    with (
        postgres.fresh() as url,
        served(environment={"AGENTCONSOLE_DATABASE": url}) as program,
    ):
        assert answered(program, "/readyz").json["ready"]
    shown = ran("serve", "--database", "postgresql://desk:hunter2@127.0.0.1:1/desk")
    assert shown.returncode == 3
    assert "list of processes" in shown.stderr and "hunter2" not in shown.stderr


@pytest.mark.parametrize(
    "terms",
    [
        Terms(host="0.0.0.0"),
        Terms(host="::"),
        Terms(host="desk.example.org"),
        Terms(host="127.0.0.1", certificate=Path("/nowhere.pem")),
        Terms(host="127.0.0.1", certificate=Path("/nowhere.pem"), key=Path("/nowhere.pem")),
    ],
    ids=str,
)
def test_it_refuses_to_listen_where_others_could_read_along(terms):
    with pytest.raises(Misconfigured) as refused:
        must_be_private(terms)
    assert "--" in refused.value.hint or "PEM" in refused.value.hint


@pytest.mark.parametrize(
    "terms",
    [
        Terms(),
        Terms(host="::1"),
        Terms(host="localhost"),
        Terms(host="0.0.0.0", unencrypted=True),
        Terms(host="0.0.0.0", proxies="10.0.0.2"),
    ],
    ids=str,
)
def test_it_listens_on_this_machine_or_where_somebody_said_so_in_words(terms):
    must_be_private(terms)


@pytest.mark.slow
def test_a_port_that_is_taken_is_said_to_be(kept):
    with served("--desk", kept.path) as program:
        port = str(urlsplit(program.url).port)
        second = ran("--desk", kept.path, "serve", "--port", port)
    assert second.returncode == 3
    assert json.loads(second.stderr.splitlines()[-1])["error"]["code"] == "unavailable"


@pytest.mark.slow
def test_it_speaks_tls_with_a_certificate(kept, tmp_path):
    certificate, key = self_signed(tmp_path)
    with served("--desk", kept.path, "--tls-certificate", certificate, "--tls-key", key) as program:
        assert program.url.startswith("https://")
        trust = ssl.create_default_context(cafile=certificate)
        line = HTTPSConnection("localhost", urlsplit(program.url).port, context=trust, timeout=30)
        line.request("GET", "/v1/agents", headers={"Authorization": f"Bearer {kept.secret}"})
        assert line.getresponse().status == 200
        line.close()


def self_signed(folder):
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this machine to make a certificate with")
    certificate, key = folder / "server.pem", folder / "server.key"
    made = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
    names = ("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    subprocess.run(
        ["openssl", *made.split(), *names, "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    return str(certificate), str(key)


@pytest.mark.slow
def test_what_is_being_answered_is_answered_before_it_ends(kept):
    """Ten threads write for as long as they are let: whatever was answered with 200 is there."""
    done, errors = [], []

    def write(program, number):
        ana = asking(program, kept)
        try:
            for count in range(1_000):
                said = ana.do("note", conversation=kept.number, text=f"{number} {count}")
                done.append(said.json["entries"][0]["id"])
        except (OSError, json.JSONDecodeError) as error:
            errors.append(error)
        ana.close()

    with served("--desk", kept.path, "--rate", "0") as program:
        threads = [threading.Thread(target=write, args=(program, number)) for number in range(10)]
        for thread in threads:
            thread.start()
        while len(done) < 50:
            threading.Event().wait(0.01)
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(30) == 0
        for thread in threads:
            thread.join(30)
    desk = LocalDesk(open_store(Path(kept.path)))
    notes = [entry.id for entry in desk.thread(kept.number, limit=20_000).items if entry.kind == "note"]
    desk.close()
    assert sorted(done) == sorted(notes)


def test_it_has_room_for_more_lines_than_the_system_gives_it_at_first(kept):
    few = ("sh", "-c", 'ulimit -Sn 64 && exec "$0" "$@"')
    with served("--desk", kept.path, under=few) as program, ExitStack() as open_lines:
        for _ in range(100):
            line = open_lines.enter_context(closing(asking(program, kept)))
            assert line.get("/v1/me").status == 200


@pytest.mark.slow
def test_a_first_desk_and_its_first_token_are_made_where_it_is_kept():
    from tests.servers import postgres

    with postgres.shared().database(empty=True) as url:
        here = {"AGENTCONSOLE_DESK": url}
        made = ran("init", "--me", "ana", environment=here)
        assert made.returncode == 0, made.stderr
        assert json.loads(made.stdout)["agent"]["handle"] == "ana"
        assert ran("init", "--me", "ana", environment=here).returncode == 6
        assert ran("agent", "add", "ben", environment=here).returncode == 0
        assert [each["handle"] for each in json.loads(ran("agents", environment=here).stdout)] == [
            "ana",
            "ben",
        ]


@pytest.mark.slow
def test_a_desk_that_nobody_is_on_yet_is_made_to_its_end():
    from agentconsole.store.postgres import make_store
    from tests.servers import postgres

    with postgres.shared().database(empty=True) as url:
        make_store(url).close()
        here = {"AGENTCONSOLE_DESK": url}
        assert ran("init", "--me", "ana", environment=here).returncode == 0
        assert ran("init", "--me", "ben", environment=here).returncode == 6
        assert [each["handle"] for each in json.loads(ran("agents", environment=here).stdout)] == ["ana"]


def test_without_what_a_server_is_made_of_it_says_what_to_install():
    script = (
        "import sys; sys.modules['starlette'] = None; sys.modules['psycopg'] = None\n"
        "from agentconsole.main import main; sys.exit(main(sys.argv[1:]))"
    )
    for words in (
        ["serve", "--desk", "x.db"],
        ["agents", "--desk", "postgresql://desk@127.0.0.1:1/desk"],
    ):
        said = subprocess.run(
            [sys.executable, "-c", script, *words], capture_output=True, text=True, check=False
        )
        assert said.returncode == 2
        assert "pip install 'agentconsole[server]'" in said.stderr


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("postgresql://desk@db.example.org/desk", True),
        ("postgresql://desk:hunter2@db.example.org/desk", False),
    ],
)
def test_a_database_is_configured_by_its_address_and_without_its_password(tmp_path, url, good):
    file = tmp_path / "config.toml"
    file.write_text(f'[desks.team]\nurl = "{url}"\n')
    if good:
        assert desk_place("team", load(file)) == url
    else:
        with pytest.raises(Misconfigured) as refused:
            load(file)
        assert "hunter2" not in refused.value.message + refused.value.hint
