"""Mail comes in as it arrives, through breaks of the connection and of the server."""

import threading
from functools import partial

import pytest

from agentconsole.channels.email import follow
from agentconsole.model.errors import NotLoggedIn, Unavailable
from tests.channels.email.fetching import fetcher, mail, subjects
from tests.channels.email.following import Heard, followed
from tests.servers import dovecot, scripted

WITHOUT_IDLE = "imap_capability = IMAP4rev1 SASL-IR ID ENABLE UNSELECT NAMESPACE LITERAL+\n"


def connected(heard):
    return bool(heard.standings) and heard.standings[-1].connected


def lost(heard):
    return bool(heard.standings) and not heard.standings[-1].connected


def test_mail_comes_in_the_moment_it_arrives():
    with dovecot.running("support") as server:
        server.deliver("support", mail(0))
        with followed(server) as heard:
            for n in range(1, 3):
                heard.wait_for_mail(n)
                server.deliver("support", mail(n))
            heard.wait_for_mail(3)
    assert subjects(heard.receives) == ["mail 0", "mail 1", "mail 2"]


def test_it_comes_as_well_under_encryption(monkeypatch):
    with dovecot.running("support", tls=True) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
        with followed(server, imap={"security": "tls", "port": server.imaps_port}) as heard:
            heard.wait_for(connected)
            server.deliver("support", mail(1, "x" * 100_000))
            heard.wait_for_mail(1)
            heard.wait_for(lambda heard: len(heard.standings) > 2)
    assert len(heard.receives[0].original) > 100_000


def test_where_nobody_says_that_mail_has_come_it_is_looked_for():
    with dovecot.running("support", more=WITHOUT_IDLE) as server, followed(server, poll=0.1) as heard:
        for n in range(3):
            server.deliver("support", mail(n))
            heard.wait_for_mail(n + 1)
    assert subjects(heard.receives) == ["mail 0", "mail 1", "mail 2"]


def test_a_server_whose_idle_says_nothing_is_polled_beside_it():
    idles = threading.Semaphore(0)

    def answer(tag, rest):
        if rest == "IDLE":
            idles.release()
            return b"+ idling\r\n* OK Still here\r\n"
        if rest == "DONE" or tag == "DONE":
            return b"WAIT OK done\r\n"
        if rest.startswith("UID"):
            return f"* SEARCH\r\n{tag} OK done\r\n".encode()
        return scripted.usual(tag, rest)

    with scripted.running(answer) as server, followed(server, poll=0.05):
        for _ in range(4):
            assert idles.acquire(timeout=20)
    assert server.connections == 1
    assert server.told.count('EXAMINE "INBOX"') >= 4


def test_after_the_server_was_gone_it_goes_on_where_it_was():
    with dovecot.running("support") as server, followed(server) as heard:
        server.deliver("support", mail(1))
        heard.wait_for_mail(1)
        server.kill()
        heard.wait_for(lost)
        assert "no connection to 127.0.0.1" in heard.standings[-1].error
        server.start()
        server.deliver("support", mail(2))
        heard.wait_for_mail(2)
        heard.wait_for(connected)
    assert subjects(heard.receives) == ["mail 1", "mail 2"]


@pytest.mark.parametrize(
    ("fault", "pauses"),
    [
        (Unavailable("gone"), [1, 2, 4, 8, 16, 32, 60, 60]),
        (NotLoggedIn("no"), [60, 120, 240, 300, 300]),  # or the provider locks the account
    ],
)
def test_pauses_grow_to_a_bound_and_are_not_all_alike(monkeypatch, fault, pauses):
    chosen = []
    monkeypatch.setattr(follow.random, "uniform", lambda low, high: chosen.append((low, high)) or high)
    with scripted.running(scripted.usual) as server:
        follower = follow.Follower(fetcher(server), None, take=None, tell=None, longest_pause=60.0)
    assert [follower._next_pause(fault) for _ in pauses] == pauses
    assert set(chosen) == {(0.5, 1.0)}


def test_what_could_not_be_kept_comes_again(monkeypatch):
    full = Unavailable("The disk is full", "Make room")
    monkeypatch.setattr(follow.random, "uniform", lambda low, high: 0.01)
    with dovecot.running("support") as server:
        server.deliver("support", mail(1))
        with followed(server, heard=Heard(full, full)) as heard:
            heard.wait_for_mail(1)
    assert [each.error for each in heard.standings[:2]] == ["The disk is full"] * 2
    assert subjects(heard.receives) == ["mail 1"]


@pytest.mark.parametrize("verb", ["IDLE", "EXAMINE", "UID FETCH"])
def test_it_stops_at_once_whatever_it_waits_for(verb):
    waiting = threading.Event()

    def answer(tag, rest):
        if rest.startswith(verb):
            waiting.set()
            return b"+ idling\r\n" if verb == "IDLE" else b"* OK in a moment\r\n"
        if rest.startswith("UID SEARCH") and verb == "IDLE":
            return f"* SEARCH\r\n{tag} OK done\r\n".encode()
        return scripted.usual(tag, rest)

    with scripted.running(answer) as server:
        follower = follow.Follower(fetcher(server), follow.Cursor(mailbox="INBOX"), take=print, tell=print)
        thread = threading.Thread(target=follower.run)
        thread.start()
        assert waiting.wait(20)
        follower.stop()
        thread.join(20)  # a command has a minute, an IDLE two
        assert not thread.is_alive()


def test_a_follower_that_was_stopped_does_not_begin():
    with scripted.running(partial(scripted.usual)) as server:
        follower = follow.Follower(fetcher(server), follow.Cursor(mailbox="INBOX"), take=print, tell=print)
        follower.stop()
        follower.run()
        assert server.connections == 0
