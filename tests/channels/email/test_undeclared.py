from datetime import UTC, datetime

import pytest

from agentconsole.channels.email.incoming import receive
from agentconsole.channels.email.undeclared import GUESSED

NOW = datetime(2026, 11, 17, tzinfo=UTC)


def read(headers: str, charset: str, *more: str, body: str = ""):
    lines = "\r\n".join(["From: Маша <m@x.example>" if charset == "koi8-r" else headers, *more, "", body])
    return receive(lines.encode(charset), ours=frozenset(), now=NOW)


def notes(found) -> list[str]:
    return [one for one in found.data.get("notes", []) if one == GUESSED]


def test_letters_nothing_declares_are_read_as_the_text_declares_its_own():
    found = read("", "koi8-r", "Subject: Счёт", "Content-Type: text/plain; charset=koi8-r", body="Привет")
    assert (found.subject, found.customer.name, found.text) == ("Счёт", "Маша", "Привет")
    assert notes(found) == []


def test_a_part_says_it_as_well_as_the_whole_does():
    body = "--b\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\nПривет\r\n--b--"
    found = read("", "koi8-r", "Subject: Счёт", "Content-Type: multipart/mixed; boundary=b", body=body)
    assert found.subject == "Счёт"


def test_an_encoded_word_in_another_header_says_it_too():
    found = read("", "koi8-r", "Subject: =?koi8-r?Q?=F3=DE=A3=D4?=")
    assert (found.subject, found.customer.name) == ("Счёт", "Маша")
    assert notes(found) == []


@pytest.mark.parametrize("said", ["text/plain; charset=us-ascii", "text/plain; charset=utf-8", "text/plain"])
def test_without_a_word_of_it_they_are_read_by_guess_and_that_is_said(said: str):
    found = read("From: Jürgen <j@x.example>", "latin-1", f"Content-Type: {said}")
    assert found.customer.name == "Jürgen"
    assert notes(found) == [GUESSED]


def test_utf_8_needs_nobody_to_say_so():
    found = read("From: Jürgen <j@x.example>", "utf-8", "Content-Type: text/plain; charset=koi8-r")
    assert found.customer.name == "Jürgen"
    assert notes(found) == []


def test_what_the_headers_declare_by_themselves_stands_beside_what_is_read():
    found = read("From: Jürgen <j@x.example>", "latin-1", "Subject: Grüße", "To: help@our.example")
    assert (found.subject, found.data["from"]) == ("Grüße", ["Jürgen <j@x.example>"])
    assert found.data["declared"] == {
        "from": ["J\ufffdrgen <j@x.example>"],
        "subject": "Gr\ufffd\ufffde",
    }


def test_one_value_of_a_header_that_declares_nothing_leaves_the_others_as_they_are():
    found = read(
        "From: a@x.example", "latin-1", "To: =?utf-8?Q?J=C3=B6rg?= <j@x.example>", "To: Bä <b@x.example>"
    )
    assert found.data["declared"] == {"to": ["Jörg <j@x.example>", "B\ufffd <b@x.example>"]}


@pytest.mark.parametrize("charset", ["ascii", "utf-8"])
def test_headers_that_declare_all_their_letters_are_not_told_twice(charset: str):
    letter = "u" if charset == "ascii" else "ü"
    assert "declared" not in read(f"From: J{letter}rgen <j@x.example>", charset).data


def test_letters_left_as_they_were_in_an_encoded_word_are_in_the_charset_of_that_word():
    mail = (
        "Subject: =?koi8-r?Q?Счёт?=\r\nFrom: m@x.example\r\nContent-Type: text/plain; charset={}\r\n\r\nText"
    )
    for stated in ("iso-8859-1", "koi8-r", "us-ascii"):
        found = receive(mail.format(stated).encode("koi8-r"), ours=frozenset(), now=NOW)
        assert found.subject == "Счёт"
        assert "declared" not in found.data and notes(found) == []


@pytest.mark.parametrize("charset", ["us-ascii", "utf-8", "x-nonsense"])
def test_an_encoded_word_in_a_charset_without_such_letters_declares_none(charset: str):
    found = read(f"From: =?{charset}?Q?J\xfcrgen?= <j@x.example>", "latin-1")
    assert found.customer.name == "Jürgen"
    assert found.data["declared"] == {"from": ["J\ufffdrgen <j@x.example>"]}
    assert notes(found) == [GUESSED]
