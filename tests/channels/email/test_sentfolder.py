import pytest

from agentconsole.channels.email.sentfolder import SentFolder
from agentconsole.model.errors import Invalid, NotFound
from tests.channels.email.fetching import account, mail
from tests.servers import dovecot, scripted


@pytest.fixture(scope="module")
def server():
    with dovecot.running("one", "two", "three", "four") as running:
        yield running


def folder(server, user, **changed):
    return SentFolder(account(server, user, **changed), lambda: server.password)


def test_a_sent_mail_is_filed_once_and_found_by_its_whole_id(server):
    sent = folder(server, "one")
    assert not sent.holds("1@tan.example")
    assert sent.file(mail(1), "1@tan.example")
    assert not sent.file(mail(1), "<1@tan.example>")
    assert sent.holds("1@tan.example") and sent.holds("<1@tan.example>")
    assert not sent.holds("@tan.example") and not sent.holds("11@tan.example")
    assert server.stored("one", "Sent") == [mail(1)]


def test_a_provider_that_files_what_is_sent_gets_no_second_copy(server):
    assert not folder(server, "two", files_sent=True).file(mail(2), "2@tan.example")
    assert not folder(server, "two").holds("2@tan.example")


def test_the_account_says_which_folder_it_is(server):
    server.place("three", mail(3), mailbox="Ausgang")
    assert folder(server, "three", sent="Ausgang").holds("3@tan.example")
    assert not folder(server, "three").holds("3@tan.example")


def test_without_such_a_folder_it_is_said():
    with scripted.running(scripted.usual) as server, pytest.raises(NotFound, match="no folder of sent mail"):
        folder(server, "one").holds("1@x")


def test_an_id_cannot_smuggle_a_command_in(server):
    server.place("four", mail(4), mailbox="Sent")
    with pytest.raises(Invalid):
        folder(server, "four").holds('1@x"\r\nX DELETE "Sent')
    assert folder(server, "four").holds("4@tan.example")
