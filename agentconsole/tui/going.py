"""What can be done from everywhere: other places, the palette, the `:` line, panes, lists, themes."""

from collections.abc import Callable, Iterable
from datetime import datetime

from textual.app import App
from textual.screen import Screen

from agentconsole.desk.api import Outcome
from agentconsole.model import commands
from agentconsole.model.queries import InboxView
from agentconsole.rules.times import say_when
from agentconsole.show.spans import Line, Role, Span
from agentconsole.tui import screens
from agentconsole.tui.actions import ACTIONS, BY_ID, PREFIXES, Action
from agentconsole.tui.dressing import Dressing
from agentconsole.tui.keyboard import Chord, places_of
from agentconsole.tui.screens import questions
from agentconsole.tui.screens.desk import DeskScreen
from agentconsole.tui.screens.place import Handlers, Place
from agentconsole.tui.session import Session
from agentconsole.tui.telling import Do
from agentconsole.tui.widgets.lines import LinePane
from agentconsole.tui.window import Direction


class Going:
    """The console's own handlers."""

    def __init__(self, app: App[None], session: Session, dressing: Dressing) -> None:
        self.app = app
        self.session = session
        self.dressing = dressing
        lists = {
            "list.down": self._list(lambda pane: pane.move(1)),
            "list.up": self._list(lambda pane: pane.move(-1)),
            "list.page_down": self._list(lambda pane: pane.page(0.5)),
            "list.page_up": self._list(lambda pane: pane.page(-0.5)),
            "list.first": self._list(lambda pane: pane.go_to_end(Direction.UP)),
            "list.last": self._list(lambda pane: pane.go_to_end(Direction.DOWN)),
            "list.open": self._list(lambda pane: pane.select()),
        }
        places = {
            "app.search": lambda: self._push(screens.search.SearchScreen(session)),
            "app.help": self._help,
            "go.asks": lambda: self._push(screens.asks.AsksScreen(session)),
            "go.customers": lambda: self._push(screens.customers.CustomersScreen(session)),
            "go.promises": lambda: self._push(screens.promises.PromisesScreen(session)),
            "go.kept": lambda: self._push(screens.kept.KeptScreen(session)),
            "go.board": lambda: self._push(screens.board.BoardScreen(session)),
            **{f"go.{view}": self._viewing(view) for view in InboxView if view is not InboxView.ASKED},
        }
        self.handlers: Handlers = {
            **lists,
            **places,
            "app.palette": self._palette,
            "app.command": self._command,
            "app.next_pane": lambda: self._pane(1),
            "app.previous_pane": lambda: self._pane(-1),
            "app.quit": lambda: self.app.push_screen(questions.looking.quit_console(session), self._left),
            "app.theme": lambda: self._say(f"Theme: {dressing.next(app)}"),
            "conversation.start": lambda: self.app.push_screen(questions.course.start(session), self._begun),
            "people.leave": lambda: self.app.push_screen(questions.people.remove_agent(session)),
            "people.add": lambda: self.app.push_screen(questions.people.add_agent(session)),
            "owner.standin": lambda: self.app.push_screen(
                questions.owning.stand_in(session, self._place.state())
            ),
            "owner.back": lambda: session.do(commands.Return(), lambda _: self._say("You are back.")),
        }

    @property
    def _place(self) -> Place:
        return next(screen for screen in reversed(self.app.screen_stack) if isinstance(screen, Place))

    def _say(self, text: str) -> None:
        self._place.status.say(text)

    def _list(self, move: Callable[[LinePane], None]) -> Callable[[], None]:
        def run() -> None:
            if isinstance(self.app.focused, LinePane):
                move(self.app.focused)

        return run

    def desk(self) -> DeskScreen:
        """Go back to the desk, whatever is above it."""
        while not isinstance(self.app.screen, DeskScreen):
            self.app.pop_screen()
        return self.app.screen

    def _viewing(self, view: InboxView) -> Callable[[], object]:
        return lambda: self.desk().listing.go(view)

    def open(self, conversation: int, at: int | None = None) -> None:
        """Open a conversation on the desk."""
        self.desk().opening.open(conversation, at=at)

    def _begun(self, outcome: Outcome | None) -> None:
        if outcome is not None and outcome.conversation is not None:
            self.open(outcome.conversation.id)

    def _push(self, place: Place) -> None:
        """Go to another place; never twice to the same one."""
        if type(self.app.screen) is not type(place):
            self.app.push_screen(place)

    def _help(self) -> None:
        focused: Screen[object] | object = self.app.focused or self.app.screen
        near = places_of(focused) if isinstance(focused, LinePane | Screen) else ()
        self._push(screens.help.Help(self.session, near[0] if near else None))

    def _left(self, leave: bool | None) -> None:
        if leave:
            self.app.exit()

    def _pane(self, step: int) -> None:
        """The next pane from left to right, or the one before."""
        panes = [pane for pane in self._place.next_panes() if pane.focusable]
        if panes:
            focused = self.app.screen.focused
            here = next((at for at, pane in enumerate(panes) if pane is focused), -1 if step > 0 else 0)
            self.app.screen.set_focus(panes[(here + step) % len(panes)])

    def offered(self) -> Iterable[Action]:
        """What the palette offers here."""
        own: Handlers = self._place.handlers
        return (
            action
            for action in ACTIONS
            if action.palette and (action.id in own or action.id in self.handlers)
        )

    def _palette(self) -> None:
        palette = screens.palette.Palette(self.session, self._place.state(), tuple(self.offered()))
        self.app.push_screen(palette, self._picked)

    def _picked(self, key: str | None) -> None:
        """What was picked: an action, a conversation, or a customer."""
        kind, _, which = (key or "").partition(" ")
        if kind == "do":
            self._place.post_message(Do(BY_ID[which]))
        elif kind == "conversation":
            self.open(int(which))
        elif kind == "customer":
            self.app.push_screen(screens.customer.CustomerScreen(self.session, int(which)))

    def _command(self) -> None:
        self.app.push_screen(screens.command.CommandLine(self.session, self._place.state()), self._commanded)

    def _commanded(self, said: "Outcome | str | None") -> None:
        """What a `:` line did: something on the desk, or it names an action or a conversation."""
        if isinstance(said, Outcome):
            desk = self.desk()
            desk.following.took(said)
            if time := understood(said, self.session.now()):
                desk.panes.say(time, role=Role.GOOD)
        elif said is not None:
            self._picked(said)

    def choices(self, chord: Chord) -> list[Line]:
        """What can follow the first key of a chord; what cannot be done now is grey."""
        state = self._place.state()
        lines: list[Line] = [
            (Span(f"{chord.prefix} ", Role.ACCENT), Span(f"{PREFIXES[chord.prefix]}: ", Role.MUTED))
        ]
        for key, action in chord.following.items():
            here = action.blocked(state) is None
            lines.append(
                (
                    Span(f"{key} ", Role.ACCENT if here else Role.MUTED),
                    Span(f"{action.title}   ", Role.TEXT if here else Role.MUTED),
                )
            )
        return lines


def understood(outcome: Outcome, now: datetime) -> str:
    """The time that a `:` line named, as it was understood; empty where it named none."""
    promise = outcome.promise
    due = promise.due_at if promise is not None and promise.pending else None
    at = due or next((entry.until for entry in reversed(outcome.entries) if entry.until), None)
    return f"Understood: {say_when(at, now)} on your clock." if at else ""
