"""What the headers of a mail are made of."""

from msgspec.structs import replace

from agentconsole.desk.resolve import customer_row, whole
from agentconsole.model import commands
from agentconsole.model.entry import Entry, Kind
from agentconsole.rules.recipients import trusted, written_to
from agentconsole.rules.situation import Situation
from agentconsole.rules.writing import channel_of
from agentconsole.store.base import Reading

NEVER_LEFT = frozenset({"unsent", "failed"})
"""Whom such a message was for has not been written to."""
LOOKED_AT = 200
"""Whom a mail goes to follows from so many of the last entries."""


def with_mail(read: Reading, situation: Situation, command: commands.Reply) -> Situation:
    """With what a mail's headers are made of, where the reply is one."""
    conversation = situation.conversation
    if conversation is None or channel_of(command, conversation) not in situation.mail.channels:
        return situation
    channel = channel_of(command, conversation)
    messages = [
        entry
        for entry in last_messages(read, conversation.id)
        if entry.channel == channel and entry.delivery not in NEVER_LEFT
    ]
    heard = [entry for entry in messages if entry.incoming and not entry.by_machine]
    sent = [entry for entry in messages if entry.outgoing]
    customer = whole(read, customer_row(read, conversation.begun_with))
    return replace(
        situation,
        customer=customer,
        last_message=next(iter((*heard[-1:], *messages[-1:])), None),
        met=trusted(messages, customer),
        lately=written_to(sent[-1], situation.mail.addresses) if sent else (),
    )


def last_messages(read: Reading, conversation: int) -> list[Entry]:
    """The newest messages of a conversation, oldest first."""
    page = read.thread(conversation, before=None, after=None, limit=LOOKED_AT)
    return [entry for entry in page.items if entry.kind == Kind.MESSAGE]
