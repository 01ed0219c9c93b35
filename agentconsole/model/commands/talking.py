"""Writing to the customer, and to each other."""

from datetime import datetime

from agentconsole.model.commands.base import Command, InConversation
from agentconsole.model.keeping import Decision, DraftKind, Wishes
from agentconsole.model.promise import Promised


class Start(Command, frozen=True, kw_only=True):
    """Begin a conversation with a customer: the starter owns it and the text is its first message."""

    customer: str
    """An id, an e-mail, a phone number or a handle. An unknown address makes a new customer."""
    subject: str
    text: str
    channel: str = ""
    """How to reach them; by default, the channel that fits the customer's identities."""


class Reply(InConversation, frozen=True, kw_only=True):
    """Write to the customer. The first reply to an unowned conversation claims it."""

    text: str
    seen: int | None = None
    """The version of the conversation the writer saw; if somebody wrote since, nothing is sent."""
    send_at: datetime | None = None
    """Not before then. By default after the undo window."""
    close: bool = False
    """Close the conversation with it."""
    channel: str = ""
    """By default the channel the customer wrote on last."""
    promises: tuple[Promised, ...] = ()
    """What it promises. Taking the reply back takes the promises back."""
    keeps: tuple[int, ...] = ()
    """The promises that are kept with it, or talked about."""
    to: tuple[str, ...] = ()
    """E-mail only: whom it goes to; by default whoever wrote last."""
    cc: tuple[str, ...] | None = None
    """E-mail only: who else gets it; by default everybody the last message went to."""
    quote: bool = False
    """E-mail only: what they wrote last stands below."""
    anyway: bool = False
    """Also with a must-read note unread, to a domain nobody has written to, or closing with a promise still
    to be kept."""
    drafted: bool = False
    """The text is the writer's draft, which is none any more. Without it, a draft with another text stays."""


class Unsend(InConversation, frozen=True, kw_only=True):
    """Take a reply back that has not left yet; its text becomes the draft again."""

    entry: int | None = None
    """By default my newest message that is still waiting."""


class Note(InConversation, frozen=True, kw_only=True):
    """Write something for the team that can never reach the customer."""

    text: str
    must_read: bool = False
    """Nobody in the conversation writes to the customer before having acknowledged it."""
    drafted: bool = False
    """The text is the writer's draft, which is none any more. Without it, a draft with another text stays."""


class SaveDraft(InConversation, frozen=True, kw_only=True):
    """Keep what has been typed and not sent. An empty text drops the draft."""

    kind: DraftKind
    text: str
    seen: int | None = None
    wishes: Wishes | None = None
    """By default those that were kept with it."""


class MarkRead(InConversation, frozen=True, kw_only=True):
    """Everything said so far has been seen by me; or, with `entries`, I have read these."""

    entries: tuple[int, ...] = ()


class Acknowledge(Command, frozen=True, kw_only=True):
    """I have read this note."""

    entry: int


class Settle(Command, frozen=True, kw_only=True):
    """Decide about a message of ours that failed, or of which nobody knows whether it left."""

    entry: int
    decision: Decision


class Attach(InConversation, frozen=True, kw_only=True):
    """Put a file beside my draft reply; it goes out with the reply."""

    name: str
    media_type: str = "application/octet-stream"
    content: bytes


class Detach(InConversation, frozen=True, kw_only=True):
    """Take a file away from my draft reply."""

    name: str
