import msgspec
import pytest

from agentconsole.channels.email.account import Account, Server, is_loopback
from agentconsole.model.errors import Misconfigured


def test_mail_and_password_never_go_over_a_network_in_the_open():
    with pytest.raises(Misconfigured, match="for everyone to read"):
        Server(host="mail.example", port=25, security="none")
    for host in ("localhost", "LOCALHOST.", "127.0.0.1", "127.9.9.9", "::1", "[::1]"):
        assert Server(host=host, port=25, security="none").security == "none"


def test_a_name_that_begins_like_this_machine_is_another_machine():
    assert not any(map(is_loopback, ("127.0.0.1.evil.example", "localhost.evil.example", "", "10.0.0.1")))


@pytest.mark.parametrize("wrong", [{"host": ""}, {"host": "mail .example"}, {"port": 0}, {"port": 65_536}])
def test_a_server_that_cannot_be_is_refused(wrong: dict[str, object]):
    with pytest.raises(Misconfigured):
        Server(**{"host": "mail.example", "port": 465, **wrong})  # type: ignore[arg-type]


def test_an_account_is_read_from_a_table_of_the_configuration():
    table = {"name": "support", "address": "support@Desk.Example", "smtp": {"host": "m.example", "port": 465}}
    account = msgspec.convert(table, Account)
    assert account.smtp == Server(host="m.example", port=465, security="tls", auth="password")
    assert (account.imap, account.mailboxes, account.domain) == (None, ("INBOX",), "desk.example")
