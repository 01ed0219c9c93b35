"""Whatever answers, and whatever it answers: an error in plain words, within bounds, and no token in it."""

import gzip
import socket
import threading
import traceback
from contextlib import contextmanager

import msgspec
import pytest

from agentconsole import __version__
from agentconsole.client import line
from agentconsole.client.address import must_be_private, tidy
from agentconsole.client.errors import NotADesk
from agentconsole.client.events import LONGEST, events
from agentconsole.client.http import Waits
from agentconsole.client.remote import connect
from agentconsole.desk.api import Outcome
from agentconsole.model import commands
from agentconsole.model.access import Scope
from agentconsole.model.errors import DeskError, Misconfigured, NotFound, NotLoggedIn, TooMany, Unavailable
from agentconsole.model.mail import NO_MAIL
from agentconsole.wire.calls import EXACT
from agentconsole.wire.me import Me
from tests.make import ANA, NOW

TOKEN = "acs_not-to-be-told-to-anybody"
WAITS = Waits(connect=30, read=30, whole=30, silent=30, again=(), longest=0.1)
ME = msgspec.json.encode(
    Me(
        agent=ANA,
        scope=Scope.ACT,
        token=1,
        desk="desk",
        undo_seconds=10,
        mail=NO_MAIL,
        now=NOW,
        version=__version__,
    )
)


def http(status, kind, body, *more):
    head = (f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *more)
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


@contextmanager
def answering(*answers):
    """A server that gives these answers, the last one for ever, and what it was asked."""
    asked, listener = [], socket.create_server(("127.0.0.1", 0))

    def serve():
        left = list(answers)
        while True:
            try:
                plug, _ = listener.accept()
            except OSError:
                return
            with plug:
                while request := _request(plug):
                    asked.append(request)
                    plug.sendall(left.pop(0) if len(left) > 1 else left[0])

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(30)


def _request(plug):
    """One request, with its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        try:
            part = plug.recv(65_536)
        except OSError:
            return b""
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [each for each in head.lower().split(b"\r\n") if each.startswith(b"content-length:")]
    while lengths and len(body) < int(lengths[0].split(b":")[1]):
        body += plug.recv(65_536)
    return head + body


SPELL = rb'{"error": {"code": "not_found", "message": "\u001b]0;x\u0007No such\u202e thing", "hint": ""}}'
GOOD = http(200, EXACT, ME)


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (
            http(200, "text/html", b"<html>Welcome to the hotel"),
            NotADesk,
            "no agentconsole server (status 200, text/html)",
        ),
        (http(404, "text/html", b"<html>nginx"), NotADesk, "no agentconsole server (status 404"),
        (http(502, "text/html", b"<html>nginx"), Unavailable, "nobody answers at its end (502)"),
        (http(401, "text/plain", b"no"), NotLoggedIn, "does not know this token"),
        (http(429, "text/plain", b"no", "Retry-After: 7"), TooMany, "asked too often"),
        (
            http(302, "text/html", b"", "Location: https://evil.example/"),
            Misconfigured,
            "sends us on to https://evil.example/",
        ),
        (http(200, EXACT, b"[1, 2"), NotADesk, "cannot be understood"),
        (http(200, EXACT, b'{"items": "x"}'), NotADesk, "cannot be understood"),
        (http(200, EXACT, b"\xff\xfe"), NotADesk, "cannot be understood"),
        (http(200, EXACT, b"{}", "Content-Encoding: gzip"), NotADesk, "cannot be unpacked"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", Unavailable, "hung up in the middle of an answer"),
        (
            http(404, "application/json", SPELL),
            NotFound,
            "No such",
        ),
        (
            http(418, "application/json", b'{"error": {"code": "what", "message": "tea", "hint": ""}}'),
            DeskError,
            "tea",
        ),
    ],
)
def test_an_answer_that_is_none_is_an_error_in_plain_words(answer, kind, said):
    with answering(GOOD, answer) as (url, asked):
        desk = connect(url, TOKEN, WAITS)
        with pytest.raises(kind) as caught:
            desk.inbox("all")
        desk.close()
    assert said in caught.value.message
    assert not {"\x1b", "\x07", "\u202e"} & set(caught.value.message + caught.value.hint)
    told = "".join(traceback.format_exception(caught.value)) + caught.value.hint + repr(vars(caught.value))
    assert TOKEN not in told
    assert caught.value.__context__ is None or TOKEN not in repr(vars(caught.value.__context__))
    assert all(TOKEN.encode() not in request.split(b"\r\n")[0] for request in asked)


def test_an_answer_without_end_is_not_taken(monkeypatch):
    monkeypatch.setattr(line, "MOST", 100_000)
    bomb = gzip.compress(b"[" + b" " * 5_000_000)
    for body, more in ((b" " * 200_000, ()), (bomb, ("Content-Encoding: gzip",))):
        with answering(GOOD, http(200, EXACT, body, *more)) as (url, _):
            desk = connect(url, TOKEN, WAITS)
            with pytest.raises(NotADesk, match="more than"):
                desk.inbox("all")
            desk.close()


def test_another_version_is_named():
    other = http(200, EXACT, ME.replace(__version__.encode(), b"9.9.9"))
    with answering(other) as (url, _), pytest.raises(Misconfigured, match=r"9\.9\.9") as caught:
        connect(url, TOKEN, WAITS)
    assert "Install the same version" in caught.value.hint


def test_a_command_that_was_answered_with_nonsense_is_kept_and_sent_again_with_its_key():
    page, done = http(200, "text/html", b"<html>"), http(200, EXACT, msgspec.json.encode(Outcome()))
    with answering(GOOD, page, done) as (url, asked):
        desk = connect(url, TOKEN, WAITS)
        note = commands.Note(conversation=1, text="x")
        assert desk.do(note, by="ana").waits
        desk._sender.send_what_waits()
        assert desk.kept() == ()
        desk.close()
    keys = [
        each.lower()
        for request in asked
        for each in request.split(b"\r\n")
        if b"idempotency-key" in each.lower()
    ]
    assert (len(keys), len(set(keys))) == (2, 1)


def test_nobody_is_followed_to_another_address():
    with answering(http(200, EXACT, ME)) as (elsewhere, never):
        moved = http(307, "text/html", b"", f"Location: {elsewhere}/v1/me")
        with answering(moved) as (url, _), pytest.raises(Misconfigured, match="sends us on"):
            connect(url, TOKEN, WAITS)
        assert never == []


@pytest.mark.parametrize(
    "url", ["http://desk.example.org", "http://10.0.0.7:8010", "http://127.0.0.1.example.org", "http://[::2]"]
)
def test_a_token_goes_nowhere_without_tls_unless_somebody_says_so_in_words(url):
    with pytest.raises(Misconfigured, match="not encrypted"):
        must_be_private(url, unencrypted=False)
    must_be_private(url, unencrypted=True)


@pytest.mark.parametrize(
    "url", ["https://desk.example.org", "http://127.0.0.1:8010", "http://[::1]:8010", "http://localhost"]
)
def test_over_tls_and_on_this_machine_it_goes(url):
    must_be_private(url, unencrypted=False)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (" HTTPS://Desk.Example.org/?q#f ", "https://desk.example.org"),
        ("http://[::1]:8010/desk/", "http://[::1]:8010/desk"),
        ("https://dösk.example", "https://xn--dsk-sna.example"),
    ],
)
def test_an_address_has_one_form(said, meant):
    assert tidy(said) == meant


@pytest.mark.parametrize(
    "said",
    ["desk.example.org", "ftp://x", "https://", "https://a:b@x.example", "http://x:99999", "https://[x"],
)
def test_what_is_no_address_is_refused(said):
    with pytest.raises(Misconfigured):
        tidy(said)


def test_events_are_read_however_they_are_cut_into_parts():
    said = (
        b"\xef\xbb\xbf"[3:]
        + b": hello\r\n\r\nid: 7\nevent: change\ndata: {\ndata:  }\n\nretry: 5\r\rdata\n\n"
    )
    whole = list(events([said]))
    assert [(each.name, each.data, each.id) for each in whole if each.name] == [("change", b"{\n }", "7")]
    for size in (1, 2, 3, 7):
        assert list(events(said[at : at + size] for at in range(0, len(said), size))) == whole


@pytest.mark.parametrize("endless", [b"data: " + b"x" * 70_000, b"data: y\n" * 9_000])
def test_an_event_without_end_is_not_taken(endless):
    assert len(endless) * 20 > LONGEST
    with pytest.raises(NotADesk):
        list(events(endless for _ in range(20)))
