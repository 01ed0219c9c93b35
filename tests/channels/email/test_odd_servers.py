"""Servers that do what servers do not do, or not yours."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from agentconsole.channels.email import gather, imapline
from agentconsole.channels.email.cursor import Cursor
from agentconsole.model.errors import DeskError, Misconfigured, Unavailable
from tests.channels.email.fetching import all_of, fetcher, mail, subjects
from tests.servers import scripted

ONE = mail(1)


def literal(raw, *, size=None, uid_first=True, number=1):
    size = len(raw) if size is None else size
    if uid_first:
        return b"* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n" % (number, number, size, raw)
    return b"* %d FETCH (BODY[] {%d}\r\n%s UID %d)\r\n" % (number, size, raw, number)


def serving(bodies, *, sizes=None, examine=None, search=b"* SEARCH 1\r\n"):
    """A server whose answers to these questions are given: a function of the numbers asked for, or bytes."""

    def answer(tag, rest):
        done = f"{tag} OK done\r\n".encode()
        words = rest.split()
        if rest.startswith("UID FETCH"):
            said = bodies if "BODY.PEEK" in rest else sizes
            if said is None:
                said = b"".join(
                    b"* %s FETCH (UID %s RFC822.SIZE %d)\r\n" % (each.encode(), each.encode(), len(ONE))
                    for each in words[2].split(",")
                )
            said = said(words[2]) if callable(said) else said
            return None if said is None else said if said.endswith(scripted.HANG_UP) else said + done
        if rest.startswith("UID SEARCH"):
            return search + done
        if examine is not None and words[0] in ("EXAMINE", "SELECT"):
            return examine + done
        return scripted.usual(tag, rest)

    return answer


@pytest.mark.parametrize(
    "said",
    [
        literal(ONE),
        literal(ONE, uid_first=False),
        b"* 1 FETCH (FLAGS (\\Seen))\r\n" + literal(ONE) + b"* 2 EXISTS\r\n* 9 FETCH (UID 9 FLAGS ())\r\n",
    ],
)
def test_a_mail_is_found_in_whatever_order_it_is_given(said):
    with scripted.running(serving(said)) as server:
        assert [each.original for each in all_of(server)[0]] == [ONE]


@pytest.mark.parametrize(
    ("said", "raw"),
    [
        (b"* 1 FETCH (UID 1 BODY[] NIL)\r\n", b""),
        (b'* 1 FETCH (UID 1 BODY[] "")\r\n', b""),
        (b'* 1 FETCH (BODY[] "a \\"b\\" \\\\ c" UID 1)\r\n', b'a "b" \\ c'),
    ],
)
def test_a_mail_that_is_no_literal_is_one_as_well(said, raw):
    with scripted.running(serving(said)) as server:
        assert [each.original for each in all_of(server)[0]] == [raw]


def test_a_server_that_does_not_say_what_comes_next_is_searched():
    there = serving(literal(ONE), examine=b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] here\r\n")
    with scripted.running(there) as server:
        receives, cursor, _ = all_of(server)
        assert (subjects(receives), cursor.last) == (["mail 1"], 1)


def test_when_numbers_go_back_under_the_same_uidvalidity_all_of_it_comes_again():
    with scripted.running(serving(literal(ONE))) as server:
        ahead = Cursor(mailbox="INBOX", uidvalidity=7, last=500)
        receives, cursor, notes = all_of(server, cursor=ahead)
    assert (subjects(receives), cursor.last, len(notes)) == (["mail 1"], 1, 1)


def test_a_mail_that_a_server_withholds_while_saying_all_is_well_is_passed_over():
    def bodies(numbers):
        return b"".join(literal(ONE, number=int(each)) for each in numbers.split(",") if each != "2")

    examine = b"* OK [UIDVALIDITY 7] here\r\n* OK [UIDNEXT 4] next\r\n"
    there = serving(bodies, examine=examine, search=b"* SEARCH 3 1 2\r\n")
    with scripted.running(there) as server:
        receives, cursor, _ = all_of(server)
    assert len(receives) == 2
    assert [each.uid for each in cursor.passed] == [2]
    assert "does not give it" in cursor.passed[0].reason


def test_a_mail_that_a_server_refuses_does_not_keep_the_others():
    def answer(tag, rest):
        if rest.startswith("UID FETCH") and "BODY" in rest and "2" in rest.split()[2].split(","):
            return f"{tag} NO [SERVERBUG] cannot\r\n".encode()
        return usual(tag, rest)

    def bodies(numbers):
        return b"".join(literal(ONE, number=int(each)) for each in numbers.split(","))

    examine = b"* OK [UIDVALIDITY 7] here\r\n* OK [UIDNEXT 4] next\r\n"
    usual = serving(bodies, examine=examine, search=b"* SEARCH 1 2 3\r\n")
    with scripted.running(answer) as server:
        receives, cursor, _ = all_of(server)
    assert len(receives) == 2
    assert [(each.uid, "[SERVERBUG] cannot" in each.reason) for each in cursor.passed] == [(2, True)]


def test_a_server_that_cannot_right_now_has_nothing_passed_over():
    def answer(tag, rest):
        if rest.startswith("UID FETCH"):
            return f"{tag} NO [UNAVAILABLE] the disk sleeps\r\n".encode()
        return scripted.usual(tag, rest)

    with scripted.running(answer) as server, pytest.raises(Unavailable, match="the disk sleeps"):
        fetcher(server).fetch("INBOX", Cursor(mailbox="INBOX"))


@pytest.mark.parametrize(
    "said", [b"* 1 FETCH (UID 1 BODY[] {99999999999}\r\n", b"* 1 FETCH (UID 1 BODY[] {70000000}\r\n"]
)
def test_an_answer_without_measure_is_not_waited_for(said):
    with scripted.running(serving(said + scripted.HANG_UP)) as server:
        receives, cursor, _ = all_of(server)
        assert receives == []
        assert "it announced an answer of" in cursor.passed[0].reason


def test_a_line_without_end_is_not_waited_for():
    endless = b"* " + b"x" * 9_000_000 + scripted.HANG_UP
    with scripted.running(lambda tag, rest: endless) as server, pytest.raises(Unavailable, match="not end"):
        fetcher(server).fetch("INBOX", Cursor(mailbox="INBOX"))


@pytest.mark.parametrize("said", [b"", scripted.DRIP])
def test_an_answer_that_takes_too_long_is_not_waited_for(said, monkeypatch):
    monkeypatch.setattr(imapline, "COMMAND_SECONDS", 0.2)

    def answer(tag, rest):
        return said if rest.startswith("EXAMINE") else scripted.usual(tag, rest)

    with scripted.running(answer) as server, pytest.raises(Unavailable, match=r"timed out|too long"):
        fetcher(server).fetch("INBOX", Cursor(mailbox="INBOX"))


def test_a_mail_somewhat_larger_than_the_server_said_is_taken():
    large = mail(1, "x" * 100_000)
    with scripted.running(serving(literal(large))) as server:
        assert [each.original for each in all_of(server)[0]] == [large]


def test_a_mail_that_breaks_the_connection_takes_no_more_than_itself_along():
    def bodies(numbers):
        asked = [int(each) for each in numbers.split(",")]
        return None if 2 in asked else b"".join(literal(ONE, number=each) for each in asked)

    examine = b"* OK [UIDVALIDITY 7] here\r\n* OK [UIDNEXT 4] next\r\n"
    there = serving(bodies, examine=examine, search=b"* SEARCH 1 2 3\r\n")
    with scripted.running(there) as server:
        receives, cursor, _ = all_of(server)
        assert len(receives) == 2
        assert [each.uid for each in cursor.passed] == [2]
        assert server.connections == 2 + gather.BREAKS


def test_a_mailbox_that_may_only_be_read_cannot_be_marked():
    examine = b"* 1 EXISTS\r\n* OK [READ-ONLY] no\r\n* OK [UIDVALIDITY 7] here\r\n"
    with scripted.running(serving(b"", examine=examine)) as server:
        fetching = fetcher(server, mark_seen=True)
        with pytest.raises(Misconfigured, match="read and not changed"):
            fetching.fetch("INBOX", Cursor(mailbox="INBOX"))


PIECES = [
    *(
        b"* ",
        b"+ ",
        b"{3}\r\n",
        b"{-1}\r\n",
        b'"',
        b"(",
        b")",
        b"\r\n",
        b"\n",
        b"UID 1",
        b"BODY[]",
        b"NIL",
        b"\x00",
    ),
    *(b"OK ", b"NO ", b"BAD ", b"BYE ", b"FETCH ", b"SEARCH ", b"1 ", b"[UIDVALIDITY x]", b"\xff", b"EXISTS"),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.lists(some.one_of(some.sampled_from(PIECES), some.binary(max_size=5)), max_size=20).map(b"".join),
    some.sampled_from(["CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH"]),
    some.booleans(),
)
def test_no_answer_whatever_does_more_than_break_the_connection(said, where, done):
    def answer(tag, rest):
        if rest.startswith(where):
            return said + (f"{tag} OK done\r\n".encode() if done else b"") + scripted.HANG_UP
        return scripted.usual(tag, rest)

    with scripted.running(answer) as server:
        fetching = fetcher(server)
        try:
            batch = fetching.fetch("INBOX", Cursor(mailbox="INBOX"))
            assert batch.cursor.mailbox == "INBOX"
        except DeskError as fault:
            assert fault.message
        finally:
            fetching.close()
