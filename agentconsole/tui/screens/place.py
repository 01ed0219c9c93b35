"""What all places of the console have: a last line, handlers for actions, and a state to judge them by."""

from collections.abc import Callable
from typing import ClassVar

from textual.widget import Widget

from agentconsole.model.keeping import Change
from agentconsole.show.spans import Line, Role, Span
from agentconsole.tui.actions import ACTIONS, Where
from agentconsole.tui.screens.arranged import Arranged
from agentconsole.tui.session import Session
from agentconsole.tui.state import State
from agentconsole.tui.widgets.lines import LinePane
from agentconsole.tui.widgets.status_line import StatusLine

Handlers = dict[str, Callable[[], object]]


class Place(Arranged):
    """One place the person can be. It owns the state of that place."""

    PLACE: ClassVar[Where] = Where.EVERYWHERE
    AUTO_FOCUS: ClassVar[str] = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.status = StatusLine()
        self.handlers: Handlers = {"app.back": self.leave}
        """What this place does for an action, by its id."""

    def on_mount(self) -> None:
        """The keys that matter here."""
        self.status.offer(self.offered_keys())

    def offered_keys(self) -> Line:
        """The keys of this place, for its last line."""
        places = () if self.PLACE is Where.EVERYWHERE else (Where.LISTS, self.PLACE)
        return self.keys_of(*places)

    def stop_waiting(self) -> None:
        """Do without what is on its way."""

    def noticed(self) -> None:
        """A key was pressed here."""

    def type_on(self) -> None:
        """A letter that is no key here: whoever typed it thinks to be in a text."""

    def leave(self) -> None:
        """Go back to where the person came from."""
        self.dismiss(None)

    def changed(self, changes: tuple[Change, ...]) -> None:
        """Something changed on the desk."""

    def repaint(self) -> None:
        """Names may have been learnt."""

    def next_panes(self) -> list[Widget]:
        """The panes that tab goes through, in order."""
        return [widget for widget in self.query(LinePane) if widget.focusable and widget.display]

    def state(self) -> State:
        """What actions are judged by."""
        return State(
            now=self.session.now(),
            me=self.session.me,
            agents=self.session.agents,
            restricted=self.session.restricted,
        )

    def keys_of(self, *places: Where) -> Line:
        """The keys that belong into the last line, those of the innermost place first."""
        state, keymap = self.state(), self.session.keymap
        shown = [
            action
            for place in (*places, Where.EVERYWHERE)
            for action in ACTIONS
            if action.footer and action.where is place and action.blocked(state) is None
        ]
        return tuple(
            span
            for action in shown
            for span in (
                Span(keymap.key_of(action.id), Role.ACCENT),
                Span(f" {action.footer}   ", Role.MUTED),
            )
        )
