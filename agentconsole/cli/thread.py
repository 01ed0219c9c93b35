"""A conversation and a customer, as a person reads them on a terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

from agentconsole.cli.session import Session
from agentconsole.cli.streams import width_of
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.people import Customer
from agentconsole.show.asks import ask_line
from agentconsole.show.lines import day_separator
from agentconsole.show.people import called, customer_card
from agentconsole.show.spans import Line, Span, plain, spans
from agentconsole.show.standing import words
from agentconsole.show.timeline import brief_block, entry_block

WIDEST = 100
"""Longer lines are hard to read, however wide the terminal is."""


def conversation_text(session: Session, conversation: Conversation, entries: Sequence[Entry]) -> str:
    """How a conversation stands, its brief, its open asks, and what was said, oldest first."""
    look = _look(session)
    asks = {ask.id: ask for ask in session.desk.asks(conversation=conversation.id)}
    lines = [spans(f"#{conversation.id} {conversation.subject}"), _standing(session, conversation, look)]
    if conversation.brief:
        lines += brief_block(conversation.brief, **look)
    for ask in asks.values():
        if ask.pending:
            number = Span(f"ask {ask.id}  ")
            room = {**look, "cells": look["cells"] - len(number.text)}
            lines.append((number, *ask_line(ask, **room)))
    return _text([*lines, *_days(entries, {**look, "asks": asks})])


def customer_text(session: Session, customer: Customer) -> str:
    """Who a customer is, how to reach them, and who looks after them."""
    return _text(customer_card(customer, me=session.maybe_me, **_look(session)))


def _look(session: Session) -> dict[str, Any]:
    """What everything here is shown for: this terminal, this clock, these colleagues."""
    now = session.now
    return {
        "now": now,
        "tz": now.tzinfo,
        "cells": min(WIDEST, width_of(session.streams.stdout)),
        "agents": {agent.handle: agent for agent in session.desk.agents()},
    }


def _standing(session: Session, conversation: Conversation, look: dict[str, Any]) -> Line:
    """`Mei Tan · open · owner Ana · Ben stands in · specialists Priya`."""
    agents = look["agents"]
    said = [conversation.customer.name, conversation.status.value]
    said.append(f"owner {called(conversation.owner, agents)}" if conversation.owner else "nobody owns it")
    if conversation.stand_in:
        said.append(f"{called(conversation.stand_in, agents)} stands in")
    if conversation.specialists:
        said.append("with " + ", ".join(called(handle, agents) for handle in conversation.specialists))
    standing = words(conversation, now=look["now"], me=session.maybe_me, tz=look["tz"], agents=agents)
    return spans(" · ".join([*said, *([plain(standing)] if conversation.handover else [])]))


def _days(entries: Sequence[Entry], look: dict[str, Any]) -> Iterator[Line]:
    day = None
    for entry in entries:
        its_day = entry.at.astimezone(look["tz"]).date()
        if its_day != day:
            day = its_day
            yield ()
            yield day_separator(entry.at, look["cells"], now=look["now"], tz=look["tz"])
        yield from entry_block(entry, **look)


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(plain(line).rstrip() for line in lines)
