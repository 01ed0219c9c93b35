"""Getting in: encryption, passwords and tokens, and what is said when it fails."""

import base64
import hashlib
import hmac
import json
import tempfile
import time
import traceback
from pathlib import Path

import pytest
from msgspec.structs import replace

from agentconsole.channels.email.cursor import Cursor
from agentconsole.channels.email.fetch import Fetcher
from agentconsole.channels.email.imap import Connection
from agentconsole.model.errors import DeskError, Misconfigured, NotLoggedIn, Unavailable
from tests.channels.email.fetching import account, fetch_all, fetcher, mail
from tests.servers import dovecot, scripted

TOKENS = """
auth_mechanisms = plain login xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {file}
}}
"""


@pytest.fixture(scope="module")
def server():
    """With encryption, and a customer's mail."""
    with dovecot.running("support", tls=True) as running:
        running.deliver("support", mail(1))
        yield running


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_is_trusted_lets_mail_through(server, security, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
    port = server.imaps_port if security == "tls" else server.imap_port
    fetching = fetcher(server, imap={"security": security, "port": port})
    assert len(fetch_all(fetching)[0]) == 1
    assert fetching.connection.line.sock.version().startswith("TLS")
    fetching.close()


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_trusts_does_not(server, security):
    port = server.imaps_port if security == "tls" else server.imap_port
    fetching = fetcher(server, imap={"security": security, "port": port})
    with pytest.raises(Unavailable, match="no good certificate"):
        fetching.fetch("INBOX", Cursor(mailbox="INBOX"))


def test_nothing_of_value_is_said_to_a_server_that_offers_no_encryption():
    with scripted.running(scripted.usual) as server:
        there = account(server, imap={"security": "starttls"})
        with pytest.raises(Unavailable, match="offers no STARTTLS"):
            Connection(there, lambda: server.password)
        assert server.told == ["CAPABILITY"]


def test_what_is_said_before_the_encryption_is_not_taken_for_what_comes_under_it():
    def answer(tag, rest):
        if rest == "STARTTLS":
            return f"{tag} OK go on\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n".encode()
        return scripted.usual(tag, rest).replace(b"IDLE", b"STARTTLS")

    with scripted.running(answer) as server:
        with pytest.raises(Unavailable, match="spoke on after STARTTLS"):
            Connection(account(server, imap={"security": "starttls"}), lambda: server.password)
        assert server.told == ["CAPABILITY", "STARTTLS"]


@pytest.mark.parametrize("word", ["not-the-word", "falsch: ü ß 日本", 'a"b\\c\r\nX LOGOUT'])
def test_a_wrong_password_is_said_with_the_account_and_without_the_password(server, word):
    with pytest.raises(NotLoggedIn) as caught:
        Connection(account(server), lambda: word)
    said = "".join(traceback.format_exception(caught.value))
    assert caught.value.exit_code == 4
    assert caught.value.message.startswith("support: 127.0.0.1 does not let support in")
    assert "password" in caught.value.hint
    assert word not in said
    assert base64.b64encode(word.encode()).decode() not in said


def test_a_server_that_repeats_the_password_is_not_repeated():
    def answer(tag, rest):
        if rest.startswith("LOGIN"):
            return f"{tag} NO {rest} is wrong\r\n".encode()
        return scripted.usual(tag, rest)

    with scripted.running(answer) as server, pytest.raises(NotLoggedIn) as caught:
        Connection(account(server), lambda: server.password)
    assert server.password not in "".join(traceback.format_exception(caught.value))


def test_a_server_that_lets_nobody_in_right_now_is_tried_again():
    def answer(tag, rest):
        if rest.startswith("LOGIN"):
            return f"{tag} NO [UNAVAILABLE] Temporary authentication failure\r\n".encode()
        return scripted.usual(tag, rest)

    with scripted.running(answer) as server, pytest.raises(Unavailable, match="at the moment"):
        Connection(account(server), lambda: server.password)


def test_a_name_and_a_password_cannot_smuggle_a_command_in():
    with scripted.running(scripted.usual) as server:
        with pytest.raises(NotLoggedIn):
            Connection(account(server), lambda: "x\r\nX DELETE INBOX")
        with pytest.raises(DeskError):
            Connection(account(server, imap={"user": "a\r\nX DELETE INBOX"}), lambda: "x")
        assert not any("DELETE" in each for each in server.told)


def test_nobody_there_is_said_with_the_place():
    with scripted.running(scripted.usual) as server:
        there = account(server)
    with pytest.raises(Unavailable, match=rf"support: no connection to 127.0.0.1:{server.imap_port}"):
        Connection(there, lambda: "x")


def test_an_account_that_only_sends_has_nothing_to_fetch(server):
    with pytest.raises(Misconfigured, match="no IMAP server"):
        Connection(replace(account(server), imap=None), lambda: "x")


def token(key, user):
    """A JSON Web Token (RFC 7519), signed."""
    said = [{"alg": "HS256", "typ": "JWT"}, {"sub": user, "exp": int(time.time()) + 600}]
    parts = [base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=") for each in said]
    signed = hmac.new(key, b".".join(parts), hashlib.sha256).digest()
    return b".".join([*parts, base64.urlsafe_b64encode(signed).rstrip(b"=")]).decode()


@pytest.fixture
def server_with_tokens():
    with tempfile.TemporaryDirectory(prefix="keys-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        keys = place / "default" / "HS256"
        keys.mkdir(parents=True)
        (keys / "default").write_bytes(base64.b64encode(b"a key of the provider's"))
        file = place / "oauth2.conf"
        file.write_text(
            f"introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={place}/\n"
            "username_attribute = sub\n"
        )
        with dovecot.running("support", more=TOKENS.format(file=file)) as running:
            running.deliver("support", mail(1))
            yield running


def test_a_token_is_asked_for_at_each_login_and_lets_us_in(server_with_tokens):
    asked = []

    def secret():
        asked.append(token(b"a key of the provider's", "support"))
        return asked[-1]

    there = account(server_with_tokens, imap={"auth": "oauth2"})
    fetching = Fetcher(there, secret, frozenset())
    assert len(fetch_all(fetching)[0]) == 1
    fetching.close()
    assert len(fetch_all(fetching)[0]) == 1
    fetching.close()
    assert len(asked) == 2


def test_a_token_that_is_not_good_is_said_without_the_token(server_with_tokens):
    bad = token(b"a key of somebody else's", "support")
    with pytest.raises(NotLoggedIn) as caught:
        Connection(account(server_with_tokens, imap={"auth": "oauth2"}), lambda: bad)
    assert "token" in caught.value.hint
    assert bad not in "".join(traceback.format_exception(caught.value))
