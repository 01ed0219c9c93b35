from agentconsole.channels.email import bounds, headers


def test_folded_lines_are_one_value_and_names_have_no_case():
    found, body = headers.read(b"SUBJECT: one\r\n\ttwo\r\nTo : x\r\n\r\nbody")
    assert found.raw("subject") == "one two"
    assert found.raw("to") == "x"
    assert body == len(b"SUBJECT: one\r\n\ttwo\r\nTo : x\r\n\r\n")


def test_a_line_that_is_no_header_begins_the_body():
    raw = b"Subject: x\nThis is text.\n"
    found, body = headers.read(raw)
    assert found.raw("subject") == "x"
    assert raw[body:] == b"This is text.\n"


def test_a_separator_of_mailboxes_before_the_headers_is_passed_over():
    assert headers.read(b"From a@b.c Mon Jan  1 00:00:00 2001\nSubject: x\n\n")[0].raw("subject") == "x"


def test_a_line_break_in_an_encoded_word_cannot_make_a_new_header():
    found, _ = headers.read(b"Subject: =?utf-8?q?hi=0D=0ABcc:_evil=40x=00?=\n\n")
    assert found.text("subject") == "hi Bcc: evil@x"


def test_letters_of_eight_bits_are_read():
    assert headers.read("Subject: Grüße\n\n".encode())[0].text("subject") == "Grüße"
    assert headers.read("Subject: Grüße\n\n".encode("latin-1"))[0].text("subject") == "Grüße"


def test_a_huge_header_is_cut_and_those_after_it_are_read():
    for huge in (b"X: " + b"a" * 1_000_000 + b"\n", b"X: a\n" + b" aaaaaaa\n" * 100_000):
        raw = huge + b"Subject: still here\n\nbody"
        found, body = headers.read(raw)
        assert len(found.raw("x")) <= bounds.FIELD
        assert found.raw("subject") == "still here"
        assert raw[body:] == b"body"


def test_too_many_headers_are_passed_over_to_the_body():
    raw = b"X: aaaaaaaaaa\n" * 100_000 + b"\nbody"
    found, body = headers.read(raw)
    assert len(found.all("x")) == bounds.REPEATED
    assert sum(map(len, found.fields["x"])) < bounds.HEADER_BLOCK
    assert raw[body:] == b"body"
