"""What we send, read again by the library, as others read it, and by our own reader."""

from datetime import UTC, datetime
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import default

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agentconsole.channels.email import fields
from agentconsole.channels.email.account import Account
from agentconsole.channels.email.addresses import Address
from agentconsole.channels.email.incoming import receive
from agentconsole.channels.email.mime import File
from agentconsole.channels.email.outgoing import Letter, answering, compose, letter, plain, recipients
from agentconsole.model.entry import Attachment, Author, AuthorType, Entry, Kind
from agentconsole.model.errors import NotFound
from agentconsole.model.keeping import Outgoing

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = "0123456789abcdef0123456789abcdef"
OURS = frozenset({"support@desk.example"})
ACCOUNT = Account(name="email", address="support@desk.example", from_name="Acme")
HOSTILE = (
    *("x\r\nBcc: evil@x.example", "hi\nBcc: evil@x", "\0", "=?utf-8?q?hi=0ABcc:_evil=40x?=", "\r\n\r\n<b>"),
    *("a\rSubject: b", "\u2028Subject: b", "é\r\n Subject: b", '"', "<a@b>, <c@d>", "=?utf-8?b?" + "A" * 200),
    "x" * 2_000,
)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=120) | st.sampled_from(HOSTILE)


def a_letter(**changed: object) -> Letter:
    usual = {
        "message_id": f"<{KEY}@desk.example>",
        "from_name": "Ana López (Acme)",
        "from_address": "support@desk.example",
        "to": ("Mei Tan <mei@tan.example>",),
        "subject": "Re: My bag",
        "text": "Dear Mei,\n\nyou were **charged** twice.",
        "date": NOW,
    }
    return Letter(**(usual | changed))  # type: ignore[arg-type]


def parsed(one: Letter) -> EmailMessage:
    message = BytesParser(policy=default).parsebytes(compose(one))
    assert isinstance(message, EmailMessage)
    return message


def said(part: Message) -> str:
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")


def an_outgoing(data: dict[str, object], **changed: object) -> Outgoing:
    usual = {"id": 7, "at": NOW, "kind": Kind.MESSAGE, "channel": "email", "text": "Dear Mei", "data": data}
    writer = Author(type=AuthorType.AGENT, id="ana", name="Ana López")
    entry = Entry(**{"author": writer} | usual | changed)  # type: ignore[arg-type]
    return Outgoing(entry=entry, key=KEY, state="sending", due_at=NOW)


def test_a_reply_is_an_ordinary_mail_from_a_person():
    found = parsed(
        a_letter(cc=("Ben <ben@tan.example>",), in_reply_to="<2@tan.example>", references=("1@x",))
    )
    assert list(found.items()) == [
        ("From", '"Ana López (Acme)" <support@desk.example>'),
        ("To", "Mei Tan <mei@tan.example>"),
        ("Cc", "Ben <ben@tan.example>"),
        ("Subject", "Re: My bag"),
        ("Date", "Sun, 22 Nov 2026 12:00:00 +0000"),
        ("Message-ID", f"<{KEY}@desk.example>"),
        ("In-Reply-To", "<2@tan.example>"),
        ("References", "<1@x> <2@tan.example>"),
        ("MIME-Version", "1.0"),
        ("Content-Type", found["content-type"]),
    ]
    assert found.get_content_type() == "multipart/alternative"
    text, html = found.iter_parts()
    assert said(text) == "Dear Mei,\n\nyou were **charged** twice.\n"
    assert "<p>you were <strong>charged</strong> twice.</p>" in said(html)
    assert (text.get_content_charset(), html.get_content_charset()) == ("utf-8", "utf-8")
    assert not found.defects and not text.defects and not html.defects


def test_no_tool_no_number_and_no_request_is_in_it():
    raw = compose(a_letter()).lower()
    assert not any(
        word in raw for word in (b"agentconsole", b"x-mailer", b"user-agent", b"python", b"#", b"reply above")
    )


def test_the_same_letter_is_the_same_mail_at_every_attempt():
    assert compose(a_letter()) == compose(a_letter())


def test_what_nobody_wrote_says_so():
    assert parsed(a_letter(automatic=True))["auto-submitted"] == "auto-replied"
    assert "auto-submitted" not in parsed(a_letter())


def test_the_signature_and_what_is_quoted_stand_below():
    one = a_letter(
        text="Yes.",
        signature=("Ana López", "Acme"),
        quoted="Is it?\n\n<b>Mei</b>\n",
        quoted_line="Mei wrote:",
    )
    assert plain(one) == "Yes.\n\n-- \nAna López\nAcme\n\nMei wrote:\n> Is it?\n>\n> <b>Mei</b>"
    text, html = parsed(one).iter_parts()
    assert said(text) == plain(one) + "\n"
    below = '<blockquote type="cite">\n<p>Is it?<br><br>&lt;b&gt;Mei&lt;/b&gt;</p>\n</blockquote>'
    assert f"<p>-- <br>Ana López<br>Acme</p>\n<p>Mei wrote:</p>\n{below}" in said(html)


def test_files_go_with_it_under_their_names():
    files = (
        File(name="Rechnung März.pdf", media_type="application/pdf", content=bytes(range(256)) * 20),
        File(name="..\\..\\請求書" + "長" * 300, media_type="message/rfc822", content=b""),
        File(name="/etc/", media_type="text/html\r\nBcc: x@y", content=b"\r\n.\r\n"),
    )
    found = parsed(a_letter(attachments=files))
    assert found.get_content_type() == "multipart/mixed"
    there = list(found.iter_attachments())
    assert [one.get_filename() for one in there] == ["Rechnung März.pdf", "請求書" + "長" * 252, "unnamed"]
    assert [one.get_content_type() for one in there] == ["application/pdf", *["application/octet-stream"] * 2]
    assert [one.get_payload(decode=True) for one in there] == [one.content for one in files]
    assert "bcc" not in found


def test_a_long_thread_keeps_its_first_message_and_the_last_ones():
    found = parsed(a_letter(references=tuple(f"{n}@x" for n in range(100)), in_reply_to="99@x"))
    ids = found["references"].split()
    assert ids == ["<0@x>", *(f"<{n}@x>" for n in range(81, 100))]


@given(
    one=st.builds(
        Letter,
        **{"message_id": ANYTHING, "from_name": ANYTHING, "from_address": ANYTHING, "subject": ANYTHING},
        **{"to": st.lists(ANYTHING, max_size=3).map(tuple), "cc": st.lists(ANYTHING, max_size=3).map(tuple)},
        **{
            "text": ANYTHING,
            "in_reply_to": ANYTHING,
            "references": st.lists(ANYTHING, max_size=3).map(tuple),
        },
        **{
            "quoted": ANYTHING,
            "quoted_line": ANYTHING,
            "signature": st.lists(ANYTHING, max_size=2).map(tuple),
        },
        date=st.datetimes(timezones=st.just(UTC)),
        attachments=st.lists(
            st.builds(File, name=ANYTHING, media_type=ANYTHING, content=st.binary(max_size=50)), max_size=2
        ).map(tuple),
    )
)
@example(one=a_letter(subject="", to=(), text="", from_name=""))
def test_nothing_in_a_field_gets_out_of_it(one: Letter):
    raw = compose(one)
    head = raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
    names = [line.partition(b":")[0].lower() for line in head if not line.startswith(b" ")]
    assert names.count(b"subject") <= 1 and len(set(names)) == len(names)
    assert set(names) <= {
        *(b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"in-reply-to", b"references"),
        *(b"mime-version", b"content-type"),
    }
    assert not raw.replace(b"\r\n", b"").count(b"\n") and not raw.replace(b"\r\n", b"").count(b"\r")
    assert b"\0" not in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert receive(raw, ours=OURS, now=NOW).original == raw
    assert len(recipients(one)[1]) <= len(one.to) + len(one.cc)


def test_a_subject_that_hides_a_header_is_one_subject():
    found = parsed(a_letter(subject=answering("hi\nBcc: evil@x.example"), in_reply_to="a\r\nBcc: evil@x"))
    assert found.get_all("subject") == ["Re: hi Bcc: evil@x.example"]
    assert "bcc" not in found and "in-reply-to" not in found


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=200)


@given(st.lists(LINE, max_size=12).map("\n".join))
@example("From here on\n.\n..\nFrom me\n trailing  ")
@example("é" * 2_000 + "\n.\n" + "x" * 2_000)
def test_what_was_typed_is_what_is_read(text: str):
    found = parsed(a_letter(text=text)).get_body(("plain",))
    assert found is not None
    assert said(found).rstrip() == text.rstrip()


@pytest.mark.parametrize(
    "text",
    [
        "Dear Mei,\n\nyou were **charged** twice.\n\n.\n.\nFrom now on: no.\n\nAna",
        "請求書について、ご連絡します。\n" * 50,
        "שלום מי,\n\nכן.",
        "one very long line, " * 200,
    ],
)
def test_our_own_reader_reads_it_as_it_was_typed(text: str):
    one = a_letter(text=text, signature=("Ana",), quoted="Is it?", quoted_line="Mei wrote:")
    found = receive(compose(one), ours=OURS, now=NOW)
    assert (found.text, found.subject, found.direction) == (plain(one), "Re: My bag", "out")
    assert found.customer.email == "mei@tan.example"
    assert found.author.endswith("<support@desk.example>")
    assert found.keys[0] == f"mid:{KEY}@desk.example"
    assert (found.at, found.attachments) == (NOW, ())


def test_our_own_reader_finds_the_files():
    one = a_letter(attachments=(File(name="März.pdf", media_type="application/pdf", content=b"x" * 1_000),))
    found = receive(compose(one), ours=OURS, now=NOW)
    assert found.attachments == (Attachment(name="März.pdf", media_type="application/pdf", size=1_000),)


def test_an_answer_says_so_once():
    for subject in (
        "My bag",
        "Re: My bag",
        "RE: AW: re[2]: My bag",
        "回复：My bag",
        " Sv :My bag",
        "Re:Re:My bag",
    ):
        assert answering(subject) == "Re: My bag"
    assert answering("Reset my password") == "Re: Reset my password"
    assert answering("Fwd: Re: x") == "Re: Fwd: Re: x"
    assert answering(" \r\n") == "Re:"


def test_recipients_are_each_named_once_and_those_nobody_can_reach_are_told():
    found = recipients(
        a_letter(to=("Mei <mei@tan.example>", "nobody"), cc=("mei@TAN.example", "a@münchen.example"))
    )
    assert found == (("mei@tan.example", "a@xn--mnchen-3ya.example"), ("nobody",))


NAMES = (
    *(
        "Tan, Mei",
        "Mei (Tan)",
        "Tan; Mei",
        "Dr. Tan: Mei",
        'Mei "the one" Tan',
        "Mei\\Tan",
        "O'Neil",
        "Mei :-)",
    ),
    *("evil@x.example, Mei", "evil@x.example", "x <evil@x.example>", "evil@x.example;", "<evil@x.example>,"),
    *(
        "A\x1b]2;P\x07[@click=app.quit]",
        "Mei\r\nBcc: evil@x.example",
        "x" * 300 + ", Mei",
        "(",
        '"',
        "<",
        ">",
        ",",
    ),
)


@given(st.sampled_from(NAMES) | st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_whatever_their_name_the_answer_goes_to_their_address_alone(name: str):
    there = fields.people([Address(name, "mei@tan.example")])
    raw = b"".join((fields.field("From", there), b"To: support@desk.example\r\n\r\nhello"))
    (writer,) = receive(raw, ours=OURS, now=NOW).data["from"]
    answer = a_letter(to=(writer,))
    assert recipients(answer) == (("mei@tan.example",), ())
    assert [each.addr_spec for each in parsed(answer)["to"].addresses] == ["mei@tan.example"]


def test_a_name_with_a_comma_is_the_same_in_the_answer():
    for typed in ("Tan, Mei (Acme) <mei@tan.example>", '"Tan, Mei (Acme)" <mei@tan.example>'):
        (person,) = parsed(a_letter(to=(typed,)))["to"].addresses
        assert (person.display_name, person.addr_spec) == ("Tan, Mei (Acme)", "mei@tan.example")


def test_what_the_desk_wrote_becomes_a_letter():
    data = {
        **{"to": ["Mei Tan <mei@tan.example>"], "cc": ["ben@tan.example"], "subject": "AW: My bag"},
        **{"in_reply_to": "2@tan.example", "references": ["1@tan.example"], "signature": ["Ana"]},
        **{"quoted": "Is it?", "quoted_line": "Mei wrote:", "automatic": False},
    }
    listed = (Attachment(name="a.txt", media_type="text/plain", size=3),)
    asked: list[tuple[int, int]] = []

    def content(entry: int, at: int) -> bytes:
        asked.append((entry, at))
        return b"abc"

    found = letter(an_outgoing(data, attachments=listed), ACCOUNT, content)
    assert found == Letter(
        message_id=f"<{KEY}@desk.example>",
        from_name="Ana López (Acme)",
        from_address="support@desk.example",
        to=("Mei Tan <mei@tan.example>",),
        cc=("ben@tan.example",),
        subject="Re: My bag",
        text="Dear Mei",
        date=NOW,
        in_reply_to="2@tan.example",
        references=("1@tan.example",),
        attachments=(File(name="a.txt", media_type="text/plain", content=b"abc"),),
        signature=("Ana",),
        quoted="Is it?",
        quoted_line="Mei wrote:",
    )
    assert asked == [(7, 0)]


def test_the_first_mail_of_a_conversation_is_no_answer():
    found = letter(an_outgoing({"to": "mei@tan.example"}, subject="Your order"), ACCOUNT)
    assert (found.subject, found.to, found.in_reply_to) == ("Your order", ("mei@tan.example",), "")


def test_data_of_another_form_is_left_alone():
    found = letter(an_outgoing({"to": 7, "cc": [None, 3], "subject": {}, "references": "x@y"}), ACCOUNT)
    assert (found.to, found.cc, found.subject, found.references) == ((), (), "", ("x@y",))


def test_a_mail_does_not_leave_without_its_files():
    with pytest.raises(NotFound, match="File 1 of entry 7"):
        letter(an_outgoing({}, attachments=(Attachment(name="a.txt"),)), ACCOUNT)
