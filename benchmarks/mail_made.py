"""Mails as customers send them, made: text and HTML of it, a tenth of them with a file."""

import random
from email.message import EmailMessage
from email.policy import SMTP

PARAGRAPHS = 5
WORDS = 40


def mails(count: int, *, seed: int = 1) -> list[bytes]:
    """So many, the same for each seed, of 9.8 kB on average."""
    chance = random.Random(seed)
    return [_mail(number, chance) for number in range(count)]


def _mail(number: int, chance: random.Random) -> bytes:
    said = [" ".join(f"word{chance.randrange(2_000)}" for _ in range(WORDS)) for _ in range(PARAGRAPHS)]
    message = EmailMessage(policy=SMTP)
    for hop in range(4):
        message["Received"] = (
            f"from mx{hop}.x.example by mx{hop}.y.example; Tue, 17 Nov 2026 09:12:0{hop} +0100"
        )
    message["From"] = f"Customer Müller {number} <customer{number}@x.example>"
    message["To"] = "Support <support@desk.example>"
    message["Subject"] = f"Frage {number} über die Rechnung"
    message["Date"] = "Tue, 17 Nov 2026 09:12:00 +0100"
    message["Message-ID"] = f"<{number}.{chance.random()}@x.example>"
    message["References"] = "<first@desk.example> <second@x.example>"
    quoted = "\n".join(f"> {one[:70]}" for one in said)
    intro = "On Mon, 16 Nov 2026 at 10:00, Support <support@desk.example> wrote:"
    message.set_content("\n\n".join(said) + f"\n\n{intro}\n{quoted}\n")
    html = "".join(f"<p style='margin:0'>{one}</p>" for one in said)
    table = "<table><tr><td>order</td><td><a href='https://shop.example/1'>A-1042</a></td></tr></table>"
    message.add_alternative(
        f"<html><body>{html}{table}<blockquote>{said[0]}</blockquote></body></html>", subtype="html"
    )
    if number % 10 == 0:
        message.add_attachment(chance.randbytes(30_000), "application", "pdf", filename=f"bill {number}.pdf")
    return bytes(message)
