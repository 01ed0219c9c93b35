"""Mails made to stop their reader, answered by command, between a real mailbox and a real mail server."""

from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pytest

from tests.channels.email.bombs import BOMBS
from tests.cli.mailbox import add_mailbox
from tests.cli.running import Program
from tests.servers import dovecot, smtp

pytestmark = pytest.mark.attack

HARD = ("50,000 parts", "a depth of 3,000", "a header of 1 MB", "a subject with lines and a Bcc")


@pytest.mark.slow
def test_mail_made_to_stop_its_reader_is_answered_by_command(desk: Path, program: Program) -> None:
    raws = [
        b"From: Mei <mei@customer.test>\nMessage-ID: <%d@c>\n" % n + BOMBS[name]()
        for n, name in enumerate(HARD)
    ]
    with dovecot.running("support") as incoming, smtp.running() as outgoing:
        add_mailbox(program, incoming, outgoing.port, undo=False)
        before = {each["id"] for each in program("inbox", "all", "--json").json}
        incoming.place("support", *(raw.replace(b"\n", b"\r\n") for raw in raws))
        ran = program("sync", "--once")
        assert ran.code == 0, ran.err
        found = {each["id"] for each in program("inbox", "all", "--json").json} - before
        assert len(found) == len(HARD)
        for number in found:
            ran = program("reply", number, "-t", f"About {number}")
            assert ran.code == 0, ran.err
        ran = program("sync", "--once")
        assert ran.code == 0, ran.err
        assert program("outbox", "--json").json == []
        assert outgoing.envelopes == [("support@desk.test", ["mei@customer.test"])] * len(HARD)
        answers = [BytesParser(policy=default).parsebytes(raw) for raw in outgoing.kept]
    assert {str(each["In-Reply-To"]) for each in answers} == {f"<{n}@c>" for n in range(len(HARD))}
    for each in answers:
        assert [each.get_all(name, []) for name in ("Bcc", "Cc", "X")] == [[], [], []]
        assert not each.defects
    (hidden,) = (each for each in answers if "Bcc" in str(each["Subject"]))
    assert hidden["Subject"] == "Re: hi Bcc: evil@x"
