"""The lead's board as text."""

from collections.abc import Iterator
from typing import Any

from agentconsole.cli.session import Session
from agentconsole.cli.streams import width_of
from agentconsole.model.board import Board, Load, UnreadNote
from agentconsole.model.conversation import Conversation
from agentconsole.show.ages import age
from agentconsole.show.asks import ask_line
from agentconsole.show.people import Agents, called
from agentconsole.show.promises import promise_line
from agentconsole.show.spans import Line, plain, spans

WIDEST = 100


def board_text(session: Session, board: Board) -> str:
    """Section by section, what has waited longest first; a section with nothing in it is left out."""
    lines = [plain(line).rstrip() for line in _lines(session, board)]
    return "\n".join(lines).strip("\n") or "Nobody waits, and nothing is due."


def _lines(session: Session, board: Board) -> Iterator[Line]:
    agents = {agent.handle: agent for agent in session.desk.agents()}
    look: dict[str, Any] = {
        "now": session.now,
        "tz": session.now.tzinfo,
        "cells": min(WIDEST, width_of(session.streams.stdout)) - 2,
        "agents": agents,
    }
    waiting = [_waits(one, session) for one in board.waiting]
    yield from _section("customers waiting", [*waiting, *(["and more"] if board.more_waiting else [])])
    yield from _section("promises due", [plain(promise_line(each, **look)) for each in board.promises])
    yield from _section("asks unanswered", [plain(ask_line(each, **look)) for each in board.asks])
    yield from _section("handovers waiting", [_offer(one, agents) for one in board.handovers])
    yield from _section("away, and nobody acts for them", [agent.name for agent in board.away])
    yield from _section("notes unread for a day", [_unread(note) for note in board.notes])
    yield from _section("who carries what", [_carries(load) for load in board.loads])


def _section(title: str, rows: list[str]) -> Iterator[Line]:
    if not rows:
        return
    yield ()
    yield spans(f"{title} ({len(rows)})")
    for row in rows:
        yield spans(f"  {row}")


def _waits(conversation: Conversation, session: Session) -> str:
    since = conversation.waiting_since
    waited = age(since, session.now) if since else ""
    owner = f"@{conversation.owner}" if conversation.owner else "nobody yet"
    return f"{waited:>6}  #{conversation.id} {conversation.customer.name} · {owner} · {conversation.subject}"


def _offer(conversation: Conversation, agents: Agents) -> str:
    offer = conversation.handover
    names = f"{called(offer.by, agents)} to {called(offer.to, agents)}" if offer else ""
    return f"#{conversation.id} {conversation.customer.name}: {names}"


def _unread(note: UnreadNote) -> str:
    said = f"#{note.entry.conversation} {note.entry.author.name}: {note.entry.text}"
    return f"{said}  not yet: {', '.join(note.not_yet)}"


def _carries(load: Load) -> str:
    parts = (
        (load.open, "open"),
        (load.waiting, "waiting"),
        (load.snoozed, "snoozed"),
        (load.asked, "asked"),
        (load.promises, "promised"),
    )
    return f"@{load.agent}: " + ", ".join(f"{count} {word}" for count, word in parts if count)
