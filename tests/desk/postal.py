"""A desk, its post, and a customer, with a real Dovecot and a real Postfix between them."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from agentconsole.channels.email.account import Account, Server
from agentconsole.desk.clock import Clock
from agentconsole.desk.clock import now as system_clock
from agentconsole.desk.local import LocalDesk
from agentconsole.desk.post import Line, News, Post
from agentconsole.model.commands import AddAgent, Start
from agentconsole.model.mail import OwnMail
from agentconsole.store.sqlite import open_store
from tests.servers import dovecot, postfix

SUPPORT = "support@desk.test"
CHANNEL = "support"
OWN = OwnMail(channels=frozenset({"email", CHANNEL}), addresses=frozenset({SUPPORT}), first=CHANNEL)


@contextmanager
def mailing_desk(folder: Path, clock: Clock) -> Iterator[LocalDesk]:
    """Ana's desk, which sends at once, with no server anywhere."""
    desk = LocalDesk(open_store(folder / "desk.db", create=True), clock=clock, undo_seconds=0, mail=OWN)
    desk.do(AddAgent(handle="ana"))
    yield desk
    desk.close()


def write_to_mei(desk: LocalDesk) -> None:
    """Ana does."""
    desk.do(Start(customer="mei@tan.example", subject="Hello", text="Dear Mei"), by="ana")


class World:
    """Who is there, and what goes to and fro."""

    def __init__(self, folder: Path, out: postfix.Postfix, there: dovecot.Dovecot, clock: Clock) -> None:
        self.out, self.there, self.clock = out, there, clock
        self.path = folder / "desk.db"
        self.desk = LocalDesk(
            open_store(self.path, create=True), clock=clock, undo_seconds=0, mail=OWN, name="shop"
        )
        for handle, name in (("ana", "Ana López"), ("ben", "Ben Ode")):
            self.desk.do(AddAgent(handle=handle, full_name=name))
        self.news: list[News] = []
        self._sent = 0

    def account(self, **changed: object) -> Account:
        """The desk's own."""
        imap = Server(host="localhost", port=self.there.imap_port, security="none", user="support")
        smtp = Server(host="localhost", port=self.out.smtp_port, security="none")
        fields = {"name": CHANNEL, "address": SUPPORT, "from_name": "The Shop", "imap": imap, "smtp": smtp}
        return Account(**fields | changed)  # type: ignore[arg-type]

    def post(self, **changed: object) -> Post:
        """The post of the desk."""
        account = self.account(**changed)
        line = Line(account=account, incoming=lambda: self.there.password, outgoing=str, also=("email",))
        return Post(self.desk, [line], clock=self.clock, tell=self.news.append)

    def carry(self, **changed: object) -> None:
        """All mail that is there comes in and all that is due leaves, until it has arrived."""
        self.out.drain()
        self.post(**changed).once()
        self.out.drain()

    def write(self, user: str, text: str, to: str = SUPPORT, **headers: str) -> str:
        """A mail from a customer's mail program. Returns its id."""
        self._sent += 1
        mail = EmailMessage(policy=default)
        mail["From"] = headers.pop("From", f"{user.title()} <{user}@customer.test>")
        mail["To"] = headers.pop("To", to)
        mail["Message-ID"] = headers.pop("Message_ID", f"<{user}-{self._sent}@customer.test>")
        mail["Date"] = self.clock()
        for name, value in ({"Subject": "Charged twice"} | headers).items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        with smtplib.SMTP("127.0.0.1", self.out.smtp_port, timeout=20) as line:
            line.send_message(mail, f"{user}@customer.test", [to])
        return str(mail["Message-ID"])

    def answer(self, user: str, mail: EmailMessage, text: str, **headers: str) -> str:
        """The customer's mail program answers a mail."""
        thread = f"{mail['References'] or ''} {mail['Message-ID']}".strip()
        answering = {
            "Subject": str(mail["Subject"]),
            "In_Reply_To": str(mail["Message-ID"]),
            "References": thread,
        }
        return self.write(user, text, **(answering | headers))

    def mailbox(self, user: str, mailbox: str = "INBOX") -> list[EmailMessage]:
        """What lies in a mailbox, by the order in which it was written."""
        raws = self.there.stored(user, mailbox)
        found = [BytesParser(policy=default).parsebytes(raw) for raw in raws]
        return sorted(found, key=lambda mail: str(mail["Date"]))  # type: ignore[return-value]

    def conversations(self):
        """All there are, by number."""
        found = self.desk.inbox("all", by="ana", limit=1_000).items
        return sorted(found, key=lambda each: each.id)

    def said(self, number: int) -> list[str]:
        """The kinds and texts of a conversation."""
        return [f"{each.kind}: {each.text.strip()}" for each in self.desk.thread(number).items]


@contextmanager
def world(folder: Path, *users: str, clock: Clock = system_clock) -> Iterator[World]:
    """Until the block ends."""
    with (
        dovecot.running("support", *(users or ("mei",))) as there,
        postfix.running(there.lmtp_port) as out,
    ):
        made = World(folder, out, there, clock)
        try:
            yield made
        finally:
            made.desk.close()
