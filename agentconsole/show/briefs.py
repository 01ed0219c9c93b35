"""The brief: whether it is stale, a few rows of it, and what changed from one version to the next."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from difflib import SequenceMatcher

from agentconsole.model.conversation import Brief, Conversation
from agentconsole.rules.screening import screen
from agentconsole.show.ages import moment
from agentconsole.show.details import BAR
from agentconsole.show.people import NOBODY, Agents, called
from agentconsole.show.spans import Line, Role, Span, crop, marked, spans, spread, wrap

STALE = 2
"""So many messages of the customer since the brief make it stale."""
ADDED = "+ "
TAKEN = "- "
SAME = "  "


def stale_words(conversation: Conversation) -> str:
    """`stale: 2 messages since`; nothing while it is not."""
    since = conversation.heard_since_brief
    return f"stale: {since} messages since" if conversation.brief and since >= STALE else ""


def brief_rows(conversation: Conversation, cells: int, most: int) -> list[Line]:
    """The brief in at most so many rows, a line each, cut where it is too long; that it is stale, first."""
    brief = conversation.brief
    stale = stale_words(conversation)
    rows: list[Line] = [(Span(stale, Role.WARNING),)] if stale else []
    lines = [spans(line) for line in brief.text.splitlines() if line.strip()] if brief else []
    room = most - len(rows)
    shown = lines if len(lines) <= room else lines[: max(1, room - 1)]
    rows += (crop(line, cells) for line in shown)
    more = len(lines) - len(shown)
    return [*rows, (Span(f"and {more} more line{'s' * (more > 1)}", Role.MUTED),)] if more else rows


def version_line(
    brief: Brief, *, now: datetime, cells: int, tz: tzinfo | None = None, agents: Agents = NOBODY
) -> Line:
    """A version in a row: its number, whose words, when, how it begins."""
    first = next((line for line in brief.text.splitlines() if line.strip()), "")
    left = (
        Span(f"{brief.version:>2}  ", Role.TITLE),
        Span(called(brief.author, agents), Role.AGENT),
        Span("  "),
        *spans(first, Role.MUTED),
    )
    return spread(left, (Span(moment(brief.at, now, tz), Role.MUTED),), cells)


def brief_diff(before: str, after: str, cells: int) -> list[Line]:
    """What became of each line: `+` it is new, `-` it is gone, and what stayed as it was."""
    old, new = screen(before).splitlines(), screen(after).splitlines()
    return [line for sign, text in _changes(old, new) for line in _row(sign, text, cells)]


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ((SAME, line) for line in old[a:b])
        else:
            yield from ((TAKEN, line) for line in old[a:b])
            yield from ((ADDED, line) for line in new[c:d])


def _row(sign: str, text: str, cells: int) -> Iterator[Line]:
    role = {ADDED: Role.GOOD, TAKEN: Role.BAD}.get(sign, Role.TEXT)
    for piece in wrap(text, max(4, cells - len(sign))):
        yield (Span(sign, role), *marked(piece, role))


def whole(brief: Brief, cells: int) -> list[Line]:
    """All of it, wrapped."""
    return [
        (Span(BAR, Role.NOTE), *marked(piece))
        for line in screen(brief.text).splitlines()
        for piece in wrap(line, cells - len(BAR))
    ]
