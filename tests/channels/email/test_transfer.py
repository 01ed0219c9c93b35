import base64

import pytest

from agentconsole.channels.email.transfer import size, undo


@pytest.mark.parametrize(
    ("body", "encoding", "plain"),
    [
        (b"R3LDvMOfZQ==\n", "base64", "Grüße".encode()),
        (b"R3LD\r\nvMOf\r\nZQ==", "base64", "Grüße".encode()),
        (b"R3LDvMOfZQ", "base64", "Grüße".encode()),
        (b"R3LDvMOfZ", "base64", "Grüß".encode()),
        (b"Z2/DvA== and more\n", "base64", "goü".encode()),
        (b"... never encoded ...", "base64", b"... never encoded ..."),
        (b"Gr=C3=BC=C3=9F=\r\ne", "quoted-printable", "Grüße".encode()),
        (b"100% = all=ZZ", "quoted-printable", b"100% = all=ZZ"),
        (b"begin 644 a.txt\n%:&5L;&\\\n`\nend\n", "x-uuencode", b"hello"),
        (b"no uuencode here", "uuencode", b"no uuencode here"),
        (b"as it is", "8bit", b"as it is"),
        (b"as it is", "nonsense", b"as it is"),
    ],
)
def test_encodings_are_undone_as_well_as_can_be(body, encoding, plain):
    assert undo(body, encoding) == plain


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 100, 1_000])
def test_the_size_of_a_file_is_known_without_decoding_it(length):
    plain = bytes(range(256)) * 4
    sent = base64.encodebytes(plain[:length])
    assert size(sent, "base64") == (length, True)
    if sent:
        assert size(sent[:-2], "base64")[1] is False
    assert size(plain[:length], "8bit") == (length, True)
