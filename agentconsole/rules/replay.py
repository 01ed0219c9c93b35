"""What a conversation is, as it follows from its entries.

`evolve` takes the state of a conversation and the next entry, in order of version, and gives the state
after it. It is the only code that changes a conversation's state, so the state kept in the store can
always be rebuilt by folding the entries again.
"""

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from agentconsole.model.ask import Ask, AskState
from agentconsole.model.conversation import (
    Brief,
    Conversation,
    CustomerRef,
    Handover,
    MustRead,
    Status,
)
from agentconsole.model.entry import AuthorType, Entry, Kind
from agentconsole.rules import owing, restricting
from agentconsole.rules.thread import Thread
from agentconsole.rules.waiting import (
    came_back,
    channels_after,
    later,
    said,
    said_late,
    settled,
    taken_back,
)

HEARD = frozenset({Kind.MESSAGE, Kind.NOTE, Kind.ANSWER, Kind.DECLINE, Kind.BOUNCE})
"""What somebody said to somebody, and the reader may not have heard."""

Change = Callable[[Thread, Entry], Thread]


def begin(conversation: int, customer: CustomerRef) -> Thread:
    """A conversation in which nothing has happened."""
    return Thread(Conversation(id=conversation, customer=customer, begun_with=customer.id), {}, {})


def fold(conversation: int, customer: CustomerRef, entries: Iterable[Entry]) -> Thread:
    """The state that follows from all entries of a conversation, given in order of version."""
    thread = begin(conversation, customer)
    for entry in entries:
        thread = evolve(thread, entry)
    return thread


def evolve(thread: Thread, entry: Entry) -> Thread:
    """The state after the entry. One that happened before the newest one we know is history: it is
    counted and shown, and decides nothing about the present, unless it is a message that was the last
    word between the customer and us."""
    last = thread.conversation.last_entry_at
    known = _noted(thread, entry)
    if last is not None and entry.at < last:
        return said_late(thread.conversation, known, entry) if entry.kind == Kind.MESSAGE else known
    change = CHANGES.get(entry.kind)
    return change(known, entry) if change else known


def _noted(thread: Thread, entry: Entry) -> Thread:
    """What every entry does, whatever its kind."""
    was = thread.conversation
    by_person = entry.author.type != AuthorType.SYSTEM and entry.kind != Kind.SEEN
    return thread.having(
        version=entry.version,
        subject=was.subject or entry.subject,
        channels=channels_after(was, entry) if entry.kind == Kind.MESSAGE else was.channels,
        opened_at=min(was.opened_at or entry.at, entry.at),
        last_entry_at=later(was.last_entry_at, entry.at) if by_person else was.last_entry_at,
        last_in_at=later(was.last_in_at, entry.at) if _written(entry) else was.last_in_at,
        heard_version=entry.version if entry.kind in HEARD else was.heard_version,
        heard_since_brief=was.heard_since_brief + _written(entry) if was.brief else 0,
    )


def _written(entry: Entry) -> bool:
    """By the customer, and not by a machine of theirs."""
    return entry.incoming and not entry.by_machine


def _claimed(thread: Thread, entry: Entry) -> Thread:
    owned = thread.conversation.owner is not None
    return thread if owned else thread.having(owner=entry.agent or _agent_of(entry))


def _asked(thread: Thread, entry: Entry) -> Thread:
    if entry.ask is None or entry.agent is None:
        return thread
    ask = Ask(
        id=entry.ask,
        conversation=thread.conversation.id,
        entry=entry.id,
        specialist=entry.agent,
        asked_by=_agent_of(entry) or "",
        question=entry.text,
        at=entry.at,
        about=entry.about,
        due_at=entry.until,
    )
    return _with_specialist(thread.having_ask(ask), entry.agent)


def _ended(state: AskState) -> Change:
    def change(thread: Thread, entry: Entry) -> Thread:
        ask = thread.asks.get(entry.ask or 0)
        if ask is None:
            return thread
        ended = replace(
            ask,
            state=state,
            ended_at=entry.at,
            seen_at=ask.seen_at if state == AskState.WITHDRAWN else ask.seen_at or entry.at,
            answer=entry.text or entry.reason,
            suggested_reply=entry.suggested_reply,
        )
        return thread.having_ask(ended)

    return change


def _seen(thread: Thread, entry: Entry) -> Thread:
    ask = thread.asks.get(entry.ask or 0)
    if ask is None or ask.state != AskState.OPEN:
        return thread
    return thread.having_ask(replace(ask, state=AskState.SEEN, seen_at=entry.at))


def _introduced(thread: Thread, entry: Entry) -> Thread:
    names = thread.conversation.introduced
    return thread.having(introduced=_added(names, entry.agent))


def _released(thread: Thread, entry: Entry) -> Thread:
    return thread.having(introduced=_without(thread.conversation.introduced, entry.agent))


def _briefed(thread: Thread, entry: Entry) -> Thread:
    was = thread.conversation.brief
    brief = Brief(
        entry=entry.id,
        version=was.version + 1 if was else 1,
        text=entry.text,
        author=_agent_of(entry) or "",
        at=entry.at,
    )
    return thread.having(brief=brief, heard_since_brief=0)


def _noted_for_all(thread: Thread, entry: Entry) -> Thread:
    if not entry.must_read:
        return thread
    note = MustRead(entry=entry.id, author=_agent_of(entry) or "")
    return thread.having(must_read=(*thread.conversation.must_read, note))


def _acknowledged(thread: Thread, entry: Entry) -> Thread:
    who = _agent_of(entry)
    notes = tuple(
        replace(note, acknowledged=_added(note.acknowledged, who)) if note.entry in entry.about else note
        for note in thread.conversation.must_read
    )
    return thread.having(must_read=notes)


def _repeated(thread: Thread, entry: Entry) -> Thread:
    was = thread.conversation
    if not entry.reason:
        return thread.having(repeats_avoided=was.repeats_avoided + 1)
    return thread.having(
        repeats_asked=was.repeats_asked + 1, asked_anyway=_added(was.asked_anyway, entry.text)
    )


def _snoozed(thread: Thread, entry: Entry) -> Thread:
    return thread.having(status=Status.SNOOZED, snoozed_until=entry.until, snooze_reason=entry.reason)


def _woken(thread: Thread, entry: Entry) -> Thread:
    was = thread.conversation.status
    status = was if was == Status.CLOSED else Status.OPEN
    return thread.having(status=status, snoozed_until=None, snooze_reason="")


def _closed(thread: Thread, entry: Entry) -> Thread:
    return thread.having(
        status=Status.CLOSED,
        waiting_since=None,
        snoozed_until=None,
        snooze_reason="",
        handover=None,
    )


def _reopened(thread: Thread, entry: Entry) -> Thread:
    return thread.having(status=Status.OPEN)


def _offered(thread: Thread, entry: Entry) -> Thread:
    if entry.agent is None:
        return thread
    offer = Handover(
        entry=entry.id,
        to=entry.agent,
        by=_agent_of(entry) or "",
        brief=entry.text,
        reason=entry.reason,
        at=entry.at,
    )
    return thread.having(handover=offer)


def _accepted(thread: Thread, entry: Entry) -> Thread:
    was = thread.conversation
    new = _agent_of(entry)
    if was.handover is None or was.handover.to != new:
        return thread
    handed = thread.having(
        owner=new,
        handover=None,
        handovers=was.handovers + 1,
        introduced=_without(was.introduced, new),
    )
    return _with_specialist(handed, was.owner)


def _refused(thread: Thread, entry: Entry) -> Thread:
    return thread.having(handover=None)


CHANGES: dict[str, Change] = {
    Kind.MESSAGE: said,
    Kind.UNSEND: lambda thread, entry: owing.taken_back(taken_back(thread, entry), entry),
    Kind.BOUNCE: came_back,
    Kind.SETTLE: settled,
    Kind.NOTE: _noted_for_all,
    Kind.ACK: _acknowledged,
    Kind.REPEAT: _repeated,
    Kind.PROMISE: owing.made,
    Kind.KEEP: owing.kept,
    Kind.RENEGOTIATE: owing.renegotiated,
    Kind.BREAK: owing.broken,
    Kind.CLAIM: _claimed,
    Kind.ASK: _asked,
    Kind.SEEN: _seen,
    Kind.ANSWER: _ended(AskState.ANSWERED),
    Kind.DECLINE: _ended(AskState.DECLINED),
    Kind.WITHDRAW: _ended(AskState.WITHDRAWN),
    Kind.INTRODUCE: _introduced,
    Kind.RELEASE: _released,
    Kind.BRIEF: _briefed,
    Kind.SNOOZE: _snoozed,
    Kind.WAKE: _woken,
    Kind.CLOSE: _closed,
    Kind.REOPEN: _reopened,
    Kind.HANDOVER: _offered,
    Kind.ACCEPT: _accepted,
    Kind.REFUSE: _refused,
    Kind.RESTRICT: restricting.restricted,
    Kind.UNRESTRICT: restricting.unrestricted,
}


def _agent_of(entry: Entry) -> str | None:
    """The handle of the colleague who did it."""
    who = entry.author.id
    return who if isinstance(who, str) else None


def _with_specialist(thread: Thread, handle: str | None) -> Thread:
    return thread.having(specialists=_added(thread.conversation.specialists, handle))


def _added(names: tuple[str, ...], handle: str | None) -> tuple[str, ...]:
    return names if handle is None or handle in names else (*names, handle)


def _without(names: tuple[str, ...], handle: str | None) -> tuple[str, ...]:
    return tuple(name for name in names if name != handle)
