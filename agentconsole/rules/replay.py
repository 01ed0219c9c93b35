"""What a conversation is, as it follows from its entries.

`evolve` takes the state of a conversation and the next entry, in order of version, and gives the state
after it. It is the only code that changes a conversation's state, so the state kept in the store can
always be rebuilt by folding the entries again.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.model.ask import Ask, AskState
from agentconsole.model.conversation import (
    Brief,
    Conversation,
    CustomerRef,
    Handover,
    LastReply,
    Status,
)
from agentconsole.model.entry import AuthorType, Entry, Kind


class Thread(Struct, frozen=True):
    """A conversation with all its asks."""

    conversation: Conversation
    asks: dict[int, Ask]


HEARD = frozenset({Kind.MESSAGE, Kind.NOTE, Kind.ANSWER, Kind.DECLINE})
"""What somebody said to somebody, and the reader may not have heard."""

Change = Callable[[Thread, Entry], Thread]


def begin(conversation: int, customer: CustomerRef) -> Thread:
    """A conversation in which nothing has happened."""
    return Thread(Conversation(id=conversation, customer=customer, begun_with=customer.id), {})


def fold(conversation: int, customer: CustomerRef, entries: Iterable[Entry]) -> Thread:
    """The state that follows from all entries of a conversation, given in order of version."""
    thread = begin(conversation, customer)
    for entry in entries:
        thread = evolve(thread, entry)
    return thread


def evolve(thread: Thread, entry: Entry) -> Thread:
    """The state after the entry. An imported entry that happened before the newest one we know is
    history: it is counted and shown, and decides nothing about the present."""
    late = thread.conversation.last_entry_at is not None and entry.at < thread.conversation.last_entry_at
    known = _noted(thread, entry)
    if late:
        return _backfilled(known, entry)
    change = CHANGES.get(entry.kind)
    return change(known, entry) if change else known


def _noted(thread: Thread, entry: Entry) -> Thread:
    """What every entry does, whatever its kind."""
    was = thread.conversation
    by_person = entry.author.type != AuthorType.SYSTEM and entry.kind != Kind.SEEN
    channels = was.channels
    if entry.kind == Kind.MESSAGE:
        channels = (*_without(channels, entry.channel), entry.channel)
    return _with(
        thread,
        version=entry.version,
        subject=was.subject or entry.subject,
        channels=channels,
        opened_at=min(was.opened_at or entry.at, entry.at),
        last_entry_at=max(was.last_entry_at or entry.at, entry.at) if by_person else was.last_entry_at,
        heard_version=entry.version if entry.kind in HEARD else was.heard_version,
    )


def _backfilled(thread: Thread, entry: Entry) -> Thread:
    """A message from the past still says since when the customer waits."""
    was = thread.conversation
    waits = entry.incoming and was.waiting_since and entry.at < was.waiting_since
    unanswered = was.last_out_at is None or entry.at > was.last_out_at
    return _with(thread, waiting_since=entry.at) if waits and unanswered else thread


def _message(thread: Thread, entry: Entry) -> Thread:
    return _heard_from_customer(thread, entry) if entry.incoming else _answered(thread, entry)


def _heard_from_customer(thread: Thread, entry: Entry) -> Thread:
    """Whatever state it was in, they have our attention. The date of a snooze stays."""
    since = thread.conversation.waiting_since
    return _with(thread, status=Status.OPEN, waiting_since=since or entry.at)


def _answered(thread: Thread, entry: Entry) -> Thread:
    was = thread.conversation
    asleep = was.snoozed_until is not None and was.snoozed_until > entry.at
    return _with(
        thread,
        status=Status.SNOOZED if asleep else Status.WAITING,
        waiting_since=None,
        last_out_at=entry.at,
        last_reply=LastReply(entry=entry.id, status=was.status, waiting_since=was.waiting_since),
    )


def _unsent(thread: Thread, entry: Entry) -> Thread:
    """Taking back the last reply undoes what it did to the state; an earlier one did nothing since."""
    was = thread.conversation
    if was.last_reply is None or was.last_reply.entry not in entry.about:
        return thread
    before = was.last_reply
    return _with(
        thread,
        status=Status.OPEN if was.waiting_since else before.status,
        waiting_since=before.waiting_since or was.waiting_since,
        last_reply=None,
    )


def _claimed(thread: Thread, entry: Entry) -> Thread:
    owned = thread.conversation.owner is not None
    return thread if owned else _with(thread, owner=entry.agent or _agent_of(entry))


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
    return _with_specialist(_with_ask(thread, ask), entry.agent)


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
        return _with_ask(thread, ended)

    return change


def _seen(thread: Thread, entry: Entry) -> Thread:
    ask = thread.asks.get(entry.ask or 0)
    if ask is None or ask.state != AskState.OPEN:
        return thread
    return _with_ask(thread, replace(ask, state=AskState.SEEN, seen_at=entry.at))


def _introduced(thread: Thread, entry: Entry) -> Thread:
    names = thread.conversation.introduced
    return _with(thread, introduced=_added(names, entry.agent))


def _released(thread: Thread, entry: Entry) -> Thread:
    return _with(thread, introduced=_without(thread.conversation.introduced, entry.agent))


def _briefed(thread: Thread, entry: Entry) -> Thread:
    was = thread.conversation.brief
    brief = Brief(
        entry=entry.id,
        version=was.version + 1 if was else 1,
        text=entry.text,
        author=_agent_of(entry) or "",
        at=entry.at,
    )
    return _with(thread, brief=brief)


def _snoozed(thread: Thread, entry: Entry) -> Thread:
    return _with(thread, status=Status.SNOOZED, snoozed_until=entry.until, snooze_reason=entry.reason)


def _woken(thread: Thread, entry: Entry) -> Thread:
    was = thread.conversation.status
    status = was if was == Status.CLOSED else Status.OPEN
    return _with(thread, status=status, snoozed_until=None, snooze_reason="")


def _closed(thread: Thread, entry: Entry) -> Thread:
    return _with(
        thread,
        status=Status.CLOSED,
        waiting_since=None,
        snoozed_until=None,
        snooze_reason="",
        handover=None,
    )


def _reopened(thread: Thread, entry: Entry) -> Thread:
    return _with(thread, status=Status.OPEN)


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
    return _with(thread, handover=offer)


def _accepted(thread: Thread, entry: Entry) -> Thread:
    was = thread.conversation
    new = _agent_of(entry)
    if was.handover is None or was.handover.to != new:
        return thread
    handed = _with(
        thread,
        owner=new,
        handover=None,
        handovers=was.handovers + 1,
        introduced=_without(was.introduced, new),
    )
    return _with_specialist(handed, was.owner)


def _refused(thread: Thread, entry: Entry) -> Thread:
    return _with(thread, handover=None)


CHANGES: dict[str, Change] = {
    Kind.MESSAGE: _message,
    Kind.UNSEND: _unsent,
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
}


def _agent_of(entry: Entry) -> str | None:
    """The handle of the colleague who did it."""
    who = entry.author.id
    return who if isinstance(who, str) else None


def _with(thread: Thread, **changes: object) -> Thread:
    return Thread(replace(thread.conversation, **changes), thread.asks)


def _with_ask(thread: Thread, ask: Ask) -> Thread:
    asks = {**thread.asks, ask.id: ask}
    pending = sum(1 for each in asks.values() if each.pending)
    return Thread(replace(thread.conversation, open_asks=pending), asks)


def _with_specialist(thread: Thread, handle: str | None) -> Thread:
    return _with(thread, specialists=_added(thread.conversation.specialists, handle))


def _added(names: tuple[str, ...], handle: str | None) -> tuple[str, ...]:
    return names if handle is None or handle in names else (*names, handle)


def _without(names: tuple[str, ...], handle: str | None) -> tuple[str, ...]:
    return tuple(name for name in names if name != handle)
