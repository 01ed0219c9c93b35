"""Header by header, against the reader of the standard library and our own."""

from email.parser import BytesParser
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.channels.email import addresses, fields
from agentconsole.channels.email.addresses import Address
from agentconsole.channels.email.headers import read

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=300) | st.text(
    '\r\n\0 =?:<>@,;"\\a', max_size=300
)


def lines_of(raw: bytes) -> list[bytes]:
    assert raw.endswith(b"\r\n")
    return raw.removesuffix(b"\r\n").split(b"\r\n")


@given(ANYTHING)
def test_free_text_stays_in_its_header_and_is_read_again(value: str):
    raw = fields.field("Subject", fields.text(value))
    first, *more = lines_of(raw)
    assert first.startswith(b"Subject:")
    assert all(line.startswith(b" ") and line.strip() for line in more)
    assert all(len(line) <= fields.WIDTH + 1 for line in (first, *more))
    assert raw.isascii() and b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    expected = fields.clean(value).encode("utf-8", "replace").decode()
    assert read(raw + b"\r\n")[0].text("subject").split() == expected.split()


def test_free_text_is_read_again_by_others():
    for value in (
        "Käse",
        "請求書について " * 20,
        "plain",
        "=?utf-8?q?x?=",
        "a" * 2_000,
        "é" * 500,
        "Re:  two",
    ):
        raw = fields.field("Subject", fields.text(value))
        there = BytesParser(policy=default).parsebytes(raw + b"\r\n")["subject"]
        assert there == fields.clean(value)


@given(st.lists(st.tuples(ANYTHING, st.sampled_from(["mei@tan.example", "münch@x.example"])), min_size=1))
def test_no_name_makes_a_second_person(people: list[tuple[str, str]]):
    found = [Address(name, email) for name, email in people]
    raw = fields.field("To", fields.people(found))
    assert len(lines_of(raw)) == 1 or all(line.startswith(b" ") for line in lines_of(raw)[1:])
    again = addresses.parse(read(raw + b"\r\n")[0].all("to")[0])
    assert [person.email for person in again] == [email for _, email in people][: len(again)]
    assert len(again) == min(len(people), 100)


def test_a_long_name_with_a_comma_stays_one_person_for_others_too():
    for name in ("evil@x.example, " * 12, 'a"b\\c, d', "Tan, Méi", "(x)", "a@b.example", "é, " * 60, "'q'"):
        raw = fields.field(
            "To", fields.people([Address(name, "mei@tan.example"), Address("", "a@b.example")])
        )
        there = BytesParser(policy=default).parsebytes(raw + b"\r\n")["to"].addresses
        assert [each.addr_spec for each in there] == ["mei@tan.example", "a@b.example"]
        # The library puts a space between the encoded words of a name, where there is none.
        assert there[0].display_name.replace(" ", "") == fields.clean(name)[:255].replace(" ", "")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Mei@Tan.Example", "Mei@tan.example"),
        ("mei@münchen.example", "mei@xn--mnchen-3ya.example"),
        ("jörg@x.example", "jörg@x.example"),
        ('"mei tan"@x.example', ""),
        ('"mei..tan"@x.example', '"mei..tan"@x.example'),
        *((wrong, "") for wrong in ("", "mei", "@x.example", "mei@", "a b@x.example", "a\r\nb@x.example")),
        *(
            (wrong, "")
            for wrong in ("a,b@x.example", "a<b@x.example", "a@b@x.example", "x" * 65 + "@x.example")
        ),
        ("a@x.example>\r\nRCPT TO:<b@y.example", ""),
        ("a@x.example>\r\nRCPT TO", ""),
    ],
)
def test_an_address_is_told_to_a_server_only_when_it_is_one(written: str, told: str):
    assert fields.reachable(written) == told


@given(ANYTHING)
def test_an_address_never_holds_what_ends_a_command(value: str):
    assert not set(fields.reachable(value)) & set("\r\n\0 <>")


def test_a_long_id_is_never_encoded_or_broken():
    long = f"<{'x' * 300}@mail.example>"
    raw = fields.field(
        "References", fields.ids(["a@b", long, "a@b", "no id", "<\r\nBcc: x@y>", "", "y" * 901])
    )
    assert lines_of(raw) == [b"References: <a@b>", b" " + long.encode()]


@given(ANYTHING)
def test_a_file_keeps_its_name(name: str):
    name = fields.clean(name)
    raw = fields.field("Content-Disposition", ["attachment;", *fields.parameter("filename", name)])
    assert raw.isascii()
    assert all(len(line) <= 80 for line in lines_of(raw))
    from agentconsole.channels.email import parameters

    _, found = parameters.parse(read(raw + b"\r\n")[0].raw("content-disposition"))
    assert found["filename"].strip() == name.encode("utf-8", "replace").decode().strip()


def test_a_file_keeps_its_name_for_others_too():
    for name in (
        "a.pdf",
        "Rechnung März.pdf",
        "請求書" * 30 + ".pdf",
        'a "b" \\ c.txt',
        "x" * 200,
        "a;b.txt",
        "%41.txt",
    ):
        raw = fields.field("Content-Disposition", ["attachment;", *fields.parameter("filename", name)])
        assert BytesParser(policy=default).parsebytes(raw + b"\r\n").get_filename() == name
