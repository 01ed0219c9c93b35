"""A conversation with all that stands beside it, read from the desk in one go.

`read` calls the desk, so it belongs into `Background.ask`.
"""

from collections.abc import Callable
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.desk.api import Desk
from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.keeping import Draft, DraftKind, Outgoing
from agentconsole.model.people import Customer
from agentconsole.model.queries import EVERYTHING, Filter
from agentconsole.model.reading import Readers
from agentconsole.rules.reads import unacknowledged
from agentconsole.tui import known
from agentconsole.tui.runs import Run, history_around, history_newest, thread_around, thread_end
from agentconsole.tui.together import Asking, together

NEAR = 40
"""Entries of the history above and below the cursor whose conversations are named at once."""
SAID = frozenset({Kind.MESSAGE, Kind.NOTE, Kind.ANSWER})
TO_EACH_OTHER = frozenset({Kind.NOTE, Kind.ANSWER})
"""Of these the thread says who has read them; a question says itself whether it was seen."""


class Beside(NamedTuple):
    """What is on the screen of a customer: it holds for another conversation of theirs, and nobody else."""

    customer: int
    only: Filter
    """What the history is narrowed to."""
    known: known.Known | None


class Opened(Struct, frozen=True, kw_only=True):
    """What the screen shows of a conversation."""

    conversation: Conversation
    customer: Customer
    asks: tuple[Ask, ...]
    thread: Run
    history: Run
    new: tuple[int, ...] = ()
    """Entries that the person has not seen, oldest first."""
    drafts: dict[DraftKind, Draft] = {}
    about: tuple[Entry, ...] = ()
    """What the question to me is about."""
    only: Filter = EVERYTHING
    """What the history is narrowed to."""
    outbox: tuple[Outgoing, ...] = ()
    """Messages of the conversation that have not left."""
    must_read: tuple[Entry, ...] = ()
    """The notes that I have to read before I write to the customer."""
    readers: tuple[Readers, ...] = ()
    """Who has read what colleagues wrote to each other, near where the thread is opened."""
    known: known.Known
    named: tuple[Conversation, ...] = ()
    """The conversations near that entry."""


def read(desk: Desk, number: int, *, me: str, at: int | None = None, beside: Beside | None = None) -> Opened:
    """The conversation as it is now; the thread is opened at an entry, or at what matters.

    Of the customer that is on the screen already, `beside` tells what need not be asked again.
    """
    with together(desk) as ask:
        outbox = ask(lambda: desk.outbox(conversation=number))
        drafts = ask(lambda: _drafts(desk, number, me))
        conversation, end, asks = _now(desk, number, me, ask)
        whose, new = conversation.customer.id, unseen(end.items, conversation.read_version, me)
        mine = to_me(asks, me)
        place = at or (mine.entry if mine else None) or (new[0] if new else last_said(end.items))
        same = beside if beside and beside.customer == whose else Beside(whose, EVERYTHING, None)
        customer = ask(lambda: desk.customer(whose))
        told = _known(desk, same, ask)
        asked_about = ask(lambda: about(desk, asks, me))
        to_read = ask(lambda: must_read(desk, conversation, me))
        history = _history(desk, same, place, ask)
        named = ask(lambda: desk.conversations(near(history), by=me))
        thread = _thread(desk, number, end, place, ask)
        have_read = ask(lambda: readers(desk, thread, me))
        return Opened(
            conversation=conversation,
            customer=customer(),
            asks=asks,
            about=asked_about(),
            thread=thread,
            history=history,
            new=new,
            drafts=drafts(),
            only=same.only,
            outbox=outbox(),
            must_read=to_read(),
            readers=have_read(),
            known=told(),
            named=named(),
        )


def _now(desk: Desk, number: int, me: str, ask: Asking) -> tuple[Conversation, Run, tuple[Ask, ...]]:
    """What decides where it is opened: how it stands, its last entries, and the questions in it."""
    conversation = ask(lambda: desk.conversation(number, by=me))
    end = ask(lambda: thread_end(desk, number))
    asks = ask(lambda: desk.asks(conversation=number))
    return conversation(), end(), asks()


def _drafts(desk: Desk, number: int, me: str) -> dict[DraftKind, Draft]:
    return {kind: draft for kind in DraftKind if (draft := desk.draft(number, kind, by=me))}


def _known(desk: Desk, beside: Beside, ask: Asking) -> Callable[[], known.Known]:
    there = beside.known
    return known.asked(desk, beside.customer, ask) if there is None else lambda: there


def _history(desk: Desk, beside: Beside, place: int | None, ask: Asking) -> Run:
    if place is None:
        return history_newest(desk, beside.customer, beside.only)
    return history_around(desk, beside.customer, place, beside.only, ask=ask)


def _thread(desk: Desk, number: int, end: Run, place: int | None, ask: Asking) -> Run:
    """About that entry; mostly it is among the last ones, which are there."""
    if place is None or any(entry.id == place for entry in end.items):
        return Run(end.items, end.up, end.down, place)
    return thread_around(desk, number, place, ask=ask)


def readers(desk: Desk, thread: Run, me: str) -> tuple[Readers, ...]:
    """Who has read the notes and answers that may be in view when this is opened. Whoever looks at them need
    not be told that they have not."""
    at = next((index for index, entry in enumerate(thread.items) if entry.id == thread.at), 0)
    near = thread.items[max(0, at - NEAR) : at + NEAR]
    found = [entry.id for entry in near if entry.kind in TO_EACH_OTHER]
    return tuple(but(each, me) for each in desk.readers(found)) if found else ()


def but(readers: Readers, me: str) -> Readers:
    """Without me among those who have not read it."""
    return replace(readers, not_yet=tuple(one for one in readers.not_yet if one != me))


def landing_of(history: Run) -> int | None:
    """The entry that the cursor is on when this is opened."""
    return history.at or (history.items[0].id if history.items else None)


def near(history: Run) -> tuple[int, ...]:
    """The conversations that may be in view when this is opened."""
    landing = landing_of(history)
    at = next((index for index, entry in enumerate(history.items) if entry.id == landing), 0)
    entries = history.items[max(0, at - NEAR) : at + NEAR]
    return tuple(dict.fromkeys(entry.conversation for entry in entries if entry.conversation is not None))


def unseen(entries: tuple[Entry, ...], read_version: int, me: str) -> tuple[int, ...]:
    """What somebody else said after the version I have read up to."""
    return tuple(
        entry.id
        for entry in entries
        if entry.version > read_version and entry.kind in SAID and entry.author.id != me
    )


def to_me(asks: tuple[Ask, ...], me: str) -> Ask | None:
    """The question to me that waits, the one due first."""
    return next((ask for ask in asks if ask.pending and ask.specialist == me), None)


def about(desk: Desk, asks: tuple[Ask, ...], me: str) -> tuple[Entry, ...]:
    """The entries that question is about."""
    mine = to_me(asks, me)
    return tuple(desk.entry(entry) for entry in mine.about) if mine else ()


def must_read(desk: Desk, conversation: Conversation, me: str) -> tuple[Entry, ...]:
    """The notes that I have to read before I write to the customer, oldest first."""
    return tuple(desk.entry(note.entry) for note in unacknowledged(conversation, me))


def last_said(entries: tuple[Entry, ...]) -> int | None:
    """The customer's last message."""
    return next((entry.id for entry in reversed(entries) if entry.incoming), None)


def leaving(outbox: tuple[Outgoing, ...], me: str) -> Entry | None:
    """My newest reply that has not left."""
    mine = (out.entry for out in reversed(outbox) if out.state == "waiting" and out.entry.author.id == me)
    return next(mine, None)
