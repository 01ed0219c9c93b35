from agentconsole.channels.email.answered import mark_answered
from tests.channels.email.fetching import account, mail
from tests.servers import dovecot


def flags(server, mailbox="INBOX"):
    """The letters behind the names of its files."""
    folder = server.maildir("support", mailbox) / "cur"
    return sorted(file.name.rpartition(":2,")[2] for file in folder.iterdir())


def test_a_mail_is_marked_as_answered_wherever_it_is_and_only_where_that_is_asked_for():
    with dovecot.running("support") as server:
        server.place("support", mail(1), mail(2))
        server.place("support", mail(2), mailbox="More")

        def marked(message_id, **asked):
            there = account(server, mailboxes=("INBOX", "More"), **asked)
            return mark_answered(there, lambda: server.password, message_id)

        assert not marked("2@tan.example")
        assert not marked("3@tan.example", mark_answered=True)
        assert flags(server) == ["", ""]
        assert marked("<2@tan.example>", mark_answered=True)
        assert (flags(server), flags(server, "More")) == (["", "R"], ["R"])
