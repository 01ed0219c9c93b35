"""Asks, in a line."""

from datetime import datetime, tzinfo

from agentconsole.model.ask import Ask, AskState
from agentconsole.show.ages import moment
from agentconsole.show.people import NOBODY, Agents, called
from agentconsole.show.spans import Line, Role, Span, fit, spans, spread

WIDE = 48


def ask_line(
    ask: Ask, *, now: datetime, cells: int, tz: tzinfo | None = None, agents: Agents = NOBODY
) -> Line:
    """An ask: to whom, how far it has come, the question, by when."""
    name = Span(called(ask.specialist, agents), Role.ASK)
    state = Span(f" {ask_state(ask, now, tz)}  ", Role.MUTED)
    due = due_words(ask, now, tz)
    return (
        spread((name, state, *spans(ask.question)), due, cells)
        if cells >= WIDE
        else fit((name, state, *due, *((Span("  "),) if due else ()), *spans(ask.question)), cells)
    )


def ask_state(ask: Ask, now: datetime, tz: tzinfo | None = None) -> str:
    """How far an ask has come: `seen 09:21`."""
    at = ask.seen_at if ask.state == AskState.SEEN else ask.ended_at
    return f"{ask.state.value} {moment(at, now, tz)}" if at else ask.state.value


def due_words(ask: Ask, now: datetime, tz: tzinfo | None = None) -> Line:
    """By when an ask is to be answered, while somebody waits for it."""
    if ask.due_at is None or not ask.pending:
        return ()
    by = moment(ask.due_at, now, tz)
    return (
        (Span(f"overdue since {by}", Role.WARNING),) if ask.due_at < now else (Span(f"by {by}", Role.MUTED),)
    )
