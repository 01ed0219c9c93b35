"""Which conversation something from outside belongs to, and who may come into it.

A message of ours carries a key that cannot be guessed: whoever answers with it has had our mail, and is let
in, marked when the address is new. Other keys, such as the id of a customer's own mail, may be known to
anybody: from outside they open a conversation only for those who are in it already. Whoever else names one
gets a conversation of their own that says which one it claims to belong to.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.channels.email.ours import token_of
from agentconsole.desk.resolve import conversation_numbered, customer_row, ids_of
from agentconsole.model.commands import Receive
from agentconsole.model.conversation import CustomerRef
from agentconsole.model.entry import Entry
from agentconsole.model.keeping import Outgoing
from agentconsole.model.people import Customer
from agentconsole.rules import intake
from agentconsole.rules.recipients import addresses_of
from agentconsole.rules.replay import begin
from agentconsole.rules.thread import Thread
from agentconsole.store.base import Reading, Writing

MAIL_ID = "mid:"
LOOKED_AT = (10, 190)
"""Whether somebody is in a conversation is looked up in so many of its last entries, then in so many more:
whoever is in it has nearly always taken part lately."""


class Place(Struct, frozen=True, kw_only=True):
    """Where it goes."""

    thread: Thread | None
    claims: int | None = None
    """The conversation it says it belongs to, and was not let into."""
    new_address: bool = False
    """It answers a message of ours from an address nobody had written from."""


def place(write: Writing, command: Receive, writer: Customer) -> Place:
    """The conversation it belongs to, a new one, or none for an event that belongs to none."""
    found = _found(write, command, writer)
    thread = found.thread
    if thread is None and intake.begins(command):
        number = write.new_conversation()
        thread = begin(number, CustomerRef(id=writer.id, name=writer.name))
    return replace(found, thread=thread)


def answered(read: Reading, names: Iterable[str]) -> Outgoing | None:
    """The message of ours that any of these ids of mail is of."""
    tokens = [token for name in names if (token := token_of(name)) is not None]
    return read.outgoing_by_key(tokens) if tokens else None


def _found(write: Writing, command: Receive, writer: Customer) -> Place:
    rows = ids_of(write, writer)
    ours = answered(write, (key.removeprefix(MAIL_ID) for key in command.keys))
    if ours is not None and ours.entry.conversation is not None:
        thread = _thread(write, ours.entry.conversation)
        return Place(thread=thread, new_address=not _may_come_in(write, command, thread, rows))
    if command.keys:
        named = write.conversations_by_keys(command.channel, command.keys)
        for number in named:
            thread = _thread(write, number)
            if _may_come_in(write, command, thread, rows):
                return Place(thread=thread)
        # A matter goes on over any channel, for the customer whose it is.
        own = write.conversation_of_theirs(rows, command.keys)
        if own is not None:
            return Place(thread=_thread(write, own))
        if named:
            return Place(thread=None, claims=named[0])
    if command.begins:
        return Place(thread=None)
    latest = write.latest_conversation(rows, command.channel)
    goes_on = latest is not None and intake.belongs(command, latest)
    return Place(thread=Thread(latest, {}, {}) if latest and goes_on else None)


def _thread(read: Reading, number: int) -> Thread:
    return Thread(conversation_numbered(read, number), {}, {})


def _may_come_in(read: Reading, command: Receive, thread: Thread, rows: Sequence[int]) -> bool:
    """What comes from where nobody is let in by a key alone is let in by those who are in there."""
    begun_with = thread.conversation.begun_with
    return not command.guarded or begun_with in rows or _is_in(read, thread.conversation.id, rows)


def _is_in(read: Reading, number: int, rows: Sequence[int]) -> bool:
    """They wrote in it before, or a message in it was addressed to them."""
    addresses = {identity.value for row in rows for identity in customer_row(read, row).identities}
    before = None
    for limit in LOOKED_AT:
        page = read.thread(number, before=before, after=None, limit=limit)
        if any(_takes_part(entry, rows, addresses) for entry in page.items):
            return True
        if page.complete:
            return False
        before = page.cursor
    return False


def _takes_part(entry: Entry, rows: Sequence[int], addresses: set[str]) -> bool:
    return entry.party in rows or (entry.kind == "message" and not addresses.isdisjoint(addresses_of(entry)))
