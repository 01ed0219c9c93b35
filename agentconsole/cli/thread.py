"""A conversation and a customer, as a person reads them on a terminal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from agentconsole.cli.session import Session
from agentconsole.cli.streams import width_of
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry
from agentconsole.model.people import Customer
from agentconsole.model.reading import Readers
from agentconsole.rules.reads import unacknowledged
from agentconsole.show.asks import ask_line
from agentconsole.show.briefs import stale_words
from agentconsole.show.facts import fact_line
from agentconsole.show.folding import folds_of
from agentconsole.show.lines import day_separator
from agentconsole.show.met import met_line, time_there
from agentconsole.show.people import Agents, called, customer_card
from agentconsole.show.promises import due_first, promise_line
from agentconsole.show.readers import readers_line
from agentconsole.show.spans import Line, Span, plain, spans
from agentconsole.show.standing import words
from agentconsole.show.timeline import brief_block, entry_block

INDENT = "  "
SETTLING = {"arrived": "sent", "again": "retry", "never": "cancel"}
"""What `agentconsole outbox` calls what can be decided about a message."""
WIDEST = 100
"""Longer lines are hard to read, however wide the terminal is."""


def conversation_text(
    session: Session, conversation: Conversation, entries: Sequence[Entry], *, whole: bool = False
) -> str:
    """How a conversation stands, its brief, its open asks, what we owe, and what was said, oldest first. What
    mails quote is folded, unless the whole is wanted."""
    look = _look(session)
    asks = {ask.id: ask for ask in session.desk.asks(conversation=conversation.id)}
    lines = [spans(f"#{conversation.id} {conversation.subject}"), _standing(session, conversation, look)]
    lines += [spans(words) for words in _known(session, conversation)]
    if conversation.brief:
        lines += brief_block(conversation.brief, stale=stale_words(conversation), **look)
    for ask in asks.values():
        if ask.pending:
            lines.append(_numbered(f"ask {ask.id}", ask_line, ask, look))
    for promise in session.desk.promises(conversation=conversation.id):
        if promise.owed:
            lines.append(_numbered(f"promise {promise.id}", promise_line, promise, look))
    readers = {one.entry: one for one in session.desk.readers([entry.id for entry in entries])}
    beside = _beside(session, conversation, whole=whole)
    return _text([*lines, *_days(entries, {**look, "asks": asks}, readers, beside)])


def _beside(
    session: Session, conversation: Conversation, *, whole: bool
) -> Callable[[Entry], dict[str, Any]]:
    """What a mail is shown with: its folds, how ours fares, and the commands for what can be done."""
    outbox = {each.entry.id: each for each in session.desk.outbox(conversation=conversation.id)}
    customer = session.desk.customer(conversation.customer.id)
    theirs = (customer.id, *customer.merged)

    def of(entry: Entry) -> dict[str, Any]:
        hints = {name: f"agentconsole outbox {verb} {entry.id}" for name, verb in SETTLING.items()}
        hints |= {"fold": "--whole", "link": f"agentconsole merge {customer.id} {entry.author.id}"}
        shut = () if whole else folds_of(entry)
        return {"shut": shut, "outgoing": outbox.get(entry.id), "theirs": theirs, "hints": hints}

    return of


def _numbered(name: str, row: Callable[..., Line], thing: Any, look: dict[str, Any]) -> Line:
    """A row, with what to call it by in a command before it."""
    number = Span(f"{name}  ")
    return (number, *row(thing, **{**look, "cells": look["cells"] - len(number.text)}))


def _known(session: Session, conversation: Conversation) -> list[str]:
    """How much they have told us, and what is to be read first."""
    facts = sum(fact.holds for fact in session.desk.facts(conversation.customer.id))
    words = [f"{facts} fact{'s' * (facts != 1)} known: agentconsole facts {conversation.customer.id}"]
    me = session.maybe_me
    for note in unacknowledged(conversation, me) if me else ():
        words.append(f"to be read before writing: agentconsole ack {note.entry}")
    return words if facts else words[1:]


def customer_text(session: Session, customer: Customer) -> str:
    """Who a customer is, how to reach them, and who looks after them; the notes on their card, what we owe
    them, what they told us, and whom they met."""
    desk, look = session.desk, _look(session)
    there = time_there(desk.zone(customer.id), look["now"])
    lines = customer_card(customer, me=session.maybe_me, there=there, **look)
    inside = {**look, "cells": look["cells"] - len(INDENT)}
    owed = [promise for promise in desk.promises(customer=customer.id) if promise.owed]
    facts = [fact for fact in desk.facts(customer.id) if fact.holds]
    kinds = {kind.name: kind for kind in desk.fact_kinds()}
    for title, rows in (
        ("notes on the card", _pinned(session, customer.id, inside)),
        ("promised", [_numbered(str(each.id), promise_line, each, inside) for each in due_first(owed)]),
        (
            "told us",
            [_numbered(str(each.id), partial(fact_line, kinds=kinds), each, inside) for each in facts],
        ),
        ("met", [met_line(each, tz=look["tz"], agents=look["agents"]) for each in desk.met(customer.id)]),
    ):
        below: list[Line] = [(Span(INDENT), *row) for row in rows]
        lines += [spans(title), *below] if below else []
    return _text(lines)


def _pinned(session: Session, customer: int, look: dict[str, Any]) -> list[Line]:
    """The notes on a card, each with who has read it below."""
    rows: list[Line] = []
    notes = session.desk.pinned(customer)
    for note, read in zip(notes, session.desk.readers([each.id for each in notes]), strict=True):
        rows.append(spans(f"{note.id}  {called(str(note.author.id), look['agents'])}: {note.text}"))
        words = readers_line(read)
        rows += [(Span(INDENT), *words)] if words else []
    return rows


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
    said.append(_owner(conversation.owner, agents))
    if conversation.stand_in:
        said.append(f"{called(conversation.stand_in, agents)} stands in")
    if conversation.specialists:
        said.append("with " + ", ".join(called(handle, agents) for handle in conversation.specialists))
    if conversation.restricted:
        named = ", ".join(called(handle, agents) for handle in conversation.people)
        said.append(f"restricted, seen by {named} too" if named else "restricted")
    offered = replace(conversation, restricted=False)
    standing = words(offered, now=look["now"], me=session.maybe_me, tz=look["tz"], agents=agents)
    return spans(" · ".join([*said, *([plain(standing)] if conversation.handover else [])]))


def _owner(handle: str | None, agents: Agents) -> str:
    if handle is None:
        return "nobody owns it"
    left = handle in agents and agents[handle].left_at is not None
    return f"owner {called(handle, agents)}{', who has left' if left else ''}"


def _days(
    entries: Sequence[Entry],
    look: dict[str, Any],
    readers: Mapping[int, Readers],
    beside: Callable[[Entry], dict[str, Any]],
) -> Iterator[Line]:
    day = None
    for entry in entries:
        its_day = entry.at.astimezone(look["tz"]).date()
        if its_day != day:
            day = its_day
            yield ()
            yield day_separator(entry.at, look["cells"], now=look["now"], tz=look["tz"])
        yield from entry_block(entry, readers=readers.get(entry.id), **look, **beside(entry))


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(plain(line).rstrip() for line in lines)
