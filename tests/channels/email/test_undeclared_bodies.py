"""Bodies whose letters nothing declares, and what their headers have of it."""

from base64 import b64encode
from datetime import UTC, datetime

import pytest

from agentconsole.channels.email.incoming import receive
from agentconsole.channels.email.undeclared import GUESSED, GUESSED_TEXT, GUESSED_WITHIN

NOW = datetime(2026, 11, 17, tzinfo=UTC)
RUSSIAN = "Здравствуйте! Мой заказ до сих пор не пришёл."
JAPANESE = "お世話になっております。注文した商品がまだ届いておりません。"


def read(body: bytes, *headers: str, charset: str = "utf-8"):
    lines = "\r\n".join(["From: Ana <a@x.example>" if not headers else headers[0], *headers[1:], "", ""])
    return receive(lines.encode(charset) + body, ours=frozenset(), now=NOW)


def notes(found) -> list[str]:
    return [one for one in found.data.get("notes", []) if "guess" in one]


@pytest.mark.parametrize(
    ("text", "charset"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (JAPANESE, "cp932"), ("Grüße", "cp1252")]
)
@pytest.mark.parametrize(
    "said",
    [
        "X-Mailer: y",
        "Content-Type: text/plain",
        "Content-Type: text/plain; charset=us-ascii",
        "Content-Type: text/html; charset=x-unknown",
    ],
)
def test_a_text_that_declares_nothing_is_read_by_guess_and_says_so(text, charset, said):
    found = read(text.encode(charset), "From: a@x.example", said)
    assert found.text == text
    assert notes(found) == [GUESSED_TEXT]


@pytest.mark.parametrize("said", ["Content-Type: text/plain", "Content-Type: text/plain; charset=us-ascii"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-2022-jp", "utf-16"])
def test_a_text_that_shows_its_charset_is_no_guess(charset, said):
    found = read(
        b64encode(JAPANESE.encode(charset)), "From: a@x.example", said, "Content-Transfer-Encoding: base64"
    )
    assert (found.text, notes(found)) == (JAPANESE, [])


def test_japanese_of_seven_bits_is_read_with_a_sign_it_does_not_have():
    raw = JAPANESE.encode("iso-2022-jp") + b"\r\n\x1b$B-!\x1b(B end"
    for said in ("X-Mailer: y", "Content-Type: text/plain; charset=iso-2022-jp"):
        found = read(raw, "From: a@x.example", said)
        assert found.text.startswith(JAPANESE) and found.text.endswith("\ufffd end")


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "utf-8", "koi8-r"])
def test_what_is_declared_is_not_doubted(declared):
    raw = "Привет, Здравствуйте".encode("cp1251")
    found = read(raw, "From: a@x.example", f"Content-Type: text/plain; charset={declared}")
    assert "Привет" not in found.text
    assert notes(found) == []


def test_what_the_mail_says_elsewhere_is_meant_and_is_no_guess():
    found = read(RUSSIAN.encode("koi8-r"), "From: a@x.example", "Subject: =?koi8-r?Q?=F3=DE=A3=D4?=")
    assert (found.text, notes(found)) == (RUSSIAN, [])


def test_what_the_page_says_counts_before_a_declaration_without_letters():
    page = f'<html><meta charset="koi8-r"><p>{RUSSIAN}'
    found = read(page.encode("koi8-r"), "From: a@x.example", "Content-Type: text/html; charset=us-ascii")
    assert (found.text, notes(found)) == (RUSSIAN, [])


def test_headers_are_read_by_what_was_found_for_the_text():
    found = read(RUSSIAN.encode("cp1251"), "From: Маша <m@x.example>", "Subject: Счёт", charset="cp1251")
    assert (found.subject, found.customer.name, found.text) == ("Счёт", "Маша", RUSSIAN)
    assert notes(found) == [GUESSED, GUESSED_TEXT]


def test_headers_alone_are_read_by_their_own_letters():
    found = read(b"hello", "From: Маша Иванова <m@x.example>", "Subject: Заказ", charset="cp1251")
    assert (found.subject, found.customer.name) == ("Заказ", "Маша Иванова")
    assert notes(found) == [GUESSED]


def test_headers_in_japanese_of_seven_bits_show_it_themselves():
    found = read(b"hello", "From: a@x.example", "Subject: 注文について", charset="iso-2022-jp")
    assert (found.subject, notes(found)) == ("注文について", [])


def test_a_text_within_another_mail_says_it_too():
    inner = b"From: a@x.example\r\nSubject: x\r\n\r\n" + RUSSIAN.encode("cp1251")
    head = b"--b\r\n\r\nsee below\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
    found = read(
        head + inner + b"\r\n--b--", "From: a@x.example", "Content-Type: multipart/mixed; boundary=b"
    )
    assert [one["text"] for one in found.data["messages"]] == [RUSSIAN]
    assert found.data["notes"] == [GUESSED_WITHIN]


def test_of_two_texts_each_is_read_by_itself():
    body = b"--b\r\n\r\n" + RUSSIAN.encode("cp1251") + b"\r\n--b\r\n\r\n" + "Größe".encode() + b"\r\n--b--"
    found = read(body, "From: a@x.example", "Content-Type: multipart/mixed; boundary=b")
    assert found.text == f"{RUSSIAN}\n\nGröße"


def test_a_text_in_utf_8_that_is_cut_within_a_letter_is_no_guess():
    found = read(("Grüße " * 20).encode()[:-5], "From: a@x.example")
    assert found.text.startswith("Grüße Grüße")
    assert notes(found) == []
