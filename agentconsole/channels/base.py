"""What a channel is: a translation, in both directions.

Coming in, a channel yields `Receive` commands. It promises that the same outside message always
has the same `(channel, external_id)`, whatever was imported before, and that nothing it reads can
raise out of it: what cannot be understood is a `Problem`, or is kept raw.

Going out, `send` either returns (the message has left), raises `Undelivered` (it certainly has not),
or raises anything else (nobody knows: the message becomes uncertain and is not sent again).
"""

from pathlib import Path
from typing import Protocol

from msgspec import Struct

from agentconsole.model.commands import Receive
from agentconsole.model.keeping import Outgoing


class Problem(Struct, frozen=True, kw_only=True):
    """Something in a source that could not be taken in."""

    source: Path
    line: int
    """Counted from 1; for files of mail, the number of the message."""
    reason: str


class Item(Struct, frozen=True, kw_only=True):
    """The next thing read from a source."""

    source: Path
    line: int
    found: Receive | Problem
    position: int
    """Bytes of all sources read so far, for a progress bar."""


class Undelivered(Exception):
    """The message has certainly not left. `again` says whether trying later may help."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


class Unanswered(Exception):
    """The other side was given all of a message and did not say whether it keeps it: nobody knows."""


class Sender(Protocol):
    """A way out."""

    def carries(self, channel: str) -> bool:
        """Whether messages of this channel go this way."""
        ...

    def send(self, message: Outgoing) -> None:
        """Hand it over, under its stable key."""
        ...
