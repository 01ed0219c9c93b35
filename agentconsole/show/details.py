"""What stands in a block below its head: the text, and all that comes with it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import islice
from typing import NamedTuple

from agentconsole.model import ids
from agentconsole.model.ask import Ask
from agentconsole.model.entry import Attachment, Entry, Json, Kind
from agentconsole.model.keeping import Outgoing
from agentconsole.model.reading import Readers
from agentconsole.rules.quoting import Fold
from agentconsole.rules.screening import MARK, removed, screen, screen_line
from agentconsole.show.ages import moment
from agentconsole.show.delivery import delivery_notes
from agentconsole.show.folding import fold_words, pieces
from agentconsole.show.marks import notes, warnings, within
from agentconsole.show.people import Agents
from agentconsole.show.readers import readers_line
from agentconsole.show.spans import Line, Role, Span, marked, spans, wrap

MOST_LINES = 200
"""So many lines of one text stand in a thread; the rest is there when the entry is opened whole."""
MOST_FACTS = 12
LONGEST_FACT = 80
RAW = "This could not be read as what it claims to be. It is shown as it came:"
BAR = "┊ "
INDENT = "  "

SPOKEN: dict[str, Role] = {
    Kind.MESSAGE: Role.TEXT,
    Kind.NOTE: Role.NOTE,
    Kind.ASK: Role.ASK,
    Kind.ANSWER: Role.ANSWER,
    Kind.DECLINE: Role.ANSWER,
    Kind.BRIEF: Role.NOTE,
    Kind.HANDOVER: Role.NOTE,
}
"""The kinds of our own in which somebody says something. Of the others a sentence is enough."""


class Look(NamedTuple):
    """What a block is shown with."""

    now: datetime
    cells: int
    tz: tzinfo | None
    agents: Agents
    asks: Mapping[int, Ask]
    whole: bool
    readers: Readers | None = None
    shut: Sequence[Fold] = ()
    """What of the text is folded."""
    outgoing: Outgoing | None = None
    """The entry on its way out, where it has not arrived."""
    theirs: Collection[int] = ()
    """The numbers by which the customer is known."""
    hints: Mapping[str, str] = {}
    """How something is done: `fold`, `link`, `arrived`, `again`, `never`."""


def above(entry: Entry, look: Look) -> Iterator[Line]:
    """What to know before reading on: how the message fares, whether the mail may be what it says."""
    bar = _bar(entry)
    if look.outgoing is not None:
        yield from _each(delivery_notes(look.outgoing, look.now, look.tz, look.hints), bar, look.cells)
    yield from _each(warnings(entry, look.theirs, look.hints.get("link", "")), bar, look.cells)


def _each(lines: Iterable[tuple[str, Role]], bar: str, cells: int) -> Iterator[Line]:
    for words, role in lines:
        yield from block(words, role, bar, cells)


def said(entry: Entry, look: Look) -> Iterator[Line]:
    """The text, cut after `MOST_LINES` unless the whole is wanted."""
    role, bar = SPOKEN.get(entry.kind, Role.TEXT), _bar(entry)
    if entry.kept_raw:
        yield from block(RAW, Role.WARNING, bar, look.cells)
    if look.whole and entry.subject:
        yield from block(screen_line(entry.subject), Role.TITLE, bar, look.cells)
    text = entry.text or (entry.reason if entry.kind == Kind.DECLINE else "")
    most = len(text) if look.whole else MOST_LINES * look.cells
    lines = _folded(text, most, role, bar, look)
    yield from islice(lines, None if look.whole else MOST_LINES)
    if (len(text) > most and not look.shut) or next(lines, None) is not None:
        yield (Span(bar, role), Span(f"… cut here, {len(text):,} characters in all", Role.MUTED))


def _folded(text: str, most: int, role: str, bar: str, look: Look) -> Iterator[Line]:
    """The text, or as much as can be shown of it, with a line for each fold."""
    for piece in pieces(text, look.shut) if look.shut else (text[:most],):
        if isinstance(piece, str):
            yield from block(piece[: most + 1], role, bar, look.cells)
        else:
            words = fold_words(piece, look.hints.get("fold", ""))
            yield (Span(bar, role), Span(words, Role.MUTED))


def beside(entry: Entry, look: Look) -> Iterator[Line]:
    """What comes with the text: a reply to take, reasons, entries it is about, files, facts."""
    bar = _bar(entry)
    if entry.suggested_reply:
        yield (Span(bar, Role.ANSWER), Span("suggests:", Role.ANSWER))
        yield from block(entry.suggested_reply, Role.TEXT, f"{bar}{INDENT}", look.cells)
    if entry.reason and entry.kind != Kind.DECLINE:
        yield from block(f"because: {entry.reason}", Role.MUTED, bar, look.cells)
    if entry.about and entry.kind == Kind.ASK:
        when = ", ".join(moment(ids.second_of(one), look.now, look.tz) for one in entry.about)
        yield from block(f"about what was said {when}", Role.MUTED, bar, look.cells)
    for attachment in entry.attachments:
        yield (Span(bar), *_file(attachment))
    yield from _each(notes(entry), bar, look.cells)
    for head, text in within(entry):
        yield from block(head, Role.MUTED, bar, look.cells)
        yield from block(text if look.whole else "", Role.TEXT, f"{bar}{INDENT}", look.cells)
    if look.whole:
        for name, value in entry.data.items():
            if name != "messages":
                yield from block(f"{screen_line(name)}: {_value(value)}", Role.MUTED, bar, look.cells)
    elif entry.kind not in frozenset(Kind):
        yield from block(_facts(entry), Role.MUTED, bar, look.cells)


def provenance(entry: Entry, look: Look) -> Iterator[Line]:
    """When the whole entry is shown: who has read it, and what the marks in the text stand for."""
    if look.whole and (read := readers_line(look.readers)):
        yield (Span(INDENT), *read)
    taken = removed(entry.text) if look.whole else ()
    if taken:
        words = f"{MARK} stands for {', '.join(taken)}. The original is kept."
        yield from block(words, Role.WARNING, INDENT, look.cells)


def block(text: str, role: str, bar: str, cells: int) -> Iterator[Line]:
    """Text from outside over several lines, each behind the bar; what a mail quotes is muted."""
    for line in screen(text).strip("\n").split("\n") if text else ():
        words = Role.MUTED if line.startswith(">") else role
        for piece in wrap(line, cells - len(bar)):
            yield (Span(bar, role), *marked(piece, words))


def _bar(entry: Entry) -> str:
    return BAR if entry.kind in SPOKEN and entry.kind != Kind.MESSAGE else INDENT


def _file(attachment: Attachment) -> Line:
    name = spans(attachment.name, Role.LINK) or (Span("without a name", Role.LINK),)
    place = ", shown in the text" if attachment.inline else ""
    about = f"  {screen_line(attachment.media_type)}, {size_words(attachment.size)}{place}"
    return (Span("file  ", Role.MUTED), *name, *marked(about, Role.MUTED))


def size_words(count: int) -> str:
    """`12.3 kB`."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def _value(value: Json) -> str:
    """A list of words as words."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(str(one) for one in value)
    return str(value)


def _facts(entry: Entry) -> str:
    """What the source knew, as far as it is short and plain."""
    facts = [(name, value) for name, value in entry.data.items() if isinstance(value, str | int | float)]
    said = (f"{name.replace('_', ' ')} {value}" for name, value in facts[:MOST_FACTS])
    return " · ".join(words for words in map(screen_line, said) if len(words) <= LONGEST_FACT)
