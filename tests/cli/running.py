"""What a run of the program leaves behind, and what it is run on."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass
class Ran:
    """What one run left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout, which is one JSON value."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """stdout, which is JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def error(self) -> Any:
        """The error on stderr, which is one line of JSON."""
        (line,) = self.err.splitlines()
        return json.loads(line)["error"]


Program = Callable[..., Ran]

MADE_UP = [
    {
        "channel": "email",
        "external_id": "m1",
        "at": "2026-03-11T08:00:00Z",
        "customer": {"name": "Mei Tan", "email": "mei@tan.example"},
        "conversation": "fee",
        "subject": "Refund for March",
        "direction": "in",
        "kind": "message",
        "text": "I was charged for a bag I paid already.",
    },
    {
        "channel": "email",
        "external_id": "m2",
        "at": "2026-11-17T09:12:00Z",
        "customer": {"name": "Mei Tan", "email": "mei@tan.example"},
        "conversation": "fee-again",
        "subject": "Baggage fee charged twice",
        "direction": "in",
        "kind": "message",
        "text": "I was charged again for the same bag.\nThis is the second time this year.",
    },
    {
        "channel": "shop",
        "external_id": "o1",
        "at": "2026-11-02T10:00:00Z",
        "customer": {"email": "mei@tan.example"},
        "direction": "event",
        "kind": "order",
        "text": "Order A-1042 shipped",
        "data": {"order": "A-1042"},
    },
    {
        "channel": "chat",
        "external_id": "c1",
        "at": "2026-11-16T12:00:00Z",
        "customer": {"name": "Omar Haddad", "handle": "chat:omar"},
        "conversation": "c-9",
        "direction": "in",
        "kind": "message",
        "text": "=2+3 how do I \x1b[31madd\x1b[0m a bag?",
    },
]
"""Two customers, three conversations, and an order that stands in a history only."""

MEI = "mei@tan.example"
TOLD_ON_THE_PHONE = {
    "channel": "phone",
    "external_id": "call-1",
    "at": "2024-03-12T10:00:00Z",
    "customer": {"name": "Mei Tan", "email": MEI, "phone": "+64 9 379 1234"},
    "conversation": "call",
    "subject": "Call",
    "direction": "in",
    "kind": "message",
    "text": "Hello, my order number is A-1042.",
}
"""What Mei said two years before, in a conversation of its own."""


def done(ran: Ran) -> Ran:
    """It was done, and there was nothing to complain about."""
    assert (ran.code, ran.err) == (0, "")
    return ran


def refused(ran: Ran, code: int = 6) -> dict[str, str]:
    """It was not, and the way to go on is told."""
    assert (ran.code, ran.out) == (code, "")
    error: dict[str, str] = ran.error
    assert error["hint"]
    return error
