"""What is asked ahead goes to the database together, and is never older than what was said since."""

from contextlib import closing

import pytest

from agentconsole.model.commands import AddAgent, Claim, Note
from agentconsole.model.errors import DeskError
from tests.servers import postgres
from tests.store.keep import Keeper, keeping

pytest.importorskip("psycopg", reason="psycopg is not installed")

import psycopg

from agentconsole.desk.local import LocalDesk
from agentconsole.store.postgres import open_store


@pytest.fixture
def store():
    postgres.needed()
    with postgres.fresh() as url, closing(open_store(url)) as store:
        yield store


@pytest.fixture
def ways(monkeypatch):
    """Ways to the database: a statement by itself is one, and so are all of a pipeline together."""
    gone, real = [], (psycopg.Connection.execute, psycopg.Connection.pipeline)

    def execute(self, query, *given, **how):
        if self._pipeline is None:
            gone.append(query)
        return real[0](self, query, *given, **how)

    def pipeline(self):
        gone.append("pipeline")
        return real[1](self)

    monkeypatch.setattr(psycopg.Connection, "execute", execute)
    monkeypatch.setattr(psycopg.Connection, "pipeline", pipeline)
    return gone


def about(session, number):
    return lambda: session.conversation(number), session.agents, lambda: session.asks(conversation=number)


def asked(session, number):
    return tuple(question() for question in about(session, number))


def test_what_was_asked_ahead_is_answered_as_if_it_had_not_been(store, ways):
    number = keeping(store, lambda keep: keep.say(keep.begin(keep.customer()), "Hello").conversation)
    with store.reading() as read:
        expected = asked(read, number)
    with store.writing() as write:
        write.ahead(*about(write, number))
        ways.clear()
        assert asked(write, number) == asked(write, number) == expected
        assert not ways


def test_what_is_told_or_asked_besides_makes_it_ask_anew(store, ways):
    number = keeping(store, lambda keep: keep.say(keep.begin(keep.customer()), "Hello").conversation)
    with store.writing() as write:
        write.ahead(*about(write, number))
        Keeper(write).customer("Li")
        ways.clear()
        assert write.conversation(number) is not None
        assert ways
        write.ahead(lambda: write.customer(2), lambda: write.customer(3))
        assert write.customer(3) is None
        Keeper(write).customer("Ana")
        assert write.customer(3).name == "Ana"
        write.ahead(lambda: write.customer(4), lambda: write.customer(3))
        with pytest.raises(ZeroDivisionError), store.writing() as part:
            assert Keeper(part).customer("Zoe") == 4
            part.ahead(lambda: part.customer(4), lambda: part.customer(3))
            raise ZeroDivisionError
        assert write.customer(4) is None


def test_a_session_that_is_over_has_forgotten_what_it_asked_ahead(store):
    with store.writing() as write:
        write.ahead(write.agents, write.restricted)
    with pytest.raises(DeskError, match="over"):
        write.agents()
    with store.writing() as write:
        write.ahead()
        assert write.agents() == ()


def test_a_question_that_fails_ahead_ends_the_session_and_nothing_is_kept(store):
    with pytest.raises(DeskError, match="nonsense"), store.writing() as write:
        write.add_customer("Mei")
        write.ahead(lambda: write.rows("SELECT nonsense"), write.agents)
    with store.reading() as read:
        assert read.customer(1) is None


def test_a_note_is_seven_ways_to_the_database_and_back(store, ways):
    desk = LocalDesk(store)
    desk.do(AddAgent(handle="ana"))
    number = keeping(store, lambda keep: keep.say(keep.begin(keep.customer()), "Hello").conversation)
    desk.do(Claim(conversation=number), by="ana")
    desk.do(Note(conversation=number, text="Called."), by="ana", key="first")
    ways.clear()
    desk.do(Note(conversation=number, text="Called again."), by="ana", key="second")
    assert len(ways) == 7
