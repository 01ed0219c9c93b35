"""Entries whole, as blocks of lines in a thread.

Every block begins with a sign or word of ours: `←` from the customer, `→` to them, `·` for what
happened, else `note`, `ask`, `answer` and so on. What only the team can ever read has `┊` before
each line. So nothing needs a colour to be told apart, and no name or text can pass for a note of ours.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import chain

from agentconsole.model.ask import Ask
from agentconsole.model.conversation import Brief
from agentconsole.model.entry import AuthorType, Entry, Kind
from agentconsole.model.keeping import Outgoing
from agentconsole.model.reading import Readers
from agentconsole.rules.quoting import Fold
from agentconsole.show.ages import age, clock, day
from agentconsole.show.asks import ask_state, due_words
from agentconsole.show.details import BAR, INDENT, SPOKEN, Look, above, beside, block, provenance, said
from agentconsole.show.marks import address_of, machine_words
from agentconsole.show.people import NOBODY, ROLES, Agents, called, signed, warning
from agentconsole.show.readers import readers_line
from agentconsole.show.spans import Line, Role, Span, crop, joined, marked, plain, spans, spread, width, wrap
from agentconsole.show.words import FROM_THEM, TO_THEM, channel_word, delivery_words, sentence

DOT = "· "
LEAST_NAME = 12
_DONE = frozenset(Kind) - frozenset(SPOKEN)
_DELIVERY = {"sent": Role.GOOD, "failed": Role.BAD, "uncertain": Role.BAD}


def entry_block(
    entry: Entry,
    *,
    now: datetime,
    cells: int,
    tz: tzinfo | None = None,
    agents: Agents = NOBODY,
    asks: Mapping[int, Ask] | None = None,
    readers: Readers | None = None,
    whole: bool = False,
    shut: Sequence[Fold] = (),
    outgoing: Outgoing | None = None,
    theirs: Collection[int] = (),
    hints: Mapping[str, str] | None = None,
) -> list[Line]:
    """An entry as it stands in a thread: who and when, then what was said and all that came with it.

    `asks` are those of the conversation by id: a question shows how far it has come. `readers` are those
    of the entry, where they are to be shown. `whole` is for an entry opened alone: with its day and
    subject, everything its source knew, uncut, and with what screening took out, in words. `shut` is what of
    its text is folded, `outgoing` the entry on its way out, `theirs` the numbers of the customer, and `hints`
    say how something is done (`show.details.Look`).
    """
    look = Look(now, cells, tz, agents, asks or {}, whole, readers, shut, outgoing, theirs, hints or {})
    if entry.kind in _DONE and not (whole and entry.kind == Kind.BOUNCE):
        return _event(entry, look)
    head = _event if entry.kind in _DONE else _head
    parts = (head, above, said, beside, provenance)
    lines = chain.from_iterable(part(entry, look) for part in parts)
    return [crop(line, cells) for line in lines]


def brief_block(
    brief: Brief,
    *,
    now: datetime,
    cells: int,
    tz: tzinfo | None = None,
    agents: Agents = NOBODY,
    stale: str = "",
) -> list[Line]:
    """Where we are: whose words and how old, then the at most seven lines. `stale` says that it is."""
    about = f"  {called(brief.author, agents)} · {age(brief.at, now, tz)} · version {brief.version}"
    old = (Span(f" · {stale}", Role.WARNING),) if stale else ()
    head = (Span("brief", Role.NOTE), Span(about, Role.MUTED), *old)
    return [crop(head, cells), *block(brief.text, Role.TEXT, BAR, cells)]


def _event(entry: Entry, look: Look) -> list[Line]:
    words = sentence(entry, now=look.now, tz=look.tz, agents=look.agents)
    first, *rest = wrap(f"{_time(entry, look)} {words}", look.cells - len(DOT))
    return [
        (Span(DOT, Role.EVENT), *marked(first, Role.EVENT)),
        *((Span(INDENT), *marked(line, Role.EVENT)) for line in rest),
    ]


def _head(entry: Entry, look: Look) -> Iterator[Line]:
    """Who and when, and at the end of the line, or below it, how far it has come."""
    sign, name = _sign(entry), signed(entry, look.agents)
    if entry.author.type == AuthorType.SYSTEM and entry.author.name == entry.channel:
        name = ""
    to = _to(entry, look)
    time: Line = (Span(f"{' ' * bool(name)}{_time(entry, look)}", Role.MUTED),)
    ask = look.asks.get(entry.ask) if entry.ask is not None and entry.kind == Kind.ASK else None
    due = due_words(ask, look.now, look.tz) if ask else ()
    room = look.cells - width((*sign, *to, *time))
    who = crop(marked(name, ROLES[entry.author.type]), max(room, LEAST_NAME))
    left = (*sign, *who, *to, *time, *((Span(", ", Role.MUTED), *due) if due else ()))
    must = (Span("  must read", Role.WARNING),) if entry.must_read else ()
    left = (*left, *must)
    right = (Span(ask_state(ask, look.now, look.tz), Role.MUTED),) if ask else _standing(entry, look)
    if width(left) + width(right) < look.cells:
        yield spread(left, right, look.cells) if right else left
    else:
        yield left
        yield from block(plain(right), right[0].role, INDENT, look.cells) if right else ()


def _sign(entry: Entry) -> Line:
    role = SPOKEN.get(entry.kind, Role.EVENT)
    if entry.kind == Kind.MESSAGE:
        return (Span(TO_THEM if entry.outgoing else FROM_THEM, Role.MUTED),)
    if entry.kind in SPOKEN:
        return (Span({Kind.DECLINE.value: "declined"}.get(entry.kind, entry.kind), role), Span("  "))
    return (Span(DOT, role), *crop(spans(entry.kind, role), LEAST_NAME), Span("  "))


def _to(entry: Entry, look: Look) -> Line:
    if entry.kind not in (Kind.ASK, Kind.HANDOVER):
        return ()
    return (Span(" to ", Role.MUTED), *marked(called(entry.agent, look.agents), Role.AGENT))


def _time(entry: Entry, look: Look) -> str:
    time = clock(entry.at, look.tz)
    if look.whole:
        time = f"{day(entry.at, look.tz)} {time}"
    from_outside = entry.kind == Kind.MESSAGE or entry.kind not in frozenset(Kind)
    return f"{time} {channel_word(entry.channel)}" if from_outside else time


def _doubt(entry: Entry, look: Look) -> Line:
    """Why not to believe a customer's name, and the address that is behind it."""
    doubt, address = warning(entry.author.name, look.agents), address_of(entry)
    return (*doubt, *spans(f": {address}", Role.WARNING)) if doubt and address else doubt


def _standing(entry: Entry, look: Look) -> Line:
    """How far a message of ours has come; what to know about the name of a customer."""
    if entry.author.type == AuthorType.CUSTOMER:
        machine = machine_words(entry)
        return joined((_doubt(entry, look), ((Span(machine, Role.WARNING),) if machine else ())))
    words = delivery_words(entry, look.now, look.tz)
    if not words:
        return () if look.whole else readers_line(look.readers)
    return (Span(words, _DELIVERY.get(entry.delivery or "", Role.WARNING)),)
