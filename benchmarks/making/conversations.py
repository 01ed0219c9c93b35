"""One made-up conversation: what happens in it, turn by turn, from the first message to its end."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from msgspec import Struct

from benchmarks.making.languages import sentences, words
from benchmarks.making.people import AGENTS, Person, handles, owner_of

MESSAGE, NOTE, CLAIM, ASK, ANSWER, CLOSE, ORDER, REFUND = (
    "message",
    "note",
    "claim",
    "ask",
    "answer",
    "close",
    "order",
    "refund",
)
OWN_ACTS = frozenset({CLAIM, ASK, ANSWER, CLOSE})
"""What only a desk itself can do: no file brings it."""
LATER = {MESSAGE: 87, NOTE: 5, ASK: 2, ORDER: 4, REFUND: 2}
"""Of a hundred turns that neither begin nor end a conversation."""
CHANNELS = {"email": 60, "chat": 28, "phone": 6, "webhook": 6}
HOURS = {"email": 9.0, "chat": 0.05, "phone": 24.0, "webhook": 6.0}
"""Between two turns, on average."""
LONGEST_REST = 72.0
"""Hours. So a conversation comes to an end, and few are under way at any moment."""
LONGEST_TEXT = 900
"""Words."""


class Happening(Struct, frozen=True, kw_only=True):
    """One entry of a desk, before it is one."""

    at: datetime
    conversation: str
    turn: int
    last: bool
    customer: Person
    kind: str
    direction: str
    channel: str
    agent: str
    """Who looks after it; with an ask or an answer, who is asked."""
    subject: str
    text: str


class Matter(Struct, frozen=True, kw_only=True):
    """What a conversation is about to be."""

    name: str
    customer: Person
    begins: datetime
    turns: int
    ends: bool
    """The last turn closes it."""


def happenings(matter: Matter, choose: Random) -> Iterator[Happening]:
    """The turns of a conversation, in order of time. A text is made when its turn comes."""
    channel = choose.choices(list(CHANNELS), list(CHANNELS.values()))[0]
    language, agent, at = matter.customer.language, owner_of(matter.customer.number), matter.begins
    subject = " ".join(words(choose, language, choose.randint(2, 6)))
    asked = handles()[choose.randrange(AGENTS)]
    before = ""
    for turn in range(matter.turns):
        kind, direction = _turn(choose, turn, before, last=turn == matter.turns - 1 and matter.ends)
        yield Happening(
            at=at,
            conversation=matter.name,
            turn=turn,
            last=turn == matter.turns - 1,
            customer=matter.customer,
            kind=kind,
            direction=direction,
            channel=channel,
            agent=asked if kind in (ASK, ANSWER) else agent,
            subject=subject if turn == 0 else "",
            text=_text(choose, kind, language),
        )
        before = kind if kind != MESSAGE else f"{kind} {direction}"
        at += timedelta(hours=min(choose.expovariate(1 / HOURS[channel]), LONGEST_REST), seconds=1)


def _turn(choose: Random, turn: int, before: str, *, last: bool) -> tuple[str, str]:
    """What happens next: its kind and direction."""
    if turn == 0:
        return MESSAGE, "in"
    if turn == 1:
        return CLAIM, "event"
    if before == ASK:
        return ANSWER, "event"
    if last:
        return CLOSE, "event"
    kind = choose.choices(list(LATER), list(LATER.values()))[0]
    if kind == MESSAGE:
        return kind, "in" if before == "message out" else "out"
    return kind, "event"


def _text(choose: Random, kind: str, language: str) -> str:
    """As long as such a text is: half of all messages have less than 50 words, some have hundreds."""
    if kind in (CLAIM, CLOSE):
        return ""
    number = f"{choose.choice('ABCDEFGH')}-{choose.randrange(10**6):06}"
    if kind in (ORDER, REFUND):
        return f"{kind} {number} {choose.randrange(100, 90_000) / 100:.2f} EUR"
    median = 50 if kind == MESSAGE else 15
    text = sentences(choose, language, min(LONGEST_TEXT, 1 + int(choose.lognormvariate(0, 0.7) * median)))
    return f"{text} {number}." if choose.random() < 0.25 else text
