"""How it stands with the way to the desk, and what waits for it, in a line."""

import re
from datetime import datetime, tzinfo

from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.link import Kept, Link, LinkState
from agentconsole.rules.screening import screen_line
from agentconsole.show.ages import moment
from agentconsole.show.spans import BETWEEN, Line, Role, Span, fit, joined, spans

_LATER_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
QUIET = (commands.SaveDraft, commands.MarkRead, commands.See)
_SAYING = ("text", "question", "reason", "value", "subject", "full_name")
_PLAIN = {
    LinkState.LIVE: (Span("live", Role.GOOD),),
    LinkState.CATCHING_UP: (Span("catching up", Role.WARNING),),
}


def link_words(link: Link, now: datetime, tz: tzinfo | None = None) -> Line:
    """`live`, `offline since 09:12 · 2 wait`; nothing for a desk that is kept on this machine."""
    since = f" since {moment(link.since, now, tz)}" if link.since else ""
    state = _PLAIN.get(link.state, ())
    if link.state is LinkState.OFFLINE:
        state = (Span(f"offline{since}", Role.BAD),)
    waits = (Span(f"{link.waiting} {'waits' if link.waiting == 1 else 'wait'}", Role.WARNING),)
    stopped = (Span(f"{link.stopped} stopped", Role.BAD),)
    return joined((state, waits if link.waiting else (), stopped if link.stopped else ()))


def is_told(kept: Kept) -> bool:
    """Whether somebody waits for it: that they have read something is done without a word, and a draft is
    here as well as there."""
    return bool(kept.stopped) or not isinstance(kept.command, QUIET)


def command_words(command: Command) -> str:
    """What a command is called: `reply`, `hand over`."""
    if isinstance(command, commands.SaveDraft):
        return "draft"
    return _LATER_WORD.sub(" ", type(command).__name__).lower()


def command_text(command: Command) -> str:
    """What somebody typed for it, screened and in one line; empty where they typed nothing."""
    said = (getattr(command, field, None) for field in _SAYING)
    return next((screen_line(text) for text in said if isinstance(text, str) and text), "")


def kept_line(kept: Kept, cells: int, now: datetime, tz: tzinfo | None = None) -> Line:
    """`waits  reply 09:14  Dear Mei, …`."""
    state = Span("stopped ", Role.BAD) if kept.stopped else Span("waits   ", Role.WARNING)
    what = Span(f"{command_words(kept.command)} {moment(kept.at, now, tz)}  ", Role.MUTED)
    return fit((state, what, *spans(command_text(kept.command))), cells)


def why_line(kept: Kept, cells: int) -> Line:
    """Why it stopped, and the way out; or what it waits for."""
    if not kept.stopped:
        return fit((Span("goes out when the link is back", Role.MUTED),), cells)
    hint = (BETWEEN, *spans(screen_line(kept.hint), Role.MUTED)) if kept.hint else ()
    return fit((*spans(screen_line(kept.stopped), Role.BAD), *hint), cells)
