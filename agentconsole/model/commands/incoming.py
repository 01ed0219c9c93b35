"""What comes in from outside."""

from datetime import datetime

from agentconsole.model.commands.base import Command
from agentconsole.model.entry import Attachment, Json, Kind
from agentconsole.model.people import Contact


class Receive(Command, frozen=True, kw_only=True):
    """Something comes in from outside. Known by `(channel, external_id)`, it comes in once."""

    channel: str
    external_id: str
    at: datetime
    customer: Contact
    """The customer this entry is of: who wrote it, who it was written to, whom it happened to."""
    direction: str
    """`in` from the customer, `out` from us, `event` for what was not said."""
    kind: str = Kind.MESSAGE
    author: str = ""
    """With `out`, a colleague's handle, e-mail address or name."""
    keys: tuple[str, ...] = ()
    """What the channel knows the conversation by. It joins the first conversation that has one of
    these keys, and all of them are the conversation's from then on."""
    begins: bool = False
    """Without a key that is known, begin a new conversation, whatever else is open."""
    subject: str = ""
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    data: dict[str, Json] = {}  # noqa: RUF012 # a Struct copies its defaults
    original: bytes = b""
    """The bytes it came as, where a channel has such."""
    kept_raw: bool = False
    guarded: bool = False
    """It came from outside just now: who only knows a key of a conversation is not let into it."""
