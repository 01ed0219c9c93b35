"""Fetching from a real Dovecot: everything there is, once, and nothing changed there."""

import imaplib
import os
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from agentconsole.channels.email import gather
from agentconsole.channels.email.cursor import Cursor, Passed
from agentconsole.channels.email.mailboxes import encoded
from agentconsole.model.errors import Invalid, Misconfigured, Unavailable
from tests.channels.email.fetching import fetch_all, fetcher, mail, subjects
from tests.servers import dovecot

pytestmark = pytest.mark.filterwarnings("error::ResourceWarning")
USERS = tuple(f"user{n}" for n in range(20))


@pytest.fixture(scope="module")
def server():
    with dovecot.running(*USERS) as running:
        yield running


@pytest.fixture
def user(server, free=iter(USERS)):  # noqa: B008 - one for each test of the module
    return next(free)


@pytest.fixture
def fetching(server, user):
    fetching = fetcher(server, user, retry_seconds=0.05)
    yield fetching
    fetching.close()


def other_program(server, user):
    program = imaplib.IMAP4(server.host, server.imap_port, 20)
    program.login(user, server.password)
    program.select()
    return program


def flags(server, user):
    program = other_program(server, user)
    _, said = program.fetch("1:*", "(FLAGS)")
    program.logout()
    return [imaplib.ParseFlags(each) for each in said if each]


def test_all_mail_comes_once_in_order_and_byte_for_byte(server, user, fetching):
    raws = [mail(n) for n in range(7)] + [b"\r\n", b"no mail at all\r\n", b"From: x\r\n\r\n\x01\xff\x80\r\n"]
    for raw in raws:
        server.place(user, raw)
        first = fetching.fetch("INBOX", Cursor(mailbox="INBOX"), limit=1)
    receives, cursor, notes = fetch_all(fetching, limit=3)
    assert [each.original.replace(b"\r\n", b"\n") for each in receives] == [
        raw.replace(b"\r\n", b"\n") for raw in raws
    ]
    assert first.receives[0] == receives[0]
    assert {each.channel for each in receives} == {"support"}
    assert {each.data["mailbox"] for each in receives} == {"INBOX"}
    assert notes == []
    assert fetch_all(fetching, cursor=cursor) == ([], cursor, [])


def test_nothing_on_the_server_is_changed(server, user, fetching):
    server.deliver(user, mail(1), mail(2))
    fetch_all(fetching)
    fetching.close()
    assert len(list((server.maildir(user) / "new").iterdir())) == 2  # not even \Recent
    assert not any(b"\\Seen" in each for each in flags(server, user))


def test_where_the_account_asks_for_it_mail_is_marked_as_seen_but_not_before_it_is_kept(server, user):
    server.deliver(user, *[mail(n) for n in range(4)])
    fetching = fetcher(server, user, mark_seen=True)
    batch = fetching.fetch("INBOX", Cursor(mailbox="INBOX"), limit=2)
    fetching.close()
    assert not any(b"\\Seen" in each for each in flags(server, user))
    batch = fetching.fetch("INBOX", batch.cursor, limit=1)
    fetching.close()
    assert [b"\\Seen" in each for each in flags(server, user)] == [True, True, False, False]
    fetch_all(fetching, cursor=batch.cursor)
    fetching.close()
    assert all(b"\\Seen" in each for each in flags(server, user))


def test_what_was_passed_over_and_comes_later_is_marked_as_seen_like_the_others(server, user):
    server.deliver(user, mail(1), mail(2))
    fetching = fetcher(server, user, mark_seen=True)
    _, cursor, _ = fetch_all(fetching)
    fetching.close()
    program = other_program(server, user)
    program.store("1", "-FLAGS", "\\Seen")
    program.logout()
    longing = replace(cursor, passed=(Passed(uid=1, reason="no"),))
    receives, cursor, _ = fetch_all(fetching, cursor=longing)
    fetching.close()
    assert subjects(receives) == ["mail 1"]
    assert (cursor.passed, cursor.late) == ((), ())
    assert all(b"\\Seen" in each for each in flags(server, user))


def test_who_could_not_keep_a_batch_gets_it_again(server, user, fetching):
    server.deliver(user, *[mail(n) for n in range(5)])
    begin = Cursor(mailbox="INBOX")
    first = fetching.fetch("INBOX", begin, limit=2)
    assert fetching.fetch("INBOX", begin, limit=2) == first
    second = fetching.fetch("INBOX", first.cursor, limit=2)
    assert fetching.fetch("INBOX", first.cursor, limit=2) == second
    assert fetching.fetch("INBOX", begin, limit=2) == first
    assert second.left == 1 and not second.complete


def test_what_others_do_in_the_mailbox_hides_no_mail(server, user, fetching):
    server.deliver(user, *[mail(n) for n in range(6)])
    batch = fetching.fetch("INBOX", Cursor(mailbox="INBOX"), limit=2)
    program = other_program(server, user)
    program.store("1,3,4", "+FLAGS", "\\Seen")
    program.store("2,5", "+FLAGS", "\\Deleted")
    program.expunge()
    long_ago = mail("of last year", Date="Tue, 17 Nov 2009 09:12:00 +0100")
    program.append("INBOX", "(\\Seen)", '"17-Nov-2009 09:12:00 +0100"', long_ago)
    program.logout()
    receives, cursor, _ = fetch_all(fetching, cursor=batch.cursor)
    assert subjects(receives) == ["mail 2", "mail 3", "mail 5", "mail of last year"]
    assert cursor.passed == ()


def test_when_the_server_numbers_its_mail_anew_all_of_it_comes_again_and_it_is_said(server, user, fetching):
    server.deliver(user, mail(1), mail(2))
    before, cursor, _ = fetch_all(fetching)
    server.break_uidvalidity(user)
    server.deliver(user, mail(3))
    try:
        again, after, notes = fetch_all(fetching, cursor=cursor)
    except Unavailable:  # Dovecot may hang up on who had the mailbox open
        again, after, notes = fetch_all(fetching, cursor=cursor)
    assert sorted(subjects(again)) == ["mail 1", "mail 2", "mail 3"]
    assert {each.external_id for each in before} < {each.external_id for each in again}
    assert after.uidvalidity != cursor.uidvalidity
    assert [note for note in notes if "has numbered INBOX anew" in note] == notes != []


@pytest.mark.skipif(os.getuid() != 0, reason="only root can keep the server from a file")
def test_a_mail_that_the_server_chokes_on_stops_nothing_and_is_asked_for_again(server, user, fetching):
    server.deliver(user, *[mail(n) for n in range(5)])
    bad = sorted((server.maildir(user) / "new").iterdir())[2]
    os.chown(bad, 0, 0)
    bad.chmod(0)
    receives, cursor, _ = fetch_all(fetching)
    assert subjects(receives) == ["mail 0", "mail 1", "mail 3", "mail 4"]
    assert [each.uid for each in cursor.passed] == [3]
    assert "broke" in cursor.passed[0].reason
    assert fetch_all(fetching, cursor=cursor)[1].last == cursor.last
    bad.chmod(0o644)
    fetching._tried.clear()
    receives, cursor, _ = fetch_all(fetching, cursor=cursor)
    assert subjects(receives) == ["mail 2"]
    assert (cursor.last, cursor.passed) == (5, ())


def test_a_mail_that_was_passed_over_and_is_gone_is_forgotten(server, user, fetching):
    server.deliver(user, mail(1), mail(2))
    _, cursor, _ = fetch_all(fetching)
    program = other_program(server, user)
    program.store("1", "+FLAGS", "\\Deleted")
    program.expunge()
    program.logout()
    longing = replace(cursor, passed=(Passed(uid=1, reason="no"),))
    fetching._tried.clear()
    assert fetch_all(fetching, cursor=longing) == ([], cursor, [])


def test_a_mail_beyond_the_bound_is_fetched_in_part_and_says_so(server, user, fetching, monkeypatch):
    monkeypatch.setattr(gather, "LARGEST", 20_000)
    monkeypatch.setattr(gather, "HEAD", 5_000)
    server.deliver(user, mail(1), mail(2, "word " * 10_000), mail(3))
    receives, _, _ = fetch_all(fetching)
    assert subjects(receives) == ["mail 1", "mail 2", "mail 3"]
    assert [len(each.original) == 5_000 for each in receives] == [False, True, False]
    assert receives[1].data["notes"][-1].startswith("Only the first 5,000 of 5")
    assert fetch_all(fetching)[0] == receives


def test_no_more_mail_is_held_at_once_than_the_bound(server, user, fetching, monkeypatch):
    monkeypatch.setattr(gather, "BATCH_BYTES", 10_000)
    server.deliver(user, *[mail(n, "x" * 3_000) for n in range(5)], mail(5, "y" * 12_000), mail(6))
    cursor, sizes, complete = Cursor(mailbox="INBOX"), [], False
    while not complete:
        batch = fetching.fetch("INBOX", cursor)
        sizes.append(len(batch.receives))
        cursor, complete = batch.cursor, batch.complete
    assert sizes == [2, 2, 1, 1, 1, 0]


def test_a_mail_without_a_date_of_its_own_has_the_time_it_came_at(server, user, fetching):
    program = other_program(server, user)
    program.append("INBOX", "", '"17-Nov-2025 09:12:00 +0100"', mail(1))
    program.append("INBOX", "", '"01-Jan-2999 00:00:00 +0000"', mail(2))
    program.append(
        "INBOX", "", '"17-Nov-2025 09:12:00 +0100"', mail(3, Date="Tue, 1 Mar 2016 10:00:00 +0000")
    )
    program.logout()
    times = [each.at for each in fetch_all(fetching)[0]]
    assert times[0] == datetime(2025, 11, 17, 8, 12, tzinfo=UTC)
    assert abs(times[1] - datetime.now(UTC)) < timedelta(minutes=5)
    assert times[2] == datetime(2016, 3, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Entwürfe & 日本語", 'say "hi" *%', "a\\b"])
def test_a_mailbox_may_have_any_name(server, user, fetching, name):
    program = other_program(server, user)
    assert program.create(encoded(name))[0] == "OK"
    program.append(encoded(name), "", "", mail(1))
    program.logout()
    assert subjects(fetch_all(fetching, name)[0]) == ["mail 1"]


def test_a_mailbox_that_is_not_there_is_named_with_those_that_are(fetching):
    with pytest.raises(Misconfigured) as caught:
        fetch_all(fetching, "Nirgends")
    assert "Nirgends" in caught.value.message
    assert "INBOX" in caught.value.hint


def test_a_name_cannot_smuggle_a_command_in(server, user, fetching):
    server.deliver(user, mail(1))
    with pytest.raises(Invalid):
        fetch_all(fetching, 'INBOX"\r\nX DELETE "INBOX')
    assert len(flags(server, user)) == 1


def test_after_a_break_the_next_fetch_goes_on(server, user, fetching):
    server.deliver(user, *[mail(n) for n in range(3)])
    batch = fetching.fetch("INBOX", Cursor(mailbox="INBOX"), limit=1)
    fetching.connection.interrupt()
    receives, _, _ = fetch_all(fetching, cursor=batch.cursor)
    assert subjects(receives) == ["mail 1", "mail 2"]
