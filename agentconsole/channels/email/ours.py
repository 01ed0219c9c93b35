"""The Message-IDs of mail we send. Each carries the key of its message in the outbox.

A key is random and cannot be guessed, so whoever answers with it has had the mail, or was shown it.
"""

import re

from agentconsole.channels.email.domains import on_the_wire

OURS = re.compile(r"([0-9a-f]{32,64})@[^\s<>@]+", re.IGNORECASE)
"""A key has at least 128 bits, written in hexadecimal."""


def message_id(key: str, address: str) -> str:
    """The id, in its brackets, of the mail with that key, sent from that address."""
    return f"<{key}@{on_the_wire(address.rpartition('@')[2]) or 'localhost'}>"


def token_of(message_id: str) -> str | None:
    """The key in an id that has the form of ours, with or without brackets; None in any other.

    Other programs make ids of this form as well: it is ours when the outbox knows the key.
    """
    found = OURS.fullmatch(message_id.strip().removeprefix("<").removesuffix(">"))
    return found[1].lower() if found else None
