"""Customers who write to us, made: in threads of one to five mails, some answers to ours."""

import random
from datetime import UTC, datetime, timedelta

from msgspec import Struct, field

from agentconsole.channels.email.ours import message_id
from agentconsole.desk.api import Desk
from agentconsole.model.commands import Reply
from benchmarks import mail_made

LENGTHS = (1, 2, 3, 4, 5)
OFTEN = (40, 25, 15, 12, 8)
"""How many of a hundred threads have so many mails of the customer's."""
MATTERS = 1.5
"""Threads of one customer, on average."""
ANSWERED = 0.4
"""Of the threads that go on, those that go on with an answer to a mail of ours."""
COPIED = 0.1
"""Threads in which a colleague of the customer's is in copy, and writes now and then."""
STRANGE = 0.02
"""Mails in a thread that somebody sends who is not in it."""
FILES = 0.1
FIRST = datetime(2025, 11, 3, 8, tzinfo=UTC)
BETWEEN = timedelta(minutes=5)
DELAY = timedelta(minutes=20)
US = "support@desk.example"


class Talk(Struct, kw_only=True):
    """One thread, as the customer's mail program knows it."""

    customer: int
    number: int
    left: int
    """Mails that are still to come."""
    copied: bool
    before: list[str] = field(default_factory=list)
    """The ids of its mails so far, without brackets."""
    conversation: int = 0
    written: int = 0


def talks(mails: int, chance: random.Random) -> list[Talk]:
    """Threads that have so many mails between them, or a few more."""
    found: list[Talk] = []
    total = 0
    while total < mails:
        length = chance.choices(LENGTHS, OFTEN)[0]
        customer = chance.randrange(int(mails / 2.23 / MATTERS) + 1)
        copied = chance.random() < COPIED
        found.append(Talk(customer=customer, number=len(found), left=length, copied=copied))
        total += length
    return found


def next_mail(talk: Talk, chance: random.Random, *, after: int) -> bytes:
    """The next mail of a thread, as it leaves whoever writes it, `after` so many others of all threads. Mails
    come in nearly in the order of their dates."""
    number = talk.number * LENGTHS[-1] + talk.written
    writer, copies = _people(talk, number, chance)
    raw = mail_made.mail(
        number,
        chance,
        writer=writer,
        subject=f"{'Re: ' if talk.written else ''}Frage {talk.number} über die Rechnung",
        before=talk.before,
        copies=copies,
        file=chance.random() < FILES,
        at=FIRST + after * BETWEEN + chance.random() * DELAY,
    )
    talk.before.append(raw.split(b"Message-ID: <", 1)[1].split(b">", 1)[0].decode())
    talk.left -= 1
    talk.written += 1
    return raw


def _people(talk: Talk, number: int, chance: random.Random) -> tuple[str, str]:
    """Who writes, and who is in copy."""
    if talk.written and chance.random() < STRANGE:
        return f"Somebody Else <else{number}@strange.example>", ""
    domain = f"firm{talk.customer}.example"
    customer = f"Customer Müller {talk.customer} <customer{talk.customer}@{domain}>"
    if not talk.copied:
        return customer, ""
    colleague = f"Colleague {talk.customer} <colleague{talk.customer}@{domain}>"
    return (colleague, customer) if talk.written and chance.random() < 0.5 else (customer, colleague)


def answer(desk: Desk, talk: Talk, chance: random.Random) -> None:
    """We answer, now and then, and the customer's program knows the id of our mail from then on."""
    if chance.random() >= ANSWERED:
        return
    said = Reply(conversation=talk.conversation, text="We are looking into it.", anyway=True)
    desk.do(said, by="ana")
    key = desk.outbox(conversation=talk.conversation)[-1].key
    talk.before.append(message_id(key, US).strip("<>"))
