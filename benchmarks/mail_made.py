"""Mails as customers send them, made: text and HTML of it, a tenth of them with a file."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

PARAGRAPHS = 5
WORDS = 40
MORNING = datetime(2026, 11, 17, 9, 12, tzinfo=timezone(timedelta(hours=1)))
US = "Support <support@desk.example>"


def mails(count: int, *, seed: int = 1) -> list[bytes]:
    """So many, the same for each seed, of 9.8 kB on average."""
    chance = random.Random(seed)
    return [_mail(number, chance) for number in range(count)]


def _mail(number: int, chance: random.Random) -> bytes:
    return mail(
        number,
        chance,
        writer=f"Customer Müller {number} <customer{number}@x.example>",
        subject=f"Frage {number} über die Rechnung",
        before=("first@desk.example", "second@x.example"),
        file=number % 10 == 0,
    )


def mail(
    number: int,
    chance: random.Random,
    *,
    writer: str,
    subject: str,
    before: Sequence[str] = (),
    copies: str = "",
    file: bool = False,
    at: datetime = MORNING,
) -> bytes:
    """One mail, which answers those `before` it in its thread: their ids, without brackets."""
    said = [" ".join(f"word{chance.randrange(2_000)}" for _ in range(WORDS)) for _ in range(PARAGRAPHS)]
    message = EmailMessage(policy=SMTP)
    for hop in range(4):
        message["Received"] = (
            f"from mx{hop}.x.example by mx{hop}.y.example; Tue, 17 Nov 2026 09:12:0{hop} +0100"
        )
    message["From"] = writer
    message["To"] = US
    if copies:
        message["Cc"] = copies
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{number}.{chance.random()}@x.example>"
    if before:
        message["References"] = " ".join(f"<{one}>" for one in before)
    message.set_content("\n\n".join(said) + f"\n\n{_quoted(said)}\n")
    message.add_alternative(_marked_up(said), subtype="html")
    if file:
        message.add_attachment(chance.randbytes(30_000), "application", "pdf", filename=f"bill {number}.pdf")
    return bytes(message)


def _quoted(said: Sequence[str]) -> str:
    quoted = "\n".join(f"> {one[:70]}" for one in said)
    return f"On Mon, 16 Nov 2026 at 10:00, {US} wrote:\n{quoted}"


def _marked_up(said: Sequence[str]) -> str:
    html = "".join(f"<p style='margin:0'>{one}</p>" for one in said)
    table = "<table><tr><td>order</td><td><a href='https://shop.example/1'>A-1042</a></td></tr></table>"
    return f"<html><body>{html}{table}<blockquote>{said[0]}</blockquote></body></html>"
