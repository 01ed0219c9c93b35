"""What a mail can carry against its reader: shown for what it is, and nothing done."""

from datetime import UTC, datetime

import pytest

from agentconsole.channels.email.attachments import attachment
from agentconsole.channels.email.incoming import receive
from agentconsole.model.commands import Receive
from agentconsole.model.ids import EPOCH
from agentconsole.rules.screening import MARK, screen, screen_line
from tests.fetchable import listening

pytestmark = pytest.mark.attack

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def mail(*lines: str) -> Receive:
    return receive("\n".join(lines).encode(), ours=frozenset({"ana@desk.example"}), now=NOW)


def with_file(header: str) -> Receive:
    start = (
        "From: mei@tan.example",
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "--b",
        "",
        "hello",
        "--b",
    )
    return mail(*start, header, "", "x", "--b--")


def test_a_name_that_turns_the_line_around_is_shown_with_a_mark():
    found = mail(
        "From: Bob\u202egnp.exe <bob@x.example>", "Subject: \u2067turn\u2069 שלום", "", "\u202eabc\nשלום"
    )
    assert screen_line(found.customer.name) == f"Bob{MARK}gnp.exe"
    assert "\u202e" not in screen(found.text)
    assert screen_line(found.subject).endswith("שלום")
    assert found.text == "\u202eabc\nשלום"


def test_a_name_that_is_another_address_is_said():
    found = mail('From: "support@bank.example" <evil@x.example>', "", "x")
    assert found.customer.email == "evil@x.example"
    assert found.data["notes"] == ["The sender's name is another address: support@bank.example"]
    for honest in (
        '"mei@tan.example" <mei@tan.example>',
        '"M. Tan @ home" <mei@tan.example>',
        "mei@tan.example",
    ):
        assert "notes" not in mail(f"From: {honest}", "", "x").data


@pytest.mark.parametrize(
    "header",
    [
        "<alice@a.example> <carol@c.example>",
        "alice@a.example carol@c.example",
        "alice@a.example,<carol@c.example>",
    ],
)
def test_a_mail_of_several_people_says_whose_it_is_taken_for(header):
    found = mail(f"From: {header}", "", "x")
    assert found.customer.email == "alice@a.example"
    assert found.data["notes"] == [
        "It says that it is from several people, and is taken for the first one's: "
        "alice@a.example, carol@c.example"
    ]
    assert "notes" not in mail("From: mei@tan.example, Mei <MEI@tan.example>", "", "x").data


@pytest.mark.parametrize(
    ("header", "email"),
    [
        ("alice@a.example)bob@b.example <carol@c.example>", "carol@c.example"),
        ('"alice@a.example" <carol@c.example>', "carol@c.example"),
        ("alice@a.example <carol@c.example>", "carol@c.example"),
        ("alice@a.example(<carol@c.example>", ""),
        ("<alice@a.example> (<carol@c.example>", ""),
        ("<alice@a.example@c.example>", ""),
        ("alice@a.example)bob@b.example", ""),
        ("alice@a.example]@b.example", ""),
        ("<alice@a.example,b>", "alice@a.example"),
        ('"alice@a.example\\" <carol@c.example>', "carol@c.example"),
        ("alice@a.example\0@b.example", ""),
    ],
)
def test_an_address_is_taken_only_when_it_is_one(header, email):
    assert mail(f"From: {header}", "", "x").customer.email in ({email} if email else {""})


def test_nothing_in_a_mail_is_ever_fetched():
    with listening() as raw:
        found = receive(raw, ours=frozenset(), now=NOW)
        for index in range(len(found.attachments)):
            attachment(raw, index)
    assert any("on the internet not loaded: 127.0.0.1" in note for note in found.data["notes"])


@pytest.mark.parametrize(
    "name",
    [
        "../../.ssh/authorized_keys",
        "/etc/cron.d/x",
        "..\\..\\x",
        "CON",
        "%2e%2e%2f",
        "-rf",
        "x" * 5_000,
        "a\tb",
    ],
)
def test_the_name_of_a_file_is_listed_as_it_came_on_one_line(name):
    found = with_file(f'Content-Disposition: attachment; filename="{name}"').attachments[0].name
    whole = " ".join(name.split())
    said = whole if len(whole) <= 255 else f"{whole[:254]}…"
    assert found.replace("\\", "") == said.replace("\\", "")
    assert not set("\r\n\0") & set(found)


def test_a_name_with_line_breaks_and_nothing_in_it_is_a_name():
    found = with_file("Content-Disposition: attachment; filename*=utf-8''a%00%0A%1Bb").attachments[0].name
    assert found == "a \x1bb"
    assert MARK in screen_line(found)
    assert with_file('Content-Disposition: attachment; filename=""').attachments[0].name == "unnamed text"


@pytest.mark.parametrize(
    ("date", "believed"),
    [
        ("Thu, 01 Jan 1970 00:00:00 +0000", False),
        ("Tue, 19 Jan 2038 03:14:08 +0000", False),
        ("Fri, 31 Dec 2999 23:59:59 +0000", False),
        ("", False),
        ("Sun, 22 Nov 2026 23:00:00 +1200", True),
        ("Sun, 22 Nov 2026 23:00:00 -1200", False),
        ("32 Foo 2026 99:99:99 +9999", False),
    ],
)
def test_a_clock_that_is_wrong_hides_nothing(date, believed):
    found = mail("From: mei@tan.example", *([f"Date: {date}"] if date else []), "", "x")
    assert EPOCH <= found.at <= NOW
    assert ("date_doubted" not in found.data) == believed
