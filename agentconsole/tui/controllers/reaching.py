"""The ends of a long history, read before the keys for them are pressed."""

from agentconsole.model.keeping import Change
from agentconsole.tui import runs
from agentconsole.tui.ahead import Ahead, Rest
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.window import Direction

ALTERING = frozenset({"entry", "delivery"})
"""The changes after which other entries stand in it, or the same otherwise."""


class Reaching:
    """Both ends of the history beside what is open."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        background = self.session.background
        self.ends = {each: Ahead[runs.Run](background, f"history {each}") for each in runs.HISTORY_ENDS}
        self.rest = Rest(panes.screen, self._read)
        """Another conversation is open."""

    def take(self, direction: Direction) -> runs.Run | None:
        """An end of the history, if it was read and is still true."""
        return self.ends[direction].take((self.panes.customer.id, self.panes.only))

    def changed(self, changes: tuple[Change, ...]) -> None:
        """Something changed on the desk."""
        opened = self.panes.opened
        theirs = (None, *opened.customer.numbers) if opened else ()
        if any(change.customer in theirs and change.kind in ALTERING for change in changes):
            for end in self.ends.values():
                end.forget()

    def _read(self) -> None:
        if self.panes.opened is None or all(self.panes.history.window.whole.values()):
            return
        for direction, end in self.ends.items():
            self._read_one(direction, end)

    def _read_one(self, direction: Direction, end: Ahead[runs.Run]) -> None:
        desk, customer, only = self.session.desk, self.panes.customer.id, self.panes.only
        end.ask((customer, only), lambda: runs.HISTORY_ENDS[direction](desk, customer, only))
