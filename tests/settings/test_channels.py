from pathlib import Path

import pytest

from agentconsole.model.errors import Misconfigured
from agentconsole.model.fact import FactKind
from agentconsole.settings.attachments import Attachments
from agentconsole.settings.channels import Channel, MailServer, masked
from agentconsole.settings.config import load, set_values

WHOLE = """
[channels.support]
kind = "email"
desk = "work"
address = "help@shop.example"
from_name = "The Shop"
mailboxes = ["INBOX", "Invoices"]
sent = "Sent"
files_sent = true
mark_seen = true
mark_answered = true
password_command = "pass show mail/help"

[channels.support.imap]
host = "imap.shop.example"

[channels.support.smtp]
host = "smtp.shop.example"
port = 2525
security = "starttls"
user = "help@shop.example"
token_command = "token help"
"""
SHORT = '[channels.support]\nkind = "email"\naddress = "help@shop.example"\n'
IMAP = '[channels.support.imap]\nhost = "imap.shop.example"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_a_whole_channel_is_understood(file: Path) -> None:
    file.write_text(WHOLE)
    config = load(file)
    assert config.warnings == ()
    assert config.channels == {
        "support": Channel(
            name="support",
            desk="work",
            address="help@shop.example",
            from_name="The Shop",
            mailboxes=("INBOX", "Invoices"),
            sent="Sent",
            files_sent=True,
            mark_seen=True,
            mark_answered=True,
            imap=MailServer(host="imap.shop.example", port=993, command="pass show mail/help"),
            smtp=MailServer(
                host="smtp.shop.example",
                port=2525,
                security="starttls",
                user="help@shop.example",
                auth="oauth2",
                command="token help",
            ),
        )
    }


@pytest.mark.parametrize(
    ("way", "security", "port"),
    [
        ("imap", "tls", 993),
        ("imap", "starttls", 143),
        ("imap", "none", 143),
        ("smtp", "tls", 465),
        ("smtp", "starttls", 587),
        ("smtp", "none", 25),
    ],
)
def test_the_port_follows_from_the_security(file: Path, way: str, security: str, port: int) -> None:
    file.write_text(f'{SHORT}[channels.support.{way}]\nhost = "localhost"\nsecurity = "{security}"')
    assert getattr(load(file).channels["support"], way).port == port


@pytest.mark.parametrize("place", [SHORT, SHORT + IMAP])
@pytest.mark.parametrize("name", ["password", "passwd", "secret", "token", "Passphrase"])
def test_a_password_in_the_file_is_refused_with_the_way_out_and_not_shown(
    file: Path, place: str, name: str
) -> None:
    file.write_text(f'{place}{name} = "hunter2"')
    with pytest.raises(Misconfigured) as caught:
        load(file)
    assert name in caught.value.message
    assert "agentconsole channel password support" in caught.value.hint
    assert "hunter2" not in caught.value.message + caught.value.hint
    file.write_text(place)
    where = "channels.support.imap" if place != SHORT else "channels.support"
    with pytest.raises(Misconfigured):
        set_values(file, {f"{where}.{name}": "hunter2"})
    assert "hunter2" not in file.read_text()


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (SHORT, "channels.support"),
        (SHORT.replace("support", "Support") + '[channels.Support.imap]\nhost = "a"', "channels.Support"),
        (SHORT.replace("support", "desk") + '[channels.desk.imap]\nhost = "a"', "channels.desk"),
        (SHORT.replace("email", "pigeon") + IMAP, "channels.support.kind"),
        (SHORT.replace("help@shop.example", "help") + IMAP, "channels.support.address"),
        (SHORT + "mailboxes = [1]\n" + IMAP, "channels.support.mailboxes"),
        (SHORT + 'mailboxes = [""]\n' + IMAP, "channels.support.mailboxes"),
        (SHORT + 'mark_seen = "yes"\n' + IMAP, "channels.support.mark_seen"),
        (SHORT + 'imap = "imap.shop.example"', "channels.support.imap"),
        (SHORT + IMAP + "port = 0", "channels.support.imap.port"),
        (SHORT + IMAP + 'port = "993"', "channels.support.imap.port"),
        (SHORT + IMAP + 'security = "ssl"', "channels.support.imap.security"),
        (SHORT + IMAP + 'security = "none"', "channels.support.imap.security"),
        (SHORT + IMAP + 'auth = "kerberos"', "channels.support.imap.auth"),
        (SHORT + '[channels.support.imap]\nhost = "two words"', "channels.support.imap.host"),
        (SHORT + "[channels.support.imap]\nport = 993", "channels.support.imap.host"),
        (SHORT + IMAP + 'password_command = "a"\ntoken_command = "b"', "channels.support.imap"),
        ("channels = 3", "channels"),
        ("[channels]\nsupport = 3", "channels.support"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_key(file: Path, said: str, key: str) -> None:
    file.write_text(said)
    with pytest.raises(Misconfigured) as caught:
        load(file)
    assert f": {key} " in caught.value.message
    assert caught.value.hint


def test_a_key_nobody_knows_is_a_warning(file: Path) -> None:
    file.write_text(f'{SHORT}adress = "x"\n{IMAP}prot = 3')
    assert load(file).warnings == (
        f"{file}: there is no channels.support.adress. Perhaps channels.support.address is meant.",
        f"{file}: there is no channels.support.imap.prot. Perhaps channels.support.imap.port is meant.",
    )


def test_of_a_command_only_what_is_run_is_shown(file: Path) -> None:
    file.write_text(WHOLE)
    shown = masked(load(file).channels["support"])
    assert shown.imap is not None and shown.imap.command == "pass …"
    assert shown.smtp is not None and shown.smtp.command == "token …"


def test_a_value_can_be_taken_out_again(file: Path) -> None:
    file.write_text(f'me = "ana"  # that is me\n{WHOLE}')
    assert set_values(file, {"channels.support": None}).channels == {}
    assert file.read_text().startswith('me = "ana"  # that is me\n')
    assert set_values(file, {"channels.support": None}).me == "ana"


def test_a_desk_defines_kinds_of_fact(file: Path) -> None:
    file.write_text(
        "[facts.policy]\nlabel = \"policy number\"\npattern = 'POL-(\\d{6})'\n[facts.pet]\nseveral = true"
    )
    assert load(file).facts == {
        "policy": FactKind(
            name="policy", label="policy number", pattern=r"POL-(\d{6})", asked=("policy number",)
        ),
        "pet": FactKind(name="pet", label="pet", asked=("pet",), several=True),
    }


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("[facts.policy]\npattern = '('", "facts.policy.pattern"),
        ("[facts.policy]\npattern = '(a+)+'", "facts.policy.pattern"),
        ("[facts.policy]\npattern = ''", "facts.policy.pattern"),
        ('[facts.policy]\nlabel = " "', "facts.policy.label"),
        ('[facts.policy]\nasked = [""]', "facts.policy.asked"),
        ('[facts.policy]\nasked = "policy"', "facts.policy.asked"),
        ("[facts.Policy]\nseveral = true", "facts.Policy"),
        ("facts = 1", "facts"),
    ],
)
def test_a_kind_of_fact_that_cannot_be_used_is_refused_with_its_key(file: Path, said: str, key: str) -> None:
    file.write_text(said)
    with pytest.raises(Misconfigured) as caught:
        load(file)
    assert f": {key} " in caught.value.message


def test_files_that_may_go_with_a_reply_have_bounds(file: Path) -> None:
    assert load(file).attachments == Attachments(max_mb=25, refuse=())
    file.write_text('[attachments]\nmax_mb = 10\nrefuse = ["EXE", ".Js"]')
    assert load(file).attachments == Attachments(max_mb=10, refuse=(".exe", ".js"))
    for said in ("max_mb = 0", "max_mb = 2.5", 'refuse = ["."]', 'refuse = ".exe"'):
        file.write_text(f"[attachments]\n{said}")
        with pytest.raises(Misconfigured, match=f"attachments.{said.split()[0]} "):
            load(file)
