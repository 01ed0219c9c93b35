"""The lead's board, a row each: who waits, what is due, who needs a hand. Nobody is ranked."""

from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo
from enum import IntEnum
from typing import Any, NamedTuple

from agentconsole.model.ask import Ask
from agentconsole.model.board import Board, Load, UnreadNote
from agentconsole.model.conversation import Conversation
from agentconsole.model.people import Agent
from agentconsole.model.promise import Promise
from agentconsole.show.ages import DAY, age, moment
from agentconsole.show.asks import due_words
from agentconsole.show.people import NOBODY, Agents, called
from agentconsole.show.promises import promise_line, promise_standing, to_whom
from agentconsole.show.spans import BETWEEN, Line, Role, Span, fit, spans, spread
from agentconsole.show.words import first_words

NAME = 14


class Part(IntEnum):
    """The parts of a board, in their order."""

    WAITING = 0
    PROMISES = 1
    ASKS = 2
    HANDOVERS = 3
    AWAY = 4
    NOTES = 5
    LOADS = 6


HEADS = {
    Part.WAITING: "customers waiting",
    Part.PROMISES: "promises due",
    Part.ASKS: "asks not answered",
    Part.HANDOVERS: "handovers not accepted",
    Part.AWAY: "away, and nobody stands in",
    Part.NOTES: "notes unread for a day",
    Part.LOADS: "who carries what",
}


class Look(NamedTuple):
    """What rows are made with."""

    now: datetime
    cells: int
    tz: tzinfo | None = None
    agents: Agents = NOBODY


class BoardRow(NamedTuple):
    """A thing on the board: which part it is in, a number that tells it from the others there, and where
    to go for it."""

    part: Part
    number: int
    thing: Any
    conversation: int | None = None
    entry: int | None = None


def board_rows(board: Board) -> list[BoardRow]:
    """All that is on the board, part after part."""
    loads = sorted(board.loads, key=lambda load: load.agent)
    return [
        *(BoardRow(Part.WAITING, each.id, each, each.id) for each in board.waiting),
        *(BoardRow(Part.PROMISES, each.id, each, each.conversation, each.entry) for each in board.promises),
        *(BoardRow(Part.ASKS, each.id, each, each.conversation, each.entry) for each in board.asks),
        *(BoardRow(Part.HANDOVERS, each.id, each, each.id) for each in board.handovers),
        *(BoardRow(Part.AWAY, at, each) for at, each in enumerate(board.away)),
        *(
            BoardRow(Part.NOTES, each.entry.id, each, each.entry.conversation, each.entry.id)
            for each in board.notes
        ),
        *(BoardRow(Part.LOADS, at, each) for at, each in enumerate(loads)),
    ]


def board_line(row: BoardRow, look: Look) -> Line:
    """What stands in a row."""
    return _LINES[row.part](row.thing, look)


def _waiting(conversation: Conversation, look: Look) -> Line:
    since = conversation.waiting_since
    owner = called(conversation.owner, look.agents) if conversation.owner else "unowned"
    acting = f"{called(conversation.stand_in, look.agents)} for " if conversation.stand_in else ""
    ago = f" ({age(since, look.now, look.tz)})" if since and look.now - since < DAY else ""
    waited = f"since {moment(since, look.now, look.tz)}{ago}" if since else ""
    role = Role.AGENT if conversation.owner else Role.WARNING
    return _row(conversation, (Span(f"{acting}{owner}", role),), waited, look)


def _row(conversation: Conversation, who: Line, when: str, look: Look) -> Line:
    name = spans(conversation.customer.name, Role.CUSTOMER) or (Span(f"customer {conversation.customer.id}"),)
    left = (*fit(name, NAME), Span(" "), *spans(conversation.subject or "(no subject)"))
    return spread(left, (*who, Span("  "), Span(when, Role.MUTED)), look.cells)


def _promise(promise: Promise, look: Look) -> Line:
    if look.cells >= 100:
        return promise_line(promise, now=look.now, cells=look.cells, tz=look.tz, agents=look.agents)
    left = (*promise_standing(promise, look.now, look.tz), Span("  "), *spans(promise.text))
    return spread(left, to_whom(promise, agents=look.agents), look.cells)


def _ask(ask: Ask, look: Look) -> Line:
    people = (
        Span(called(ask.specialist, look.agents), Role.ASK),
        Span(f" from {called(ask.asked_by, look.agents)}  ", Role.MUTED),
    )
    due = due_words(ask, look.now, look.tz) or (Span(f"since {age(ask.at, look.now, look.tz)}", Role.MUTED),)
    return spread(
        (*people, *spans(ask.question)), (Span(f"{ask.state.value} ", Role.MUTED), *due), look.cells
    )


def _handover(conversation: Conversation, look: Look) -> Line:
    offer = conversation.handover
    if offer is None:
        return _row(conversation, (), "", look)
    who = f"{called(offer.by, look.agents)} to {called(offer.to, look.agents)}"
    return _row(conversation, (Span(who, Role.AGENT),), age(offer.at, look.now, look.tz), look)


def _away(agent: Agent, look: Look) -> Line:
    away = agent.stand_in
    until = f"until {moment(away.until, look.now, look.tz)}" if away else ""
    words = f"away {until}; {called(away.agent, look.agents)} is away too" if away else "away"
    return fit((*fit(spans(agent.name, Role.AGENT), NAME), Span(f" {words}", Role.WARNING)), look.cells)


def _note(note: UnreadNote, look: Look) -> Line:
    who = called(str(note.entry.author.id), look.agents)
    missing = ", ".join(note.not_yet)
    left = (Span(f"{who}: ", Role.MUTED), *spans(first_words(note.entry), Role.NOTE))
    right = (Span(f"not yet: {missing}", Role.WARNING), Span(f"  {age(note.entry.at, look.now, look.tz)}"))
    return spread(left, right, look.cells)


def _load(load: Load, look: Look) -> Line:
    counts = (
        (load.open, "open"),
        (load.waiting, "waiting on the customer"),
        (load.snoozed, "snoozed"),
        (load.asked, "asked of them"),
        (load.promises, "promised"),
    )
    said: Iterable[Line] = ((Span(f"{many} {word}"),) for many, word in counts if many)
    parts = [span for part in said for span in (BETWEEN, *part)][1:] or [Span("nothing", Role.MUTED)]
    name = fit((Span(called(load.agent, look.agents), Role.AGENT),), NAME)
    return fit((*name, Span(" "), *parts), look.cells)


_LINES: dict[Part, Callable[[Any, Look], Line]] = {
    Part.WAITING: _waiting,
    Part.PROMISES: _promise,
    Part.ASKS: _ask,
    Part.HANDOVERS: _handover,
    Part.AWAY: _away,
    Part.NOTES: _note,
    Part.LOADS: _load,
}
