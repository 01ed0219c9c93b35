"""Writing to the customer, and to each other."""

from agentconsole.model import commands
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Delivery, Entry, Json, Kind
from agentconsole.model.errors import Conflict, Invalid, Refused
from agentconsole.model.people import Agent, Customer, IdentityKind
from agentconsole.rules import recipients
from agentconsole.rules.lifecycle import closing
from agentconsole.rules.ownership import taken
from agentconsole.rules.promises import kept_with_reply, made_with_reply, must_be_free
from agentconsole.rules.reads import must_have_read
from agentconsole.rules.situation import Situation
from agentconsole.rules.standing import (
    actor_of,
    conversation_of,
    left_behind,
    must_look_after,
    must_speak,
    must_take,
)
from agentconsole.rules.text import required, title

Entries = tuple[Entry, ...]
NOT_WAITING: dict[Delivery | None, str] = {
    "sending": "is on its way",
    "sent": "has been sent",
    "failed": "could not be delivered, so there is nothing to take back",
    "uncertain": "may have been sent: nobody knows",
    "unsent": "is taken back already",
}


def start(command: commands.Start, situation: Situation) -> Entries:
    """A conversation we begin: the starter owns it, and its first message goes out."""
    actor = actor_of(situation)
    must_take(actor, "Ask an agent to begin it, who then owns it")
    text = required(command.text, "The message is empty")
    subject = command.subject.strip() or title(text)
    channel = command.channel or _channel_for(situation.customer, situation.mail.first)
    whom = recipients.usual(None, situation.customer, situation.mail.addresses)
    data: dict[str, Json] = {}
    if channel in situation.mail.channels:
        recipients.must_be_somebody(whom, situation.customer)
        data = recipients.headers(None, subject, whom, signature=actor.signature)
    message = situation.entry(Kind.MESSAGE, text=text, subject=subject, channel=channel, data=data)
    return (situation.entry(Kind.CLAIM, subject=subject), message)


def reply(command: commands.Reply, situation: Situation) -> Entries:
    """To the customer, by the one voice. The first answer makes its writer the owner, also
    where the owner has left the desk."""
    actor, conversation = actor_of(situation), conversation_of(situation)
    text = required(command.text, "The reply is empty")
    if command.send_at is not None and command.send_at <= situation.now:
        raise Invalid("The reply would be sent in the past", "Give a time to come, such as --later 'tue 9am'")
    claims: Entries = ()
    if conversation.owner is None or left_behind(situation):
        claims = taken(situation)
    else:
        must_speak(situation)
        if command.close:
            must_look_after(situation, "close")
    _must_have_heard(situation, conversation)
    if not command.anyway:
        must_have_read(situation)
        if command.close:
            must_be_free(situation, keeping=command.keeps, promising=command.promises)
    channel = channel_of(command, conversation)
    said = situation.entry(
        Kind.MESSAGE,
        text=_signed(text, actor, situation),
        channel=channel,
        data=_addressed(command, situation, conversation, channel),
        attachments=situation.files,
    )
    return (
        *claims,
        said,
        *kept_with_reply(command.keeps, situation),
        *made_with_reply(command.promises, situation),
        *(closing(situation) if command.close else ()),
    )


def channel_of(command: commands.Reply, conversation: Conversation) -> str:
    """The way it goes: the one they wrote on last, unless another is named."""
    return command.channel or (conversation.channels[-1] if conversation.channels else "desk")


def _addressed(
    command: commands.Reply, situation: Situation, conversation: Conversation, channel: str
) -> dict[str, Json]:
    """To whom a mail goes. Nothing, for what is no mail."""
    if channel not in situation.mail.channels:
        if command.to or command.cc:
            raise Invalid(f"Recipients are for mail, and this goes by {channel}", "Leave out --to and --cc")
        return {}
    last, ours = situation.last_message, situation.mail.addresses
    normal = recipients.usual(last, situation.customer, ours)
    whom = recipients.chosen(normal, command.to, command.cc, met=situation.met, lately=situation.lately)
    recipients.must_be_somebody(whom, situation.customer)
    if not command.anyway:
        recipients.must_be_known(whom)
    signature = situation.actor.signature if situation.actor else ""
    return recipients.headers(last, conversation.subject, whom, signature=signature, quote=command.quote)


def _must_have_heard(situation: Situation, conversation: Conversation) -> None:
    """No surprise on send: what somebody wrote since the writer looked is shown first."""
    if not situation.heard:
        return
    writers = ", ".join(dict.fromkeys(entry.author.name or "the customer" for entry in situation.heard))
    raise Conflict(
        f"{writers} wrote since you looked; nothing was sent",
        f"Read what is new (agentconsole show {conversation.id}), then send again "
        f"(--seen {conversation.version})",
        news=tuple(entry.id for entry in situation.heard),
    )


def _signed(text: str, actor: Agent, situation: Situation) -> str:
    """A stand-in says for whom, so that the customer knows they are still looked after by one person."""
    owner = situation.owner
    if situation.acting_for is None or owner is None:
        return text
    signature = f"for {owner.first_name}"
    if signature in text:
        return text
    return f"{text.rstrip()}\n\n{actor.first_name}, {signature}"


def _channel_for(customer: Customer | None, mail: str) -> str:
    """The channel that reaches a customer we write to first."""
    kinds = [identity.kind for identity in customer.identities] if customer else []
    for kind, channel in ((IdentityKind.EMAIL, mail), (IdentityKind.PHONE, "phone")):
        if kind in kinds:
            return channel
    handles = [i.value for i in customer.identities if i.kind == IdentityKind.HANDLE] if customer else []
    return handles[0].partition(":")[0] if handles else "desk"


def unsend(command: commands.Unsend, situation: Situation) -> Entries:
    """Take back what has not left: its writer, or whoever looks after the conversation."""
    actor, conversation, message = actor_of(situation), conversation_of(situation), situation.message
    if message is None or not message.outgoing:
        raise Refused(
            f"Nothing of yours waits to leave conversation #{conversation.id}",
            "agentconsole outbox lists what waits",
            rule="undo",
        )
    if actor.handle not in (message.author.id, conversation.owner) and situation.acting_for is None:
        raise Refused(
            f"{message.author.name} wrote it", "Its writer or the owner can take it back", rule="undo"
        )
    if message.delivery != "waiting":
        raise Refused(
            f"That message {NOT_WAITING.get(message.delivery, 'was never ours to send')}",
            f"agentconsole reply {conversation.id} -t 'TEXT' puts it right",
            rule="undo",
        )
    return (situation.entry(Kind.UNSEND, about=(message.id,)),)


def note(command: commands.Note, situation: Situation) -> Entries:
    """For the team, by anybody on it. A note has no recipient and no channel: it cannot leave."""
    conversation_of(situation)
    actor_of(situation)
    text = required(command.text, "The note is empty")
    return (situation.entry(Kind.NOTE, text=text, must_read=command.must_read),)
