"""The lead's board: who waits and who needs a hand. A lead helps; nothing here takes a case away."""

from textual import on

from agentconsole.model.board import Board
from agentconsole.model.keeping import Change
from agentconsole.show.ages import clock
from agentconsole.show.board import BoardRow
from agentconsole.show.spans import Role, Span
from agentconsole.tui.actions import Where
from agentconsole.tui.screens.listed import Listed
from agentconsole.tui.session import Session
from agentconsole.tui.telling import Open
from agentconsole.tui.widgets.board_list import MORE, BoardList
from agentconsole.tui.widgets.list_pane import ListPane

TELLING = frozenset({"entry", "read", "agent"})
"""Changes that a board may show."""
AT_MOST_EVERY = 1.0
"""Seconds between two looks at the desk, whatever changes meanwhile."""
AT_LEAST_EVERY = 60
"""Such looks after which the board is read again though nothing changed: time brings promises due."""


class BoardScreen(Listed[BoardList]):
    """The desk at one moment, and then live."""

    PLACE = Where.BOARD
    AUTO_FOCUS = "BoardList"

    def __init__(self, session: Session) -> None:
        super().__init__(session, BoardList(session))
        self.stale = False
        """Something changed since the board was read."""
        self.ticks = 0
        self.handlers |= {
            "board.next_part": lambda: self.list.next_part(1),
            "board.previous_part": lambda: self.list.next_part(-1),
        }

    def on_mount(self) -> None:
        """The desk as it is, and from now on."""
        super().on_mount()
        self.look()
        self.set_interval(AT_MOST_EVERY, self.tick)

    def look(self) -> None:
        """Read the board."""
        self.stale, self.ticks = False, 0
        self.session.background.ask("board", self.session.desk.board, self._show)

    def tick(self) -> None:
        """Read it again where something changed, or where time has passed."""
        self.ticks += 1
        if self.stale or self.ticks >= AT_LEAST_EVERY:
            self.look()

    def _show(self, board: Board) -> None:
        if not self.is_attached:
            return
        self.title_line.show(
            (Span(" Board  ", Role.TITLE), Span(f"as of {clock(board.at, self.session.zone)}", Role.MUTED))
        )
        self.list.show(board)
        if not self.list.window.items:
            self.status.say("Nobody waits, and nobody needs a hand.")

    def changed(self, changes: tuple[Change, ...]) -> None:
        self.stale = self.stale or any(change.kind in TELLING for change in changes)

    @on(ListPane.Selected)
    def selected(self, event: ListPane.Selected) -> None:
        """Its conversation, as any colleague sees it; or the rest of a part."""
        row: BoardRow = event.item
        if row.number == MORE:
            self.list.open_part(row.part)
        elif row.conversation is not None:
            self.post_message(Open(row.conversation, row.entry))
        else:
            self.status.say("No conversation belongs to this.")
