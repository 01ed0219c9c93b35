"""Mails made to stop their reader, answered in the console, between a real Dovecot and a real Postfix."""

from pathlib import Path

import pytest

from tests.channels.email.bombs import BOMBS
from tests.desk.postal import world
from tests.tui.play import Play, play

pytestmark = pytest.mark.attack

HARD = ("50,000 parts", "a depth of 3,000", "a header of 1 MB", "a subject with lines and a Bcc")


@pytest.mark.slow
def test_mail_made_to_stop_its_reader_is_answered_in_the_console(tmp_path: Path) -> None:
    with world(tmp_path, "mei", "a") as there:
        for n, name in enumerate(HARD):
            raw = b"From: Mei <mei@customer.test>\nMessage-ID: <%d@c>\n" % n + BOMBS[name]()
            there.there.place("support", raw.replace(b"\n", b"\r\n"))
        there.carry()
        numbers = [each.id for each in there.conversations()]
        assert len(numbers) == len(HARD)

        async def scene(ana: Play) -> None:
            for number in numbers:
                await ana.open(number)
                await ana.press("r", *f"About {number}", "ctrl+s", "enter")
                await ana.until(lambda number=number: is_answered(number), f"an answer to #{number}")

        def is_answered(number: int) -> bool:
            return any(each.outgoing for each in there.desk.thread(number).items)

        play(there.desk, scene)
        there.carry()
        assert there.desk.outbox() == ()
        answers = there.mailbox("mei")
        assert there.mailbox("a") == []
    assert {str(each["In-Reply-To"]) for each in answers} == {f"<{n}@c>" for n in range(len(HARD))}
    for each in answers:
        assert [each.get_all(name, []) for name in ("Bcc", "Cc", "X")] == [[], [], []]
        body = each.get_body(("plain",))
        assert body is not None and "About" in body.get_content() and not each.defects
