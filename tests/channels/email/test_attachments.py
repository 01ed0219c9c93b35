from email.message import EmailMessage

import pytest

from agentconsole.channels.email import bodies, parts
from agentconsole.channels.email.attachments import attachment
from agentconsole.model.errors import NotFound


def mail() -> bytes:
    message = EmailMessage()
    message["From"] = "mei@tan.example"
    message.set_content("two files")
    message.add_attachment(b"\x00\xff\r\n", "application", "pdf", filename="a.pdf")
    message.add_attachment("Grüße\n", filename="b.txt")
    return bytes(message)


def test_the_bytes_of_a_file_are_those_that_were_sent():
    raw = mail()
    listed = bodies.read(raw, parts.split(raw)).attachments
    assert [one.name for one in listed] == ["a.pdf", "b.txt"]
    assert attachment(raw, 0) == b"\x00\xff\r\n"
    assert attachment(raw, 1) == "Grüße\n".encode()
    assert len(attachment(raw, 0)) == listed[0].size


@pytest.mark.parametrize("index", [-1, 2])
def test_a_file_that_is_not_listed_is_not_there(index):
    with pytest.raises(NotFound, match=f"Attachment {index + 1}"):
        attachment(mail(), index)
