from email.message import EmailMessage

from agentconsole.channels.email import bodies, bounds, parts
from agentconsole.channels.email.bodies import Body
from agentconsole.model.entry import Attachment


def read(raw: bytes) -> Body:
    return bodies.read(raw, parts.split(raw))


def mail(*lines: str) -> Body:
    return read("\n".join(lines).encode())


def test_plain_text_is_preferred_to_html():
    message = EmailMessage()
    message.set_content("plain\n")
    message.add_alternative("<p>rich</p>", subtype="html")
    assert read(bytes(message)).text == "plain"
    assert not read(bytes(message)).rendered


def test_html_is_read_where_the_plain_text_is_empty_or_only_points_to_it():
    for plain in ("\n", " \n\t\n", "Your mail program does not show HTML. View it in your browser."):
        message = EmailMessage()
        message.set_content(plain)
        message.add_alternative(f"<p>{'The real text. ' * 30}</p>", subtype="html")
        body = read(bytes(message))
        assert body.text.startswith("The real text.")
        assert body.rendered


def test_a_short_plain_text_is_no_stub_only_for_being_short():
    message = EmailMessage()
    message.set_content("Thanks!")
    message.add_alternative(f"<p>Thanks!</p>{'<br>' * 100}", subtype="html")
    assert read(bytes(message)).text == "Thanks!"


def test_html_that_is_labelled_plain_text_is_rendered():
    assert mail("Subject: x", "", "<!DOCTYPE html><html><p>one<p>two").text == "one\n\ntwo"


def test_text_before_and_after_an_attachment_is_read_together():
    body = mail(
        "Content-Type: multipart/mixed; boundary=b", "",
        "--b", "", "before",
        "--b", "Content-Type: image/png; name=a.png", "Content-Transfer-Encoding: base64", "", "QUFB",
        "--b", "", "after",
        "--b--",
    )  # fmt: skip
    assert body.text == "before\n\nafter"
    assert body.attachments == (Attachment(name="a.png", media_type="image/png", size=3),)


def test_plain_texts_in_an_alternative_are_all_read():
    body = mail(
        "Content-Type: multipart/alternative; boundary=b", "", "--b", "", "one", "--b", "", "two", "--b--"
    )  # fmt: skip
    assert body.text == "one\n\ntwo"


def test_pictures_of_an_html_part_are_inline():
    message = EmailMessage()
    message.set_content("<img src=cid:x>hello", subtype="html")
    message.add_related(b"123", "image", "png", cid="<x>")
    body = read(bytes(message))
    assert body.text == "[image]hello"
    assert body.attachments == (
        Attachment(name="unnamed image", media_type="image/png", size=3, inline=True),
    )


def test_a_forwarded_message_is_listed_by_its_subject():
    inner = EmailMessage()
    inner["Subject"] = "=?utf-8?q?Gr=C3=BC=C3=9Fe?="
    inner.set_content("inner text")
    outer = EmailMessage()
    outer.set_content("see below")
    outer.add_attachment(inner)
    body = read(bytes(outer))
    assert body.text == "see below"
    assert [(found.name, found.media_type) for found in body.attachments] == [("Grüße.eml", "message/rfc822")]


def test_parts_for_other_programs_are_listed_by_what_they_are():
    for media_type, name in [
        ("text/calendar", "invitation.ics"),
        ("application/ms-tnef", "winmail.dat"),
        ("application/pgp-signature", "signature.asc"),
        ("application/pkcs7-mime", "encrypted or signed message.p7m"),
        ("message/delivery-status", "delivery report.txt"),
        ("message/rfc822", "forwarded message.eml"),
    ]:
        body = mail(
            "Content-Type: multipart/mixed; boundary=b", "",
            "--b", "", "text",
            "--b", f"Content-Type: {media_type}", "", "x",
            "--b--",
        )  # fmt: skip
        assert (body.text, [found.name for found in body.attachments]) == ("text", [name])


def test_names_of_files_are_read_and_stay_on_one_line():
    body = mail(
        "Content-Type: multipart/mixed; boundary=b", "", "--b",
        "Content-Disposition: attachment; filename*=utf-8''Gr%C3%BC%0D%0A%00%C3%9Fe.pdf", "", "x", "--b--",
    )  # fmt: skip
    assert [found.name for found in body.attachments] == ["Grü ße.pdf"]


def test_a_text_that_is_attached_is_a_file_and_read_only_when_nothing_else_is():
    shown = ("--b", "Content-Disposition: inline; filename=notes.txt", "", "the notes")
    start = ("Content-Type: multipart/mixed; boundary=b", "")
    alone = mail(*start, *shown, "--b--")
    assert (alone.text, len(alone.attachments)) == ("the notes", 1)
    beside = mail(*start, "--b", "", "hello", *shown, "--b--")
    assert (beside.text, len(beside.attachments)) == ("hello", 1)


def test_the_charset_an_html_document_states_itself_counts_when_the_mail_states_none():
    raw = b'Content-Type: text/html\n\n<meta charset="koi8-r"><p>' + "привет".encode("koi8-r")
    assert read(raw).text == "привет"


def test_a_multipart_without_its_boundary_is_read_as_text():
    assert mail("Content-Type: multipart/mixed; boundary=b", "", "hello").text == "hello"
    assert mail("Content-Type: multipart/mixed", "", "hello").text == "hello"


def test_a_multipart_that_never_ends_is_read_to_the_end():
    assert mail("Content-Type: multipart/mixed; boundary=b", "", "--b", "", "hello").text == "hello"


def test_the_boundary_of_an_outer_part_ends_the_inner_ones():
    body = mail(
        "Content-Type: multipart/mixed; boundary=outer", "",
        "--outer", "Content-Type: multipart/mixed; boundary=inner", "",
        "--inner", "", "one",
        "--outer", "", "two",
        "--outer--", "epilogue",
    )  # fmt: skip
    assert body.text == "one\n\ntwo"


def test_lines_that_only_begin_like_a_boundary_are_text():
    body = mail("Content-Type: multipart/mixed; boundary=b", "", "--b", "", "--bb", "-- b", "--b c", "--b--")
    assert body.text == "--bb\n-- b\n--b c"


def test_parts_nested_too_deeply_are_listed_and_that_is_said():
    raw = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(10_000)
    )
    body = read(raw + b"\nlast words\n")
    assert [found.name for found in body.attachments] == ["nested parts"]
    assert str(bounds.DEPTH) in body.notes[0]


def test_too_many_parts_are_listed_as_one_and_that_is_said():
    raw = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000 + b"--b--\n"
    body = read(raw)
    assert body.text.count("x") == bounds.PARTS - 1
    assert [found.name for found in body.attachments] == ["the rest of the message"]
    assert body.attachments[0].size > 690_000
    assert str(bounds.PARTS) in body.notes[0]


def test_a_text_too_long_is_cut_listed_whole_and_that_is_said():
    body = read(b"Subject: x\n\n" + b"word " * 1_000_000)
    assert len(body.text) <= bounds.TEXT
    assert body.attachments == (
        Attachment(name="the whole text", media_type="text/plain", size=5_000_000, inline=True),
    )
    assert "cut" in body.notes[0]


def test_many_long_texts_are_cut_together(monkeypatch):
    monkeypatch.setattr(bounds, "TEXT", 20_000)
    part = b"--b\nContent-Type: text/html\n\n" + b"<p>x" * 1_000 + b"\n"
    body = read(b"Content-Type: multipart/mixed; boundary=b\n\n" + part * 20)
    assert body.text.count("x") <= bounds.TEXT // 4
    assert len(body.notes) == 1


def test_a_picture_within_the_html_takes_no_room_from_the_text():
    picture = b'<img alt="bag" src="data:image/png;base64,' + b"QUFB" * 1_000_000 + b'">'
    body = read(b"Content-Type: text/html\n\n" + picture + b"<p>below the picture")
    assert body.text == "[image: bag]\n\nbelow the picture"
    assert not body.notes
