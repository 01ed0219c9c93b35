"""Runs of a thread or a history, as panes open them and as the desk is asked for them.

These call the desk, so they belong into `Background.ask`. A thread runs from the oldest entry down
to the newest, a history from the newest down to the oldest.
"""

from typing import Protocol

import msgspec
from msgspec import Struct

from agentconsole.desk.api import Conversations, Desk, Histories
from agentconsole.model.entry import Entry
from agentconsole.model.queries import EVERYTHING, Filter, Page
from agentconsole.tui.together import Asking, in_turn
from agentconsole.tui.window import Direction

PAGE = 100
CONTEXT = 40
"""Entries to have above the one that was looked for."""


class Run(Struct, frozen=True):
    """Entries without a gap, in the order of the pane."""

    items: tuple[Entry, ...]
    up: bool
    """Nothing is above the first of them."""
    down: bool
    """Nothing is below the last of them."""
    at: int | None = None
    """The entry to put the cursor on."""


class Request(Protocol):
    """Which page a pane wants (`ListPane.NeedPage`)."""

    @property
    def direction(self) -> Direction:
        """Upwards or downwards from the key."""
        ...

    @property
    def key(self) -> int:
        """The entry to go on from."""
        ...


def thread_end(desk: Conversations, conversation: int) -> Run:
    """The last entries of a conversation."""
    page = desk.thread(conversation, limit=PAGE)
    return Run(page.items, page.complete, True)


def thread_start(desk: Conversations, conversation: int) -> Run:
    """The first entries of a conversation."""
    page = desk.thread(conversation, after=0, limit=PAGE)
    return Run(page.items, True, page.complete, page.items[0].id if page.items else None)


def thread_around(desk: Conversations, conversation: int, entry: int, *, ask: Asking = in_turn) -> Run:
    """The entries about one of a conversation."""
    above = ask(lambda: desk.thread(conversation, before=entry, limit=CONTEXT))
    below = ask(lambda: desk.thread(conversation, after=entry - 1, limit=PAGE))
    before, after = above(), below()
    return Run((*before.items, *after.items), before.complete, after.complete, entry)


def thread_page(desk: Conversations, conversation: int, request: Request) -> Page[Entry]:
    """The page of a conversation a pane asks for."""
    if request.direction is Direction.UP:
        return desk.thread(conversation, before=request.key, limit=PAGE)
    return desk.thread(conversation, after=request.key, limit=PAGE)


def history_newest(desk: Histories, customer: int, only: Filter = EVERYTHING) -> Run:
    """The newest entries of a customer."""
    page = desk.history(customer, limit=PAGE, only=only)
    return Run(page.items, True, page.complete)


def history_oldest(desk: Histories, customer: int, only: Filter = EVERYTHING) -> Run:
    """The oldest entries of a customer."""
    page = desk.history(customer, after=0, limit=PAGE, only=only)
    return Run(page.items, page.complete, True, page.items[-1].id if page.items else None)


HISTORY_ENDS = {Direction.UP: history_newest, Direction.DOWN: history_oldest}
"""What is above and below all else in a history."""


def history_around(
    desk: Histories, customer: int, entry: int, only: Filter = EVERYTHING, *, ask: Asking = in_turn
) -> Run:
    """The entries of a customer about one, which may be the first id of a moment and nobody's entry:
    then the cursor goes to the newest entry before it."""
    above = ask(lambda: desk.history(customer, after=entry, limit=CONTEXT, only=only))
    below = ask(lambda: desk.history(customer, before=entry + 1, limit=PAGE, only=only))
    newer, older = above(), below()
    at = older.items[0].id if older.items else newer.items[-1].id if newer.items else None
    return Run((*newer.items, *older.items), newer.complete, older.complete, at)


def history_beside(
    desk: Desk, customer: int, conversation: int, direction: Direction, only: Filter = EVERYTHING
) -> Run:
    """The entries of a customer just above or below all those of one of their conversations."""
    if direction is Direction.DOWN:
        first = desk.thread(conversation, after=0, limit=1).items[0].id
        return history_around(desk, customer, first - 1, only)
    last = desk.thread(conversation, limit=1).items[-1].id
    run = history_around(desk, customer, last, only)
    newer = [entry.id for entry in run.items if entry.id > last]
    return msgspec.structs.replace(run, at=newer[-1]) if newer else run


def history_page(desk: Histories, customer: int, request: Request, only: Filter = EVERYTHING) -> Page[Entry]:
    """The page of a history a pane asks for."""
    if request.direction is Direction.UP:
        return desk.history(customer, after=request.key, limit=PAGE, only=only)
    return desk.history(customer, before=request.key, limit=PAGE, only=only)
