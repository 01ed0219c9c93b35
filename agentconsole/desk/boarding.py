"""The lead's board: who waits, what is due, and who needs a hand."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from agentconsole.desk.resolve import at_moment, conversation_numbered
from agentconsole.model.board import Board, UnreadNote
from agentconsole.model.conversation import Conversation, Status
from agentconsole.model.entry import Entry
from agentconsole.model.hours import Hours
from agentconsole.model.ids import first_id_at
from agentconsole.model.people import Agent
from agentconsole.rules.absence import acting_for
from agentconsole.rules.promises import end_of_today
from agentconsole.rules.reads import people_in, readers
from agentconsole.store.base import Reading

WAITING = 200
"""At most so many customers who wait are listed; the board says when there are more."""
A_DAY = timedelta(days=1)
LOOK_BACK = timedelta(days=14)
NOTES = 500


def board(read: Reading, now: datetime, hours: Hours) -> Board:
    """The desk as a lead sees it at that moment."""
    agents = {agent.handle: agent for agent in read.agents()}
    waiting = read.waiting_longest(WAITING + 1)
    promises = read.promises(owed=True, due_before=end_of_today(now, hours))
    return Board(
        at=now,
        waiting=tuple(at_moment(read, each, now) for each in waiting[:WAITING]),
        more_waiting=len(waiting) > WAITING,
        promises=tuple(
            replace(each.as_of(now), stand_in=acting_for(agents.get(each.owner or ""), agents.get, now))
            for each in promises
        ),
        asks=read.asks(pending=True),
        handovers=tuple(at_moment(read, each, now) for each in read.offered()),
        away=tuple(agent for agent in agents.values() if _unheld(agent, agents, now)),
        notes=_unread(read, agents, now),
        loads=read.loads(),
    )


def _unheld(agent: Agent, agents: Mapping[str, Agent], now: datetime) -> bool:
    """Away, and nobody is here who acts for them."""
    return agent.stand_in_at(now) is not None and acting_for(agent, agents.get, now) is None


def _unread(read: Reading, agents: Mapping[str, Agent], now: datetime) -> tuple[UnreadNote, ...]:
    """Notes of the last two weeks that somebody they are for has not read for a day."""
    since, before = first_id_at(now - LOOK_BACK), first_id_at(now - A_DAY)
    notes = read.notes(since=since, before=before, limit=NOTES)
    reads = read.reads([note.id for note in notes])
    found = []
    for note in notes:
        conversation = _going_on(read, note)
        if conversation is not None:
            asks = read.asks(conversation=conversation.id, pending=True)
            people = people_in(conversation, asks, agents, now)
            missing = readers(note, reads.get(note.id, ()), people).not_yet
            if missing:
                found.append(UnreadNote(entry=note, not_yet=missing))
    return tuple(found)


def _going_on(read: Reading, note: Entry) -> Conversation | None:
    if note.conversation is None:
        return None
    conversation = conversation_numbered(read, note.conversation)
    return None if conversation.status is Status.CLOSED else conversation
