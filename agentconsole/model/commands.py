"""Everything that can change a desk. There is no other way to change one.

`desk.do(command, by=handle)` asks a pure rule what follows from a command and keeps that in one
transaction. The command line, the console's keys and its `:` line are all made from these
(`desk.verbs`).
"""

from datetime import datetime

from msgspec import Struct

from agentconsole.model.entry import Attachment, Json, Kind
from agentconsole.model.keeping import DraftKind
from agentconsole.model.people import Contact, Identity


class Command(Struct, frozen=True, kw_only=True, omit_defaults=True, tag=str.lower):
    """One thing somebody wants done."""


class InConversation(Command, frozen=True, kw_only=True):
    """A command about one conversation."""

    conversation: int


class AboutAsk(Command, frozen=True, kw_only=True):
    """A command about one ask."""

    ask: int


class Start(Command, frozen=True, kw_only=True):
    """Begin a conversation with a customer: the starter owns it and the text is its first message."""

    customer: str
    """An id, an e-mail, a phone number or a handle. An unknown address makes a new customer."""
    subject: str
    text: str
    channel: str = ""
    """How to reach them; by default, the channel that fits the customer's identities."""


class Claim(InConversation, frozen=True):
    """Become the owner of a conversation that has none."""


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


class Unsend(InConversation, frozen=True, kw_only=True):
    """Take a reply back that has not left yet; its text becomes the draft again."""

    entry: int | None = None
    """By default my newest message that is still waiting."""


class Note(InConversation, frozen=True, kw_only=True):
    """Write something for the team that can never reach the customer."""

    text: str


class Ask(InConversation, frozen=True, kw_only=True):
    """Pull a specialist in with one question."""

    specialist: str
    question: str
    about: tuple[int, ...] = ()
    due_at: datetime | None = None


class See(AboutAsk, frozen=True):
    """Say that the specialist has the question before them."""


class Answer(AboutAsk, frozen=True, kw_only=True):
    """Answer an ask, perhaps with a reply the owner may take into the draft."""

    text: str
    suggested_reply: str = ""


class Decline(AboutAsk, frozen=True, kw_only=True):
    """Say that one cannot answer, and why."""

    reason: str


class Withdraw(AboutAsk, frozen=True):
    """Take a question back."""


class Introduce(InConversation, frozen=True, kw_only=True):
    """Let a specialist write to the customer here, beside the owner."""

    specialist: str


class Release(InConversation, frozen=True, kw_only=True):
    """End an introduction."""

    specialist: str


class Brief(InConversation, frozen=True, kw_only=True):
    """Write down where we are, in at most seven lines. Replaces the brief before it."""

    text: str


class Snooze(InConversation, frozen=True, kw_only=True):
    """Set a conversation aside until a time, and say why."""

    until: datetime
    reason: str


class Wake(InConversation, frozen=True):
    """End a snooze: by hand, or when its time has come."""


class Close(InConversation, frozen=True):
    """Say that the matter is settled. A late message from the customer reopens it."""


class Reopen(InConversation, frozen=True):
    """Say that the matter is not settled after all."""


class HandOver(InConversation, frozen=True, kw_only=True):
    """Offer ownership to a colleague, with a brief and a reason. It moves when they accept."""

    to: str
    brief: str
    reason: str


class AcceptHandOver(InConversation, frozen=True):
    """Become the owner. The owner before stays in the thread as a specialist."""


class RefuseHandOver(InConversation, frozen=True, kw_only=True):
    """Decline ownership, and say why. The owner may also call the handover off with it."""

    reason: str


class StandIn(Command, frozen=True, kw_only=True):
    """While I am away, let a colleague act for me in the conversations I own."""

    agent: str
    until: datetime


class Return(Command, frozen=True):
    """I am back: nobody stands in for me any more."""


class SaveDraft(InConversation, frozen=True, kw_only=True):
    """Keep what has been typed and not sent. An empty text drops the draft."""

    kind: DraftKind
    text: str
    seen: int | None = None


class MarkRead(InConversation, frozen=True):
    """Everything said so far has been seen by me."""


class LinkIdentity(Command, frozen=True, kw_only=True):
    """Know a customer by one more address."""

    customer: str
    identity: Identity


class MergeCustomers(Command, frozen=True, kw_only=True):
    """Two customers are one person. Nothing moves; `UnmergeCustomers` undoes it."""

    keep: str
    other: str


class UnmergeCustomers(Command, frozen=True, kw_only=True):
    """They were two people after all."""

    other: str


class AddAgent(Command, frozen=True, kw_only=True):
    """A colleague joins the desk, or is known better."""

    handle: str
    full_name: str = ""
    email: str = ""
    skills: tuple[str, ...] = ()


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
    data: dict[str, Json] = {}
    original: bytes = b""
    """The bytes it came as, where a channel has such."""
    kept_raw: bool = False
