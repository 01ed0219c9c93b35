"""What we promised, in a line: how it stands, what it is, to whom and whose to keep.

A broken promise says so in a word, and comes before those that are still to be kept.
"""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from agentconsole.model.promise import Promise, PromiseState
from agentconsole.show.ages import local, moment
from agentconsole.show.people import NOBODY, Agents, called
from agentconsole.show.spans import BETWEEN, Line, Role, Span, fit, spans, spread

WIDE = 56
"""From this many cells on a row has room for the customer and the owner."""


def promise_standing(
    promise: Promise, now: datetime, tz: tzinfo | None = None, *, bare: bool = False
) -> Line:
    """`due Fri 20 Nov 17:00`, `broken: was due Mon 16 Nov 17:00`, `kept`; without `due` where `bare`."""
    due = moment(promise.due_at, now, tz)
    if promise.state == PromiseState.BROKEN:
        if promise.settled_at is None:
            return (Span(f"broken: was due {due}", Role.BAD),)
        return (Span(f"broken, talked about {moment(promise.settled_at, now, tz)}", Role.MUTED),)
    if not promise.pending:
        word = "taken back" if promise.state == PromiseState.WITHDRAWN else promise.state.value
        when = f" {moment(promise.ended_at, now, tz)}" if promise.ended_at else ""
        return (Span(f"{word}{when}", Role.MUTED),)
    word = "overdue since " if promise.due_at < now else "" if bare else "due "
    pressing = local(promise.due_at, tz).date() <= local(now, tz).date()
    return (Span(f"{word}{due}", Role.WARNING if pressing else Role.TEXT),)


def owed_sign(promise: Promise | None) -> Line:
    """`!` something promised is due today, `!!` it was not kept."""
    if promise is None:
        return ()
    return (Span("!", Role.WARNING),) if promise.pending else (Span("!!", Role.BAD),)


def owed_words(promise: Promise | None, now: datetime, tz: tzinfo | None = None) -> Line:
    """The same in words: `due 17:00`, `promise broken`."""
    if promise is None:
        return ()
    if promise.pending:
        return (Span(f"due {moment(promise.due_at, now, tz)}", Role.WARNING),)
    return (Span("promise broken", Role.BAD),)


def whose(promise: Promise, agents: Agents = NOBODY, me: str | None = None) -> str:
    """Whose to keep: `Ana`; `Ben for Ana` while Ben stands in, and to Ben `for Ana`."""
    if promise.owner is None:
        return "nobody yet"
    owner = called(promise.owner, agents)
    if promise.stand_in is None:
        return "yours" if me is not None and promise.owner == me else owner
    if promise.stand_in == me:
        return f"for {owner}"
    return f"{called(promise.stand_in, agents)} for {owner}"


def promise_line(
    promise: Promise,
    *,
    now: datetime,
    cells: int,
    tz: tzinfo | None = None,
    agents: Agents = NOBODY,
    me: str | None = None,
    bare: bool = False,
) -> Line:
    """A row: how it stands, what was promised; at its end to whom, and whose it is to keep. `bare` is for
    where the word `due` and the customer stand already."""
    left = (*promise_standing(promise, now, tz, bare=bare), Span("  "), *spans(promise.text))
    if bare:
        return spread(left, (Span(whose(promise, agents, me), Role.AGENT),), cells) if cells >= WIDE else left
    if cells < WIDE:
        return fit(left, cells)
    return spread(left, to_whom(promise, agents=agents, me=me), cells)


def to_whom(promise: Promise, *, agents: Agents = NOBODY, me: str | None = None) -> Line:
    """`Mei Tan · #2 · for Ana`."""
    customer = spans(promise.customer.name, Role.CUSTOMER) if promise.customer else ()
    number = Span(f"#{promise.conversation}", Role.MUTED)
    owner = Span(whose(promise, agents, me), Role.AGENT)
    return (*customer, *((BETWEEN,) if customer else ()), number, BETWEEN, owner)


def terms(
    promise: Promise, *, now: datetime, tz: tzinfo | None = None, agents: Agents = NOBODY
) -> list[Line]:
    """The times promised before, oldest first: `first Fri 20 Nov 17:00, moved by Ana: the part is late`."""
    return [
        (
            Span(f"{moment(term.due_at, now, tz)}, {_outcome(term.state)} by {called(term.by, agents)}: "),
            *spans(term.reason, Role.MUTED),
        )
        for term in promise.past
    ]


def due_first(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Broken ones that nobody has talked about, then those to be kept, then the others; due first, first."""
    return tuple(sorted(promises, key=lambda each: (not each.owed, each.pending, each.due_at, each.id)))


def _outcome(state: PromiseState) -> str:
    return "broken, moved" if state == PromiseState.BROKEN else "moved"
