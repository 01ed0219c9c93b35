"""Whatever the bytes are, there is an answer, it is the same each time, and it can be kept."""

from datetime import UTC, datetime
from email.message import EmailMessage

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agentconsole.channels.email import bounds
from agentconsole.channels.email.html import to_text
from agentconsole.channels.email.incoming import receive
from agentconsole.model.ids import EPOCH

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OURS = frozenset({"ana@desk.example"})
PIECES = [
    b"From: ", b"To: ana@desk.example, x@y.example\n", b"Subject: ",
    b"Date: Mon, 1 Jan 2024 10:00:00 +0000\n", b"Message-ID: <1@x>\n", b"References: <0@x>",
    b"Content-Type: ", b"multipart/mixed; boundary=b\n", b"multipart/alternative; boundary=bb\n",
    b"text/html; charset=", b"message/rfc822\n", b"Received: x; ",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Disposition: attachment; filename*0*=utf-8''%", b"=?utf-8?q?=C3?= =?utf-8?b?", b"?=",
    b"--b\n", b"--bb\n", b"--b--\n", b"\n", b"\r\n", b"\n\n", b" ", b"\t", b"<p>",
    b"<table><tr><td>", b"</td>", b"<a href='", b"'>", b"&#", b";", b'"', b"(", b"<", b">", b"@",
    b",", b"utf-7", b"koi8-r", b"+2AA-", b"\x00", b"\xff", b"\xc3\xbc", b"99999999999",
    b"begin 644 a\n", b"=", b"%",
]  # fmt: skip


def check(raw: bytes) -> None:
    found = receive(raw, ours=OURS, now=NOW)
    assert found == receive(raw, ours=OURS, now=NOW)
    assert msgspec.json.decode(msgspec.json.encode(found))["external_id"]
    assert EPOCH <= found.at <= NOW
    assert found.original == raw
    assert found.customer.email or found.customer.handle
    assert not set("\r\n\0") & set(found.subject + found.customer.name + found.customer.email)
    assert len(found.attachments) <= bounds.PARTS + 1
    for name in ("channel", "external_id", "subject", "text", "author"):
        getattr(found, name).encode()


@given(st.binary(max_size=2_000))
def test_arbitrary_bytes_are_read(raw):
    check(raw)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=5), max_size=60).map(b"".join))
def test_pieces_of_mail_in_any_order_are_read(raw):
    check(raw)


def complete() -> bytes:
    message = EmailMessage()
    message["From"] = "Eva Müller <eva@x.example>"
    message["To"] = "ana@desk.example"
    message["Subject"] = "Grüße aus Wien, und noch etwas mehr, damit die Zeile gefaltet wird, zweimal"
    message["Message-ID"] = "<1@x.example>"
    message["Date"] = "Mon, 1 Jan 2024 10:00:00 +0000"
    message.set_content("Grüße\n> quoted\n")
    message.add_alternative("<p>Grüße <a href='https://x.example'>x</a>", subtype="html")
    message.add_attachment(b"123", maintype="image", subtype="png", filename="Grüße.png")
    return bytes(message)


@settings(max_examples=150)
@given(st.data())
def test_a_mail_broken_anywhere_is_read(data):
    raw = bytearray(complete())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw)))
        end = at + data.draw(st.integers(0, 20))
        raw[at:end] = data.draw(st.binary(max_size=8) | st.sampled_from(PIECES))
    check(bytes(raw))


@given(
    st.lists(st.sampled_from(PIECES).map(lambda piece: piece.decode("latin-1")) | st.text(max_size=5)).map(
        "".join
    )
)
def test_any_markup_is_read(source):
    to_text(source).encode()


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.text(st.characters(blacklist_characters="<>&\xa0", blacklist_categories=("Z", "C")), min_size=1)
    )
)
def test_words_in_paragraphs_come_out_in_order(words):
    assert to_text("".join(f"<p>{word}</p>" for word in words)).split() == words


HOSTILE = {
    "one header": b"X: " + b"a" * 1_000_000,
    "comments": b"From: " + b"(" * 1_000_000,
    "quotes": b"To: " + b'"' * 1_000_000,
    "escapes": b'To: "' + b"\\" * 1_000_000,
    "people": b"To: " + b"a@b.example," * 80_000,
    "many lists of people": (b"To: " + b"=?a?b?" * 2_000 + b"\n") * 80,
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 70_000,
    "half encoded words": b"Subject: " + b"=?a?q?" * 160_000,
    "parameters": b"Content-Type: text/plain" + b';a="' * 250_000,
    "semicolons": b"Content-Type: text/plain" + b";" * 1_000_000,
    "references": b"References: " + b"<a@b>" * 200_000,
    "half references": b"References: " + b"<" * 1_000_000,
    "dates": b"Date: " + b"(" * 1_000_000,
    "arrivals": (b"Received: " + b"(" * 500 + b"\n") * 2_000,
    "messages in messages": b"Content-Type: message/rfc822\n\n" * 20_000,
    "headers without end": b"Content-Type: multipart/mixed; boundary=b\n\n"
    + (b"--b\n" + b"a: b\n" * 100) * 499,
    "dashes": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--\n" * 300_000,
    "quoted-printable": b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=41" * 5_000_000,
    "base64": b"Content-Transfer-Encoding: base64\n\n" + b"QUFB" * 4_000_000,
    "blank lines": b"\n" + b" \n" * 500_000,
    "cells": b"Content-Type: text/html\n\n" + b"<blockquote><table><tr><td>x" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_mail_made_to_stop_its_reader_is_read(name):
    # Were any of it quadratic or recursive, this would end in hours or not at all.
    check(b"Subject: x\n" + HOSTILE[name] + b"\n\nlast words")
