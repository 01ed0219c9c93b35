"""Panes that nobody sees: they make the lines that others will show.

`Unseen.like(pane)` has the room of a pane on the screen. Opened as that one will be, it makes the lines that
will be in view then, and hands them over (`EntryPane.ahead`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from textual.geometry import Region

from agentconsole.tui.runs import Run
from agentconsole.tui.widgets.blocks import Blocks
from agentconsole.tui.widgets.entry_pane import EntryPane
from agentconsole.tui.widgets.history import History
from agentconsole.tui.widgets.lines import NARROWEST
from agentconsole.tui.widgets.thread import Thread


class Unseen(EntryPane):
    """A pane that is on no screen."""

    room = 0
    whole = True
    """Nothing is to be asked for that the lines should tell."""

    def like(self, pane: EntryPane) -> None:
        """Make lines for that pane, as it is now."""
        self.room, self.window.height = max(NARROWEST, pane.blocks.cells), pane.window.height
        self.blocks = Blocks(most=pane.blocks.most)
        self.whole = True

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Nothing is painted, told or asked for."""
        yield

    def refresh(self, *_regions: Region, **_how: bool) -> Self:
        """Likewise."""
        return self

    def hand(self, run: Run, pane: EntryPane) -> None:
        """The lines are for that pane, when it shows that run."""
        pane.ahead = (run, self.blocks) if self.whole else None


class UnseenThread(Unseen, Thread):
    """Of a thread."""


class UnseenHistory(Unseen, History):
    """Of a history. A separator with the name of no conversation is not worth keeping."""

    def like(self, pane: EntryPane) -> None:
        """Nothing is known but what is opened next."""
        super().like(pane)
        self.conversations.clear()

    def _ask_for(self, number: int) -> None:
        self.whole = False
