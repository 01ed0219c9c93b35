"""Over TLS: whom this machine trusts, and what is said of whom it does not."""

import shutil

import pytest

from agentconsole.client.errors import Untrusted
from agentconsole.client.remote import connect
from agentconsole.desk.local import LocalDesk
from agentconsole.model.errors import Unavailable
from agentconsole.model.link import LinkState
from agentconsole.server.running import Terms
from agentconsole.store.sqlite import open_store
from tests.desk.contract import join
from tests.servers.smtp import certificate
from tests.servers.team import serve, team_on_sqlite

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="no openssl to make a certificate with"
)


@pytest.fixture
def desk(tmp_path):
    desk = LocalDesk(open_store(tmp_path / "desk.db", create=True))
    join(desk)
    yield desk
    desk.close()


@pytest.mark.parametrize(("name", "why"), [("localhost", "self-signed"), ("other.example", "self-signed")])
def test_a_certificate_that_nobody_here_trusts_is_named_and_nothing_is_sent(desk, tmp_path, quick, name, why):
    file = certificate(tmp_path, name=name)
    with serve(desk, terms=Terms(port=0, certificate=file, key=file)) as team:
        with pytest.raises(Untrusted) as caught:
            connect(team.url, team.token("ana"))
        assert (why in caught.value.message, caught.value.exit_code) == (True, 3)
        assert "SSL_CERT_FILE" in caught.value.hint
        assert [each for each in team.log if each.get("event") == "request"] == []


def test_with_a_certificate_that_is_trusted_everything_works(desk, tmp_path, quick, monkeypatch):
    file = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with serve(desk, terms=Terms(port=0, certificate=file, key=file)) as team:
        remote = connect(team.url, team.token("ana"))
        try:
            assert [agent.handle for agent in remote.agents()] == ["ana", "ben", "priya"]
            assert not remote.wait(remote.latest(), seconds=0.01)
            with remote._live._news:
                assert remote._live._news.wait_for(lambda: remote._live._state is LinkState.LIVE, 20)
        finally:
            remote.close()


def test_a_file_of_certificates_that_is_not_there_is_named(desk, tmp_path, quick, monkeypatch):
    """Whoever mistyped its name is not told to name one."""
    file = certificate(tmp_path)
    with serve(desk, terms=Terms(port=0, certificate=file, key=file)) as team:
        for name, told in (("no-such.pem", "there is no such file"), ("desk.db", "somebody else")):
            monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / name))
            with pytest.raises(Untrusted) as caught:
                connect(team.url, team.token("ana"))
            assert name in caught.value.hint and told in caught.value.hint


def test_the_name_in_the_certificate_counts(desk, tmp_path, quick, monkeypatch):
    file = certificate(tmp_path, name="other.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    terms = Terms(port=0, certificate=file, key=file)
    with serve(desk, terms=terms) as team, pytest.raises(Untrusted, match="not to be trusted"):
        connect(team.url, team.token("ana"))


def test_tls_with_whoever_does_not_speak_it_is_said(tmp_path, quick):
    with team_on_sqlite(tmp_path) as team, pytest.raises(Unavailable, match="TLS"):
        connect(team.url.replace("http://", "https://"), team.token("ana"))


def test_an_address_without_tls_of_whoever_speaks_it_is_put_right(desk, tmp_path, quick):
    file = certificate(tmp_path)
    with serve(desk, terms=Terms(port=0, certificate=file, key=file)) as team:
        with pytest.raises(Unavailable, match="hung up") as caught:
            connect(team.url.replace("https://", "http://"), team.token("ana"))
        assert "https://" in caught.value.hint
