import pytest
from hypothesis import given
from hypothesis import strategies as some

from agentconsole.channels.email.mailboxes import decoded, encoded, listed, quoted, sent
from agentconsole.model.errors import Invalid

NAMES = [
    ("INBOX", '"INBOX"'),
    ("Entwürfe", '"Entw&APw-rfe"'),
    ("R&D", '"R&-D"'),
    ("~peter/mail/台北/日本語", '"~peter/mail/&U,BTFw-/&ZeVnLIqe-"'),  # RFC 3501, 5.1.3
    ("😀", '"&2D3eAA-"'),
    ('say "hi" \\ there', '"say \\"hi\\" \\\\ there"'),
    ("&", '"&-"'),
    ("é&é", '"&AOk-&-&AOk-"'),
]


@pytest.mark.parametrize(("name", "said"), NAMES)
def test_a_name_is_said_in_modified_utf_7(name, said):
    assert encoded(name) == said


@given(some.text(some.characters(exclude_categories=("Cs",), exclude_characters="\x7f", min_codepoint=32)))
def test_every_name_comes_back_as_it_was(name):
    said = encoded(name or "x")
    assert said.isascii()
    assert decoded(said[1:-1].replace('\\"', '"').replace("\\\\", "\\")) == (name or "x")


@pytest.mark.parametrize("name", ["INBOX\r\nA1 DELETE INBOX", "a\nb", "a\x00b", "a\x7f", "", "\ud800"])
def test_a_name_that_would_end_the_command_is_refused(name):
    with pytest.raises(Invalid):
        encoded(name)


@pytest.mark.parametrize("text", ["<a@b>\r\nA1 LOGOUT", "é", "\x00"])
def test_a_word_that_would_end_the_command_is_refused(text):
    with pytest.raises(Invalid):
        quoted(text)


@given(some.text())
def test_any_name_a_server_says_can_be_shown(name):
    assert isinstance(decoded(name), str)


def test_what_is_no_utf_7_stays_as_it_is():
    assert decoded("A&B &A- &!-") == "A&B &A- &!-"


def test_an_answer_to_list_is_read_in_all_its_forms():
    found = listed(
        [
            b'(\\HasNoChildren \\Sent) "/" "Gesendet &- mehr"',
            b"(\\Noselect) NIL Entw&APw-rfe",
            (b'(\\Junk) "." {5}', b'a"b&-'),
            b'() "\\\\" "say \\"hi\\""',
            None,
            b"nonsense",
        ]
    )
    assert [(each.name, each.delimiter) for each in found] == [
        ("Gesendet & mehr", "/"),
        ("Entwürfe", "NIL"),
        ('a"b&', "."),
        ('say "hi"', "\\"),
    ]
    assert found[0].flags == {"\\hasnochildren", "\\sent"}


def test_the_folder_of_sent_mail_is_the_one_the_server_says_it_is():
    assert sent(listed([b'() "/" Sent', b'(\\Sent) "/" Ausgang'])) == "Ausgang"


def test_else_it_is_one_that_is_called_so():
    assert sent(listed([b'() "." INBOX', b'() "." "INBOX.Sent Items"'])) == "INBOX.Sent Items"
    assert sent(listed([b'() "/" "[Gmail]/Sent Mail"'])) == "[Gmail]/Sent Mail"
    assert sent(listed([b'() "/" INBOX', b'() "/" Presents'])) == ""
