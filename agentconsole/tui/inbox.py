"""What is read of the desk for the list of conversations, and the line of views above it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from agentconsole.desk.api import Desk
from agentconsole.model.conversation import Conversation
from agentconsole.model.hours import Hours
from agentconsole.model.promise import Promise
from agentconsole.model.queries import InboxView, Page, PromiseView
from agentconsole.rules.promises import end_of_today
from agentconsole.show.promises import due_first
from agentconsole.show.spans import Line, Role, Span
from agentconsole.tui.together import together

PAGE = 50
SHORT = {
    InboxView.MINE: "mine",
    InboxView.ASKED: "asked",
    InboxView.UNOWNED: "unowned",
    InboxView.WAITING: "waiting",
    InboxView.ALL: "all",
}


class Found(NamedTuple):
    """What is read of the desk for a list."""

    page: Page[Conversation]
    asked: int
    """How many questions to me are open."""
    promises: tuple[Promise, ...]
    """What I owe."""


def read(desk: Desk, view: InboxView, me: str, many: int = PAGE) -> Found:
    """The beginning of a view, and what is said beside it."""
    with together(desk) as ask:
        page = ask(lambda: desk.inbox(view, by=me, limit=many))
        asks = ask(lambda: desk.asks(specialist=me, pending=True))
        promises = ask(lambda: desk.promises(PromiseView.MINE, by=me))
        return Found(page(), len(asks()), promises())


def due_today(promises: tuple[Promise, ...], now: datetime, hours: Hours) -> tuple[Promise, ...]:
    """What is owed by the end of today, broken promises at the head."""
    today = end_of_today(now, hours)
    return tuple(each for each in due_first(promises) if not each.pending or each.due_at < today)


def in_conversations(promises: Iterable[Promise]) -> dict[int, Promise]:
    """For each conversation in which something is owed, the promise that presses most."""
    return {each.conversation: each for each in reversed(tuple(promises))}


def views_line(shown: InboxView, asked: int) -> Line:
    """The views, the one shown standing out, with the number of questions to me."""
    parts = []
    for key, (view, word) in enumerate(SHORT.items(), 1):
        said = f"{word} {asked}" if view is InboxView.ASKED and asked else word
        here = view is shown
        parts += [
            Span(f" {key}", Role.MUTED),
            Span(f"[{said}]" if here else f" {said} ", Role.TITLE if here else Role.TEXT),
        ]
    return tuple(parts)
