"""Things in one line each: a conversation, an entry, an ask, a message on its way, a separator."""

from datetime import datetime, tzinfo
from functools import lru_cache

from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.keeping import Outgoing
from agentconsole.model.promise import Promise
from agentconsole.show.ages import age, day, day_month, local, moment, month
from agentconsole.show.people import NOBODY, Agents, called
from agentconsole.show.promises import owed_sign, owed_words
from agentconsole.show.spans import Line, Role, Span, crop, fit, joined, marked, spans, spread, width
from agentconsole.show.standing import signs, words
from agentconsole.show.words import (
    DELIVERIES,
    FROM_THEM,
    TO_THEM,
    channel_word,
    first_words,
    kind_word,
    sentence,
)

WIDE = 60
"""From this many cells on there is room for words; below, for signs."""

OURS = frozenset(Kind) - {Kind.MESSAGE, Kind.NOTE, Kind.ASK, Kind.ANSWER, Kind.BRIEF}
"""The kinds whose row is a sentence: what was done, and not what was said."""


_ROLES: dict[str, Role] = {Kind.NOTE: Role.NOTE, Kind.ASK: Role.ASK, Kind.ANSWER: Role.ANSWER}


def conversation_line(
    conversation: Conversation,
    *,
    now: datetime,
    cells: int,
    me: str | None = None,
    tz: tzinfo | None = None,
    agents: Agents = NOBODY,
    owed: Promise | None = None,
) -> Line:
    """A row of the inbox: `•` unread, the customer, the subject, how it stands, since when.

    A wide row says how it stands in words, a narrow one in the signs of `show.standing`. `owed` is the
    promise in it that presses most.
    """
    wide = cells >= WIDE
    dot = Span("• ", Role.UNREAD) if conversation.unread else Span("  ")
    name = fit(_customer_name(conversation), max(8, min(20, cells // 3)))
    subject = spans(conversation.subject, Role.TEXT) or (Span("(no subject)", Role.MUTED),)
    since = conversation.waiting_since or conversation.last_entry_at
    when = Span(age(since, now, tz).rjust(8 if wide else 0), Role.MUTED) if since else Span("")
    state = words(conversation, now=now, me=me, tz=tz, agents=agents) if wide else signs(conversation, me)
    pressing = owed_words(owed, now, tz) if wide else owed_sign(owed)
    state = joined((pressing, state)) if wide else (*pressing, *state)
    right = (*crop(state, cells // 2 - 9), Span(" "), when) if state else (when,)
    return spread((dot, *name, Span(" "), *subject), right, cells)


def entry_line(
    entry: Entry, *, now: datetime, cells: int, tz: tzinfo | None = None, agents: Agents = NOBODY
) -> Line:
    """A row of the history: the day, the channel or kind, how it begins; `←` is before what they wrote,
    `→` before what we wrote to them."""
    date = Span(_date(entry.at, now, tz, wide=cells >= WIDE), Role.MUTED)
    kind = _kind_column(kind_word(entry), _kind_role(entry))
    said = _said(entry, now, tz, agents)
    return fit((date, Span(" "), *kind, Span(" "), *said), cells)


def separator(subject: str, status: str, cells: int) -> Line:
    """The head of a conversation in a history: `── Refund for March · closed ───`."""
    name = crop(spans(subject, Role.TITLE) or (Span("(no subject)", Role.MUTED),), max(cells - 16, 8))
    head = (Span("── ", Role.SEPARATOR), *name, Span(f" · {status} ", Role.MUTED))
    return _ruled(head, cells)


def day_separator(at: datetime, cells: int, *, now: datetime, tz: tzinfo | None = None) -> Line:
    """The head of a day in a thread: `Tue 17 Nov ─────`."""
    return _ruled((Span(f"{day(at, tz, now=now)} ", Role.MUTED),), cells)


def outgoing_line(outgoing: Outgoing, *, now: datetime, cells: int, tz: tzinfo | None = None) -> Line:
    """A message on its way out: its conversation, where it stands, how it begins, when or why not."""
    entry = outgoing.entry
    role = Role.BAD if outgoing.state in ("failed", "uncertain") else Role.MUTED
    left = (
        Span(f"#{entry.conversation} ", Role.TITLE),
        Span(f"{channel_word(entry.channel)} · {DELIVERIES[outgoing.state]}  ", role),
        *marked(first_words(entry)),
    )
    if outgoing.error:
        right = crop(spans(outgoing.error, Role.BAD), cells // 2)
    else:
        later = outgoing.state == "waiting" and outgoing.due_at > now
        right = (Span(f"from {moment(outgoing.due_at, now, tz)}", Role.MUTED),) if later else ()
    return spread(left, right, cells)


def _customer_name(conversation: Conversation) -> Line:
    ref = conversation.customer
    return spans(ref.name, Role.CUSTOMER) or (Span(f"customer {ref.id}", Role.CUSTOMER),)


def _date(at: datetime, now: datetime, tz: tzinfo | None, *, wide: bool) -> str:
    """` 2 Nov 2026`; narrow ` 2 Nov`, or `Mar'23` of another year."""
    there = local(at, tz)
    if wide:
        return f"{day_month(there)} {there.year:04}".rjust(11)
    this_year = there.year == local(now, tz).year
    return (day_month(there) if this_year else f"{month(there)[:3]}'{there.year % 100:02}").rjust(6)


@lru_cache(256)
def _kind_column(word: str, role: str) -> Line:
    return fit(marked(word, role), 8)


def _kind_role(entry: Entry) -> str:
    if entry.kind == Kind.MESSAGE:
        return Role.AGENT if entry.outgoing else Role.CUSTOMER
    return _ROLES.get(entry.kind, Role.EVENT)


def _said(entry: Entry, now: datetime, tz: tzinfo | None, agents: Agents) -> Line:
    if entry.kind in OURS:
        return marked(sentence(entry, now=now, tz=tz, agents=agents), Role.EVENT)
    before = ""
    if entry.kind == Kind.MESSAGE:
        before = TO_THEM if entry.outgoing else FROM_THEM
    elif entry.kind == Kind.ASK:
        before = f"to {called(entry.agent, agents)}: "
    return (Span(before, Role.MUTED), *marked(first_words(entry)))


def _ruled(head: Line, cells: int) -> Line:
    rest = cells - width(head)
    return (*head, Span("─" * rest, Role.SEPARATOR)) if rest > 0 else crop(head, cells)
