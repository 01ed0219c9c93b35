"""Drafts on their way to the desk: each is sent until the desk has it, or something newer takes its place."""

from agentconsole.model.commands import SaveDraft
from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import DraftKind
from agentconsole.tui.screens.panes import Panes

AGAIN_SECONDS = 2.0
"""After which what could not be saved is tried again."""


class Saving:
    """What the desk is being given, and whether it takes it."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.under_way: dict[tuple[int, DraftKind], SaveDraft] = {}
        self.failing = False

    def save(self, command: SaveDraft) -> None:
        """Until the desk has it; what was typed since takes its place."""
        self.under_way[command.conversation, command.kind] = command
        self.session.do(
            command, lambda _: self._is_saved(command), lambda error: self._not_saved(command, error)
        )

    def _is_saved(self, command: SaveDraft) -> None:
        self.failing = False
        if self._is_newest(command):
            del self.under_way[command.conversation, command.kind]

    def _not_saved(self, command: SaveDraft, error: DeskError) -> None:
        if not self.failing:
            self.panes.tell(error)
        self.failing = True
        self.panes.screen.set_timer(AGAIN_SECONDS, lambda: self._save_again(command))

    def _save_again(self, command: SaveDraft) -> None:
        if self._is_newest(command):
            self.save(command)

    def _is_newest(self, command: SaveDraft) -> bool:
        return self.under_way.get((command.conversation, command.kind)) is command
