"""A customer with an ordinary mail program, and Ana at the console: real servers, a real terminal."""

import re
import smtplib
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pytest

from tests.servers import dovecot, postfix
from tests.stories.terminal import AGENTCONSOLE, PATIENCE, Terminal, has_tmux, run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not has_tmux(), reason="tmux is not installed")]

SUPPORT = "support@desk.test"
MEI = "Mei Tan <mei@customer.test>"
CONFIGURATION = """
timezone = "UTC"
undo_seconds = 1

[channels.support]
kind = "email"
address = "support@desk.test"
from_name = "The Shop"
desk = "{desk}"

[channels.support.imap]
host = "localhost"
port = {imap}
security = "none"
user = "support"

[channels.support.smtp]
host = "localhost"
port = {smtp}
security = "none"
"""


class World:
    """Ana's desk, the servers, and Mei's mailbox."""

    def __init__(self, folder: Path, there: dovecot.Dovecot, out: postfix.Postfix) -> None:
        self.folder, self.there, self.out = folder, there, out
        self.desk = folder / "desk.db"
        run(self.desk, "init", "--me", "ana", "--full-name", "Ana Costa")
        self.config = folder / "config.toml"
        text = CONFIGURATION.format(desk=self.desk, imap=there.imap_port, smtp=out.smtp_port)
        self.config.write_text(text, "utf-8")
        self.sent = 0

    def sit(self, width: int, height: int, **env: str) -> Terminal:
        """Ana sits down at a terminal of that size."""
        command = f"{AGENTCONSOLE} --desk {self.desk} --as ana"
        mine = {"AGENTCONSOLE_CONFIG": str(self.config), "AGENTCONSOLE_SECRET_SUPPORT": self.there.password}
        return Terminal(command, self.folder, width=width, height=height, **mine, **env)

    def write(self, text: str, **headers: str) -> str:
        """Mei's mail program sends a mail. Returns its id."""
        self.sent += 1
        mail = EmailMessage(policy=default)
        mail["From"], mail["To"], mail["Date"] = MEI, SUPPORT, datetime.now(UTC)
        mail["Message-ID"] = f"<mei-{self.sent}@customer.test>"
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        with smtplib.SMTP("127.0.0.1", self.out.smtp_port, timeout=PATIENCE) as line:
            line.send_message(mail, "mei@customer.test", [SUPPORT])
        return str(mail["Message-ID"])

    def answer(self, mail: EmailMessage, text: str) -> str:
        """Mei presses reply in her mail program, which quotes what it answers below."""
        said = mail.get_body(("plain",)).get_content()
        quoted = "".join(f"> {line}\n" for line in said.splitlines())
        return self.write(
            f"{text}\n\nOn Tue, 3 Mar 2026 at 17:21, Ana Costa (The Shop) <{SUPPORT}> wrote:\n{quoted}",
            Subject=str(mail["Subject"]),
            In_Reply_To=str(mail["Message-ID"]),
            References=f"{mail['References'] or ''} {mail['Message-ID']}".strip(),
        )

    def mailbox(self, many: int) -> list[EmailMessage]:
        """Mei's mailbox as soon as so many mails are in it, by the order in which they were written."""
        until = time.monotonic() + PATIENCE
        while len(raws := self.there.stored("mei")) < many:
            assert time.monotonic() < until, f"{len(raws)} mails came; {self.out.log()}"
            time.sleep(0.05)
        found = [BytesParser(policy=default).parsebytes(raw) for raw in raws]
        return sorted(found, key=lambda mail: len(str(mail["References"]).split()))  # type: ignore[return-value]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with dovecot.running("support", "mei") as there, postfix.running(there.lmtp_port) as out:
        yield World(tmp_path, there, out)


def reply(ana: Terminal, text: str) -> None:
    """Type a reply and send it."""
    ana.press("r")
    ana.until("reply to Mei Tan <mei@customer.test>")
    ana.type(text)
    ana.until(text.split()[-1])
    ana.press("C-s")
    ana.until("send and close")
    ana.press("Enter")
    ana.until("send and close", gone=True)


def is_a_plain_mail_from_a_person(mail: EmailMessage) -> None:
    """Nothing in it says that a program or a desk stands between the two."""
    assert mail["From"] == '"Ana Costa (The Shop)" <support@desk.test>'
    assert mail["To"] == MEI
    assert mail["Subject"] == "Re: Charged twice"
    whole = mail.as_string()
    assert not re.search(
        r"agentconsole|#\d|\[\d+\]|case \d|do not reply|above this line", whole, re.IGNORECASE
    )


@pytest.mark.parametrize("size, env", [((80, 24), {}), ((120, 40), {"NO_COLOR": "1"}), ((200, 50), {})])
def test_a_mail_is_read_answered_and_answered_again(
    world: World, size: tuple[int, int], env: dict[str, str]
) -> None:
    ana = world.sit(*size, **env)
    try:
        ana.until("saved")
        ana.type("5")
        first = world.write("I was charged twice for the same bag.", Subject="Charged twice")
        ana.until("Charged twice")
        ana.press("Enter")
        ana.until("I was charged twice for the")
        ana.type("oc")
        ana.until("Ana (you)")
        reply(ana, "Dear Mei, the second one is on its way back.")
        (answer,) = world.mailbox(1)
        is_a_plain_mail_from_a_person(answer)
        assert (answer["In-Reply-To"], answer["References"]) == (first, first)
        ana.until("sent")

        second = world.answer(answer, "Thank you, it is here!")
        ana.until("Thank you, it is here!")
        screen = ana.until("lines quoted (v opens)")
        assert "> Dear Mei" not in screen
        reply(ana, "You are welcome.")
        last = world.mailbox(2)[-1]
        is_a_plain_mail_from_a_person(last)
        assert last["In-Reply-To"] == second
        assert str(last["References"]).split() == [first, str(answer["Message-ID"]), second]
        ana.press("C-q")
        ana.until("Leave the console?")
        ana.press("Enter")
        ana.until("ended: 0")
    finally:
        ana.close()
    said = [line for line in run(world.desk, "show", "1", "-F", "jsonl").splitlines() if '"message"' in line]
    assert len(said) == 4, "all four are in one conversation"
    assert run(world.desk, "inbox", "all", "-F", "ids").split() == ["1"]


def test_a_reply_nobody_takes_is_a_draft_again_and_a_silent_server_is_told_of(world: World) -> None:
    ana = world.sit(120, 40)
    try:
        ana.until("saved")
        ana.type("5")
        world.write("Where is it?", Subject="Charged twice", Reply_To="gone@customer.test")
        ana.until("Charged twice")
        ana.press("Enter")
        ana.until("Where is it?")
        ana.type("oc")
        ana.until("Ana (you)")
        ana.press("r")
        ana.until("reply to gone@customer.test")
        ana.type("Here it is.")
        ana.press("C-s")
        ana.until("send and close")
        ana.press("Enter")
        ana.until("! not delivered:")
        ana.until("A message came back")
        ana.until("your text is the draft again")
        ana.press("j")
        ana.until("1 failed")
        world.there.kill()
        ana.until("mail: support not reached since")
        ana.press("k")
        world.there.start()
        ana.until("not reached", gone=True)
    finally:
        ana.close()
